"""A workflow to the names under which its jobs report.

A job's name is its ``name:`` or its id, with the values of its matrix leg in parentheses unless ``name:`` holds an
expression. A job that calls a reusable workflow reports as ``caller / inner``. A job that is skipped reports once,
under its name as it is written.
https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/WorkflowTemplateEvaluator.cs
https://github.com/actions/runner/issues/952
"""

from __future__ import annotations

import math
from dataclasses import field
from itertools import islice
from typing import TYPE_CHECKING

from hygiene.audit.workflows.aggregates import aggregates
from hygiene.audit.workflows.calls import Library, call_problems, called_inputs
from hygiene.audit.workflows.conditions import Conditions, PlacedCondition, needs_of
from hygiene.audit.workflows.evaluate import fill, is_computed, node_value
from hygiene.audit.workflows.matrix import Leg, MatrixError, legs
from hygiene.audit.workflows.nodes import MappingNode, Node, Problem, ProblemKind
from hygiene.audit.workflows.values import UNKNOWN, Unknown, Value, to_number, to_text, truth_of
from hygiene.model.policy import matches
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.audit.workflows.jobs import Job, Workflow

NAMES_MAX = 10_000
TIMEOUT_MINUTES = 360.0

_NAME_UNKNOWN = "its name holds an expression whose value is known only in a run"
_MATRIX_UNKNOWN = "its matrix holds values that are known only in a run"


@dataclass(frozen=True, slots=True)
class JobName:
    """The name of a job's check run, or what is known of it: then ``pattern`` contains ``*`` and ``reason`` is why.

    ``job_id`` and ``line`` are those of the job in the first workflow. ``calls`` marks a job that calls a workflow, so
    that its check runs are named ``pattern / …``.

    ``never_runs`` is whether it is skipped in every run, ``may_skip`` whether it may be skipped although nothing fails.
    ``skipped_as`` are the names under which it reports when it is skipped. ``may_fail`` is ``continue-on-error`` and
    ``timeout_minutes`` the job's limit, each None if it is known only in a run. ``aggregate`` is whether the job only
    sums up other jobs of its workflow file. ``unread`` is the workflow that is called here and was not read.
    """

    pattern: str
    exact: bool
    job_id: str
    line: int
    may_skip: bool
    calls: bool
    never_runs: bool = False
    skipped_as: tuple[str, ...] = ()
    may_fail: bool | None = False
    timeout_minutes: float | None = TIMEOUT_MINUTES
    aggregate: bool = False
    reason: str = ""
    unread: str = ""
    conditions: tuple[PlacedCondition, ...] = field(default=(), compare=False, repr=False)

    def matches(self, name: str) -> bool:
        """Whether a check run of this name can be this job's."""
        return name == self.pattern if self.exact else matches(self.pattern, name)


class TooManyNamesError(ValueError):
    """A workflow expands to more than ``NAMES_MAX`` check runs."""


def check_run_names(workflow: Workflow, library: Library, scope: dict[str, Value] | None = None) -> tuple[JobName, ...]:
    """The names of all check runs of a workflow, in its order; called workflows of the same repository are followed.

    ``scope`` holds the contexts that are known. Problems are added to the library. Raises ``TooManyNamesError``.
    """
    return _bounded(_leaves(workflow, scope if scope is not None else top_scope(workflow), library, (workflow.path,)))


def _bounded(names: Iterator[JobName]) -> tuple[JobName, ...]:
    found = tuple(islice(names, NAMES_MAX + 1))
    if len(found) > NAMES_MAX:
        raise TooManyNamesError
    return found


def own_job_names(workflow: Workflow, library: Library, scope: dict[str, Value] | None = None) -> tuple[JobName, ...]:
    """The names of a workflow's own jobs, one for each leg. A job that calls a workflow has its own name here.

    Raises ``TooManyNamesError``.
    """
    known = scope if scope is not None else top_scope(workflow)
    return _bounded(name for name, _, _ in _job_names(workflow, known, library, (workflow.path,)))


def top_scope(workflow: Workflow) -> dict[str, Value]:
    """The known contexts of a workflow that is not called: without an event that gives inputs, there are none."""
    given = {"workflow_call", "workflow_dispatch"}.intersection(workflow.triggers)
    return {} if given else {"inputs": {}}


