"""The facts of a run for a program, for a person at a terminal, and for a reader of the step summary."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hygiene.model.plan import CreateLabel
from hygiene.model.report import CommentAction, CommentResult, Outcome, Report, TrackerAction, TrackerResult
from hygiene.model.snapshot import RateLimit
from hygiene.report.text import SENTENCES, result_json, result_lines, summary

EVIL = "::error::x\n##[error]y\x1b[31m | `z` <b> @octo #1"
COMMENT = CommentResult(7, CommentAction.CREATED, "failure", "IC_1", "https://github.com/o/r/pull/7#issuecomment-1")
TRACKER = TrackerResult("python ci", TrackerAction.OPENED, 1, 12, "https://github.com/o/r/issues/12")
REPORT = Report(
    Outcome.SETTLED,
    "o/r",
    "failure",
    (COMMENT,),
    (TRACKER, TrackerResult("docker", TrackerAction.WITHHELD, 3, reason="one more occurrence opens it")),
    queries=1,
    mutations=2,
    passes=2,
    conflicts=1,
    rate_limit=RateLimit(998, 1000, datetime(2025, 10, 13, 1, tzinfo=UTC), 1),
    markdown="<!-- hygiene:1 status {} -->\n### Gate failed\n",
    notices=("Something to know.",),
)


def test_json() -> None:
    """Every documented field, in its documented shape."""
    assert json.loads(json.dumps(result_json(REPORT))) == {
        "outcome": "settled",
        "dry_run": False,
        "repository": "o/r",
        "state": "failure",
        "status_comments": [
            {
                "pull_request": 7,
                "action": "created",
                "state": "failure",
                "id": "IC_1",
                "url": "https://github.com/o/r/pull/7#issuecomment-1",
            }
        ],
        "trackers": [
            {
                "category": "python ci",
                "number": 12,
                "action": "opened",
                "occurrences": 1,
                "url": "https://github.com/o/r/issues/12",
                "reason": "",
            },
            {
                "category": "docker",
                "number": None,
                "action": "withheld",
                "occurrences": 3,
                "url": "",
                "reason": "one more occurrence opens it",
            },
        ],
        "requests": {"queries": 1, "mutations": 2},
        "passes": 2,
        "conflicts": 1,
        "rate_limit": {"remaining": 998, "limit": 1000, "reset_at": "2025-10-13T01:00:00Z", "cost": 1},
        "notices": ["Something to know."],
    }


def test_json_of_little() -> None:
    """A host without rate limits shows none; a limit may have no time at which it ends."""
    assert result_json(replace(REPORT, rate_limit=None))["rate_limit"] is None
    assert result_json(replace(REPORT, rate_limit=RateLimit(1, 2)))["rate_limit"]["reset_at"] is None


def test_lines() -> None:
    """A person at a terminal reads what happened, where it is, and what it cost."""
    assert "\n".join(result_lines(REPORT)).splitlines() == [
        "Settled: comments and trackers are up to date.",
        "  status comment on #7: created, failure",
        "    https://github.com/o/r/pull/7#issuecomment-1",
        "  tracker python ci: opened, 1 occurrence",
        "    https://github.com/o/r/issues/12",
        "  tracker docker: withheld, 3 occurrences (one more occurrence opens it)",
        "  requests: 1 query, 2 mutations, 998 points left",
        "  conflicts resolved: 1",
        "  note: Something to know.",
    ]


def test_lines_are_narrow() -> None:
    """Ordinary facts fit into 80 columns and need neither colour nor symbols."""
    shown = "\n".join(result_lines(REPORT))
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.isascii()


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (Outcome.SETTLED, "Settled: "),
        (Outcome.SUPERSEDED, "Superseded: "),
        (Outcome.DEGRADED, "Not everything "),
        (Outcome.SKIPPED, "Skipped: "),
    ],
)
def test_outcomes(outcome: Outcome, word: str) -> None:
    """Every outcome is a sentence, and the first line."""
    lines = result_lines(replace(REPORT, outcome=outcome))
    assert lines[0] == SENTENCES[outcome]
    assert lines[0].startswith(word)
    assert SENTENCES[outcome] in summary(replace(REPORT, outcome=outcome))


def test_a_dry_run() -> None:
    """Nobody who ran dry reads that all is well, or that anything was done; what was left alone stays so."""
    dry = replace(REPORT, dry_run=True, plan=(CreateLabel("R", "ci-failure", "b60205", ""),))
    lines = result_lines(dry)
    assert lines[0] == "Dry run: nothing was written."
    assert lines[1:3] == [
        "  status comment on #7: would be created, failure",
        "    https://github.com/o/r/pull/7#issuecomment-1",
    ]
    assert "  tracker python ci: would be opened, 1 occurrence" in lines
    assert any("withheld" in line for line in lines)
    # Each is printed by itself, where a line end would be a space.
    assert not any("\n" in line for line in lines)
    assert "Settled" not in summary(dry)
    assert "would be opened" in summary(dry)
    found = result_json(dry)
    assert found["dry_run"] is True
    assert [row["action"] for row in found["trackers"]] == ["would_be_opened", "withheld"]
    assert [row["action"] for row in found["status_comments"]] == ["would_be_created"]


def test_a_dry_run_of_nothing() -> None:
    """What is as it should be is called so."""
    assert result_lines(replace(REPORT, dry_run=True, plan=()))[0] == SENTENCES[Outcome.SETTLED]


def test_hundreds_that_are_as_they_were() -> None:
    """They are a number for people, and rows for programs."""
    same = tuple(TrackerResult(f"job {place}", TrackerAction.UNCHANGED, 1, place) for place in range(11))
    many = replace(REPORT, trackers=(TRACKER, *same))
    assert "  trackers unchanged: 11" in result_lines(many)
    assert "- trackers unchanged: 11" in summary(many)
    assert sum("tracker " in line for line in result_lines(many)) == 1
    assert len(result_json(many)["trackers"]) == 12
    assert "trackers unchanged" not in summary(replace(REPORT, trackers=(TRACKER, *same[:10])))


def test_words_of_others() -> None:
    """Whatever others called their things, each stays on its line, and steers neither terminal nor page."""
    tracker = replace(TRACKER, category=EVIL, reason=EVIL, url="")
    evil = replace(REPORT, trackers=(tracker,), status_comments=(), notices=(EVIL,), conflicts=0)
    lines = result_lines(evil)
    assert len("\n".join(lines).splitlines()) == len(lines) == 4
    assert all(line.isprintable() for line in lines)
    shown = summary(evil)
    assert "@octo" not in shown
    assert "<b>" not in shown
    assert [line for line in shown.splitlines() if line.startswith("::")] == []
    assert result_json(evil)["trackers"][0]["category"] == EVIL


def test_summary() -> None:
    """The whole text of the comment, then what was done with it."""
    assert summary(REPORT) == (
        "<!-- hygiene:1 status {} -->\n"
        "### Gate failed\n"
        "\n"
        "Settled: comments and trackers are up to date.\n"
        "\n"
        "- status comment on https://github.com/o/r/pull/7#issuecomment-1: created\n"
        "- tracker python ci: opened, 1 occurrence\n"
        "- tracker docker: withheld, 3 occurrences (one more occurrence opens it)\n"
        "- Something to know.\n"
    )


def test_a_summary_of_little() -> None:
    """Without a comment and without trackers the sentence is alone."""
    bare = Report(Outcome.SKIPPED, "o/r")
    assert summary(bare) == "Skipped: no open pull request to report on.\n"
    assert summary(replace(bare, status_comments=(replace(COMMENT, url=""),))).endswith(
        "- status comment on #7: created\n"
    )
