"""Whose fault a job that is not green is, and what shows it: other attempts of this head, the base branch, trackers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hygiene.checks.fingerprint import names_of, signature
from hygiene.failure_tracker.body import parse_body
from hygiene.model.checks import CheckState
from hygiene.model.snapshot import IssueState
from hygiene.status_comment.model import Cause, KnownTracker, Since

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hygiene.checks.jobs import Job
    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.snapshot import Base, Issue, Snapshot


_PASSED = (CheckState.SUCCESS, CheckState.NEUTRAL)
_NO_RESULT = (CheckState.CANCELLED, CheckState.STALE, CheckState.SKIPPED, CheckState.UNKNOWN, CheckState.ABSENT)
_BLAMES = {
    CheckState.CANCELLED: Cause.CANCELLED,
    CheckState.STALE: Cause.MISSING,
    CheckState.WAITING: Cause.WAITING,
    CheckState.ACTION_REQUIRED: Cause.WAITING,
    CheckState.ABSENT: Cause.MISSING,
}


class BaseResult(NamedTuple):
    """What a commit of the base branch says about a check."""

    commit: Checks
    run: CheckRun


class CauseFound(NamedTuple):
    """Whose fault, a sentence fragment that gives the evidence (empty where nothing shows it), and since when."""

    cause: Cause
    evidence: str = ""
    since: Since | None = None


class BaseHistory:
    """The completed check runs of the base branch by name, newest commit first."""

    def __init__(self, base: Base | None) -> None:
        self.branch = base.branch if base is not None else ""
        self._runs: dict[str, list[BaseResult]] = {}
        for commit in base.commits if base is not None else ():
            for run in commit.latest():
                if not run.state.unfinished and run.state not in _NO_RESULT:
                    self._runs.setdefault(run.name, []).append(BaseResult(commit, run))

    def of(self, check: CheckRun) -> tuple[BaseResult, ...]:
        """The results on this check, one per commit; those of its own workflow where there are any."""
        named = self._runs.get(check.name, [])
        found = [result for result in named if result.run.suite.path == check.suite.path] or named
        one_each: dict[str, BaseResult] = {}
        for result in found:
            known = one_each.get(result.commit.oid)
            if known is None or (result.run.state.failed and not known.run.state.failed):
                one_each[result.commit.oid] = result
        return tuple(one_each.values())


def cause_of(job: Job, history: BaseHistory, known: KnownTracker | None) -> CauseFound:
    """Whose fault a job is; nobody's where it is green or still open."""
    failing = [check for check in job.checks if check.state.failed]
    if not job.state.failed:
        passed_late = flaky_evidence(job, job.checks)
        if job.state is CheckState.SUCCESS and passed_late:
            return CauseFound(Cause.FLAKY, passed_late)
        return CauseFound(_BLAMES.get(job.state, Cause.NONE))
    if failing and all(flaky_evidence(job, [check]) for check in failing):
        return CauseFound(Cause.FLAKY, flaky_evidence(job, failing))
    if failing and all(_fails_on_base(check, history) is True for check in failing):
        return CauseFound(Cause.BASE, f"also failing on {history.branch}", _since(history.of(failing[0])))
    if known is not None:
        return CauseFound(Cause.KNOWN, "the same failure was there before")
    passes = failing and all(_fails_on_base(check, history) is False for check in failing)
    return CauseFound(Cause.NEW, f"passes on {history.branch}" if passes else "")


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


def _fails_on_base(check: CheckRun, history: BaseHistory) -> bool | None:
    """Whether it fails on the newest commit of the base that has a result; None without one."""
    results = history.of(check)
    return results[0].run.state.failed if results else None


def _since(results: tuple[BaseResult, ...]) -> Since | None:
    """The oldest of the failures in a row. One commit alone tells nothing about since when."""
    red = next((at for at, result in enumerate(results) if not result.run.state.failed), len(results))
    if len(results) == 1:
        return None
    first = results[red - 1].commit
    return Since(first.oid, first.url, exact=red < len(results))


def tracked(snapshot: Snapshot) -> dict[str, KnownTracker]:
    """The fingerprints that subjects other than this head's pull requests brought to open trackers of ours.

    Of several trackers the oldest is the one to link.
    """
    mine = {f"pr:{pull_request.number}" for pull_request in snapshot.pull_requests}
    runs = {run.suite.run_id for run in snapshot.head.runs} if snapshot.head else set()
    found: dict[str, KnownTracker] = {}
    for issue in sorted(snapshot.trackers, key=lambda issue: issue.number):
        ledger = _ledger(issue)
        for fingerprint in _from_others(ledger, mine, runs) if ledger is not None else ():
            found.setdefault(fingerprint, KnownTracker(issue.number, issue.url))
    return found


def known(job: Job, fingerprints: Mapping[str, KnownTracker]) -> KnownTracker | None:
    """The tracker that has one of the job's failures; a failure that tells no step and no message is like any other."""
    for check in job.checks if fingerprints else ():
        if not check.state.failed:
            continue
        told = signature(job.name, check)
        newest, aliases = names_of(told)
        for name in (newest, *aliases) if told.detail else ():
            if name in fingerprints:
                return fingerprints[name]
    return None


def _ledger(issue: Issue) -> Ledger | None:
    if not issue.own or issue.state is not IssueState.OPEN:
        return None
    parsed = parse_body(issue.body)
    return parsed.ledger if parsed is not None else None


def _from_others(ledger: Ledger, mine: Collection[str], runs: Collection[int]) -> list[str]:
    """Another pull request on the very same commit is no other: its run is ours."""
    names = {
        failure.fingerprint
        for occurrence in ledger.occurrences
        if occurrence.run_id not in runs and any(subject not in mine for subject in occurrence.subjects)
        for failure in occurrence.failures
    }
    aliases = {alias for told in ledger.fingerprints if told.id in names for alias in told.aliases}
    return sorted(names | aliases)
