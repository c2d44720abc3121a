"""``evidence.md``: readable alone."""

from __future__ import annotations

import re

import pytest

from hygiene.drills.document import evidence_of
from hygiene.drills.drill import SCENARIOS
from hygiene.drills.narrative import narrative, summary
from tests.drills.played import played, with_failure


def told(name: str) -> str:
    """The file for one story."""
    found = played(name)
    return narrative(evidence_of([found], 0, "1.2.3", ""), [found])


def test_says_what_it_is() -> None:
    """The first lines say how to have it again, and what it rests on."""
    head = told("fork").split("\n\n")[1]
    assert "`hygiene drill --seed 0`" in head
    assert "`1.2.3`" in head
    assert "the content of the sandbox" in head


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS])
def test_every_part(name: str) -> None:
    """Each story has its steps, claims, schedule, texts and what people see, in this order."""
    text = told(name)
    parts = ["What was done", "What was claimed", "Who asked what", "What GitHub held", "What people see now"]
    places = [text.index(f"### {part}") for part in parts]
    assert places == sorted(places)
    for step in played(name).stage.steps:
        assert text.count(f". {step}") == 2
    for result in played(name).results:
        assert f"| `{result.claim.name}` | {result.claim.text} | ✅ holds |" in text


def test_lanes() -> None:
    """The schedule of a race is drawn with a lane for each writer."""
    assert re.search(r"^ +A B C D E F G H$", told("concurrent-runs"), re.MULTILINE)


def test_rendered() -> None:
    """Comment and tracker stand as GitHub would render them, quoted, without their markers."""
    text = told("recovery")
    assert "The status comment on #1:\n\n> ### ✅ Gate: all 4 jobs passed" in text
    assert "The tracker #2, closed:\n\n> **python ci** recovered after " in text
    assert "> **Resolved.**" in text
    assert "<!-- hygiene" not in text


def test_before_and_after() -> None:
    """Texts are named by place, with size and digest, or as not there."""
    row = next(line for line in told("recovery").splitlines() if line.startswith("| #2 |"))
    assert re.search(r"\| not there \| closed, [\d,]+ bytes, `[0-9a-f]{12}` \|$", row)


def test_tables_are_whole() -> None:
    """Hostile words do not break the tables around them."""
    head = 0
    for line in told("hostile-name").splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        head = head or cells if cells else 0
        assert cells == head


def test_failed_claims() -> None:
    """The summary counts, marks the story, and lists each failed claim with what was found."""
    failed = with_failure(played("fork"), instead="a | pipe and @octocat")
    text = summary(evidence_of([failed, played("recovery")], 0, "1", ""))
    count = len(failed.results)
    assert f"| {count - 1} of {count} | 6 | ❌ failed |" in text
    assert "✅ all hold" in text
    assert "- ❌ `fork/impossible`: Pigs fly. Found: a &#124; pipe and @&#8203;octocat" in text


def test_failed_claim_in_its_table() -> None:
    """The claims' table says what was found instead."""
    failed = with_failure(played("fork"))
    assert "❌ found: something else" in narrative(evidence_of([failed], 0, "1", ""), [failed])
