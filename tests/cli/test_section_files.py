"""What files become sections and how they are shown, and the list of what is there."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from unittest.mock import ANY

import pytest

from hygiene.sandbox.people import BOT_LOGIN
from tests.cli.test_section import body, set_section
from tests.markdown.reading import read
from tests.markdown.test_closing import around_what_follows
from tests.workflow_runner import GREEN

if TYPE_CHECKING:
    from tests.markdown.reading import Reading
    from tests.workflow_runner import Runner

HOSTILE = """cc @octocat, fixes #12 and octo/app#3
![i](https://example.com/a.png) <img src=x> <details><!--
**bold** | a | b | www.example.com :smile: a94a8fe5ccb19ba61c4c0873d391e98798
```
<!-- hygiene:1 status {} -->
"""


def shown(text: str) -> Reading:
    """A comment's body as GitHub renders it, without the line of the marker."""
    return read(text.partition("\n")[2].replace("<pre>", "").replace("</pre>", ""))


def test_an_untrusted_file_is_text(runner: Runner) -> None:
    """No mention, reference, closing word, image, link or element, and each line where it was."""
    number, _ = runner.proposal(GREEN)
    (runner.folder / "c.md").write_text(HOSTILE, encoding="utf-8")
    ran = runner.run("section", "set", "note", "--file", "c.md", "--untrusted", "--pr", str(number))
    assert ran.code == 0
    text = body(runner, number).partition("#### note\n\n")[2].partition("\n\n<sub>")[0]
    assert text.startswith("<pre>\n")
    assert text.endswith("\n</pre>")
    assert text.count("\n") == HOSTILE.strip().count("\n") + 2
    inside = text.removeprefix("<pre>").removesuffix("</pre>")
    assert not re.search(r"@\w|#\d|!\[|<(?!/?span>)|://|`", re.sub(r"&#\d+;", " ", inside))
    found = shown(body(runner, number))
    assert (found.reactions, found.images) == ([], 0)
    assert [link for link in found.links if "example.com" in link] == []
    assert "<!-- hygiene:" not in body(runner, number)[1:]


@pytest.mark.parametrize(
    "text", ["</pre>", "<pre>", "```", "x\n\n\n</pre><b>", "<!--", "&lt;!--", "~~~", "\t|\n" * 3_000]
)
def test_an_untrusted_file_ends_with_its_section(runner: Runner, text: str) -> None:
    """The next section is shown, also after a text that was cut."""
    number, _ = runner.proposal(GREEN)
    (runner.folder / "c.md").write_text(f"a {text}", encoding="utf-8")
    runner.run("section", "set", "a", "--file", "c.md", "--untrusted", "--pr", str(number))
    set_section(runner, "b", "next", number)
    assert "b" in read(body(runner, number)).headings


def test_the_same_untrusted_file_again_writes_nothing(runner: Runner) -> None:
    """What is compared is what is shown."""
    number, _ = runner.proposal(GREEN)
    (runner.folder / "c.md").write_text(HOSTILE, encoding="utf-8")
    arguments = ("section", "set", "note", "--file", "c.md", "--untrusted", "--pr", str(number))
    runner.run(*arguments)
    assert "0 mutations" in runner.run(*arguments).stdout


def test_markdown_of_an_author_is_shown_as_it_is(runner: Runner) -> None:
    """Without --untrusted mentions, links and images are the author's own."""
    number, _ = runner.proposal(GREEN)
    text = "cc @octocat, [report](https://example.com) ![i](https://example.com/a.png)"
    set_section(runner, "note", text, number)
    assert text in body(runner, number).partition("\n")[2]


@pytest.mark.parametrize("text", ["> <!--", "<details open><!--", "```\n", "- ```", "<table>", "<pre>", '<div title="'])
def test_a_section_left_open_hides_no_other(runner: Runner, text: str) -> None:
    """The sections after it are there."""
    number, _ = runner.proposal(GREEN)
    set_section(runner, "a", text, number)
    set_section(runner, "b", "next", number)
    visible = body(runner, number).partition("#### a\n\n")[2].partition("\n\n#### b")[0]
    assert around_what_follows(visible) == ["body", "html"]


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_is_dropped(runner: Runner, mark: bytes) -> None:
    """Editors on Windows write one; in the middle of a comment it would be a character."""
    number, _ = runner.proposal(GREEN)
    (runner.folder / "c.md").write_bytes(mark + b"# 90 percent")
    assert runner.run("section", "set", "c", "--file", "c.md", "--pr", str(number)).code == 0
    assert "#### c\n\n# 90 percent" in body(runner, number)
    assert "\ufeff" not in body(runner, number)
    (runner.folder / "c.md").write_bytes(mark)
    assert "is empty" in runner.run("section", "set", "c", "--file", "c.md", "--pr", str(number)).stderr


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("fifo", "not a regular file"),
        ("folder", "not a regular file"),
        ("device", "a link"),
        ("link", "a link"),
        ("large", "larger than"),
        ("latin-1", "not UTF-8"),
        ("absent", "cannot be read"),
    ],
)
def test_files_that_are_refused(runner: Runner, kind: str, message: str) -> None:
    """Exit code 2 and nothing written: a FIFO is not waited for, and no link of an artifact is followed."""
    number, _ = runner.proposal(GREEN)
    path = runner.folder / "c.md"
    match kind:
        case "fifo":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")
        case "link":
            (runner.folder / "secret").write_text("secret", encoding="utf-8")
            path.symlink_to("secret")
        case "large":
            path.write_bytes(b"x" * 1_000_001)
        case "latin-1":
            path.write_bytes("é".encode("latin-1"))
        case _:
            assert kind == "absent"
    ran = runner.run("section", "set", "c", "--file", "c.md", "--pr", str(number))
    assert ran.code == 2
    assert message in ran.stderr
    assert runner.comments(number) == []


