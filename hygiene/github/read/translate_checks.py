"""Checks: one function for each fragment, from GitHub's words to ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.enums import CheckConclusionState, CheckStatusState, StatusState

from hygiene.model.checks import Annotation, CheckRun, Checks, CheckState, LegacyStatus, Step, Suite
from hygiene.patterns import pattern
from hygiene.values import replace

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from hygiene_github.fragments import (
        AnnotationRef,
        BaseChecks,
        CheckRunDetails,
        CheckRunRow,
        HeadChecks,
        StepRef,
        SuiteChecks,
        SuiteRef,
    )
    from hygiene_github.fragments import (
        LegacyStatus as LegacyStatusFragment,
    )

_CONCLUSIONS = {
    CheckConclusionState.ACTION_REQUIRED: CheckState.ACTION_REQUIRED,
    CheckConclusionState.CANCELLED: CheckState.CANCELLED,
    CheckConclusionState.FAILURE: CheckState.FAILURE,
    CheckConclusionState.NEUTRAL: CheckState.NEUTRAL,
    CheckConclusionState.SKIPPED: CheckState.SKIPPED,
    CheckConclusionState.STALE: CheckState.STALE,
    CheckConclusionState.STARTUP_FAILURE: CheckState.STARTUP_FAILURE,
    CheckConclusionState.SUCCESS: CheckState.SUCCESS,
    CheckConclusionState.TIMED_OUT: CheckState.TIMED_OUT,
}
_STATUSES = {
    StatusState.SUCCESS: CheckState.SUCCESS,
    StatusState.FAILURE: CheckState.FAILURE,
    StatusState.ERROR: CheckState.FAILURE,
    StatusState.PENDING: CheckState.PENDING,
    StatusState.EXPECTED: CheckState.PENDING,
}
# More digits are no id of GitHub's, and beyond 4,300 no number for Python.
ID = "([0-9]{1,18})(?![0-9])"
_JOB = pattern(rf"/job/{ID}")
_RUN = pattern(rf"/actions/runs/{ID}")


def state(status: CheckStatusState, conclusion: CheckConclusionState | None) -> CheckState:
    """One word for both. An unknown status with a known conclusion is as good as completed."""
    if conclusion is not None and conclusion in _CONCLUSIONS:
        return _CONCLUSIONS[conclusion]
    match status:
        case CheckStatusState.WAITING:
            return CheckState.WAITING
        case CheckStatusState.COMPLETED | CheckStatusState.UNKNOWN:
            return CheckState.UNKNOWN
        case _:
            return CheckState.PENDING


def suite(found: SuiteRef) -> Suite:
    """A check suite; the run's id is read from its address where GitHub gives no 64-bit number."""
    run = found.workflow_run
    return Suite(
        id=found.id,
        app=found.app.slug if found.app else "",
        workflow=run.workflow.name if run else "",
        path=run.file.path if run and run.file else "",
        event=(run.event or "") if run else "",
        run_id=((run.database_id or id_in(_RUN, run.url)) if run else 0),
        run_number=run.run_number if run else 0,
        run_attempt=(run.run_attempt or 0) if run else 0,
        run_url=run.url if run else found.url,
        created_at=found.created_at,
        state=state(found.suite_status, found.suite_conclusion),
    )


def check_run(found: CheckRunRow, of: Suite, required: bool | None = None) -> CheckRun:  # noqa: FBT001 - GitHub's word
    """A check run as in its row; details and the attempt come later."""
    url = found.details_url or found.permalink
    return CheckRun(
        id=found.id,
        database_id=found.database_id or id_in(_JOB, url),
        name=found.name,
        state=state(found.status, found.conclusion),
        suite=of,
        url=url,
        started_at=found.started_at,
        completed_at=found.completed_at,
        required=required,
    )


def id_in(pattern: re.Pattern[str], url: str) -> int:
    """The id in an address; 0 where it has none."""
    match = pattern.search(url)
    return int(match[1]) if match else 0


