"""Reusable workflows: which file a job calls, and the ``inputs`` that it gives it.

A workflow of the same repository is followed. One of another repository is not read, so the names of its jobs stay a
pattern.
https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TypeAlias

from hygiene.audit.workflows.evaluate import Scope, is_computed, node_value
from hygiene.audit.workflows.jobs import Job, Workflow, problem_at, read_workflow, text_at
from hygiene.audit.workflows.matrix import Budget
from hygiene.audit.workflows.nodes import MappingNode, Node, Problem, ProblemKind, ScalarNode, WorkflowFileError
from hygiene.audit.workflows.refusals import refusals
from hygiene.audit.workflows.values import UNKNOWN, Value, scalar_value, to_number, to_text
from hygiene.values import dataclass, replace

LEVELS_MAX = 10

ReadFile: TypeAlias = Callable[[str], str | None]

# `$/` is the repository of the workflow itself:
# https://github.blog/changelog/2026-07-30-reference-same-repository-actions-with-self-repository-syntax/
_LOCAL = ("./", "$/")
_DEFAULTS: dict[str, Value] = {"string": "", "boolean": False, "number": 0.0}


@dataclass(slots=True)
class Library:
    """The workflows of a repository, each read once, and what is wrong with the calls among them.

    ``read_file`` returns the text of a path or None if there is no such file; without it no called file is read.
    ``situation`` are the contexts in the usual run of the first workflow.
    """

    read_file: ReadFile | None = None
    situation: Mapping[str, Value] = field(default_factory=dict)
    known: dict[str, Workflow | None] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    problems: list[Problem] = field(default_factory=list)

    def follow(self, job: Job, caller: Workflow, chain: tuple[str, ...]) -> Workflow | None:
        """The workflow that a job calls. None if it is of another repository, or cannot be called or read.

        ``chain`` are the paths of the workflows from the first one to the caller.
        """
        if not is_local(job.uses):
            return None
        path = job.uses[2:].removeprefix("./")
        if path in chain:
            called = " → ".join((*chain, path))
            message = f"Job `{job.id}` makes workflows call each other in a loop: {called}."
            self._add(caller, job, message, "GitHub refuses loops of reusable workflows; remove one of these calls.")
            return None
        if len(chain) >= LEVELS_MAX:
            called = " → ".join((*chain, path))
            message = f"Job `{job.id}` calls more than {LEVELS_MAX} levels deep: {called}."
            hint = f"GitHub connects at most {LEVELS_MAX} levels of workflows; call one of them directly."
            self._add(caller, job, message, hint)
            return None
        if path not in self.known:
            self.known[path] = self._read(path, job, caller)
        return self.known[path]

    def _read(self, path: str, job: Job, caller: Workflow) -> Workflow | None:
        if self.read_file is None:
            return None
        text = self.read_file(path)
        if text is None:
            message = f"Job `{job.id}` calls {path}, which does not exist; GitHub refuses the whole workflow."
            self._add(caller, job, message, "Correct the path in `uses:`.", ProblemKind.MISSING)
            return None
        try:
            workflow = read_workflow(text, path=path)
        except WorkflowFileError as error:
            self.problems.append(error.problem)
            return None
        if "workflow_call" not in workflow.triggers:
            message = f"Job `{job.id}` calls {path}, which cannot be called."
            self._add(caller, job, message, f"Add `workflow_call:` under `on:` in {path}.")
            return None
        self.problems += refusals(workflow)
        return workflow

    def _add(
        self, caller: Workflow, job: Job, message: str, hint: str, kind: ProblemKind = ProblemKind.REFUSED
    ) -> None:
        self.problems.append(replace(problem_at(caller, job.key, message, hint), kind=kind))


def is_local(uses: str) -> bool:
    """Whether a job calls a workflow of its own repository."""
    return uses.startswith(_LOCAL)


def called_inputs(job: Job, callee: Workflow, scope: Scope) -> dict[str, Value]:
    """The values of the inputs of a called workflow: those that the call gives, else their defaults."""
    declared = _mapping(callee.call, "inputs")
    if declared is None:
        return {}
    given = node_value(job.get("with"), scope)
    if not isinstance(given, dict):
        given = {} if given is None else {key.text: UNKNOWN for key, _ in declared.pairs}
    passed = {name.lower(): value for name, value in given.items()}
    inputs: dict[str, Value] = {}
    for key, spec in declared.pairs:
        kind = _kind(spec)
        default = spec.get("default") if isinstance(spec, MappingNode) else None
        value = passed[key.text.lower()] if key.text.lower() in passed else node_value(default, {})
        if value is None:
            value = _DEFAULTS.get(kind, "")
        inputs[key.text] = to_text(value) if kind == "string" and isinstance(value, (bool, float)) else value
    return inputs


def call_problems(job: Job, caller: Workflow, callee: Workflow) -> list[Problem]:
    """Why GitHub refuses a call: inputs and secrets that are missing, not declared, or of another type."""
    found = _parameter_problems(job, caller, callee, "input", job.get("with"))
    if text_at(job.get("secrets")) != "inherit":
        found += _parameter_problems(job, caller, callee, "secret", job.get("secrets"))
    return found


def _parameter_problems(job: Job, caller: Workflow, callee: Workflow, what: str, given: Node | None) -> list[Problem]:
    declared = _mapping(callee.call, f"{what}s")
    specs = {key.text.lower(): (key.text, spec) for key, spec in (declared.pairs if declared else ())}
    passed = {key.text.lower(): (key, value) for key, value in (given.pairs if isinstance(given, MappingNode) else ())}
    found = []
    for name, (written, spec) in specs.items():
        required = isinstance(spec, MappingNode) and text_at(spec.get("required")) == "true"
        if required and name not in passed and not isinstance(given, ScalarNode):
            message = f"Job `{job.id}` does not pass the {what} `{written}`, which {callee.path} requires."
            where = "with" if what == "input" else "secrets"
            found.append(problem_at(caller, job.key, message, f"Add `{written}:` under `{where}:`."))
    for name, (key, value) in passed.items():
        if "${{" in key.text:
            continue
        if name not in specs:
            message = f"Job `{job.id}` passes the {what} `{key.text}`, which {callee.path} does not declare."
            found.append(problem_at(caller, key, message, f"Remove it, or declare it in {callee.path}."))
        elif what == "input" and not _fits(value, _kind(specs[name][1])):
            message = f"Job `{job.id}` passes the input `{key.text}`, which is not a {_kind(specs[name][1])}."
            found.append(problem_at(caller, value, message, f"{callee.path} declares its type."))
    return found


def _mapping(node: MappingNode | None, key: str) -> MappingNode | None:
    found = node.get(key) if node is not None else None
    return found if isinstance(found, MappingNode) else None


def _kind(spec: Node) -> str:
    """The declared type of an input, ``string`` if it has none."""
    return (text_at(spec.get("type")) if isinstance(spec, MappingNode) else "") or "string"


def _fits(value: Node, kind: str) -> bool:
    """Whether a value can be of a type. Only what is surely of another type does not fit."""
    if not isinstance(value, ScalarNode):
        return False
    if is_computed(value) or kind not in ("boolean", "number"):
        return True
    found = scalar_value(value)
    if kind == "boolean":
        return to_text(found).lower() in ("true", "false", "")
    return not isinstance(found, bool) and not math.isnan(to_number(found))
