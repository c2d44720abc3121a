"""The jobs of the base branch's workflow files that did not report on the head of a pull request that lacks them.

A run uses the file of the merge commit, so a job that is new on the base branch reports all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.checks.names import CALLS, prefixes
from hygiene.model.checks import CheckState
from hygiene.model.policy import matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.policy import BaseJob, GateFacts, Policy

# So many comparisons of a name with a pattern take a tenth of a second.
COMPARED_MAX = 100_000


def missing_jobs(policy: Policy, checks: Checks, latest: tuple[CheckRun, ...]) -> tuple[str, ...]:
    """The names of the jobs, in the order of ``GateFacts.removed``. ``latest`` are the check runs of the Gate."""
    facts = policy.gate
    if not facts.removed:
        return ()
    # Those of `pull_request_target` are not of the head's file.
    every = (*latest, *(run for run in checks.latest() if run.suite.path in facts.paths))
    runs = [run for run in every if run.suite.event != "pull_request_target"]
    shown = dict.fromkeys(run.name for run in runs)
    skipped = {run.name for run in runs if run.state is CheckState.SKIPPED}
    own = frozenset(policy.workflow_jobs or ())
    below = [name for name in shown if name not in own and CALLS in name]
    below = _unlike(below, facts.own_patterns)
    callers = {prefix for name in below for prefix in prefixes(name)}.difference(below)
    free = _free(shown, facts)
    found = []
    for job in facts.removed:
        if not skipped.isdisjoint((job.name, *job.skipped_as)) and (
            not job.exact or job.name not in shown.keys() - skipped
        ):
            continue
        if not job.exact:
            fitting = [name for name in _whole(free, job, own) if matches(job.name, name)]
            found += [job.name] if len(fitting) < job.count else []
        elif job.name not in shown and not (job.calls and job.name in callers):
            found.append(job.name)
        elif job.name in shown and job.count > 1 and _at_least(checks, job.name, runs) < job.count:
            found.append(f"{job.name} (another job of this name)")
    # Of a caller that is missing itself, no called job is named.
    below_missing = tuple(f"{name}{CALLS}" for name in found)
    return tuple(dict.fromkeys(name for name in found if not name.startswith(below_missing)))


def _free(shown: Iterable[str], facts: GateFacts) -> list[str]:
    """The names that no job of the head's files has: that of a job which only a run knows may be among them."""
    return _unlike([name for name in shown if name not in facts.names], facts.patterns)


def _unlike(names: list[str], patterns: tuple[str, ...]) -> list[str]:
    if len(names) * len(patterns) > COMPARED_MAX:
        return []
    return [name for name in names if not any(matches(pattern, name) for pattern in patterns)]


def _whole(names: list[str], job: BaseJob, own: frozenset[str]) -> list[str]:
    """What the job's name is compared with: of the names of called jobs, the part of a caller."""
    if job.called:
        return names
    if job.calls:
        return list(dict.fromkeys(prefix for name in names for prefix in prefixes(name) if prefix not in own))
    return [name for name in names if own.isdisjoint(prefixes(name))]


def _at_least(checks: Checks, name: str, runs: Iterable[CheckRun]) -> int:
    """How many jobs of one name a run has at least: several attempts may have reported for each."""
    suites = {run.suite.id for run in runs if run.name == name}
    found = [run.suite for run in checks.runs if run.name == name and run.suite.id in suites]
    return max((-(-found.count(suite) // (suite.run_attempt or len(found))) for suite in found), default=0)
