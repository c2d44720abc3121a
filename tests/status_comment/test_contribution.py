"""Sections that other steps set, replace and remove; the rest of the comment does not change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UsageError
from hygiene.model.plan import AddComment, UpdateComment
from hygiene.model.snapshot import EditCount
from hygiene.status_comment.contribution import Contribution, decide_sections
from hygiene.status_comment.decide import decide_status
from tests.snapshots import POLICY, TRIGGER, head, pull_request, snapshot
from tests.status_comment.settling import applied, settle, standing
from tests.status_comment.situations import GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.decision import Decision
    from hygiene.model.snapshot import Snapshot


def decider(name: str, text: str | None, host_time: int = 0) -> Callable[[Snapshot], Decision]:
    """What one command decides, from its first read on."""
    contribution = Contribution({name: text}, lambda: host_time)
    return lambda seen: decide_sections(seen, POLICY, TRIGGER, contribution.sections(seen, POLICY, TRIGGER))


def rested(seen: Snapshot, name: str, text: str | None, host_time: int = 0) -> tuple[Snapshot, int]:
    """The pull request after a step has set a section."""
    return settle(seen, decider(name, text, host_time))


def test_section_creates_the_comment_with_the_current_status() -> None:
    """The first to write may be a step that has not read the checks."""
    seen, passes = rested(snapshot(head(*RED)), "coverage", "**81 %**")
    assert passes == 1
    (one,) = standing(seen)
    assert "1 of 4 jobs failed" in one.body
    assert "#### coverage\n\n**81 %**\n\n<sub>" in one.body


def test_table_stays_when_a_section_comes() -> None:
    """The results of the checks are the same before and after."""
    before, _ = settle(snapshot(head(*RED)), lambda now: decide_status(now, POLICY, TRIGGER))
    after, passes = rested(before, "coverage", "81 %")
    assert passes == 1
    table = standing(before)[0].body.partition("\n")[2].partition("<sub>")[0]
    assert table in standing(after)[0].body


def test_two_names_are_two_sections() -> None:
    """Two steps write two sections; the order is that of their names, not of their arrival."""
    seen, _ = rested(snapshot(head(*GREEN)), "size", "98 KB")
    seen, _ = rested(seen, "coverage", "81 %")
    body = standing(seen)[0].body
    assert body.index("#### coverage") < body.index("#### size")


def test_removed_section_is_gone_and_stays_gone() -> None:
    """A removal is kept against a write of a command that read before it and writes after it."""
    seen, _ = rested(snapshot(head(*GREEN)), "coverage", "81 %")
    late = decider("coverage", "79 %")
    late(seen)
    for text in ("82 %", None):
        seen, _ = rested(seen, "coverage", text)
    assert "82 %" not in standing(seen)[0].body
    assert late(seen).plan == ()


@pytest.mark.parametrize("host_times", [(5, 5), (5, 6), (900, 5), (0, 0), (5, 0), (2**60, 5)])
def test_who_has_read_a_section_comes_after_it(host_times: tuple[int, int]) -> None:
    """The later command sets, sets again and removes, with any clock."""
    seen, _ = rested(snapshot(head(*GREEN)), "coverage", "81 %", host_times[0])
    for text in ("79 %", "99 %", "1 %", None):
        seen, passes = rested(seen, "coverage", text, host_times[1])
        assert passes == 1
        assert (text or "#### coverage") in standing(seen)[0].body or text is None
    assert "coverage" not in standing(seen)[0].body.partition("\n")[2]


@pytest.mark.parametrize(
    ("host_times", "shown"), [((5, 6), "from b"), ((6, 5), "from a"), ((5, 5), "from b"), ((0, 0), "from b")]
)
def test_who_started_later_counts_where_neither_has_read_the_other(host_times: tuple[int, int], shown: str) -> None:
    """By the host's clock; within one second the text decides, and both agree, in either order of their writes."""
    start, _ = settle(snapshot(head(*GREEN)), lambda now: decide_status(now, POLICY, TRIGGER))
    for order in ((0, 1), (1, 0)):
        both = [decider("coverage", f"from {name}", time) for name, time in zip("ab", host_times, strict=True)]
        plans = [decide(start).plan for decide in both]
        seen = applied(applied(start, *plans[order[0]]), *plans[order[1]])
        # The second write has overwritten the first, and finds its text in the edit history.
        (one,) = standing(seen)
        texts = tuple(operation.body for plan in plans for operation in plan if isinstance(operation, UpdateComment))
        seen = replace(seen, overwritten={one.id: texts})
        for decide in both:
            seen, _ = settle(seen, decide)
        assert shown in standing(seen)[0].body.partition("\n")[2]


