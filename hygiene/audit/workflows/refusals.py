"""What GitHub refuses in a workflow file that is readable: no job of such a file ever starts.

Only what is surely refused is reported. A key or an event that this version does not have may be new.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.workflows.availability import expression_problems
from hygiene.audit.workflows.jobs import problem_at
from hygiene.audit.workflows.nodes import MappingNode, ScalarNode, SequenceNode
from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.audit.workflows.jobs import Job, Workflow
    from hygiene.audit.workflows.nodes import Problem

ID_CHARS_MAX = 100

_ID = pattern(r"[A-Za-z_][A-Za-z0-9_-]*")
_RESERVED_PREFIX = "__"
_OF_CALLS = frozenset({"concurrency", "if", "name", "needs", "permissions", "secrets", "strategy", "uses", "with"})
_OF_RUNS = frozenset(
    {
        "container",
        "continue-on-error",
        "defaults",
        "env",
        "environment",
        "outputs",
        "runs-on",
        "services",
        "steps",
        "timeout-minutes",
    }
)


def refusals(workflow: Workflow) -> tuple[Problem, ...]:
    """Why GitHub refuses the file, in the order of its lines. Calls of other workflows and matrices are not checked."""
    found = [*_events(workflow), *_needs(workflow), *expression_problems(workflow)]
    for job in workflow.jobs:
        found += [*_id(workflow, job), *_keys(workflow, job)]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))


def _events(workflow: Workflow) -> Iterator[Problem]:
    if not workflow.triggers:
        message = "The file has no `on:` with an event, so GitHub refuses the file."
        yield problem_at(workflow, workflow.root, message, "Add `on:` with events such as `pull_request`.")


def _id(workflow: Workflow, job: Job) -> Iterator[Problem]:
    if not _ID.fullmatch(job.id) or len(job.id) >= ID_CHARS_MAX:
        message = f"Job `{job.id}` has an id that GitHub refuses."
        hint = "Start it with a letter or `_`, continue with letters, digits, `-` and `_`, at most 99 characters."
        yield problem_at(workflow, job.key, message, hint)
    elif job.id.startswith(_RESERVED_PREFIX):
        message = f"Job `{job.id}` has an id that GitHub refuses: ids that start with `__` are reserved."
        yield problem_at(workflow, job.key, message, "Choose another id.")


def _keys(workflow: Workflow, job: Job) -> Iterator[Problem]:
    """Keys that are missing, or that exclude each other: a job has either ``uses:`` or ``runs-on:`` and ``steps:``."""
    keys = {key.text: key for key, _ in job.node.pairs}
    name = job.get("name")
    if name is not None and not isinstance(name, ScalarNode):
        yield problem_at(workflow, name, f"The name of job `{job.id}` is not text.", "Write one line.")
    if "uses" in keys:
        for key in sorted(_OF_RUNS & keys.keys()):
            message = f"Job `{job.id}` calls a workflow, so GitHub refuses its key `{key}`."
            hint = f"A job with `uses:` may have: {', '.join(sorted(_OF_CALLS))}."
            yield problem_at(workflow, keys[key], message, hint)
        return
    for key in sorted({"with", "secrets"} & keys.keys()):
        message = f"Job `{job.id}` calls no workflow, so GitHub refuses its key `{key}`."
        yield problem_at(workflow, keys[key], message, "Remove it, or call a workflow with `uses:`.")
    for key in ("runs-on", "steps"):
        node = job.get(key)
        empty = isinstance(node, ScalarNode) and not node.text
        if node is None or empty or (key == "steps" and isinstance(node, SequenceNode) and not node.items):
            message = f"Job `{job.id}` has no `{key}:`, and calls no workflow."
            yield problem_at(workflow, job.key, message, "A job needs `runs-on:` and `steps:`, or `uses:`.")
            return
    if isinstance(job.get("steps"), (ScalarNode, MappingNode)):
        yield problem_at(
            workflow, keys["steps"], f"The steps of job `{job.id}` are not a list.", "Start each with `-`."
        )


def _needs(workflow: Workflow) -> Iterator[Problem]:
    known = True
    for job in workflow.jobs:
        node = job.get("needs")
        items = node.items if isinstance(node, SequenceNode) else (node,)
        for item in items:
            if isinstance(item, ScalarNode) and item.text and workflow.job(item.text) is None:
                known = False
                message = f"Job `{job.id}` needs `{item.text}`, which is not a job of this file."
                hint = f"Its jobs are: {', '.join(each.id for each in workflow.jobs[:10])}."
                yield problem_at(workflow, item, message, hint)
    ordered = workflow.needed_first
    behind: set[str] = set()
    for job in ordered if known else ():
        if not all(need.lower() in behind for need in job.needs):
            message = f"Job `{job.id}` needs itself, directly or through other jobs."
            yield problem_at(workflow, job.key, message, "Remove one `needs:` of the cycle.")
            return
        behind.add(job.id.lower())
