"""Check runs reduced to jobs: which belong to the Gate, which are required, and what each of them says in one word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.model.checks import CheckRun, Checks, CheckState, LegacyStatus, Suite
from hygiene.model.policy import DEFAULT_JOBS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.model.policy import Policy
    from hygiene.model.trigger import Trigger

_SEVERITY = {state: rank for rank, state in enumerate(CheckState)}
_GREEN = (CheckState.SUCCESS, CheckState.NEUTRAL, CheckState.SKIPPED)


@dataclass(frozen=True, slots=True)
class Job:
    """A job under its name. ``checks`` are its latest check runs, worst first; ``attempts`` are all of them."""

    name: str
    checks: tuple[CheckRun, ...]
    attempts: tuple[CheckRun, ...] = ()
    in_gate: bool = False

    @property
    def state(self) -> CheckState:
        """The word for all check runs together; absent when none reported."""
        return reduce_state(check.state for check in self.checks)


def reduce_state(states: Iterable[CheckState]) -> CheckState:
    """The worst state; among green ones the strongest, so that a skipped leg does not hide a success."""
    found = set(states)
    worse = found - set(_GREEN)
    if worse:
        return min(worse, key=_SEVERITY.__getitem__)
    return next((state for state in _GREEN if state in found), CheckState.ABSENT)


def top_level(name: str) -> str:
    """The name of a check run: a job that calls a reusable workflow reports as ``caller / inner``."""
    return name.split(" / ", 1)[0] or name


def without_matrix(name: str) -> str:
    """The name without its matrix part: ``python ci (3.11)`` and ``python ci (3.12)`` are both ``python ci``."""
    head, parenthesis, _ = name.rpartition(" (")
    return head if parenthesis and name.endswith(")") and head else name


def is_gate(suite: Suite, policy: Policy, trigger: Trigger) -> bool:
    """Whether a suite is a run of the Gate: the configured workflow, else the one that rang, else any.

    Where a host does not tell the files of workflows, the one that rang is known by its name.
    """
    wanted = policy.workflow
    if not wanted and trigger.run is not None:
        wanted = (trigger.run.path if suite.path else "") or trigger.run.workflow or trigger.run.path
    return not wanted or wanted in (suite.path, suite.workflow) or suite.path.endswith(f"/{wanted}")


def gate_checks(checks: Checks, policy: Policy, trigger: Trigger) -> tuple[CheckRun, ...]:
    """The latest check runs of the Gate alone."""
    return tuple(run for run in checks.latest() if is_gate(run.suite, policy, trigger))


def gate_job_names(checks: Checks, policy: Policy, trigger: Trigger) -> tuple[str, ...]:
    """The required jobs: configured, else those of the workflow file, else the default ones, else what reported.

    The default ones hold when any of them reported, or when nothing did: a repository with other names and no
    configuration sees its own jobs, not four rows that never report.
    """
    if policy.jobs is not None:
        return policy.jobs
    if policy.workflow_jobs:
        return policy.workflow_jobs
    reported = dict.fromkeys(top_level(run.name) for run in gate_checks(checks, policy, trigger))
    if not reported or any(name in reported for name in DEFAULT_JOBS):
        return DEFAULT_JOBS
    return tuple(sorted(reported))


def group(checks: Checks, names: tuple[str, ...], policy: Policy, trigger: Trigger) -> tuple[Job, ...]:
    """Required jobs in the order of their names, then the others by name; every latest check run in exactly one.

    A check run belongs to the longest name that it starts with. A required name looks at the Gate first and at other
    workflows only when the Gate has nothing of that name.
    """
    required: dict[str, list[CheckRun]] = {name: [] for name in names}
    others: dict[str, list[CheckRun]] = {}
    for run in (*checks.latest(), *map(as_check_run, checks.statuses)):
        name = next((prefix for prefix in _prefixes(run.name) if prefix in required), None)
        found = others.setdefault(top_level(run.name), []) if name is None else required[name]
        found.append(run)
    for name, named in required.items():
        mine = [run for run in named if is_gate(run.suite, policy, trigger)]
        if not mine:
            continue
        for run in named:
            if not is_gate(run.suite, policy, trigger):
                others.setdefault(top_level(run.name), []).append(run)
        required[name] = mine
    attempts = _attempts(checks)
    return (
        *(_job(name, runs, attempts, in_gate=True) for name, runs in required.items()),
        *(_job(name, others[name], attempts, in_gate=False) for name in sorted(others)),
    )


def _prefixes(name: str) -> Iterable[str]:
    while name:
        yield name
        name = name.rpartition(" / ")[0]


def _line(run: CheckRun) -> tuple[str, str, str]:
    return run.suite.app, run.suite.path or run.suite.workflow, run.name


def _attempts(checks: Checks) -> dict[tuple[str, str, str], list[CheckRun]]:
    found: dict[tuple[str, str, str], list[CheckRun]] = {}
    for run in checks.runs:
        found.setdefault(_line(run), []).append(run)
    return found


def _job(
    name: str, latest: Iterable[CheckRun], attempts: dict[tuple[str, str, str], list[CheckRun]], *, in_gate: bool
) -> Job:
    ordered = sorted(latest, key=lambda run: (_SEVERITY[run.state], run.name, run.id))
    lines = dict.fromkeys(map(_line, ordered))
    mine = sorted(
        (run for line in lines for run in attempts.get(line, ())),
        key=lambda run: (run.suite.run_id, run.database_id, run.id),
    )
    return Job(name, tuple(ordered), tuple(mine), in_gate)


def as_check_run(status: LegacyStatus) -> CheckRun:
    """A legacy commit status as the check that it is."""
    return CheckRun(
        id=status.id,
        database_id=0,
        name=status.context,
        state=status.state,
        suite=Suite(id="status", app="status"),
        url=status.url,
        completed_at=status.created_at,
    )
