"""Rows: what a reviewer reads about one job, and where its link leads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.checks.jobs import group
from hygiene.model.checks import Annotation, CheckState, Step
from hygiene.model.snapshot import Base
from hygiene.status_comment.cause import BaseHistory
from hygiene.status_comment.model import Cause, Row
from hygiene.status_comment.rows import row_of, suite_row, with_renames
from tests.snapshots import GATE, HOST, NOON, POLICY, TRIGGER, check, head, on_base
from tests.status_comment.situations import detailed

if TYPE_CHECKING:
    from hygiene.model.checks import CheckRun, Checks

JOB = "core tests (3.12)"


def row(*runs: CheckRun, base: tuple[Checks, ...] = (), contexts: tuple[str, ...] = ()) -> Row:
    """The row of the one job that these check runs make."""
    (job,) = group(head(*runs), (JOB,), POLICY, TRIGGER)
    return row_of(job, BaseHistory(Base("main", base)), {}, frozenset(contexts))


def test_details_come_from_the_worst_check_run() -> None:
    """Nested check runs are one row; the failing one gives step, error, place and log."""
    found = row(check(f"{JOB} / logs"), detailed(check(f"{JOB} / python 3.12", "failure", id_=5)))
    assert found.state is CheckState.FAILURE
    assert [run.name for run in found.checks] == [f"{JOB} / python 3.12", f"{JOB} / logs"]
    assert found.step == "Pytest (unit tests with coverage)"
    assert found.error == "AssertionError: expected 3 rows, got 2"
    assert found.location == "tests/test_rows.py:41"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{HOST}/actions/runs/900/job/5", f"{HOST}/actions/runs/900/job/5#step:8:1"),
        ("https://ghes.example/o/r/actions/runs/1/job/2", "https://ghes.example/o/r/actions/runs/1/job/2#step:8:1"),
        (f"{HOST}/runs/5", f"{HOST}/runs/5"),
        ("https://ci.example/job/5", "https://ci.example/job/5"),
    ],
)
def test_log_link_leads_to_the_step_where_github_has_an_anchor(url: str, expected: str) -> None:
    """Only a job's own page on GitHub has the anchor ``#step:N:1``."""
    assert row(replace(detailed(check(JOB, "failure")), url=url)).log_url == expected


def test_failure_without_details_has_no_anchor() -> None:
    """No failing step is known: the link leads to the job."""
    assert row(check(JOB, "failure", id_=5)).log_url == f"{HOST}/actions/runs/900/job/5"


def test_what_passed_shows_no_error() -> None:
    """Annotations of a green job are warnings at most, not its first error."""
    warned = replace(check(JOB), annotations=(Annotation("WARNING", "a.py", 1, "", "deprecated"),))
    assert (row(warned).error, row(warned).step) == ("", "")


def test_runners_own_annotation_gives_no_place() -> None:
    """``Process completed with exit code 1`` is annotated on ``.github``, which is no file."""
    failed = replace(
        check(JOB, "failure"),
        annotations=(Annotation("FAILURE", ".github", 12, "", "Process completed with exit code 1."),),
        steps=(Step(3, "Build", CheckState.FAILURE),),
    )
    assert (row(failed).location, row(failed).error) == ("", "Process completed with exit code 1.")


def test_time_is_from_the_first_start_to_the_last_end() -> None:
    """A job in two check runs one after the other took as long as both."""
    assert row(check(f"{JOB} / a", took_s=60), check(f"{JOB} / b", at_s=70, took_s=30)).duration_s == 100


def test_no_time_while_one_still_runs() -> None:
    """A part is not shown as the whole."""
    assert row(check(f"{JOB} / a"), check(f"{JOB} / b", "pending")).duration_s is None


