"""What is known of a Gate's jobs from its workflow file, before any of them has run.

This is the entry to this package for other features. It is pure: text in, values out. It never raises an error for
what is in the text, so the file of an untrusted pull request cannot end a run.

    gate = read_gate_file(text, ".github/workflows/gate.yml", event="pull_request")
    if gate.problem is not None:                 # GitHub starts no run of this file, or it cannot be read here
        notices.append(gate.problem.sentence)    # ".github/workflows/gate.yml:7:5 job `b` needs `x`, which is not …"
    for job in gate.jobs:                        # one for each entry under `jobs:`
        [name.pattern for name in job.names if name.exact]
    name = gate.find("test (3.13)")              # the job of a check run, with may_skip, may_fail and never_runs
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.audit.workflows.calls import Library, ReadFile, is_local
from hygiene.audit.workflows.conditions import Conditions
from hygiene.audit.workflows.evaluate import limited
from hygiene.audit.workflows.events import event_scope, gate_events, usual_event
from hygiene.audit.workflows.jobs import Workflow, read_workflow, text_at
from hygiene.audit.workflows.matrix import Budget
from hygiene.audit.workflows.names import (
    NAMES_MAX,
    JobName,
    TooManyNamesError,
    check_run_names,
    own_job_names,
    top_scope,
)
from hygiene.audit.workflows.nodes import MappingNode, Problem, ProblemKind, WorkflowFileError
from hygiene.audit.workflows.refusals import refusals
from hygiene.errors import UsageError
from hygiene.model.policy import matches
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.audit.workflows.jobs import Job

_CALL = "workflow_call"


@dataclass(frozen=True, slots=True)
class GateJob:
    """One entry under ``jobs:``.

    ``names`` has one name for each leg of its matrix; a job that calls a workflow has its own name there, and the
    names of the called jobs in ``check_runs``. For every other job both are the same. ``needs`` are the ids of the
    jobs that it needs directly, ``uses`` is the workflow that it calls, as written. ``events`` are those of the Gate's
    events for which it may run; ``publishes`` is whether it seems to publish, deploy or release and may be skipped.
    """

    id: str
    line: int
    names: tuple[JobName, ...]
    check_runs: tuple[JobName, ...]
    needs: tuple[str, ...] = ()
    uses: str = ""
    events: tuple[str, ...] = ()
    aggregate: bool = False
    matrix: bool = False
    publishes: bool = False

    @property
    def calls_file(self) -> bool:
        """Whether it calls a workflow file of its own repository."""
        return is_local(self.uses)

    @property
    def never_runs(self) -> bool:
        """Whether it is skipped in every run of the event."""
        return all(name.never_runs for name in self.names)

    @property
    def may_skip(self) -> bool:
        """Whether it may be skipped although nothing fails."""
        return any(name.may_skip for name in self.names)


@dataclass(frozen=True, slots=True)
class GateFile:
    """One workflow file as GitHub reads it. ``event`` is the event that it was read for, empty for any.

    ``problems`` are why it starts no run of its own, or why it cannot be read; then there are no jobs. A file that
    GitHub accepts has none, except that hygiene may not support something new: never contradict a run that did start.
    ``gate_events`` are the events for which it tests changes.
    """

    path: str
    name: str
    triggers: tuple[str, ...] = ()
    gate_events: tuple[str, ...] = ()
    event: str = ""
    jobs: tuple[GateJob, ...] = ()
    problems: tuple[Problem, ...] = ()
    notice: str = ""

    @property
    def problem(self) -> Problem | None:
        """The first problem, None if there is none."""
        return self.problems[0] if self.problems else None

    @property
    def starts_runs(self) -> bool | None:
        """Whether GitHub starts runs of this file. None if that is not known, because it cannot be read here."""
        if all(problem.kind is ProblemKind.UNREADABLE for problem in self.problems):
            return None if self.problems else True
        return False

    @property
    def job_names(self) -> tuple[JobName, ...]:
        """The names of its own jobs, one for each leg; callers under their own names."""
        return tuple(name for job in self.jobs for name in job.names)

    @property
    def check_runs(self) -> tuple[JobName, ...]:
        """The names of the check runs of a run: those of called jobs in place of their callers."""
        return tuple(name for job in self.jobs for name in job.check_runs)

    @property
    def exact_names(self) -> tuple[str, ...]:
        """The exact names of its own jobs, each once, in the order of the file: what ``jobs`` may list."""
        return tuple(dict.fromkeys(name.pattern for name in self.job_names if name.exact))

    @property
    def aggregates(self) -> tuple[str, ...]:
        """The names of the check runs that only sum up others, also in called workflows that were read.

        Of a name that is known only in a run it is the pattern, if that fits no other job.
        """
        others = {name.pattern for name in (*self.check_runs, *self.job_names) if not name.aggregate}
        found = dict.fromkeys(name.pattern for name in self.check_runs if name.aggregate)
        return tuple(
            name
            for name in found
            if "*" not in name or not any(matches(name, other) or matches(other, name) for other in others)
        )

    def job(self, job_id: str) -> GateJob | None:
        """The job with this id."""
        return next((job for job in self.jobs if job.id.lower() == job_id.lower()), None)

    def find(self, check_run: str) -> JobName | None:
        """The name that a check run, or a configured job, has in this file. None if no job or more than one fits.

        An exact name comes before the name of a skipped job, and that before a pattern.
        """
        every = (*self.check_runs, *self.job_names)
        tests = (
            lambda name: name.exact and name.pattern == check_run,
            lambda name: check_run in name.skipped_as,
            lambda name: name.matches(check_run),
        )
        for test in tests:
            found = [name for name in every if test(name)]
            if found:
                return found[0] if len({name.job_id for name in found}) == 1 else None
        return None

    def needed_by(self, job_ids: frozenset[str]) -> frozenset[str]:
        """The ids of the jobs that these jobs need, directly or not."""
        needs = {job.id: job.needs for job in self.jobs}
        reached: set[str] = set()
        ahead = [need for job_id in job_ids for need in needs.get(job_id, ())]
        while ahead:
            if (job_id := ahead.pop()) not in reached:
                reached.add(job_id)
                ahead.extend(needs.get(job_id, ()))
        return frozenset(reached)


def read_gate_file(text: str, path: str, *, read_file: ReadFile | None = None, event: str = "") -> GateFile:
    """Read a workflow file. No error is raised for its content: see ``GateFile.problems``.

    ``path`` is where it is in the repository. ``read_file`` returns the text of another path of the same commit, or
    None if there is no such file; without it the jobs of called workflows stay a pattern. ``event`` is the event of
    the run: with it, conditions such as ``github.event_name == 'push'`` are decided.
    """
    try:
        workflow = read_workflow(text, path=path)
    except WorkflowFileError as error:
        return GateFile(path, path, event=event, problems=(error.problem,))
    except UsageError as error:
        return _unreadable(path, f"{error.message[0].lower()}{error.message[1:]}", error.hint, event)
    except RecursionError:
        return _unreadable(path, "it nests too deeply.", "Simplify the file.", event)
    try:
        return _read(workflow, read_file, event)
    except TooManyNamesError:
        message = f"it expands to more than {NAMES_MAX:,} jobs."
        return _unreadable(path, message, "Call fewer workflows from matrices.", event, workflow)
    except (ArithmeticError, LookupError, RecursionError, ValueError) as error:
        # The file may be untrusted. What is wrong with it, or with this reader, must not end the run.
        message = f"reading it failed with {type(error).__name__}."
        return _unreadable(path, message, "Please report this with the file.", event, workflow)


def _unreadable(path: str, reason: str, hint: str, event: str, workflow: Workflow | None = None) -> GateFile:
    problem = Problem(path, 1, 1, f"The file cannot be read: {reason}", hint, ProblemKind.UNREADABLE)
    if workflow is None:
        return GateFile(path, path, event=event, problems=(problem,))
    return GateFile(path, workflow.name, workflow.triggers, gate_events(workflow), event, problems=(problem,))


def _read(workflow: Workflow, read_file: ReadFile | None, event: str) -> GateFile:
    scope = event_scope(workflow, event) if event else top_scope(workflow)
    library = Library(read_file, situation=event_scope(workflow, event or usual_event(workflow)))
    with limited() as work:
        own = own_job_names(workflow, library, scope)
        library.budget = Budget()
        check_runs = check_run_names(workflow, library, scope)
        problems = (*refusals(workflow), *dict.fromkeys(library.problems), *_only_called(workflow))
        jobs = tuple(_jobs(workflow, own, check_runs)) if not problems else ()
    events = gate_events(workflow)
    notice = f"{workflow.path} has more expressions than are evaluated, so not every job's name is known."
    return GateFile(
        workflow.path, workflow.name, workflow.triggers, events, event, jobs, problems, notice if work.used_up else ""
    )


def _jobs(workflow: Workflow, own: tuple[JobName, ...], check_runs: tuple[JobName, ...]) -> Iterator[GateJob]:
    names: dict[str, list[JobName]] = {}
    leaves: dict[str, list[JobName]] = {}
    for grouped, every in ((names, own), (leaves, check_runs)):
        for name in every:
            grouped.setdefault(name.job_id, []).append(name)
    never_run = {event: Conditions(workflow, event_scope(workflow, event)).never_run for event in gate_events(workflow)}
    for job in workflow.jobs:
        may_skip = any(name.may_skip for name in names[job.id])
        yield GateJob(
            id=job.id,
            line=job.line,
            names=tuple(names[job.id]),
            check_runs=tuple(leaves[job.id]),
            needs=tuple(found.id for need in job.needs if (found := workflow.job(need))),
            uses=job.uses,
            events=tuple(event for event, ids in never_run.items() if job.id not in ids),
            aggregate=any(name.aggregate for name in names[job.id]),
            matrix=job.get("strategy") is not None,
            publishes=may_skip and _publishes(job),
        )


# Words in the id or name of a job, and actions of its steps.
_PUBLISHING = pattern(r"(?<![a-z])(publish|release|deploy|upload|push)(es|ing|ment)?(?![a-z])", re.IGNORECASE)
_PUBLISHING_ACTIONS = pattern(
    r"pypa/gh-action-pypi-publish@|softprops/action-gh-release@|ncipollo/release-action@|actions/deploy-pages@"
    r"|googleapis/release-please-action@|peaceiris/actions-gh-pages@|JS-DevTools/npm-publish@"
)


def _publishes(job: Job) -> bool:
    steps = job.get("steps")
    used = [text_at(step.get("uses")) for step in getattr(steps, "items", ()) if isinstance(step, MappingNode)]
    return (
        job.get("environment") is not None
        or bool(_PUBLISHING.search(f"{job.id} {job.name}".replace("_", " ")))
        or any(_PUBLISHING_ACTIONS.match(uses) for uses in used)
    )


def _only_called(workflow: Workflow) -> Iterator[Problem]:
    if workflow.triggers and all(event == _CALL for event in workflow.triggers):
        node = workflow.root.get("on") or workflow.root
        message = "The file never runs by itself: only other workflows start it, and its jobs report as `caller / job`."
        hint = "Name the workflow that calls it, or add an event such as `pull_request` under `on:`."
        yield Problem(workflow.path, node.line, node.column, message, hint, ProblemKind.ONLY_CALLED)
