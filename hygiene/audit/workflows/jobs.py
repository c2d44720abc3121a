"""Nodes to a workflow and its jobs.

What GitHub refuses is collected by `refusals`; only a file from which no job can be read raises an error here.
"""

from __future__ import annotations

from dataclasses import field

from hygiene.audit.workflows.nodes import (
    MappingNode,
    Node,
    Problem,
    ScalarNode,
    SequenceNode,
    WorkflowFileError,
    read_nodes,
)
from hygiene.audit.workflows.values import scalar_value, to_text
from hygiene.values import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One entry under ``jobs:``. ``line`` is that of its ``name:``, or of its id if it has no name.

    ``name`` and ``condition`` are texts that may hold expressions, ``needs`` are ids as written.
    """

    id: str
    line: int
    key: ScalarNode
    node: MappingNode
    name: str = ""
    condition: str = ""
    needs: tuple[str, ...] = ()
    uses: str = ""

    def get(self, key: str) -> Node | None:
        """The value of one of the job's keys, None if it is not there."""
        return self.node.get(key)


@dataclass(frozen=True, slots=True)
class Workflow:
    """One workflow file. ``name`` is what GitHub shows: the path when the file gives none.

    ``call`` is the configuration of its ``workflow_call`` event. ``root`` is the whole file.
    """

    path: str
    name: str
    triggers: tuple[str, ...]
    jobs: tuple[Job, ...]
    root: MappingNode
    call: MappingNode | None = None
    by_id: dict[str, Job] = field(default_factory=dict, compare=False, repr=False)

    def job(self, job_id: str) -> Job | None:
        """The job with this id, whose case does not matter."""
        return self.by_id.get(job_id.lower())

    def ancestors(self, job: Job) -> frozenset[str]:
        """The ids of all jobs that a job needs, directly or not."""
        reached: set[str] = set()
        ahead = list(job.needs)
        while ahead:
            need = self.job(ahead.pop())
            if need is not None and need.id not in reached:
                reached.add(need.id)
                ahead += need.needs
        return frozenset(reached)

    def descendants(self, job: Job) -> frozenset[str]:
        """The ids of all jobs that need a job, directly or not."""
        reached = {job.id.lower()}
        for each in self.needed_first:
            if any(need.lower() in reached for need in each.needs):
                reached.add(each.id.lower())
        return frozenset(each.id for each in self.jobs if each.id.lower() in reached and each.id != job.id)

    @property
    def needed_first(self) -> list[Job]:
        """The jobs, each behind all jobs that it needs. Jobs in a cycle of needs come last."""
        waiting = {job.id: {need.lower() for need in job.needs if self.job(need)} for job in self.jobs}
        dependents: dict[str, list[Job]] = {}
        for job in self.jobs:
            for need in waiting[job.id]:
                dependents.setdefault(need, []).append(job)
        ordered = [job for job in self.jobs if not waiting[job.id]]
        for done in ordered:
            for job in dependents.get(done.id.lower(), ()):
                waiting[job.id].discard(done.id.lower())
                if not waiting[job.id]:
                    ordered.append(job)
        return ordered + [job for job in self.jobs if waiting[job.id]]

    def event(self, name: str) -> Node | None:
        """The configuration of an event under ``on:``, None if the event is missing or has none."""
        on = self.root.get("on")
        return on.get(name) if isinstance(on, MappingNode) else None


def problem_at(workflow: Workflow, node: Node, message: str, hint: str) -> Problem:
    """A reason why GitHub refuses the workflow, at a node of its file."""
    return Problem(workflow.path, node.line, node.column, message, hint)


def read_workflow(text: str, *, path: str) -> Workflow:
    """Read a workflow file's text. Raises ``WorkflowFileError`` if it is not YAML or has no jobs."""
    root = read_nodes(text, path=path)
    jobs = root.get("jobs")
    if not isinstance(jobs, MappingNode) or not jobs.pairs:
        place = jobs or root
        raise WorkflowFileError(
            Problem(path, place.line, place.column, "The file has no jobs.", "Add `jobs:` with at least one job.")
        )
    found = tuple(_job(key, value, path) for key, value in jobs.pairs)
    on = root.get("on")
    call = on.get("workflow_call") if isinstance(on, MappingNode) else None
    return Workflow(
        path=path,
        name=text_at(root.get("name")) or path,
        triggers=tuple(key.text for key, _ in on.pairs) if isinstance(on, MappingNode) else texts_at(on),
        jobs=found,
        root=root,
        call=call if isinstance(call, MappingNode) else None,
        by_id={job.id.lower(): job for job in found},
    )


def _job(key: ScalarNode, node: Node, path: str) -> Job:
    if not isinstance(node, MappingNode):
        raise WorkflowFileError(
            Problem(
                path,
                key.line,
                key.column,
                f"Job `{key.text}` is not a mapping.",
                "A job needs `runs-on:` and `steps:`, or `uses:`.",
            )
        )
    return Job(
        id=key.text,
        line=(node.get("name") or key).line,
        key=key,
        node=node,
        name=text_at(node.get("name")),
        condition=text_at(node.get("if")),
        needs=texts_at(node.get("needs")),
        uses=text_at(node.get("uses")),
    )


def text_at(node: Node | None) -> str:
    """A scalar as GitHub reads it where text is wanted: ``3.10`` becomes ``3.1``. Empty for anything else."""
    return to_text(scalar_value(node)) if isinstance(node, ScalarNode) else ""


def texts_at(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or of a scalar as a list of one, without empty ones."""
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(item.text for item in items if isinstance(item, ScalarNode) and item.text)
