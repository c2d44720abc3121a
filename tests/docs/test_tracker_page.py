"""The page on the failure tracker names every option with its default, and its numbers are those of the code."""

from __future__ import annotations

import re

import pytest

from hygiene.failure_tracker import issues as tracker_slot
from hygiene.failure_tracker import render as tracker
from hygiene.failure_tracker import render as tracker_details
from hygiene.failure_tracker import sweep as tracker_inactive
from hygiene.failure_tracker.export import describe
from hygiene.failure_tracker.ledger import compact as ledger_fold
from hygiene.github.read import unlisted_issues as beyond
from hygiene.model import marker, policy
from hygiene.model.snapshot import Repository, Snapshot
from hygiene.settings.tables import CATEGORY, TRACKER
from tests.docs.pages import read
from tests.failure_tracker.world import World

PAGE = read("docs/reference/failure-tracker.md")
KEYS = [*TRACKER.keys, *CATEGORY.keys]
NUMBERED = [(name, key.default) for name, key in TRACKER.keys.items() if isinstance(key.default, int)]
NUMBERS = [
    (f"{policy.BODY_BYTES_MAX:,} bytes", "The body stays under"),
    (f"{ledger_fold.LEDGER_BYTES_MAX:,} bytes", "The state itself stays under"),
    (f"{marker.MARKER_BYTES_MAX:,} bytes", "Marker damaged"),
    (f"{tracker_slot.NOTES_MAX:,}, a new tracker", "GitHub allows 2,500 comments"),
    (f"lists up to {ledger_fold.LADDER[0].occurrences} occurrences", "The state itself"),
    (f"a bar for each of {tracker_details.DAYS} days", "One line"),
    (f"{12 * 10}. Time alone closes nothing", "twelve more"),
]


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("category", "name")])
def test_every_option_is_there(key: str) -> None:
    """Each option has an explanation."""
    assert f"`{key}" in PAGE


@pytest.mark.parametrize(("key", "default"), [pair for pair in NUMBERED if not isinstance(pair[1], bool)])
def test_defaults(key: str, default: int) -> None:
    """Where an option is named, its default is too."""
    assert re.search(rf"`{key}` \({default}\)|^\|.*`{key}`.*\| {default}(,| \|)|`{key}`.*\b1, 1\b", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("words", "near"), NUMBERS)
def test_numbers(words: str, near: str) -> None:
    """The page states what the code does."""
    assert near in PAGE
    assert words in PAGE.replace("\n", " ")


def test_more_numbers() -> None:
    """In words."""
    assert (tracker.HISTORY_ROWS_MAX, beyond.PAGES_MAX, beyond.SWEEP_PAGES_MAX) == (10, 10, 40)
    assert "The newest ten occurrences" in PAGE
    assert "a thousand open issues and a thousand closed trackers" in PAGE.replace("\n", " ")
    assert tracker_inactive.INACTIVE_MIN.days == 1


@pytest.mark.parametrize("label", [tracker_slot.IGNORE, tracker_slot.KEEP_OPEN, tracker_slot.QUIET])
def test_peoples_labels(label: str) -> None:
    """All their possible values."""
    assert f"| `{label}` |" in PAGE


def test_the_snapshots_keys() -> None:
    """Every key of the document at every level."""
    world = World()
    world.failed()
    document = describe(world.snapshot("none"))
    (row,) = document["trackers"]
    inner = [row[name][0] for name in ("subjects", "fingerprints", "history")]
    keys = {*document, *row, *(key for one in inner for key in one), *inner[0]["checks"][0]}
    assert {key for key in keys if f"`{key}`" not in PAGE and f'"{key}"' not in PAGE} == set()
    assert describe(Snapshot(Repository("R", "o/r", ""), world.now))["trackers"] == []
