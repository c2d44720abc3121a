"""A tracker's body as people read it: golden files, shapes that fit, and text of others that stays text."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from hygiene.failure_tracker.ledger.codec import END, decode_ledger
from hygiene.failure_tracker.ledger.merge import merge, same
from hygiene.failure_tracker.ledger.model import (
    CheckRecord,
    Episode,
    Fingerprint,
    Flake,
    Fold,
    JobFailure,
    Ledger,
    Occurrence,
    RunRef,
    Subject,
)
from hygiene.failure_tracker.render import SHAPES, render_block, title
from hygiene.model.marker import Marker, decode
from tests.examples import examples
from tests.failure_tracker.ledger.cases import ledger, ledgers

GOLDEN = Path(__file__).parent / "golden"
URL = "https://github.com/o/r"
SLOT = "tracker/python-ci"
DAY = 86_400
T0 = 1_760_317_200
HOSTILE = (
    "a | b `c` <img src=x> --> @octocat #12 GH-7 [x](https://evil.example) \u202egnp.exe </details> <!-- /hygiene -->"
)


def _failing() -> Ledger:
    """Two pull requests and a branch, two kinds of failure, a week of history."""
    words = (
        Fingerprint(
            "1:aaaaaaaa", T0 + 6 * DAY, "python ci (3.12)", "python ci (3.12)", "Pytest (unit tests with coverage)",
            "AssertionError: expected 3, got 4", "tests/test_signal.py:41",
        ),
        Fingerprint("1:bbbbbbbb", T0, "python ci (3.11)", "python ci (3.11)", "", "", ""),
    )  # fmt: skip
    found = tuple(
        Occurrence(500 + day, 1, T0 + day * DAY, ("pr:7",), (JobFailure(1000 + day, 2, "1:aaaaaaaa", 8),))
        for day in (1, 3, 6)
    )
    first = Occurrence(500, 2, T0, ("branch:main",), (JobFailure(1000, 0, "1:bbbbbbbb"),))
    marks = [RunRef(500 + day, 1000 + day, T0 + day * DAY) for day in range(7)]
    subjects = (
        Subject("pr:7", "PR_7", (CheckRecord("python ci (3.12)", marks[6]),)),
        Subject("branch:main", "", (CheckRecord("python ci (3.11)", marks[0]),)),
        Subject("pr:8", "PR_8", (CheckRecord("python ci (3.12)", marks[1], (), marks[2]),)),
    )
    return Ledger("python ci", (first, *found), Fold(), subjects, words, (Episode(1, marks[0]),), first_at=T0)


def _recovered() -> Ledger:
    """Everybody has passed; it took a day and a half; it has flaked, escalated, and continues another one."""
    one = _failing()
    end = RunRef(600, 2000, T0 + 7 * DAY)
    done = tuple(
        replace(subject, records=tuple(replace(row, recovered_at=end) for row in subject.records))
        for subject in one.subjects
    )
    episodes = (
        Episode(1, RunRef(500, 1000, T0), end),
        Episode(2, RunRef(610, 2001, T0 + 8 * DAY), RunRef(611, 2002, T0 + 9 * DAY)),
    )
    flakes = (Flake(501, 1, "aaaa"), Flake(503, 1, "bbbb"))
    return replace(
        one, subjects=done, episodes=episodes, flakes=flakes, flaky=True, escalated=True, previous=99,
        fold=Fold((400, 1), 40, (("1:aaaaaaaa", 40),)),
    )  # fmt: skip


def _hostile() -> Ledger:
    """All its text comes from an attacker."""
    words = (Fingerprint("1:cccccccc", T0, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    found = (
        Occurrence(
            500, 1, T0, (f"branch:{HOSTILE}", "pr:7"), (JobFailure(1, 2, "1:cccccccc", 1, "javascript:alert(1)"),)
        ),
    )
    mark = RunRef(500, 1, T0)
    subjects = (Subject(f"branch:{HOSTILE}", "", (CheckRecord(HOSTILE, mark),)),)
    return Ledger(HOSTILE, found, Fold(), subjects, words, (Episode(1, mark),), first_at=T0, previous=3)


SITUATIONS = {
    "tracker-failing": _failing(),
    "tracker-recovered": _recovered(),
    "tracker-passed-once": replace(
        ledger(5),
        subjects=(Subject("pr:7", "", (CheckRecord("python ci", RunRef(5, 50, 300), (RunRef(6, 60, 360),)),)),),
        flaky=True,
    ),
    "tracker-hostile": _hostile(),
    "tracker-empty": Ledger("python ci"),
}


def _block(one: Ledger, bytes_max: int = 65_000) -> str:
    return render_block(merge(one), SLOT, URL, bytes_max)


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_it_reads_as_reviewed(name: str) -> None:
    """Each situation gives the very bytes that somebody has read and found good."""
    text = _block(SITUATIONS[name]).split("\n", 1)[1]
    path = GOLDEN / f"{name}.md"
    if os.environ.get("HYGIENE_GOLDEN") == "write":
        path.write_text(f"{text}\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == f"{text}\n"


@settings(deadline=None, derandomize=True, max_examples=examples(60))
@given(ledgers)
def test_any_ledger_has_a_block_that_gives_it_back(one: Ledger) -> None:
    """The marker is the first line, the end line the last, and nothing in between resembles either."""
    block = _block(one)
    lines = block.split("\n")
    marker = decode(block)
    assert isinstance(marker, Marker)
    assert same(decode_ledger(marker.state), merge(one))
    assert lines[-1] == END
    assert not any(line.startswith("<!-- hygiene:") or END in line for line in lines[1:-1])


def test_text_of_others_stays_text() -> None:
    """No element, link, mention or reference comes from a name or a message; the marker is intact."""
    block = _block(_hostile())
    assert isinstance(decode(block), Marker)
    visible = block.split("\n", 1)[1]
    html = MarkdownIt("gfm-like", {"linkify": False}).render(visible)
    assert "<img" not in html
    assert "javascript:" not in html
    assert set(re.findall(r'href="([^"]+)"', html)) <= {
        f"{URL}/actions/runs/500",
        f"{URL}/actions/runs/500/attempts/1",
    }
    assert "@octocat" not in visible
    assert not re.search(r"(?<!&)#12\b", visible)
    assert "\u202e" not in visible
    assert visible.count(END) == 1
    assert html.count("</details>") == 1


def test_figures_do_not_contradict_each_other() -> None:
    """Occurrences that are no longer listed are in the total and in the number of older runs, and draw no bars."""
    text = _block(_recovered())
    assert "**44** occurrences" in text
    assert "and 40 older" in text
    assert "43 times" in text
    assert "by day" not in text
    assert "recovered with [run 611](https://github.com/o/r/actions/runs/611), 24h 00m after it failed again." in text
    assert "last 2025-10-19" in text


def test_it_names_who_maintains_it_and_how_to_close_or_mute_it() -> None:
    """In each situation, in every shape, once."""
    for one in SITUATIONS.values():
        for room in (65_000, 1):
            block = _block(one, room)
            assert block.count("hygiene updates this issue") == 1
            assert "close it as completed" in block
            assert "not planned" in block


def test_each_part_has_a_title() -> None:
    """In the order of their use; a part that is empty is left out with its title."""
    assert re.findall(r"(?m)^### (.*)$", _block(_failing())) == ["Errors", "Still failing on", "Recent runs"]
    assert re.findall(r"(?m)^### (.*)$", _block(_recovered())) == ["Errors", "Recent runs"]
    assert re.findall(r"(?m)^### (.*)$", _block(Ledger("python ci"))) == []


def test_every_row_has_the_columns_of_its_table() -> None:
    """A pipe in a name opens no cell."""
    for table in re.findall(r"(?m)^(?:\|.*\n)+", _block(_hostile())):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")}) == 1


def _large() -> Ledger:
    words = tuple(
        Fingerprint(f"1:{n:08}", T0 + n, f"job {n}", "c", "step " * 10, "e" * 160, "a.py:1") for n in range(40)
    )
    found = tuple(Occurrence(500 + n, 1, T0 + n, (f"pr:{n}",), (JobFailure(n, 2, f"1:{n:08}"),)) for n in range(40))
    subjects = tuple(Subject(f"pr:{n}", "", (CheckRecord("c", RunRef(500 + n, n, T0 + n)),)) for n in range(40))
    episodes = (Episode(1, RunRef(400, 0, T0 - DAY), RunRef(450, 0, T0 - 1)), Episode(2, RunRef(500, 0, T0)))
    return Ledger("python ci", found, Fold(), subjects, words, episodes, first_at=T0)


def test_the_least_useful_is_left_out_first_with_a_note() -> None:
    """Each step down is shorter, states what is missing, and keeps state, count and tracked pull requests."""
    one = _large()
    room, seen = 65_000, []
    for _ in SHAPES:
        block = _block(one, room)
        seen.append(len(block.encode()))
        assert "**40** occurrences" in block
        assert "**python ci** fails on #39, #38, #37, #36, #35 and 35 more" in block
        assert block.count("<!-- tracked-pr: ") == 40
        room = seen[-1] - 1
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == len(SHAPES)
    assert "Shortened" not in _block(one)
    assert "_Shortened to fit: without everything but the state._" in _block(one, 1)


def test_what_is_not_listed_is_counted() -> None:
    """What is beyond the end of a part is given as a number."""
    block = _block(_large())
    assert "and 25 more errors" in block
    assert "and 10 more subjects" in block
    assert block.count("/attempts/1)") == 11
    assert "and 30 older" in block


def test_a_mention_is_only_where_the_configuration_wants_it() -> None:
    """Off by default."""
    assert "@o/team" not in _block(_failing())
    assert "\n@o/team\n" in render_block(merge(_failing()), SLOT, URL, 65_000, "@o/team")


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("python ci", "CI failure: python ci"),
        ("", "CI failure: unnamed"),
        ("a\nb\u202ec", "CI failure: a bc"),
        ("x" * 500, f"CI failure: {'x' * 199}…"),
    ],
)
def test_a_title_is_one_line_within_the_limit(category: str, words: str) -> None:
    """GitHub takes 256 characters."""
    assert title(category) == words


def test_a_failure_without_an_error_ends_the_sentence() -> None:
    """A check run may fail with nothing to quote."""
    one = ledger(5)
    silent = replace(one, fingerprints=tuple(replace(row, error="") for row in one.fingerprints))
    shown = [_block(found).split("\n")[2] for found in (one, silent)]
    assert [line.endswith(".") and not line.endswith(": .") for line in shown] == [False, True]
