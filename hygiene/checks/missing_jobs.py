"""The jobs of the base branch's workflow files that did not report on the head of a pull request that lacks them.

A run uses the file of the merge commit, so a job that is new on the base branch reports all the same.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hygiene.checks.names import CALLS, prefixes
from hygiene.model.checks import CheckState
from hygiene.model.policy import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.policy import BaseJob, Policy

# So many comparisons of a name with a pattern take a tenth of a second.
COMPARED_MAX = 100_000


def missing_jobs(policy: Policy, checks: Checks, latest: tuple[CheckRun, ...]) -> tuple[str, ...]:
    """The names of the jobs, in the order of ``GateFacts.removed``. ``latest`` are the check runs of the Gate."""
    facts = policy.gate
    # Other workflows may have the Gate's name, and those of `pull_request_target` are not of the head's file.
    gate = [run for run in latest if run.suite.path in ("", facts.path) and run.suite.event != "pull_request_target"]
    paths = {job.path for job in facts.removed}
    of_path = {
        path: gate if path == facts.path else [*gate, *(run for run in checks.latest() if run.suite.path == path)]
        for path in paths
    }
    reported = {path: _Reported(policy, runs) for path, runs in of_path.items()}
    free = _Free(policy, reported.get(facts.path) or _Reported(policy, gate))
    found = []
    for job in facts.removed:
        shown = reported[job.path]
        if job.exact and job.name in shown.names:
            several = job.count > 1 and job.name not in shown.skipped
            if several and (free.may_have(job.name) or _at_least(job.name, checks.runs, of_path[job.path]) < job.count):
                found.append(f"{job.name} (another job of this name)")
        elif not shown.skips(job) and not (job.exact and job.calls and job.name in shown.callers):
            own = {run.name for run in of_path[job.path] if run.suite.path == job.path} if job.unchanged else ()
            fits = not job.exact and free.fits(job, own)
            found += [] if fits else [job.name]
    # Of a caller that is missing itself, no called job is named.
    below = tuple(f"{name}{CALLS}" for name in found)
    return tuple(dict.fromkeys(name for name in found if not name.startswith(below)))


class _Reported:
    """The names of check runs, those that were only skipped, and the callers of called jobs."""

    def __init__(self, policy: Policy, runs: Iterable[CheckRun]) -> None:
        runs = list(runs)
        self.names = {run.name for run in runs}
        self.skipped = {run.name for run in runs if run.state is CheckState.SKIPPED}
        self.skipped -= {run.name for run in runs if run.state is not CheckState.SKIPPED}
        self._head = policy.gate.skip_names
        own = frozenset(policy.workflow_jobs or ())
        below = _unlike([name for name in self.names if CALLS in name and name not in own], policy.gate.own_patterns)
        self.callers = {prefix for name in below for prefix in prefixes(name)}.difference(below)
        # What a part of has run was not skipped as a whole.
        self._begun = {prefix for name in self.names for prefix in prefixes(name) if prefix != name}
        self._begun |= {one.partition(" (")[0] for name in self.names for one in prefixes(name) if " (" in one}

    def skips(self, job: BaseJob) -> bool:
        """Whether the job was skipped under another name: that of its matrix, or of its caller."""
        whole = [name for name in job.skipped_as if name in self.skipped and name not in self._begun]
        # Under the name of its matrix, another job of the head may be skipped.
        return any(job.name.startswith(f"{name}{CALLS}") or name not in self._head for name in whole)


class _Free:
    """The names that no job of the head's file has: that of a job which only a run knows may be among them."""

    def __init__(self, policy: Policy, reported: _Reported) -> None:
        facts = policy.gate
        self._own = frozenset(policy.workflow_jobs or ())
        self._patterns = facts.patterns
        # Nor is it the name of a job that the base branch got later.
        known = facts.names.union(job.name for job in facts.removed if job.exact)
        self._names = _unlike([name for name in sorted(reported.names) if name not in known], facts.patterns)
        self._callers = [prefix for name in self._names for prefix in prefixes(name) if prefix not in self._own]
        self._compared = 0

    def may_have(self, name: str) -> bool:
        """Whether a job of the head of which only a run knows the name may have this one."""
        return any(matches(pattern, name) for pattern in self._patterns)

    def fits(self, job: BaseJob, others: Iterable[str]) -> bool:
        """Whether enough names fit. Of a called job any may, of a job that calls a workflow the part of a caller."""
        names = self._names if job.called else self._callers if job.calls else self._plain()
        names = [*names, *others]
        self._compared += len(names)
        return self._compared <= COMPARED_MAX and len({one for one in names if matches(job.name, one)}) >= job.count

    def _plain(self) -> list[str]:
        return [name for name in self._names if self._own.isdisjoint(prefixes(name))]


def _unlike(names: list[str], patterns: Sequence[str]) -> list[str]:
    if len(names) * len(patterns) > COMPARED_MAX:
        return []
    return [name for name in names if not any(matches(pattern, name) for pattern in patterns)]


def _at_least(name: str, runs: Iterable[CheckRun], latest: Iterable[CheckRun]) -> int:
    """How many jobs of one name the runs of each workflow have at least: several attempts may have reported for each.

    Only runs count of which ``latest`` has a check run.
    """
    suites = {run.suite.id for run in latest if run.name == name}
    found = [run.suite for run in runs if run.name == name and run.suite.id in suites]
    counts = Counter(suite.id for suite in found)
    of_path: dict[str, int] = {}
    for suite in found:
        jobs = -(-counts[suite.id] // (suite.run_attempt or counts[suite.id]))
        of_path[suite.path] = max(jobs, of_path.get(suite.path, 0))
    return sum(of_path.values())
