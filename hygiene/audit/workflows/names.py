"""A workflow → the names under which its jobs report.

A job's name is its ``name:`` or its id, plus the values of its matrix leg in parentheses unless ``name:`` is an
expression. A job that calls a reusable workflow reports as ``caller / inner``.
https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/WorkflowTemplateEvaluator.cs
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.audit.workflows.calls import Library, ReadFile, called_inputs
from hygiene.audit.workflows.expression import fill
from hygiene.audit.workflows.jobs import Job, Workflow, matrix_of, read_workflow
from hygiene.audit.workflows.matrix import Budget, Leg, legs
from hygiene.audit.workflows.values import Unknown, Value, to_text
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES_MAX = 10_000


@dataclass(frozen=True, slots=True)
class JobName:
    """The name of one job, or what is known of it: then ``pattern`` holds ``*`` and ``reason`` says why.

    ``calls`` marks a job that calls a reusable workflow, so that its check runs are named ``pattern / …``.
    """

    pattern: str
    exact: bool
    job_id: str
    line: int
    may_skip: bool
    calls: bool
    reason: str = ""

    def matches(self, name: str) -> bool:
        """Say whether a check run of this name may be this job's."""
        if self.exact or "*" not in self.pattern:
            return name == self.pattern
        first, *middle, last = self.pattern.split("*")
        position = len(first)
        if not name.startswith(first) or not name[position:].endswith(last):
            return False
        for part in middle:
            found = name.find(part, position, len(name) - len(last))
            if found < 0:
                return False
            position = found + len(part)
        return True


def check_run_names(text: str, *, path: str, read_file: ReadFile) -> tuple[JobName, ...]:
    """Name every check run of a workflow, following the local workflows that it calls."""
    workflow = read_workflow(text, path=path)
    found = []
    for name in _leaves(workflow, _top_scope(workflow), Library(read_file), (path,)):
        found.append(name)
        if len(found) > NAMES_MAX:
            raise UsageError(
                message=f"{path} expands to more than {NAMES_MAX:,} jobs.", hint="Call fewer workflows from matrices."
            )
    return tuple(found)


def own_job_names(workflow: Workflow) -> tuple[JobName, ...]:
    """Name each leg of the workflow's own jobs: a caller by its own name, without what it calls."""
    return tuple(name for name, _, _ in _job_names(workflow, _top_scope(workflow), Budget()))


def exact_job_names(text: str, *, path: str) -> tuple[str, ...]:
    """The exact names of a workflow's own jobs, each once, in the file's order."""
    names = own_job_names(read_workflow(text, path=path))
    return tuple(dict.fromkeys(name.pattern for name in names if name.exact))


def _top_scope(workflow: Workflow) -> dict[str, Value]:
    """Nothing hands inputs to a workflow that is neither called nor dispatched; else only the run knows them."""
    handed = {"workflow_call", "workflow_dispatch"}.intersection(workflow.triggers)
    return {} if handed else {"inputs": {}}


def _job_names(
    workflow: Workflow, scope: dict[str, Value], budget: Budget
) -> Iterator[tuple[JobName, Job, dict[str, Value]]]:
    skipping = workflow.may_skip()
    for job in workflow.jobs:
        expanded = legs(matrix_of(job, scope), where=job.where, budget=budget)
        for index, leg in enumerate(expanded):
            strategy: dict[str, Value] = {"job-index": float(index), "job-total": float(len(expanded))}
            known = all(not isinstance(part, Unknown) for each in expanded for part in each.suffix)
            inner = scope | {"matrix": leg.values} | ({"strategy": strategy} if known else {})
            value, reason = _name(job, leg, inner)
            exact = not isinstance(value, Unknown) and leg.certain
            name = JobName(
                pattern=to_text(value),
                exact=exact,
                job_id=job.id,
                line=job.line,
                may_skip=job.id in skipping,
                calls=bool(job.uses),
                reason="" if exact else reason,
            )
            yield name, job, inner


def _name(job: Job, leg: Leg, scope: dict[str, Value]) -> tuple[Value, str]:
    """Name one leg. An expression that is worth nothing falls back on the job's id and the leg's values."""
    if "${{" in job.name:
        value = fill(job.name, scope)
        if to_text(value):
            return value, "its name holds an expression whose value only the run knows"
        return leg.name(job.id), ""
    return leg.name(job.name or job.id), "its matrix holds values that only the run knows"


def _leaves(workflow: Workflow, scope: dict[str, Value], library: Library, chain: tuple[str, ...]) -> Iterator[JobName]:
    for caller, job, inner_scope in _job_names(workflow, scope, library.budget):
        if not job.uses:
            yield caller
            continue
        callee = library.follow(job, chain)
        if callee is None:
            yield replace(caller, pattern=f"{caller.pattern} / *", exact=False, reason=f"`{job.uses}` is not read")
            continue
        inputs: dict[str, Value] = {"inputs": called_inputs(job, callee, inner_scope)}
        for leaf in _leaves(callee, inputs, library, (*chain, callee.path)):
            yield replace(
                caller,
                pattern=f"{caller.pattern} / {leaf.pattern}",
                exact=caller.exact and leaf.exact,
                may_skip=caller.may_skip or leaf.may_skip,
                calls=leaf.calls,
                reason=caller.reason or leaf.reason,
            )
