"""Check runs reduced to jobs: the Gate's jobs in the order of their names, and all others."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from hygiene.checks.missing_jobs import missing_jobs
from hygiene.checks.names import CALLS, prefixes, top_level, without_matrix
from hygiene.model.checks import CheckRun, Checks, CheckState, LegacyStatus, Suite
from hygiene.model.policy import matches
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.model.policy import Policy
    from hygiene.model.trigger import Trigger

_SEVERITY = {state: rank for rank, state in enumerate(CheckState)}
_PASSED = (CheckState.SUCCESS, CheckState.ALLOWED_FAILURE, CheckState.NEUTRAL, CheckState.SKIPPED)


@dataclass(frozen=True, slots=True)
class Job:
    """A job and its check runs. ``checks`` are the latest ones, the most severe first; ``attempts`` are all of them.

    ``caller`` is the name of the job that calls its workflow, empty where none does, or where nothing reported.
    """

    name: str
    checks: tuple[CheckRun, ...]
    attempts: tuple[CheckRun, ...] = ()
    in_gate: bool = False
    caller: str = ""

    @property
    def state(self) -> CheckState:
        """The state of all its check runs together; absent when none reported."""
        return self.checks[0].state if len(self.checks) == 1 else reduce_state(check.state for check in self.checks)


def reduce_state(states: Iterable[CheckState]) -> CheckState:
    """The most severe state; when all passed, success rather than an allowed failure, neutral or skipped."""
    found = set(states)
    others = found - set(_PASSED)
    if others:
        return min(others, key=_SEVERITY.__getitem__)
    return next((state for state in _PASSED if state in found), CheckState.ABSENT)


def is_gate(suite: Suite, policy: Policy, trigger: Trigger) -> bool:
    """Whether a suite is a run of the Gate: of the configured workflow, else of the one that triggered us, else any.

    Other workflows of its name are the Gate too: a pull request may have added one of them.
    Where a host does not report the files of workflows, the one that triggered us is compared by its name.
    """
    if suite.path in policy.gate.paths:
        return True
    wanted = policy.workflow
    if not wanted and trigger.run is not None:
        wanted = (trigger.run.path if suite.path else "") or trigger.run.workflow or trigger.run.path
    return not wanted or wanted in (suite.path, suite.workflow) or suite.path.endswith(f"/{wanted}")


def gate_checks(checks: Checks, policy: Policy, trigger: Trigger) -> tuple[CheckRun, ...]:
    """The latest check runs of the Gate alone."""
    return tuple(run for run in checks.latest() if is_gate(run.suite, policy, trigger))


def gate_job_names(checks: Checks, policy: Policy, trigger: Trigger) -> tuple[str, ...]:
    """The names of the Gate's jobs: configured, else from the workflow file and from what reported.

    A matrix or a call that was skipped as a whole has the one name under which it reported.
    """
    if policy.jobs is not None:
        return _configured(policy.jobs, policy.gate.skipped_as, checks, gate_checks(checks, policy, trigger))
    latest = gate_checks(checks, policy, trigger)
    reported = dict.fromkeys(top_level(run.name) for run in latest)
    if policy.workflow_jobs is None:
        return tuple(sorted(reported))
    skipped = {run.name for run in latest if run.state is CheckState.SKIPPED}
    skipped_as = policy.gate.skipped_as
    names: dict[str, None] = {}
    # A run of a pull request uses the file of the merge commit, of which the base branch may have removed a job.
    merged = _passed_as_merged(checks, policy, trigger)
    for name in policy.workflow_jobs:
        if (
            merged
            and name in policy.gate.added
            and name not in reported
            and skipped.isdisjoint(skipped_as.get(name, ()))
        ):
            continue
        others = (one for one in skipped_as.get(name, ()) if one in skipped and name not in reported)
        names[next(others, name)] = None
    # Jobs with a pattern, and those that the base branch's file has: a run uses the file of the merge commit.
    whole = skipped.intersection(one for several in skipped_as.values() for one in several)
    names |= dict.fromkeys(sorted(reported.keys() - whole))
    return tuple(names)


def _passed_as_merged(checks: Checks, policy: Policy, trigger: Trigger) -> bool:
    """Whether every run of the Gate on the head was one of the merge commit, and passed."""
    suites = [suite for suite in checks.suites if suite.run_id and is_gate(suite, policy, trigger)]
    return bool(suites) and all(suite.event == "pull_request" and suite.state.passed for suite in suites)


def _configured(
    jobs: tuple[str, ...],
    skipped_as: Mapping[str, tuple[str, ...]],
    checks: Checks,
    of_gate: tuple[CheckRun, ...],
) -> tuple[str, ...]:
    """The configured names; of what did not report, the names under which it was skipped as a whole.

    Where the Gate's file does not have the name, that is the one without its matrix part: the file may be unread, the
    matrix computed, or the job one of a called workflow. It is no name of a job that has other legs in the file.
    """
    every = (*checks.latest(), *map(as_check_run, checks.statuses))
    skipped = _only_skipped(of_gate) | _only_skipped(every)
    if not skipped:
        return jobs
    reported = {prefix for run in every for prefix in prefixes(run.name)}
    known = {one for several in skipped_as.values() for one in several}

    def shown(name: str) -> str:
        for prefix in () if name in reported else prefixes(name):
            guess = without_matrix(prefix)
            others = skipped_as.get(prefix, () if guess in known else (guess,))
            if found := next((one for one in (*others, prefix) if one in skipped), ""):
                return found
        return name

    return tuple(dict.fromkeys(map(shown, jobs)))


def _only_skipped(runs: tuple[CheckRun, ...]) -> set[str]:
    names = {run.name for run in runs if run.state is CheckState.SKIPPED}
    return names.difference(run.name for run in runs if run.state is not CheckState.SKIPPED)


@lru_cache(maxsize=4)
def _matching(patterns: tuple[str, ...], names: tuple[str, ...]) -> frozenset[str]:
    """Those of the names that a pattern fits. Several passes and bodies need the same."""
    with_star = [pattern for pattern in patterns if "*" in pattern]
    found = set(names).intersection(patterns)
    return frozenset(found.union(name for name in names if any(matches(pattern, name) for pattern in with_star)))


def with_allowed_failures(checks: Checks, policy: Policy, trigger: Trigger) -> Checks:
    """The checks, with the failures of jobs that may fail as such.

    A job may fail by the configuration, or by ``continue-on-error`` in the Gate's file, or in one that it calls: then
    GitHub lets its run pass, and a run that passed shows that the jobs that failed in it may fail.
    https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontinue-on-error
    """
    facts = policy.gate
    failed = tuple(run.name for run in checks.runs if run.state.failed) if facts.may_fail else ()
    may_fail = _matching(facts.may_fail, failed)

    def allowed(run: CheckRun) -> bool:
        if not run.state.failed:
            return False
        if any(fnmatchcase(run.name, glob) for glob in policy.allowed_failures) or run.name in policy.allowed_failures:
            return True
        if run.suite.run_id and run.suite.state is CheckState.SUCCESS:
            # A job that failed in an earlier attempt may have passed since, which is perhaps not shown yet.
            own_attempt = trigger.run.attempt if trigger.run and trigger.run.id == run.suite.run_id else 1
            return run.attempt >= max(run.suite.run_attempt, own_attempt)
        # Another workflow of the Gate's name has another file.
        own = is_gate(run.suite, policy, trigger) and run.suite.path not in facts.paths
        own = own and run.name not in facts.must_pass
        return own and run.name in may_fail

    state = CheckState.ALLOWED_FAILURE
    return replace(checks, runs=tuple(replace(run, state=state) if allowed(run) else run for run in checks.runs))


def group(checks: Checks, names: tuple[str, ...], policy: Policy, trigger: Trigger) -> tuple[Job, ...]:
    """The Gate's jobs in the order of their names, those that the pull request removed, then the others by name.

    Every latest check run is in exactly one.

    A check run belongs to the longest name that it starts with. A name takes check runs of the Gate, and a configured
    one those of other workflows where the Gate has none of it. Jobs of one name in several workflows are several jobs.
    """
    in_gate: dict[str, list[CheckRun]] = {name: [] for name in names}
    others: dict[str, list[CheckRun]] = {}
    for run in (*checks.latest(), *map(as_check_run, checks.statuses)):
        name: str | None = run.name
        if name not in in_gate:
            name = next((prefix for prefix in prefixes(run.name) if prefix in in_gate), None)
        (others.setdefault(top_level(run.name), []) if name is None else in_gate[name]).append(run)
    # A host that reports no files of workflows does not tell which checks are those of a configured path.
    any_workflow = policy.jobs is not None or not any(suite.path for suite in checks.suites)
    for name, named in in_gate.items():
        of_gate = [run for run in named if is_gate(run.suite, policy, trigger)]
        if not of_gate and any_workflow:
            continue
        for run in named:
            if not is_gate(run.suite, policy, trigger):
                others.setdefault(top_level(run.name), []).append(run)
        in_gate[name] = of_gate
    attempts = _attempts(checks)
    return (
        *(
            _job(label, found, attempts, in_gate=True)
            for name, runs in in_gate.items()
            for label, found in _by_workflow(name, runs)
        ),
        *(Job(name, (), in_gate=True) for name in _missing(checks, policy, trigger) if in_gate.get(name) != []),
        *(_job(name, runs, attempts, in_gate=False) for name, runs in _named(others, frozenset(names))),
    )


def _missing(checks: Checks, policy: Policy, trigger: Trigger) -> tuple[str, ...]:
    """What the base branch has and the head has not. No check run of such a name counts for it."""
    if not policy.gate.removed or policy.jobs is not None:
        return ()
    latest = gate_checks(checks, policy, trigger)
    # Where nothing has reported, and the file starts no run, none of its jobs was removed.
    return missing_jobs(policy, checks, latest) if latest or policy.workflow_jobs is not None else ()


def _named(others: dict[str, list[CheckRun]], taken: frozenset[str]) -> list[tuple[str, list[CheckRun]]]:
    """The jobs that are none of the Gate, by name. One that the Gate has too is put after its workflow."""
    named: dict[str, list[CheckRun]] = {}
    for name, runs in others.items():
        for label, found in _by_workflow(name, runs, always=name in taken):
            named.setdefault(label, []).extend(found)
    return sorted(named.items())


def _by_workflow(name: str, runs: list[CheckRun], *, always: bool = False) -> Iterable[tuple[str, list[CheckRun]]]:
    """The check runs of one name, those of several workflows apart. GitHub shows it so: ``workflow / job``.

    Workflows of one name are called by their files.
    """
    if len(runs) == 1 and not always:
        return [(name, runs)]
    workflows: dict[str, list[CheckRun]] = {}
    for run in runs:
        workflows.setdefault(run.suite.path or run.suite.workflow or run.suite.app, []).append(run)
    if len(workflows) <= 1 and not always:
        return [(name, runs)]
    labels = {key: found[0].suite.workflow or found[0].suite.app for key, found in workflows.items()}
    shown = {
        key: label if list(labels.values()).count(label) == 1 else key.rpartition("/")[2]
        for key, label in labels.items()
    }
    return [(f"{shown[key]} / {name}" if shown[key] else name, found) for key, found in workflows.items()]


def parts_of(job: Job) -> Iterable[Job]:
    """The job, or each job of the workflow that it calls, named as GitHub shows it, in the order of their first runs.

    A job of a called workflow starts after those that it needs, so one that sums up others comes last.
    """
    by_name: dict[str, list[CheckRun]] = {}
    for run in (*job.attempts, *sorted(job.checks, key=lambda run: run.name)):
        by_name.setdefault(run.name, [])
    for run in job.checks:
        by_name[run.name].append(run)
    if not by_name or all(job.name.endswith(name) for name in by_name):
        return (job,)
    return (
        replace(
            job,
            name=_name_in(job, name),
            caller=job.name,
            checks=tuple(runs),
            attempts=tuple(run for run in job.attempts if run.name == name),
        )
        for name, runs in by_name.items()
        if runs
    )


def _name_in(job: Job, check_name: str) -> str:
    """A check run's name behind that of its job, which may begin with a workflow."""
    listed = next((one for one in prefixes(check_name) if f"{CALLS}{job.name}".endswith(f"{CALLS}{one}")), "")
    return f"{job.name}{check_name[len(listed) :]}" if listed else check_name


