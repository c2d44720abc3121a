"""Find the Gate's workflow file and read the names of its jobs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.audit.checkout import WORKFLOWS_FOLDER, text_at, workflow_paths
from hygiene.audit.workflows.jobs import Workflow, read_workflow
from hygiene.audit.workflows.names import JobName, check_run_names, own_job_names
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.audit.configured import Configured

GATE_NAME = "gate"


@dataclass(frozen=True, slots=True)
class Gate:
    """One Gate. ``job_names`` are the legs of its own jobs; in ``check_runs`` called jobs replace their callers.

    ``missing`` are called files that do not exist; ``by_name`` maps exact names to job ids.
    """

    workflow: Workflow
    job_names: tuple[JobName, ...]
    check_runs: tuple[JobName, ...]
    missing: tuple[str, ...]
    by_name: dict[str, list[str]]

    @property
    def path(self) -> str:
        """The workflow's file."""
        return self.workflow.path

    def jobs_named(self, wanted: str) -> list[tuple[str, str]]:
        """The jobs, as (path, job id), with this name: of the job, of one of its legs, or of a job that it calls."""
        found = self.by_name.get(wanted)
        if found is None:
            names = (*self.job_names, *self.check_runs)
            found = [name.job_id for name in names if not name.exact and name.matches(wanted)]
        return [(self.path, job_id) for job_id in dict.fromkeys(found)]

    def unlisted(self, configured: Sequence[str]) -> list[JobName]:
        """The legs that are not configured, neither by their own name nor by that of a job that they call."""
        listed = set(configured) | {name[:end] for name in configured for end in _ends_of_callers(name)}
        return [name for name in self.job_names if name.exact and name.pattern not in listed]

    def needed_by(self, job_ids: frozenset[str]) -> frozenset[str]:
        """The ids of the jobs that these jobs need, directly or not."""
        needs = {job.id: job.needs for job in self.workflow.jobs}
        reached: set[str] = set()
        ahead = [need for job_id in job_ids for need in needs.get(job_id, ())]
        while ahead:
            if (job_id := ahead.pop()) not in reached:
                reached.add(job_id)
                ahead.extend(needs.get(job_id, ()))
        return frozenset(reached)

    def has_matrix(self, job_id: str) -> bool:
        """Whether the job is expanded from a matrix."""
        return any(job.id == job_id and job.strategy is not None for job in self.workflow.jobs)


def _ends_of_callers(name: str) -> list[int]:
    return [found.start() for found in re.finditer(" / ", name)]


def read_gate(root: Path, path: str) -> Gate:
    """Read one workflow file of the repository and predict its names."""
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
    check_runs = check_run_names(text, path=path, read_file=read_file)
    names = own_job_names(workflow)
    by_name: dict[str, list[str]] = {}
    for name in (*names, *check_runs):
        if name.exact:
            by_name.setdefault(name.pattern, []).append(name.job_id)
    return Gate(workflow, names, check_runs, tuple(missing), by_name)


def gate_paths(root: Path, configured: Configured, given: Sequence[str] = ()) -> tuple[str, ...]:
    """The files to audit: those given, else the configured Gate, else the workflow named Gate."""
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
    """Read workflow files one by one. The second value has the errors of those that cannot be read."""
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