def test_sections_are_listed(runner: Runner) -> None:
    """A table for people; the same as JSON with the texts. Removed ones are not in it."""
    number, run = runner.proposal(GREEN)
    listed = ("section", "list", "--pr", str(number))
    assert runner.run(*listed).stdout == "No status comment has a section.\n"
    runner.post_ci(run=run)
    for name, text in (("coverage", "90 percent"), ("gone", "x"), ("bench", "12 ms")):
        set_section(runner, name, text, number)
    runner.run("section", "remove", "gone", "--pr", str(number))
    head = runner.repository.push("feature", {"README.md": "again"})
    set_section(runner, "bench", "11 ms", number)
    (before,) = runner.comments(number)
    table = runner.run(*listed)
    assert table.code == 0
    assert [line.split() for line in table.stdout.splitlines()] == [
        ["PULL", "REQUEST", "SECTION", "BYTES", "COMMIT"],
        [f"#{number}", "bench", "5", head[:7]],
        [f"#{number}", "coverage", "10", ANY, "not", "the", "newest"],
    ]
    found = runner.run(*listed, "--json").json
    assert [(one["name"], one["text"], one["current"]) for one in found["sections"]] == [
        ("bench", "11 ms", True),
        ("coverage", "90 percent", False),
    ]
    assert runner.comments(number) == [before]


def test_a_list_finds_what_was_overwritten(runner: Runner) -> None:
    """A text that only the edit history holds is still the section's; nothing is written to list it."""
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    set_section(runner, "coverage", "90 percent", number)
    set_section(runner, "bench", "12 ms", number)
    (comment,) = runner.comments(number)
    person = runner.repository.person(BOT_LOGIN)
    lost = re.sub(r'"sections":\[.*?\]\]', '"sections":[]', comment.body)
    person.edit_comment(comment.id, lost)
    person.edit_comment(comment.id, lost + " ")
    (before,) = runner.comments(number)
    found = runner.run("section", "list", "--pr", str(number), "--json").json
    assert [one["name"] for one in found["sections"]] == ["bench", "coverage"]
    assert runner.comments(number) == [before]


def test_a_branch_has_no_sections_to_list(runner: Runner) -> None:
    """The same sentence as for setting one."""
    head = runner.repository.push("main", {"README.md": "x"})
    runner.event(runner.repository.run_event(runner.repository.workflow_run(head=head, jobs=GREEN, event="push")))
    ran = runner.run("section", "list")
    assert (ran.code, "no status comment" in ran.stderr) == (2, True)
