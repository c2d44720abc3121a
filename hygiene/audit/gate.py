"""Which workflow is the Gate, and what its jobs are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.audit.checkout import WORKFLOWS_FOLDER, text_at, workflow_paths
from hygiene.audit.workflows.jobs import Workflow, read_workflow
from hygiene.audit.workflows.names import JobName, job_labels, job_names
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.audit.configured import Configured

GATE_NAME = "gate"


@dataclass(frozen=True, slots=True)
class Gate:
    """One workflow that decides: its labels, the names of its check runs, and the called files that are missing."""

    workflow: Workflow
    labels: tuple[JobName, ...]
    check_runs: tuple[JobName, ...]
    missing: tuple[str, ...]
    by_name: dict[str, list[str]]

    @property
    def path(self) -> str:
        """Say where the workflow stands."""
        return self.workflow.path

    def jobs_named(self, label: str) -> list[tuple[str, str]]:
        """List the jobs, as (path, job id), that a label names: a whole job, a leg, or a check run inside it."""
        found = self.by_name.get(label)
        if found is None:
            names = (*self.labels, *self.check_runs)
            found = [name.job_id for name in names if not name.exact and name.matches(label)]
        return [(self.path, job_id) for job_id in dict.fromkeys(found)]

    def unlisted(self, labels: Sequence[str]) -> list[JobName]:
        """List the legs that no label names, whole or by a check run inside."""
        listed = set(labels) | {label[:end] for label in labels for end in _ends_of_callers(label)}
        return [name for name in self.labels if name.exact and name.pattern not in listed]

    def needed_by(self, job_ids: frozenset[str]) -> frozenset[str]:
        """Name the jobs that these jobs wait for, directly or not."""
        needs = {job.id: job.needs for job in self.workflow.jobs}
        reached: set[str] = set()
        ahead = [need for job_id in job_ids for need in needs.get(job_id, ())]
        while ahead:
            if (job_id := ahead.pop()) not in reached:
                reached.add(job_id)
                ahead.extend(needs.get(job_id, ()))
        return frozenset(reached)

    def has_matrix(self, job_id: str) -> bool:
        """Say whether the job is expanded from a matrix."""
        return any(job.id == job_id and job.strategy is not None for job in self.workflow.jobs)


def _ends_of_callers(label: str) -> list[int]:
    return [found.start() for found in re.finditer(" / ", label)]


def read_gate(root: Path, path: str) -> Gate:
    """Read one workflow file of the repository and expand its names."""
    text = text_at(root, path)
    if text is None:
        raise UsageError(
            message=f"There is no workflow file {path}.",
            hint=f"The repository has: {', '.join(workflow_paths(root)) or 'no workflow at all'}.",
        )
    missing: list[str] = []

    def read_file(called: str) -> str | None:
        found = text_at(root, called)
        if found is None:
            missing.append(called)
        return found

    workflow = read_workflow(text, path=path)
    check_runs = job_names(text, path=path, read_file=read_file)
    labels = job_labels(workflow)
    by_name: dict[str, list[str]] = {}
    for name in (*labels, *check_runs):
        if name.exact:
            by_name.setdefault(name.pattern, []).append(name.job_id)
    return Gate(workflow, labels, check_runs, tuple(missing), by_name)


def gate_paths(root: Path, configured: Configured, given: Sequence[str] = ()) -> tuple[str, ...]:
    """Decide which files to audit: those given, else the configured gate, else the one that is called Gate."""
    if given:
        return tuple(given)
    found = workflow_paths(root)
    by_path = _by_path(found, configured.workflow or GATE_NAME)
    if configured.workflow and by_path:
        return by_path
    workflows, broken = read_all(root, found)
    wanted = configured.workflow or GATE_NAME
    named = tuple(workflow.path for workflow in workflows if workflow.name.casefold() == wanted.casefold())
    if named or by_path:
        return named or by_path
    if broken:
        raise broken[0]
    listed = "; ".join(f"{each.path} ({each.name})" if each.name != each.path else each.path for each in workflows)
    raise UsageError(
        message=f"No workflow in {WORKFLOWS_FOLDER} is {'called Gate' if not configured.workflow else f'`{wanted}`'}. "
        f"Found: {listed or 'none'}.",
        hint=f"Name it with `--workflow FILE`, with `workflow = ` in {configured.file or '.github/hygiene.toml'}, "
        "or run `hygiene init`.",
    )


def read_all(root: Path, paths: Sequence[str]) -> tuple[tuple[Workflow, ...], tuple[UsageError, ...]]:
    """Read workflow files one by one; a broken one is reported, not raised."""
    workflows, broken = [], []
    for path in paths:
        try:
            workflows.append(read_workflow(text_at(root, path) or "", path=path))
        except UsageError as error:
            broken.append(error)
    return tuple(workflows), tuple(broken)


def _by_path(paths: Sequence[str], wanted: str) -> tuple[str, ...]:
    """Match a path as configured: whole, without its folder, or without its suffix."""
    forms = {wanted.removeprefix("./"), f"{WORKFLOWS_FOLDER}/{wanted}"}
    forms |= {f"{WORKFLOWS_FOLDER}/{wanted}.{suffix}" for suffix in ("yml", "yaml")}
    return tuple(path for path in paths if path in forms)[:1]
