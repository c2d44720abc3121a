"""The jobs of the base branch's workflow files that did not report on the head of a pull request that lacks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.checks.names import CALLS, prefixes
from hygiene.model.checks import CheckState
from hygiene.model.policy import matches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.policy import Policy


def missing_jobs(policy: Policy, checks: Checks, latest: tuple[CheckRun, ...]) -> tuple[str, ...]:
    """The jobs of the base branch that this file has not, and that did not report all the same.

    A run uses the file of the merge commit, so a job that is new on the base branch reports. Of a caller that is
    missing itself, no called job is named.
    """
    facts = policy.gate
    if not facts.removed and not facts.called:
        return ()
    shown = dict.fromkeys(run.name for run in latest)
    shown |= dict.fromkeys(prefix for name in tuple(shown) for prefix in prefixes(name))
    skipped = {run.name for run in latest if run.state is CheckState.SKIPPED}
    # What reports under the name of another job is not the one whose name is known only in a run.
    others = {*(policy.workflow_jobs or ()), *facts.removed, *facts.called}
    free = [name for name in shown if name not in others]
    of_no_job = [name for name in free if others.isdisjoint(prefixes(name))]
    unknown = [
        name for name in of_no_job if not any(matches(one, found) for one in facts.patterns for found in prefixes(name))
    ]

    def absent(jobs: Mapping[str, tuple[str, ...]]) -> list[str]:
        return [name for name, names in jobs.items() if name not in shown and not skipped.intersection(names)]

    own = [name for name in absent(facts.removed) if not any(matches(name, one) for one in unknown)]
    below = tuple(f"{one}{CALLS}" for one in own)
    called = [name for name in absent(facts.called) if not name.startswith(below)]
    called = [one for name in called for one in _missing_legs(name, free, of_no_job)]
    few = [name for name, count in facts.several.items() if name in shown and _at_least(checks, name, latest) < count]
    return (*own, *called, *(f"{name} (another job of this name)" for name in few if name not in skipped))


def _missing_legs(pattern: str, names: list[str], legs: list[str]) -> tuple[str, ...]:
    """The name, or those of the legs that lack it, where the run alone determines the legs of the calling job.

    Nothing if it reported: ``names`` are those that it may have, ``legs`` those that begin as a leg may.
    """
    if "*" not in pattern:
        return (pattern,)
    *callers, job = pattern.split(CALLS)
    while callers and "*" not in callers[-1]:
        job = f"{callers.pop()}{CALLS}{job}"
    caller = CALLS.join(callers)
    begins = dict.fromkeys(
        CALLS.join(name.split(CALLS)[: len(callers)]) for name in legs if name.count(CALLS) >= len(callers)
    )
    reported = [leg for leg in begins if leg and matches(caller, leg)]
    expected = [f"{leg}{CALLS}{job}" for leg in reported] or [pattern]
    return tuple(one for one in expected if not any(matches(one, name) for name in names))


def _at_least(checks: Checks, name: str, latest: tuple[CheckRun, ...]) -> int:
    """How many jobs of one name a run has at least: several attempts may have reported for each."""
    suites = {run.suite.id for run in latest if run.name == name}
    found = [run.suite for run in checks.runs if run.name == name and run.suite.id in suites]
    return max(-(-found.count(suite) // (suite.run_attempt or len(found))) for suite in found)
