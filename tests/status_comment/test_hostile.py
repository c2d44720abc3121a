"""Text that attackers control stays text: 10,000 whole comments, read as GitHub-flavoured Markdown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hygiene.markdown.budget import size
from hygiene.markdown.closing import ENDS_HTML
from hygiene.markdown.text import block, clean, code, details, link, plain, table
from hygiene.model.checks import Annotation, CheckState, LegacyStatus, Step
from hygiene.model.comment_state import CommentState, Section, encode_state
from hygiene.model.junit import FailedTest, TestResults
from hygiene.model.marker import Marker, decode, encode
from hygiene.model.plan import UpdateComment
from hygiene.model.policy import BODY_BYTES_MAX, Policy
from hygiene.model.snapshot import Base
from hygiene.status_comment.build import status_of
from hygiene.status_comment.decide import decide_status
from hygiene.status_comment.junit import render_junit
from hygiene.status_comment.render import render_summary
from tests.examples import examples
from tests.markdown.reading import read, rows_of
from tests.snapshots import GATE, HEAD, HOST, TRIGGER, check, comment, head, on_base, pull_request, snapshot

PIECES = [
    *("|", "`", "``", "```", "~~~", "\n", "\r\n", "\t", "    ", "\\", "\\|", "\\`", "<", ">", "-->", "<!--", "--"),
    *("<b>", "</details>", "<img src=x>", "<script>", "&#64;octo", "&lt;", "*", "**", "_", "__", "~", "[", "]", "]("),
    *("@octo", "@octo/team", "#1", "GH-2", "octo/tool#3", "octo/tool@1234567", "a94a8fe5ccb19ba61c4c0873d391e98798"),
    *("https://x.example", "http://", "www.x.example", "me@x.example", "mailto:a@b.c", "ftp://x", "//x", "![", "[^1]"),
    *(":smile:", ":+1:", "$", "$$", "$`", "$x$", "# h", "- l", "1. l", "===", "---", "> q", "| a | b |", "| --- |"),
    *("\u202e", "\u200b", "\u2066", "\ufeff", "\x00", "\x1b[31m", "\u2028", "\u0301", "é", "漢", "😀", "\ud800"),
    *("word", "a", "1", " ", ".", ":", "!", "(", ")", "{", "}", "=", "+", '"', "'", "%", "/", "::warning::", "x" * 99),
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=9).map("".join)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
PIECEWISE = settings(max_examples=examples(400), deadline=None, suppress_health_check=SLOW)
# Four states of 2,500 comments each: 10,000 in all, and a test for each, so that they run side by side.
WHOLE = settings(max_examples=2_500, deadline=None, suppress_health_check=SLOW)


def is_harmless(body: str, *, links: tuple[str, ...] = ()) -> bool:
    """No link, mention, reference, image or HTML that we did not write."""
    found = read(body)
    assert found.reactions == []
    # What ends the HTML that a section may have left open shows nothing.
    assert [html for html in found.html if not html.startswith(ENDS_HTML)] == []
    assert found.images == 0
    assert all(url.startswith(links) for url in found.links) if links else found.links == []
    return True


def with_junit(name: str, message: str) -> str:
    """The first line of our comment, with the section of a failed test and everything else that it can contain."""
    rows = (FailedTest(name, message, 2),)
    text = render_junit(TestResults(6, 4, rows, 2, rows, rows, rows, (name,)))
    return encode(Marker("status", encode_state(CommentState(sections=(Section("junit", 1, HEAD, text),)))))


@PIECEWISE
@given(HOSTILE, HOSTILE)
def test_text_of_others_stays_text(text: str, other: str) -> None:
    """As prose, as code, as a link, in a fence and in a fold: at a line's start, in a heading, an item, a cell."""
    prose, literal = plain(text), code(text)
    linked, as_code = link(text, f"{HOST}/{other}"), link(other, text, as_code=True)
    places = [
        f"{prose}\n\n### {prose} here\n\n- {prose}\n\nsee {literal}, {literal}: {linked} and {as_code} end.",
        table(("a", "b", "c"), [(prose, literal, linked), (literal, as_code, prose)]),
        details(text, linked),
        f"{block(text)}\n\n### after",
    ]
    body = "\n\n".join(places)
    assert is_harmless(body, links=("http://", "https://"))
    assert rows_of(body)[0] == [4, 4, 4, 4]
    found = read(body)
    assert (found.tables, len(found.headings), found.headings[-1]) == (1, 2, "after")


@PIECEWISE
@given(HOSTILE)
def test_visible_words_are_kept(text: str) -> None:
    """Harmless is not mute: what a reader sees is the text itself."""
    for shown in (plain(text), code(text)):
        assert read(f"x {shown}").text.replace("\u200b", "").strip() == f"x {clean(text)}".strip()


@pytest.mark.long
@pytest.mark.parametrize("word", ["failure", "success", "cancelled", "unknown"])
@WHOLE
@given(HOSTILE, HOSTILE, HOSTILE)
def test_whole_comment_is_valid_with_every_field(word: str, job: str, step: str, message: str) -> None:
    """Job, step, annotation, path, branch, title, workflow, context and JUnit at once: nothing breaks."""
    suite = replace(GATE, workflow=step)
    failed = replace(
        check(job, word, id_=5, suite=suite),
        steps=(Step(3, step, CheckState.FAILURE),),
        annotations=(Annotation("FAILURE", job, 7, step, message),),
    )
    legacy = LegacyStatus("S", message, CheckState.FAILURE, url=message)
    checks = replace(head(failed, check("gate", "failure", id_=6, suite=suite)), statuses=(legacy,))
    base = Base(f"b{message}", (on_base(check(job, "failure")),), required=(step,))
    pull = replace(pull_request(comment(f"{with_junit(job, message)}\n")), title=job, base_ref=step, head_ref=message)
    seen = replace(snapshot(checks, pull), base=base)
    policy = Policy(jobs=("gate", step), workflow=".github/workflows/gate.yml")
    (operation,) = decide_status(seen, policy, TRIGGER).plan
    assert isinstance(operation, UpdateComment)
    first, _, visible = operation.body.partition("\n")
    assert isinstance(decode(first), Marker)
    assert size(operation.body) <= BODY_BYTES_MAX
    assert "4 of 6 tests failed" in visible
    assert is_harmless(visible, links=(HOST, "http://", "https://"))
    assert all(len(set(pipes)) == 1 for pipes in rows_of(visible))
    status = status_of(seen, policy, TRIGGER)
    assert status is not None
    assert size(render_summary(status)) > 0


@pytest.mark.parametrize(
    "url",
    [
        *("", "javascript:alert(1)", "data:text/html,x", "ftp://x.example", "//x.example", "/relative", "https://"),
        *(
            "https://github.com@evil.example/",
            "https://x.example/a b",
            "https://x.example/\n",
            "http://[::1",
            "https://é\u202e/",
        ),
        "https://x.example/" + "a" * 2_000,
    ],
)
def test_address_that_we_would_not_follow_is_no_link(url: str) -> None:
    """Only http and https, without a user before the host, without anything invisible."""
    assert link("text", url) == "text"


def test_seventy_kilobytes_are_cut() -> None:
    """A giant name costs a line, not the comment."""
    assert len(plain("x" * 70_000)) == 200
    assert size(block("y" * 70_000)) < 5_000