def _workflow_and_name(run: CheckRun) -> tuple[str, str, str]:
    return run.suite.app, run.suite.path or run.suite.workflow, run.name


def _attempts(checks: Checks) -> dict[tuple[str, str, str], list[CheckRun]]:
    found: dict[tuple[str, str, str], list[CheckRun]] = {}
    for run in checks.runs:
        found.setdefault(_workflow_and_name(run), []).append(run)
    return found


def _job(
    name: str, latest: list[CheckRun], attempts: dict[tuple[str, str, str], list[CheckRun]], *, in_gate: bool
) -> Job:
    # Most jobs have one check run: there is nothing to sort.
    ordered = sorted(latest, key=lambda run: (_SEVERITY[run.state], run.name, run.id)) if len(latest) > 1 else latest
    keys = dict.fromkeys(map(_workflow_and_name, ordered))
    all_attempts = [run for key in keys for run in attempts.get(key, ())]
    if len(all_attempts) > 1:
        all_attempts.sort(key=lambda run: (run.suite.run_id, run.database_id, run.id))
    return Job(name, tuple(ordered), tuple(all_attempts), in_gate)


def as_check_run(status: LegacyStatus) -> CheckRun:
    """A commit status as a check run of its context's name."""
    return CheckRun(
        id=status.id,
        database_id=0,
        name=status.context,
        state=status.state,
        suite=Suite(id="status", app="status"),
        url=status.url,
        completed_at=status.created_at,
    )
