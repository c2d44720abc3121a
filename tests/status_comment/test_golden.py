"""The comments as people read them: one golden file for each situation, reviewed as prose.

``HYGIENE_GOLDEN=write`` writes them anew; the diff is then the review.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hygiene.model.comment_state import CommentState, encode_state
from hygiene.model.marker import Marker, decode, encode
from hygiene.model.plan import AddComment, UpdateComment
from hygiene.status_comment.build import status_of
from hygiene.status_comment.decide import decide_status
from hygiene.status_comment.render import render_summary
from tests.snapshots import OLDER_HEAD, TRIGGER, comment, pull_request
from tests.status_comment.situations import SITUATIONS, Situation

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("HYGIENE_GOLDEN") == "write"


def body_of(situation: Situation) -> str:
    """The comment that the situation leads to."""
    snapshot = situation.seen
    if situation.sections:
        assert snapshot.head is not None
        state = CommentState(head=snapshot.head.oid, previous=OLDER_HEAD, sections=situation.sections)
        former = comment(encode(Marker("status", encode_state(state))))
        snapshot = type(snapshot)(
            snapshot.repository, snapshot.read_at, (pull_request(former),), snapshot.head, snapshot.base
        )
    plan = decide_status(snapshot, situation.policy, TRIGGER).plan
    assert len(plan) == 1
    assert isinstance(plan[0], AddComment | UpdateComment)
    return plan[0].body


def compare(name: str, text: str) -> None:
    """The text against its golden file."""
    path = GOLDEN / f"{name}.md"
    if WRITE:
        path.write_text(f"{text}\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == f"{text}\n"


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_comment_reads_as_reviewed(name: str) -> None:
    """Each situation gives the very bytes that somebody has read and found good."""
    compare(name, body_of(SITUATIONS[name]))


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_first_line_is_the_marker(name: str) -> None:
    """In every case the first line names the slot and parses."""
    assert isinstance(decode(body_of(SITUATIONS[name])), Marker)


def test_summary_reads_as_reviewed() -> None:
    """The step summary has no marker, but every check run."""
    situation = SITUATIONS["red-real-run"]
    status = status_of(situation.seen, situation.policy, TRIGGER)
    assert status is not None
    compare("summary-real-run", render_summary(status))


def test_no_golden_is_left_over() -> None:
    """A file without a situation is not tested."""
    ours = {path.stem for path in GOLDEN.glob("*.md") if not path.stem.startswith("tracker-")}
    assert ours == {*SITUATIONS, "summary-real-run"}