def test_base_time_is_that_of_the_same_check_runs() -> None:
    """Compared only when the base has every one of them, passed."""
    runs = (check(f"{JOB} / a"), check(f"{JOB} / b"))
    assert (
        row(*runs, base=(on_base(check(f"{JOB} / a", took_s=40), check(f"{JOB} / b", took_s=50)),)).base_duration_s
        == 50
    )
    assert row(*runs, base=(on_base(check(f"{JOB} / a")),)).base_duration_s is None
    assert row(check(JOB), base=(on_base(check(JOB, "failure")),)).base_duration_s is None


def test_attempt_is_the_highest() -> None:
    """A job of which one part was run again is in its second attempt."""
    assert row(check(f"{JOB} / a"), replace(check(f"{JOB} / b"), attempt=2)).attempt == 2


@pytest.mark.parametrize(
    ("words", "contexts", "expected"),
    [
        ((None, None), (), None),
        ((True, None), (), True),
        ((False, False), (), False),
        ((False, None), (), None),
        ((None, None), (f"{JOB} / b",), True),
    ],
)
def test_required_is_githubs_field(words: tuple[bool | None, ...], contexts: tuple[str, ...], expected: object) -> None:
    """Blocking when any check run that is not green blocks; free only when all of them are known to be."""
    runs = [check(f"{JOB} / {name}", "failure", required=word) for name, word in zip("ab", words, strict=True)]
    assert row(*runs, contexts=contexts).required is expected


def test_green_part_that_is_required_does_not_make_the_red_part_block() -> None:
    """What passed blocks nothing."""
    found = row(check(f"{JOB} / a", required=True), check(f"{JOB} / b", "failure", required=False))
    assert found.required is False


@pytest.mark.parametrize(("context", "expected"), [(JOB, True), (f"{JOB} / python", True), (f"{JOB}x", None)])
def test_absent_job_is_required_by_its_context(context: str, expected: object) -> None:
    """A job that never reported blocks when the base's protection names it."""
    assert row(contexts=(context,)).required is expected


def renamed(label: str, *reported: str) -> str:
    """The likely new name of an absent job among these."""
    (found,) = with_renames([Row(label, CheckState.ABSENT)], [Row(name, CheckState.SUCCESS) for name in reported])
    return found.renamed_to


@pytest.mark.parametrize(
    ("label", "reported", "expected"),
    [
        ("python ci (3.11)", ("core tests (3.11)", "core tests (3.12)"), "core tests (3.11)"),
        ("python ci (3.11)", ("python cd (3.12)", "core (3.11)"), "core (3.11)"),
        ("docker smoke", ("docker smoke test", "lint"), "docker smoke test"),
        ("docker smoke", ("lint", "docs"), ""),
        ("docker smoke", (), ""),
    ],
)
def test_likely_new_name(label: str, reported: tuple[str, ...], expected: str) -> None:
    """The most similar name that no other job has, of the same matrix leg where there is one; else none."""
    assert renamed(label, *reported) == expected


def test_one_new_name_is_proposed_once() -> None:
    """Two absent jobs cannot both have become the same one."""
    absent = [Row("unit tests", CheckState.ABSENT), Row("unit test", CheckState.ABSENT)]
    found = with_renames(absent, [Row("unit-tests", CheckState.SUCCESS)])
    assert [one.renamed_to for one in found] == ["unit-tests", ""]


def test_reported_job_is_not_renamed() -> None:
    """Only what is absent can have another name."""
    (found,) = with_renames([Row("unit", CheckState.FAILURE)], [Row("unit2", CheckState.SUCCESS)])
    assert found.renamed_to == ""


@pytest.mark.parametrize(
    ("word", "blame"),
    [("startup_failure", Cause.NEW), ("action_required", Cause.WAITING), ("cancelled", Cause.CANCELLED)],
)
def test_run_without_jobs_is_a_row_of_its_own(word: str, blame: Cause) -> None:
    """It carries the workflow's name and leads to the run."""
    suite = replace(GATE, state=CheckState(word), created_at=NOON)
    found = suite_row(suite)
    assert (found.name, found.cause, found.log_url, found.is_run) == ("Gate", blame, suite.run_url, True)
