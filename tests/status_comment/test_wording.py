"""Words: every state has one, and a headline hides nothing that is not green."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.model.checks import CheckState
from hygiene.model.late_results import LateResults, NotShown, RunEnd
from hygiene.status_comment.model import Overall, Row, Status
from hygiene.status_comment.wording import STATES, count, headline, joined, late_sentence, state_word, tally
from tests.snapshots import HEAD, check


def rows(words: str) -> tuple[Row, ...]:
    """Jobs in these states."""
    return tuple(Row(f"job {at}", CheckState(word), checks=()) for at, word in enumerate(words.split()))


def shown_headline(word: str, states: str, others: str = "", *, unfinished: bool = False) -> str:
    """The headline without symbol and name."""

    def jobs(words: str) -> tuple[Row, ...]:
        return tuple(
            Row(row.name, row.state, () if row.state is CheckState.ABSENT else (check(row.name, row.state.value),))
            for row in rows(words)
        )

    status = Status(HEAD, Overall(word), jobs(states), jobs(others), unfinished=unfinished)
    return headline(status).partition(": ")[2]


@pytest.mark.parametrize(
    ("word", "states", "others", "expected"),
    [
        ("success", "success success", "", "all 2 jobs passed"),
        ("success", "success", "", "the only job passed"),
        ("success", "success skipped", "", "1 of 2 jobs passed, 1 skipped"),
        ("success", "skipped", "", "no job passed, 1 skipped"),
        ("success", "success success", "failure", "all 2 jobs passed, 1 other check failed"),
        ("failure", "failure success", "", "1 of 2 jobs failed"),
        ("failure", "failure timed_out", "", "all 2 jobs failed"),
        ("failure", "failure", "", "the only job failed"),
        ("failure", "failure absent pending", "", "1 of 3 jobs failed, 1 not finished, 1 never reported"),
        (
            "failure",
            "failure cancelled",
            "failure",
            "1 of 2 jobs failed, 1 cancelled, 1 other check failed",
        ),
        ("cancelled", "cancelled cancelled success", "", "2 of 3 jobs were cancelled"),
        ("waiting", "waiting success", "", "1 of 2 jobs waits for approval"),
        ("pending", "pending pending", "", "none of the 2 jobs has finished"),
        ("pending", "pending unknown success", "", "1 of 3 jobs has not finished, 1 unknown"),
        ("incomplete", "absent absent", "", "none of the 2 jobs has a result"),
        ("incomplete", "unknown success", "", "1 of 2 jobs has no result"),
    ],
)
def test_headline_is_a_sentence(word: str, states: str, others: str, expected: str) -> None:
    """The share that decided, then whatever else is not green."""
    assert shown_headline(word, states, others) == expected


def test_headline_of_what_only_github_requires() -> None:
    """The configured jobs are green, a check that the protection names is not."""
    status = Status(HEAD, Overall.INCOMPLETE, rows(""), (Row("codeql", CheckState.ABSENT, required=True),))
    assert headline(status) == "❓ Checks: 1 check that GitHub requires has no result"


@pytest.mark.parametrize(
    ("word", "states", "aggregate", "expected"),
    [
        ("failure", "failure success failure", "failure", "2 of 4 jobs failed"),
        ("failure", "timed_out failure", "failure", "all 3 jobs failed"),
        ("failure", "success success", "failure", "1 of 3 jobs failed"),
        ("failure", "cancelled success", "failure", "1 of 3 jobs failed, 1 cancelled"),
        ("failure", "failure success", "cancelled", "1 of 3 jobs failed, 1 cancelled"),
        ("cancelled", "cancelled success", "cancelled", "1 of 3 jobs was cancelled"),
        ("success", "success success", "success", "all 3 jobs passed"),
        ("incomplete", "absent success", "absent", "2 of 3 jobs have no result"),
    ],
)
def test_aggregate_is_not_counted_with_what_it_sums_up(word: str, states: str, aggregate: str, expected: str) -> None:
    """It adds nothing to a failure or a cancellation; alone, and in any other state, it counts."""
    gate = Row("gate", CheckState(aggregate), (check("gate"),), sums_up="")
    jobs = tuple(replace(row, checks=(check(row.name),)) for row in rows(states))
    if aggregate == "absent":
        jobs, gate = rows(states), replace(gate, checks=())
        jobs = (jobs[0], replace(jobs[1], checks=(check("a"),)))
    assert headline(Status(HEAD, Overall(word), (*jobs, gate))).partition(": ")[2] == expected


@pytest.mark.parametrize(
    ("state", "word", "expected"),
    [
        ("startup_failure", "failure", "the run could not start"),
        ("failure", "failure", "the run failed before any job started"),
        ("action_required", "waiting", "the run waits for approval"),
        ("cancelled", "cancelled", "the run was cancelled before any job started"),
    ],
)
def test_headline_of_a_run_without_jobs(state: str, word: str, expected: str) -> None:
    """Jobs that never had a chance are not counted one by one."""
    status = Status(HEAD, Overall(word), rows(f"{state} absent absent"), workflow="Gate")
    assert headline(status).endswith(f"Gate: {expected}")


def test_nothing_at_all() -> None:
    """No required job, nothing reported."""
    assert headline(Status(HEAD, Overall.INCOMPLETE, ())).endswith("nothing has reported")


def test_absent_may_still_come() -> None:
    """While the run goes on, not reported is not never."""
    (row,) = rows("absent")
    assert (state_word(row), state_word(row, unfinished=True)) == ("❓ never reported", "⏳ not reported yet")


def test_every_state_has_a_name_of_its_own() -> None:
    """Thirteen states, thirteen words."""
    assert len({word for _, word in STATES.values()}) == len(list(CheckState))


def test_tally_is_worst_first() -> None:
    """As a reader expects it."""
    assert tally(rows("success failure success cancelled")) == "1 failed, 1 cancelled, 2 passed"


def test_count_of_one_is_singular() -> None:
    """One job, two jobs."""
    assert (count(1, "job"), count(2, "job"), count(0, "job")) == ("1 job", "2 jobs", "0 jobs")


def test_joined() -> None:
    """A list as a sentence has it, and how many it leaves out."""
    assert (joined([]), joined(["a"]), joined(["a", "b", "c"])) == ("", "a", "a, b and c")
    assert (joined(["a", "b"], 5), joined(["a"], 2), joined(["a"], 1)) == ("a, b and 3 more", "a and 1 more", "a")


@pytest.mark.parametrize(
    ("not_shown", "jobs", "missing"),
    [
        (NotShown.RUN, (), "its results"),
        (NotShown.ATTEMPT, (), "the results of attempt 2"),
        (NotShown.FAILURE, (), "which job failed"),
        (NotShown.JOBS, (), "its results"),
        (NotShown.JOBS, ("a", "b"), "the result of `a` and `b`"),
    ],
)
def test_what_github_has_not_shown_is_named(not_shown: NotShown, jobs: tuple[str, ...], missing: str) -> None:
    """Of a run that has ended, with its conclusion."""
    text = late_sentence(LateResults(RunEnd(1, 2, "failure"), not_shown, jobs))
    assert text == f"The run ended with `failure`; GitHub had not shown {missing} yet."
