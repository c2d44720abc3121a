"""Why a job did not pass, with the evidence: other attempts on this head, the base branch, and open trackers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hygiene.checks.fingerprint import names_of, signature
from hygiene.failure_tracker.body import parse_body
from hygiene.model.checks import CheckState
from hygiene.model.snapshot import IssueState
from hygiene.status_comment.model import Cause, FailingSince, KnownTracker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hygiene.checks.jobs import Job
    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.checks import CheckRun, Checks
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
        """The results of this check run, one for each commit; those of its own workflow where there are any."""
        named = self._runs.get(check.name, [])
        found = [result for result in named if result.run.suite.path == check.suite.path] or named
        by_commit: dict[str, BaseResult] = {}
        for result in found:
            previous = by_commit.get(result.commit.oid)
            if previous is None or (result.run.state.failed and not previous.run.state.failed):
                by_commit[result.commit.oid] = result
        return tuple(by_commit.values())


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
    if failing and any(flaky_evidence(job, [check]) for check in failing):
        return CauseWithEvidence(Cause.FLAKY, flaky_evidence(job, failing))
    if failing and all(_fails_on_base(check, history) is True for check in failing):
        return CauseWithEvidence(Cause.BASE, f"also failing on {history.branch}", _since(history.of(failing[0])))
    if tracker is not None:
        return CauseWithEvidence(Cause.KNOWN, "the same failure was there before")
    passes = failing and all(_fails_on_base(check, history) is False for check in failing)
    return CauseWithEvidence(Cause.NEW, f"passes on {history.branch}" if passes else "")


def flaky_evidence(job: Job, checks: Iterable[CheckRun]) -> str:
    """A fragment that names the other attempt on this commit with the opposite result; empty without one.

    Only attempts of the same event count: the event of a pull request tests the merge with its base, a push does not.
    """
    for check in checks:
        same = [run for run in job.attempts if run.identity == check.identity and run.id != check.id]
        if check.state.failed and any(run.state in _PASSED for run in same):
            passed = next(run for run in reversed(same) if run.state in _PASSED)
            where = f"attempt {passed.attempt}" if passed.suite.id == check.suite.id else "another run"
            return f"passed in {where} of this commit"
        failed = [run for run in same if run.state.failed]
        if check.state in _PASSED and failed:
            where = f"attempt {failed[-1].attempt}" if failed[-1].suite.id == check.suite.id else "an earlier run"
            return f"failed in {where} of this commit"
    return ""


def _fails_on_base(check: CheckRun, history: BaseHistory) -> bool | None:
    """Whether it fails on the newest commit of the base that has a result; None without one."""
    results = history.of(check)
    return results[0].run.state.failed if results else None


def _since(results: tuple[BaseResult, ...]) -> FailingSince | None:
    """The oldest of the consecutive failures; None when only one commit has a result."""
    failures = next((at for at, result in enumerate(results) if not result.run.state.failed), len(results))
    if len(results) == 1:
        return None
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
    """The tracker that has one of the job's failures; a failure without step and message matches nothing."""
    for check in job.checks if fingerprints else ():
        if not check.state.failed:
            continue
        failure = signature(job.name, check)
        newest, aliases = names_of(failure)
        for name in (newest, *aliases) if failure.detail else ():
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
    names = {
        failure.fingerprint
        for occurrence in ledger.occurrences
        if occurrence.run_id not in runs and any(subject not in own_subjects for subject in occurrence.subjects)
        for failure in occurrence.failures
    }
    aliases = {alias for row in ledger.fingerprints if row.id in names for alias in row.aliases}
    return sorted(names | aliases)
