"""Whose fault a job that is not green is, and what shows it: other attempts of this head, the base branch, trackers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.checks import CheckState
from hygiene.model.status import Blame, Known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.decide.jobs import Job
    from hygiene.model.checks import CheckRun
    from hygiene.model.snapshot import Base

_PASSED = (CheckState.SUCCESS, CheckState.NEUTRAL)
_NOT_A_VERDICT = (CheckState.CANCELLED, CheckState.STALE, CheckState.SKIPPED, CheckState.UNKNOWN, CheckState.ABSENT)
_BLAMES = {
    CheckState.CANCELLED: Blame.CANCELLED,
    CheckState.STALE: Blame.MISSING,
    CheckState.WAITING: Blame.WAITING,
    CheckState.ACTION_REQUIRED: Blame.WAITING,
    CheckState.ABSENT: Blame.MISSING,
}


class BaseHistory:
    """The completed check runs of the base branch by name, newest commit first."""

    def __init__(self, base: Base | None) -> None:
        self.branch = base.branch if base is not None else ""
        self._runs: dict[str, list[tuple[str, CheckRun]]] = {}
        for commit in base.commits if base is not None else ():
            for run in commit.latest():
                if not run.state.unfinished and run.state not in _NOT_A_VERDICT:
                    self._runs.setdefault(run.name, []).append((commit.oid, run))

    def of(self, check: CheckRun) -> tuple[tuple[str, CheckRun], ...]:
        """The verdicts on this check, one per commit; those of its own workflow where there are any."""
        named = self._runs.get(check.name, [])
        found = [pair for pair in named if pair[1].suite.path == check.suite.path] or named
        newest: dict[str, tuple[str, CheckRun]] = {}
        for oid, run in found:
            known = newest.get(oid)
            if known is None or (run.state.failed and not known[1].state.failed):
                newest[oid] = (oid, run)
        return tuple(newest.values())


def blame_of(job: Job, history: BaseHistory, known: Known | None) -> tuple[Blame, str]:
    """The blame and a sentence fragment that gives its evidence; empty where nothing shows it."""
    failing = [check for check in job.checks if check.state.failed]
    if not job.state.failed:
        passed_late = flaky_evidence(job, job.checks)
        if job.state is CheckState.SUCCESS and passed_late:
            return Blame.FLAKY, passed_late
        return _BLAMES.get(job.state, Blame.NONE), ""
    if failing and all(flaky_evidence(job, [check]) for check in failing):
        return Blame.FLAKY, flaky_evidence(job, failing)
    on_base = [_on_base(check, history) for check in failing]
    if on_base and all(on_base):
        return Blame.BASE, on_base[0]
    if known is not None:
        return Blame.KNOWN, f"known from tracker {known.number}"
    green = failing and all(_green_on_base(check, history) for check in failing)
    return Blame.NEW, f"passes on {history.branch}" if green else ""


def flaky_evidence(job: Job, checks: Iterable[CheckRun]) -> str:
    """What other attempts of this very head say against a check run: it passed and failed on the same commit.

    Only attempts of the same event count: a pull request's event tests the merge with its base, a push does not.
    """
    for check in checks:
        same = [run for run in job.attempts if _identity(run) == _identity(check) and run.id != check.id]
        if check.state.failed and any(run.state in _PASSED for run in same):
            passed = next(run for run in reversed(same) if run.state in _PASSED)
            where = f"attempt {passed.attempt}" if passed.suite.id == check.suite.id else "another run"
            return f"passed in {where} of this commit"
        failed = [run for run in same if run.state.failed]
        if check.state in _PASSED and failed:
            where = f"attempt {failed[-1].attempt}" if failed[-1].suite.id == check.suite.id else "an earlier run"
            return f"failed in {where} of this commit"
    return ""


def _identity(run: CheckRun) -> tuple[str, str, str, str]:
    return run.suite.app, run.suite.path or run.suite.workflow, run.suite.event, run.name


def _green_on_base(check: CheckRun, history: BaseHistory) -> bool:
    verdicts = history.of(check)
    return bool(verdicts) and verdicts[0][1].state in _PASSED


def _on_base(check: CheckRun, history: BaseHistory) -> str:
    verdicts = history.of(check)
    red = next((at for at, (_, run) in enumerate(verdicts) if not run.state.failed), len(verdicts))
    if not red:
        return ""
    since = verdicts[red - 1][0][:7]
    if red < len(verdicts):
        return f"also failing on {history.branch} since {since}"
    return f"also failing on {history.branch}" + (f" since {since} or earlier" if red > 1 else "")