def details(found: CheckRunDetails) -> tuple[tuple[Step, ...], tuple[Annotation, ...]]:
    """The steps of a check run that failed or were cancelled, and its annotations, as GitHub ordered them."""
    steps = [step(node) for node in (found.steps.nodes or [] if found.steps else []) if node is not None]
    nodes = found.annotations.nodes or [] if found.annotations else []
    ended = tuple(one for one in steps if one.state.failed or one.state is CheckState.CANCELLED)
    return ended, tuple(annotation(node) for node in nodes if node is not None)


def step(found: StepRef) -> Step:
    """A step; GitHub takes its conclusion after ``continue-on-error``."""
    return Step(found.number, found.name, state(CheckStatusState.COMPLETED, found.conclusion))


def annotation(found: AnnotationRef) -> Annotation:
    """An annotation; line 0 means that it names none."""
    level = found.annotation_level.value.casefold() if found.annotation_level else ""
    return Annotation(level, found.path, found.location.start.line or None, found.title or "", found.message)


def legacy_status(found: LegacyStatusFragment) -> LegacyStatus:
    """A commit status of the old kind."""
    return LegacyStatus(
        id=found.id,
        context=found.context,
        state=_STATUSES.get(found.state, CheckState.UNKNOWN),
        description=found.description or "",
        url=found.target_url or "",
        created_at=found.created_at,
    )


def suite_checks(found: SuiteChecks) -> tuple[Suite, tuple[CheckRun, ...]]:
    """A suite with its check runs, those that fail with steps and annotations."""
    of = suite(found)
    nodes = found.runs.nodes or [] if found.runs else []
    runs = [check_run(node, of, node.is_required) for node in nodes if node is not None]
    failing = found.failing.nodes or [] if found.failing else []
    return of, with_details(runs, [node for node in failing if node is not None])


def with_details(runs: Iterable[CheckRun], found: Iterable[CheckRunDetails]) -> tuple[CheckRun, ...]:
    """The same check runs, those named with their steps and annotations."""
    known = {node.id: details(node) for node in found}
    return tuple(run.with_details(*known[run.id]) if run.id in known else run for run in runs)


def with_attempts(runs: Iterable[CheckRun]) -> tuple[CheckRun, ...]:
    """The same check runs, each knowing which attempt of its name in its suite it is, oldest first from 1."""
    ordered = sorted({run.id: run for run in runs}.values(), key=lambda run: (run.database_id, run.id))
    seen: dict[tuple[str, str], int] = {}
    counted = []
    for run in ordered:
        key = (run.suite.id, run.name)
        seen[key] = seen.get(key, 0) + 1
        # More than there were attempts are jobs of one name, of which one may have been skipped for the other.
        attempt = min(seen[key], run.suite.run_attempt or seen[key])
        counted.append(run if run.attempt == attempt else replace(run, attempt=attempt))
    return tuple(counted)


def head_checks(found: HeadChecks) -> Checks:
    """Everything that reported on a head commit, of the first page."""
    nodes = found.check_suites.nodes or [] if found.check_suites else []
    pairs = [suite_checks(node) for node in nodes if node is not None]
    contexts = found.status.contexts if found.status else []
    return Checks(
        oid=found.oid,
        suites=tuple(of for of, _ in pairs),
        runs=with_attempts(run for _, runs in pairs for run in runs),
        statuses=tuple(legacy_status(context) for context in contexts),
        committed_at=found.committed_date,
    )


def base_checks(found: BaseChecks) -> Checks:
    """What reported on a commit of the base branch."""
    runs: list[CheckRun] = []
    suites: list[Suite] = []
    for node in found.check_suites.nodes or [] if found.check_suites else []:
        if node is None:
            continue
        of = suite(node)
        suites.append(of)
        runs += [check_run(row, of) for row in (node.runs.nodes or [] if node.runs else []) if row is not None]
    return Checks(found.oid, tuple(suites), with_attempts(runs), (), found.committed_date, found.url)