def test_what_was_overwritten_is_read_before_the_order_is_fixed() -> None:
    """A text that only the edit history holds came before this command as well."""
    start, _ = rested(snapshot(head(*GREEN)), "coverage", "81 %", 5)
    (one,) = standing(start)
    lost = one.body.replace('"coverage",5,', '"coverage",900,')
    seen = replace(start, pull_requests=(pull_request(replace(one, edits=EditCount(5))),))
    late = decider("coverage", "12 %", 6)
    assert late(seen).needs_history == (one.id,)
    seen, passes = settle(replace(seen, overwritten={one.id: (lost,)}), late)
    assert passes == 1
    assert "12 %" in standing(seen)[0].body


def test_pull_requests_have_orders_of_their_own() -> None:
    """One head may have two pull requests, with sections of different ages."""
    old, _ = rested(snapshot(head(*GREEN)), "coverage", "81 %", 900)
    seen = replace(old, pull_requests=(pull_request(number=11), *old.pull_requests))
    seen, _ = rested(seen, "coverage", "12 %", 5)
    assert ["12 %" in one.comments[0].body for one in seen.pull_requests] == [True, True]


@pytest.mark.parametrize("text", ["", "  \n ", None])
def test_no_text_is_a_removal(text: str | None) -> None:
    """An empty section is none."""
    seen, _ = rested(snapshot(head(*GREEN)), "coverage", "81 %")
    seen, _ = rested(seen, "coverage", text)
    assert "coverage" not in standing(seen)[0].body.partition("\n")[2]


def test_later_run_of_the_gate_keeps_the_section() -> None:
    """A run of post-ci keeps what other steps wrote."""
    seen, _ = rested(snapshot(head(*RED)), "coverage", "81 %")
    later, passes = settle(seen, lambda now: decide_status(now, POLICY, TRIGGER))
    assert (passes, standing(later)) == (0, standing(seen))


def test_two_steps_that_both_create_end_in_one_comment_with_both() -> None:
    """Neither saw the other's comment; both sections are there in the end."""
    start = snapshot(head(*RED))
    plans = [decider(name, text)(start).plan for name, text in (("a", "first"), ("b", "second"))]
    assert all(isinstance(plan[0], AddComment) for plan in plans)
    both = applied(applied(start, *plans[0]), *plans[1])
    seen, _ = settle(both, lambda now: decide_status(now, POLICY, TRIGGER))
    (one,) = standing(seen)
    assert "first" in one.body
    assert "second" in one.body


def test_closed_pull_request_gets_no_comment_for_a_section() -> None:
    """What is over is not commented on."""
    seen = snapshot(head(*RED), pull_request(state="merged"))
    assert decider("coverage", "81 %")(seen).plan == ()


@pytest.mark.parametrize("name", ["", "Coverage", "a b", "-a", "a" * 42, "a\nb", "a_b", "é"])
def test_unusable_name_is_refused(name: str) -> None:
    """A name is a key and a heading: lower-case letters, digits, hyphens."""
    with pytest.raises(UsageError) as caught:
        Contribution({name: "text"})
    assert "lower-case" in caught.value.hint


def test_no_commit_no_section() -> None:
    """Without a head there is nothing that the section could be about."""
    assert decider("a", "text")(snapshot(None)).plan == ()
