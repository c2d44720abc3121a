"""Nodes → a workflow and its jobs, as far as names depend on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.audit.workflows.expression import Scope, evaluate, node_value
from hygiene.audit.workflows.nodes import MappingNode, Node, ScalarNode, SequenceNode, at, read_nodes
from hygiene.audit.workflows.values import Unknown, Value, scalar_value, to_text, truthy
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from hygiene.audit.workflows.functions import Function

_JOB_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_STATUS: dict[str, Function] = {
    "success": lambda _: True,
    "always": lambda _: True,
    "failure": lambda _: False,
    "cancelled": lambda _: False,
}
_RUNS_AFTER_A_SKIP = re.compile(r"\b(always|cancelled|failure)\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Job:
    """One entry under ``jobs:``. ``line`` is where its name is written."""

    id: str
    line: int
    where: str
    name: str
    strategy: Node | None
    condition: str
    needs: tuple[str, ...]
    uses: str
    inputs: Node | None


@dataclass(frozen=True, slots=True)
class Workflow:
    """One workflow file. ``name`` is what GitHub shows: the path when the file gives none."""

    path: str
    name: str
    triggers: tuple[str, ...]
    jobs: tuple[Job, ...]
    declared_inputs: MappingNode | None

    def may_skip(self) -> frozenset[str]:
        """Name the jobs whose ``if:``, or a skipped need, may keep them from running."""
        dependents: dict[str, list[str]] = {}
        for job in self.jobs:
            for need in job.needs if not _RUNS_AFTER_A_SKIP.search(job.condition) else ():
                dependents.setdefault(need, []).append(job.id)
        ahead = [job.id for job in self.jobs if not _is_sure(job.condition)]
        skipping: set[str] = set()
        while ahead:
            if (job_id := ahead.pop()) not in skipping:
                skipping.add(job_id)
                ahead.extend(dependents.get(job_id, ()))
        return frozenset(skipping)


def read_workflow(text: str, *, path: str) -> Workflow:
    """Read a workflow file's text, or say what is wrong and where."""
    root = read_nodes(text, path=path)
    jobs = root.get("jobs")
    if not isinstance(jobs, MappingNode) or not jobs.pairs:
        raise UsageError(
            message=f"{at(path, jobs or root)} has no jobs.", hint="A workflow needs `jobs:` with at least one job."
        )
    triggers, calls = _triggers(root.get("on"))
    declared = calls.get("inputs") if isinstance(calls, MappingNode) else None
    name = root.get("name")
    return Workflow(
        path=path,
        name=(to_text(scalar_value(name)) if isinstance(name, ScalarNode) else "") or path,
        triggers=triggers,
        jobs=tuple(_job(key, value, path) for key, value in jobs.pairs),
        declared_inputs=declared if isinstance(declared, MappingNode) else None,
    )


def _triggers(node: Node | None) -> tuple[tuple[str, ...], Node | None]:
    """List the events, and what is said of ``workflow_call``."""
    if isinstance(node, MappingNode):
        return tuple(key.text for key, _ in node.pairs), node.get("workflow_call")
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(item.text for item in items if isinstance(item, ScalarNode)), None


def _job(key: ScalarNode, node: Node, path: str) -> Job:
    where = f"{at(path, key)} job `{key.text}`"
    if not _JOB_ID.fullmatch(key.text):
        raise UsageError(
            message=f"{where} has an id that GitHub refuses.",
            hint="Start it with a letter or `_`, go on with letters, digits, `-` and `_`.",
        )
    if not isinstance(node, MappingNode):
        raise UsageError(message=f"{where} is not a mapping.", hint="A job needs `runs-on:` and `steps:`, or `uses:`.")
    name = node.get("name")
    if name is not None and not isinstance(name, ScalarNode):
        raise UsageError(message=f"{at(path, name)} The name of job `{key.text}` is not text.", hint="Write one line.")
    return Job(
        id=key.text,
        line=(name or key).line,
        where=where,
        name=_text(name),
        strategy=node.get("strategy"),
        condition=_text(node.get("if")),
        needs=_needs(node.get("needs")),
        uses=_text(node.get("uses")),
        inputs=node.get("with"),
    )


def _text(node: Node | None) -> str:
    """Read a scalar as GitHub reads it where text is wanted: ``3.10`` becomes ``3.1``."""
    return to_text(scalar_value(node)) if isinstance(node, ScalarNode) else ""


def _needs(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(item.text for item in items if isinstance(item, ScalarNode))


def _is_sure(condition: str) -> bool:
    """Say whether the condition holds in a run where nothing fails and nobody cancels.

    Text around an expression makes the whole text, which is always true: https://github.com/actions/runner/issues/1173
    """
    text = condition.strip()
    if text.startswith("${{") and text.endswith("}}") and text.count("${{") == 1:
        text = text[3:-2].strip()
    elif "${{" in text:
        return True
    value = evaluate(text, {}, _STATUS) if text else True
    return not isinstance(value, Unknown) and truthy(value)


def matrix_of(job: Job, scope: Scope) -> Value:
    """Evaluate the job's matrix: null without one, unknown when only the run knows it."""
    strategy = node_value(job.strategy, scope)
    if isinstance(strategy, dict):
        return strategy.get("matrix")
    return strategy