def _job_names(
    workflow: Workflow, scope: dict[str, Value], library: Library, chain: tuple[str, ...]
) -> Iterator[tuple[JobName, Job, dict[str, Value]]]:
    conditions = Conditions(workflow, scope)
    summing_up = aggregates(workflow, Conditions(workflow, {**library.situation, **scope}))
    place = " > ".join(chain)
    for job in workflow.jobs:
        tree = conditions.trees[job.id]
        base = JobName(
            pattern=job.name or job.id,
            exact=True,
            job_id=job.id,
            line=job.line,
            may_skip=job.id in conditions.may_skip,
            calls=bool(job.uses),
            skipped_as=(job.name or job.id,),
            aggregate=job.id in summing_up,
            conditions=() if tree is None else ((place, tree),),
        )
        inner = scope | {"needs": needs_of(job)}
        if job.id in conditions.never_run:
            yield replace(base, calls=False, never_runs=True), job, inner
            continue
        strategy = node_value(job.get("strategy"), inner)
        try:
            expanded = legs(_matrix(strategy), budget=library.budget)
        except MatrixError as error:
            if not is_computed(job.get("strategy")) or not error.refused:
                library.problems.append(_matrix_problem(workflow, job, error))
            reason = f"its matrix {error.message}"
            yield replace(base, pattern=f"{base.pattern}*", exact=False, reason=reason), job, inner
            continue
        for index, leg in enumerate(expanded):
            of_leg = inner | {"matrix": leg.values, "strategy": _strategy(strategy, expanded, index)}
            value, reason = _name(job, leg, of_leg)
            exact = not isinstance(value, Unknown) and leg.certain
            name = replace(
                base,
                pattern=to_text(value),
                exact=exact,
                may_fail=_flag(node_value(job.get("continue-on-error"), of_leg)),
                timeout_minutes=_minutes(node_value(job.get("timeout-minutes"), of_leg)),
                reason="" if exact else reason,
            )
            yield name, job, of_leg


def _matrix(strategy: Value) -> Value:
    return strategy.get("matrix") if isinstance(strategy, dict) else strategy


def _matrix_problem(workflow: Workflow, job: Job, error: MatrixError) -> Problem:
    node: Node = job.get("strategy") or job.key
    if isinstance(node, MappingNode):
        node = node.get("matrix") or node
    message = f"Job `{job.id}`: its matrix {error.message}."
    kind = ProblemKind.REFUSED if error.refused else ProblemKind.UNREADABLE
    return Problem(workflow.path, node.line, node.column, message, error.hint, kind)


def _strategy(strategy: Value, expanded: tuple[Leg, ...], index: int) -> Value:
    """The ``strategy`` context of a leg. How many legs there are is known only if each of them is certain.

    https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#strategy-context
    """
    if isinstance(strategy, Unknown):
        return UNKNOWN
    stated = strategy if isinstance(strategy, dict) else {}
    counted = [leg.certain and not leg.many for leg in expanded]
    total: Value = float(len(expanded)) if all(counted) else UNKNOWN
    parallel = stated.get("max-parallel")
    if isinstance(parallel, float) and parallel > 0:
        parallel = float(int(parallel)) if parallel < float(2**31) else UNKNOWN
    elif not isinstance(parallel, Unknown):
        parallel = total
    fail_fast = stated.get("fail-fast")
    return {
        "fail-fast": True if fail_fast is None else fail_fast,
        "job-index": float(index) if all(counted[: index + 1]) else UNKNOWN,
        "job-total": total,
        # Without legs GitHub starts the job once, and counts one job, independent of the strategy.
        "max-parallel": parallel if expanded != (Leg(),) else 1.0,
    }


def _flag(value: Value) -> bool | None:
    """The truth of a boolean key, of which GitHub accepts the texts too. None if it is not known."""
    if isinstance(value, str):
        return {"true": True, "false": False, "": False}.get(value.lower())
    return truth_of(value)


def _minutes(value: Value) -> float | None:
    """The limit of a job, which is six hours unless it states another. None if it is not known."""
    if value is None:
        return TIMEOUT_MINUTES
    minutes = math.nan if isinstance(value, Unknown) else to_number(value)
    return minutes if math.isfinite(minutes) and minutes > 0 else None


def _name(job: Job, leg: Leg, scope: dict[str, Value]) -> tuple[Value, str]:
    """The name of one leg. An expression whose value is empty gives the default: the id with the leg's values."""
    if "${{" in job.name:
        value = fill(job.name, scope)
        if to_text(value):
            return value, _NAME_UNKNOWN
        return leg.name(job.id), _MATRIX_UNKNOWN
    return leg.name(job.name or job.id), _MATRIX_UNKNOWN


def _leaves(workflow: Workflow, scope: dict[str, Value], library: Library, chain: tuple[str, ...]) -> Iterator[JobName]:
    for caller, job, of_leg in _job_names(workflow, scope, library, chain):
        if not caller.calls:
            yield caller
            continue
        callee = library.follow(job, workflow, chain)
        if callee is None:
            reason = f"`{job.uses}` is not read"
            pattern = f"{caller.pattern} / *"
            yield replace(caller, pattern=pattern, exact=False, calls=False, reason=reason, unread=job.uses)
            continue
        library.problems += call_problems(job, workflow, callee)
        known = {name: value for name, value in scope.items() if name in ("github", "vars")}
        known["inputs"] = called_inputs(job, callee, of_leg)
        for leaf in _leaves(callee, known, library, (*chain, callee.path)):
            yield replace(
                caller,
                pattern=f"{caller.pattern} / {leaf.pattern}",
                exact=caller.exact and leaf.exact,
                may_skip=caller.may_skip or leaf.may_skip,
                calls=leaf.calls,
                never_runs=leaf.never_runs,
                skipped_as=(*caller.skipped_as, *(f"{caller.pattern} / {name}" for name in leaf.skipped_as)),
                may_fail=leaf.may_fail,
                timeout_minutes=leaf.timeout_minutes,
                aggregate=leaf.aggregate,
                reason=caller.reason or leaf.reason,
                unread=leaf.unread,
                conditions=(*caller.conditions, *leaf.conditions),
            )
