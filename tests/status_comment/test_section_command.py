"""Sections that other steps write into the one comment: set, replaced, removed, never at the table's cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UsageError
from hygiene.model.plan import AddComment
from hygiene.status_comment.decide import decide_status
from hygiene.status_comment.section_command import decide_section
from tests.snapshots import POLICY, TRIGGER, head, pull_request, snapshot
from tests.status_comment.settling import applied, settle, standing
from tests.status_comment.situations import GREEN, RED

if TYPE_CHECKING:
    from hygiene.model.snapshot import Snapshot


def rested(seen: Snapshot, name: str, text: str | None, at: int = 1) -> tuple[Snapshot, int]:
    """The pull request after a step has set a section."""
    return settle(seen, lambda now: decide_section(now, POLICY, TRIGGER, name, text, at))


def test_section_creates_the_comment_with_the_status_as_it_stands() -> None:
    """The first to write may be a step that knows nothing of the checks."""
    seen, passes = rested(snapshot(head(*RED)), "coverage", "**81 %**")
    assert passes == 1
    (one,) = standing(seen)
    assert "2 of 4 required jobs failed" in one.body
    assert one.body.endswith("#### coverage\n\n**81 %**")


def test_table_stays_when_a_section_comes() -> None:
    """What the checks say is the same before and after."""
    before, _ = settle(snapshot(head(*RED)), lambda now: decide_status(now, POLICY, TRIGGER))
    after, passes = rested(before, "coverage", "81 %")
    assert passes == 1
    table = standing(before)[0].body.partition("\n")[2]
    assert table in standing(after)[0].body


def test_two_names_stand_side_by_side() -> None:
    """Two steps write two sections; the order is that of their names, not of their arrival."""
    seen, _ = rested(snapshot(head(*GREEN)), "size", "98 KB")
    seen, _ = rested(seen, "coverage", "81 %")
    body = standing(seen)[0].body
    assert body.index("#### coverage") < body.index("#### size")


def test_removed_section_is_gone_and_stays_gone() -> None:
    """A removal wins over an older write that comes late."""
    seen, _ = rested(snapshot(head(*GREEN)), "coverage", "81 %", at=5)
    seen, _ = rested(seen, "coverage", None, at=6)
    assert "81 %" not in standing(seen)[0].body
    late, passes = rested(seen, "coverage", "79 %", at=4)
    assert passes == 0
    assert "79 %" not in standing(late)[0].body


@pytest.mark.parametrize("text", ["", "  \n ", None])
def test_no_text_is_a_removal(text: str | None) -> None:
    """An empty section is none."""
    seen, _ = rested(snapshot(head(*GREEN)), "coverage", "81 %", at=5)
    seen, _ = rested(seen, "coverage", text, at=6)
    assert "coverage" not in standing(seen)[0].body.partition("\n")[2]


def test_gate_that_rings_later_keeps_the_section() -> None:
    """The status comment's own turn leaves what other steps wrote."""
    seen, _ = rested(snapshot(head(*RED)), "coverage", "81 %")
    later, passes = settle(seen, lambda now: decide_status(now, POLICY, TRIGGER))
    assert (passes, standing(later)) == (0, standing(seen))


def test_two_steps_that_both_create_end_in_one_comment_with_both() -> None:
    """Neither saw the other's comment; both sections are there in the end."""
    start = snapshot(head(*RED))
    plans = [
        decide_section(start, POLICY, TRIGGER, name, text, 1).plan for name, text in (("a", "first"), ("b", "second"))
    ]
    assert all(isinstance(plan[0], AddComment) for plan in plans)
    both = applied(applied(start, *plans[0]), *plans[1])
    seen, _ = settle(both, lambda now: decide_status(now, POLICY, TRIGGER))
    (one,) = standing(seen)
    assert "first" in one.body
    assert "second" in one.body


def test_closed_pull_request_gets_no_comment_for_a_section() -> None:
    """What is over is not commented on."""
    seen = snapshot(head(*RED), pull_request(state="merged"))
    assert decide_section(seen, POLICY, TRIGGER, "coverage", "81 %", 1).plan == ()


@pytest.mark.parametrize("name", ["", "Coverage", "a b", "-a", "a" * 42, "a\nb", "a_b", "é"])
def test_unusable_name_is_refused(name: str) -> None:
    """A name is a key and a heading: lower-case letters, digits, hyphens."""
    with pytest.raises(UsageError) as caught:
        decide_section(snapshot(head(*RED)), POLICY, TRIGGER, name, "text", 1)
    assert "lower-case" in caught.value.hint


def test_no_commit_no_section() -> None:
    """Without a head there is nothing that the section could speak of."""
    assert decide_section(snapshot(None), POLICY, TRIGGER, "a", "text", 1).plan == ()
