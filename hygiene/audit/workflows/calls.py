"""Reusable workflows: which file a job calls, and what its ``inputs`` are worth there.

A local workflow is followed; one of another repository is not read, so its jobs stay a pattern.
https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from hygiene.audit.workflows.expression import Scope, node_value
from hygiene.audit.workflows.jobs import Job, Workflow, read_workflow
from hygiene.audit.workflows.matrix import Budget
from hygiene.audit.workflows.nodes import MappingNode, ScalarNode
from hygiene.audit.workflows.values import UNKNOWN, Value, to_text
from hygiene.errors import UsageError

LEVELS_MAX = 10

ReadFile: TypeAlias = Callable[[str], str | None]

# `$/` is the running commit's own repository, wherever the working folder stands:
# https://github.blog/changelog/2026-07-30-reference-same-repository-actions-with-self-repository-syntax/
_LOCAL = ("./", "$/")
_DEFAULTS: dict[str, Value] = {"string": "", "boolean": False, "number": 0.0}


@dataclass(slots=True)
class Library:
    """The repository's workflows, each read once, and the work that may go into expanding them."""

    read_file: ReadFile
    known: dict[str, Workflow | None] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    def follow(self, job: Job, chain: tuple[str, ...]) -> Workflow | None:
        """Find the workflow that a job calls; nothing when it is not in this repository."""
        if not job.uses.startswith(_LOCAL):
            return None
        path = job.uses[2:].removeprefix("./")
        if path in chain:
            raise UsageError(
                message=f"{job.where} makes workflows call each other for ever: {' → '.join((*chain, path))}.",
                hint="GitHub refuses loops of reusable workflows; remove one of these calls.",
            )
        if len(chain) >= LEVELS_MAX:
            raise UsageError(
                message=f"{job.where} calls more than {LEVELS_MAX} levels deep: {' → '.join((*chain, path))}.",
                hint=f"GitHub connects at most {LEVELS_MAX} levels of workflows; call one of them directly.",
            )
        if path not in self.known:
            self.known[path] = self._read(path, job)
        return self.known[path]

    def _read(self, path: str, job: Job) -> Workflow | None:
        text = self.read_file(path)
        if text is None:
            return None
        workflow = read_workflow(text, path=path)
        if "workflow_call" not in workflow.triggers:
            raise UsageError(
                message=f"{job.where} calls {path}, which cannot be called.",
                hint=f"Add `workflow_call:` under `on:` in {path}.",
            )
        return workflow


def called_inputs(job: Job, workflow: Workflow, scope: Scope) -> dict[str, Value]:
    """Evaluate the inputs that a call hands over, with the defaults of those that it leaves out."""
    given = node_value(job.inputs, scope)
    if workflow.declared_inputs is None:
        return {}
    if not isinstance(given, dict):
        given = {} if given is None else {key.text: UNKNOWN for key, _ in workflow.declared_inputs.pairs}
    handed = {name.lower(): value for name, value in given.items()}
    inputs: dict[str, Value] = {}
    for key, declared in workflow.declared_inputs.pairs:
        kind = declared.get("type") if isinstance(declared, MappingNode) else None
        default = declared.get("default") if isinstance(declared, MappingNode) else None
        kind_text = kind.text if isinstance(kind, ScalarNode) else "string"
        value = handed[key.text.lower()] if key.text.lower() in handed else node_value(default, {})
        if value is None:
            value = _DEFAULTS.get(kind_text, "")
        inputs[key.text] = to_text(value) if kind_text == "string" and isinstance(value, (bool, float)) else value
    return inputs
