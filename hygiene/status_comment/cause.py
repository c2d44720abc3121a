"""Why a job did not pass, with the evidence: other attempts on this head, the base branch, and open trackers."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from hygiene.checks.fingerprint import names_of, signature
from hygiene.failure_tracker.body import parse_body
from hygiene.failure_tracker.ledger.queries import episode
from hygiene.model.checks import CheckState
from hygiene.model.snapshot import IssueState
from hygiene.status_comment.model import Cause, FailingSince, KnownTracker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hygiene.checks.jobs import Job
    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.checks import CheckRun, Checks, Suite
    from hygiene.model.snapshot import Base, Issue, Snapshot


_PASSED = (CheckState.SUCCESS, CheckState.NEUTRAL)
_NO_RESULT = (CheckState.CANCELLED, CheckState.STALE, CheckState.SKIPPED, CheckState.UNKNOWN, CheckState.ABSENT)
_CAUSES = {
    CheckState.CANCELLED: Cause.CANCELLED,
    CheckState.STALE: Cause.MISSING,
    CheckState.WAITING: Cause.WAITING,
    CheckState.ACTION_REQUIRED: Cause.WAITING,
    CheckState.ABSENT: Cause.MISSING,
}


# Where the failing steps are not known, only the names of the jobs were compared.
BY_NAME = "(by the job's name)"


class BaseResult(NamedTuple):
    """The result of a check run on a commit of the base branch."""

    commit: Checks
    run: CheckRun


class CauseWithEvidence(NamedTuple):
    """A cause, a sentence fragment with its evidence (empty without any), and since when the base branch fails."""

    cause: Cause
    evidence: str = ""
    since: FailingSince | None = None


class BaseHistory:
    """The completed check runs of the base branch by name, the newest commit first."""

    def __init__(self, base: Base | None) -> None:
        self.branch = base.branch if base is not None else ""
        self._runs: dict[str, list[BaseResult]] = {}
        for commit in base.commits if base is not None else ():
            for run in commit.latest():
                if not run.state.unfinished and run.state not in _NO_RESULT:
                    self._runs.setdefault(run.name, []).append(BaseResult(commit, run))

    def of(self, check: CheckRun) -> tuple[BaseResult, ...]:
        """The results of this check run, one for each commit: those of its own workflow."""
        return self._by_commit(check, own=True)

    def same_name_fails(self, check: CheckRun) -> bool:
        """Whether a check run of this name in another workflow fails there."""
        found = self._by_commit(check, own=False)
        return bool(found) and found[0].run.state.failed

    def _by_commit(self, check: CheckRun, *, own: bool) -> tuple[BaseResult, ...]:
        by_commit: dict[str, BaseResult] = {}
        for result in self._runs.get(check.name, []):
            if _same_workflow(check.suite, result.run.suite) is own:
                previous = by_commit.get(result.commit.oid)
                if previous is None or (result.run.state.failed and not previous.run.state.failed):
                    by_commit[result.commit.oid] = result
        return tuple(by_commit.values())


def _same_workflow(one: Suite, other: Suite) -> bool:
    """Whether two suites are of one workflow: by its file, or by its name on hosts that do not report files."""
    return one.path == other.path if one.path and other.path else one.workflow == other.workflow


def cause_of(job: Job, history: BaseHistory, tracker: KnownTracker | None) -> CauseWithEvidence:
    """The cause of a job's state; ``Cause.NONE`` where it passed or has not finished.

    ``tracker`` is an open tracker that has the same failure from elsewhere.
    """
    failing = [check for check in job.checks if check.state.failed]
    if not job.state.failed:
        evidence = flaky_evidence(job, job.checks)
        if job.state is CheckState.SUCCESS and evidence:
            return CauseWithEvidence(Cause.FLAKY, evidence)
        return CauseWithEvidence(_CAUSES.get(job.state, Cause.NONE))
    flaky = flaky_evidence(job, failing)
    if flaky:
        return CauseWithEvidence(Cause.FLAKY, flaky)
    on_base = [_compared(check, history) for check in failing]
    if failing and all(found in (_Base.FAILS, _Base.FAILS_BY_NAME) for found in on_base):
        by_name = f" {BY_NAME}" if _Base.FAILS_BY_NAME in on_base else ""
        since = _since(failing[0], history.of(failing[0]))
        return CauseWithEvidence(Cause.BASE, f"also failing on {history.branch}{by_name}", since)
    if tracker is not None:
        return CauseWithEvidence(Cause.KNOWN, "the same failure was there before")
    return CauseWithEvidence(Cause.NEW, _new_evidence(failing, on_base, history))


def _new_evidence(failing: Collection[CheckRun], on_base: Collection[_Base], history: BaseHistory) -> str:
    if on_base and all(found is _Base.PASSES for found in on_base):
        return f"passes on {history.branch}"
    if _Base.FAILS_ELSEWHERE in on_base:
        return f"on {history.branch} it fails in another step"
    if _Base.UNKNOWN in on_base and any(history.same_name_fails(check) for check in failing):
        return f"only a job of this name in another workflow fails on {history.branch}"
    return ""


def flaky_evidence(job: Job, checks: Iterable[CheckRun]) -> str:
    """A fragment that names the other attempt on this commit with the opposite result; empty without one.

    Only attempts of the same event count: the event of a pull request tests the merge with its base, a push does not.
    """
    attempts: dict[tuple[str, str, str, str], list[CheckRun]] = {}
    for run in job.attempts:
        attempts.setdefault(run.identity, []).append(run)
    for check in checks:
        own = check.suite.id, check.attempt
        same = [run for run in attempts.get(check.identity, ()) if (run.suite.id, run.attempt) != own]
        if check.state.failed and any(run.state in _PASSED for run in same):
            passed = next(run for run in reversed(same) if run.state in _PASSED)
            where = f"attempt {passed.attempt}" if passed.suite.id == check.suite.id else "another run"
            return f"passed in {where} of this commit"
        failed = [run for run in same if run.state.failed]
        if check.state in _PASSED and failed:
            where = f"attempt {failed[-1].attempt}" if failed[-1].suite.id == check.suite.id else "an earlier run"
            return f"failed in {where} of this commit"
    return ""


class _Base(Enum):
    """How a failure compares with the newest commit of the base branch that has a result of its job."""

    UNKNOWN = "unknown"
    PASSES = "passes"
    FAILS = "fails"
    FAILS_BY_NAME = "fails by name"
    FAILS_ELSEWHERE = "fails elsewhere"


def _compared(check: CheckRun, history: BaseHistory) -> _Base:
    results = history.of(check)
    if not results:
        return _Base.UNKNOWN
    return _same_step(check, results[0].run) if results[0].run.state.failed else _Base.PASSES


def _same_step(check: CheckRun, other: CheckRun) -> _Base:
    """How two failures of a job compare. Checks of other apps have no steps, so only their names agree."""
    step, other_step = signature("", check).step, signature("", other).step
    if not step or not other_step:
        return _Base.FAILS_BY_NAME
    return _Base.FAILS if step == other_step else _Base.FAILS_ELSEWHERE


def _since(check: CheckRun, results: tuple[BaseResult, ...]) -> FailingSince | None:
    """The oldest of the consecutive failures in this step; None when only one commit has a result."""
    if len(results) == 1:
        return None
    other = (_Base.PASSES, _Base.FAILS_ELSEWHERE)
    same = [_same_step(check, found.run) if found.run.state.failed else _Base.PASSES for found in results]
    failures = next((at for at, found in enumerate(same) if found in other), len(results))
    first = results[failures - 1].commit
    return FailingSince(first.oid, first.url, exact=failures < len(results))


def fingerprints_in_trackers(snapshot: Snapshot) -> dict[str, KnownTracker]:
    """The fingerprints in our open trackers that subjects other than this head's pull requests contributed.

    Of several trackers with one fingerprint, the oldest.
    """
    own_subjects = {f"pr:{pull_request.number}" for pull_request in snapshot.pull_requests}
    runs = {run.suite.run_id for run in snapshot.head.runs} if snapshot.head else set()
    found: dict[str, KnownTracker] = {}
    for issue in sorted(snapshot.trackers, key=lambda issue: issue.number):
        ledger = _ledger(issue)
        for fingerprint in _from_others(ledger, own_subjects, runs) if ledger is not None else ():
            found.setdefault(fingerprint, KnownTracker(issue.number, issue.url))
    return found


def known_tracker(job: Job, fingerprints: Mapping[str, KnownTracker]) -> KnownTracker | None:
    """The tracker that has one of the job's failures; a failure without a specific message matches nothing."""
    for check in job.checks if fingerprints else ():
        if not check.state.failed:
            continue
        failure = signature(job.caller or job.name, check)
        newest, aliases = names_of(failure)
        for name in (newest, *aliases) if failure.telling else ():
            if name in fingerprints:
                return fingerprints[name]
    return None


def _ledger(issue: Issue) -> Ledger | None:
    if not issue.own or issue.state is not IssueState.OPEN:
        return None
    parsed = parse_body(issue.body)
    return parsed.ledger if parsed is not None else None


def _from_others(ledger: Ledger, own_subjects: Collection[str], runs: Collection[int]) -> list[str]:
    """The fingerprints of other subjects. Another pull request on the same commit shares our run and is not other."""
    current = episode(ledger)
    # What had recovered before the tracker was reopened explains nothing.
    since = current.opened.at if current is not None and current.number > 1 else 0
    names = {
        failure.fingerprint
        for occurrence in ledger.occurrences
        if occurrence.run_id not in runs
        and occurrence.at >= since
        and any(subject not in own_subjects for subject in occurrence.subjects)
        for failure in occurrence.failures
    }
    aliases = {alias for row in ledger.fingerprints if row.id in names for alias in row.aliases}
    return sorted(names | aliases)
