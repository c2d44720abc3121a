"""Find the Gate's workflow file and read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.audit.checkout import WORKFLOWS_FOLDER, text_at, workflow_paths
from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.audit.workflows.nodes import load_yaml
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hygiene.audit.configured import Configured
    from hygiene.audit.workflows.gate_file import GateFile, GateJob
    from hygiene.audit.workflows.names import JobName

GATE_NAME = "gate"


def read_gate(root: Path, path: str, *, event: str = "") -> GateFile:
    """Read one workflow file of the checkout with the workflows that it calls. Raises ``UsageError`` if it is missing.

    ``event`` is the event of the runs that the names are for, empty for any.
    """
    load_yaml()  # else the file would count as one that cannot be read
    text = text_at(root, path)
    if text is None:
        raise UsageError(
            message=f"There is no workflow file {path}.",
            hint=f"The repository has: {', '.join(workflow_paths(root)) or 'no workflow at all'}.",
        )
    return read_gate_file(text, path, read_file=lambda called: text_at(root, called), event=event)


def gate_paths(root: Path, configured: Configured, given: Sequence[str] = ()) -> tuple[str, ...]:
    """The files to audit: those given, else the configured Gate, else the workflow named Gate."""
    if given:
        return tuple(given)
    found = workflow_paths(root)
    by_path = _by_path(found, configured.workflow or GATE_NAME)
    if configured.workflow and by_path:
        return by_path
    gates = [read_gate(root, path) for path in found]
    wanted = configured.workflow or GATE_NAME
    named = tuple(gate.path for gate in gates if gate.name.casefold() == wanted.casefold())
    if named or by_path:
        return named or by_path
    unnamed = next((gate.problem for gate in gates if gate.problem and gate.name == gate.path), None)
    if unnamed is not None:
        raise UsageError(unnamed.sentence, hint=unnamed.hint)
    listed = "; ".join(f"{gate.path} ({gate.name})" if gate.name != gate.path else gate.path for gate in gates)
    raise UsageError(
        message=f"No workflow in {WORKFLOWS_FOLDER} is {'named Gate' if not configured.workflow else f'`{wanted}`'}. "
        f"Found: {listed or 'none'}.",
        hint=f"Name it with `--workflow FILE`, with `workflow = ` in {configured.file or '.github/hygiene.toml'}, "
        "or run `hygiene init`.",
    )


def _by_path(paths: Sequence[str], wanted: str) -> tuple[str, ...]:
    """The path that is configured: whole, without its folder, or without its suffix."""
    forms = {wanted.removeprefix("./"), f"{WORKFLOWS_FOLDER}/{wanted}"}
    forms |= {f"{WORKFLOWS_FOLDER}/{wanted}.{suffix}" for suffix in ("yml", "yaml")}
    return tuple(path for path in paths if path in forms)[:1]


class GateNames:
    """All names of some Gates, to find the jobs of a name."""

    def __init__(self, gates: Sequence[GateFile]) -> None:
        self.gates = gates
        self.exact: dict[str, list[tuple[str, str]]] = {}
        self.patterns: list[tuple[str, JobName]] = []
        for gate in gates:
            for name in (*gate.job_names, *gate.check_runs):
                if name.exact:
                    self.exact.setdefault(name.pattern, []).append((gate.path, name.job_id))
                else:
                    self.patterns.append((gate.path, name))

    def jobs_named(self, wanted: str) -> list[tuple[str, str]]:
        """The jobs, as (path, job id), with this name: of the job, of one of its legs, or of a job that it calls."""
        found = self.exact.get(wanted)
        if found is None:
            found = [(path, name.job_id) for path, name in self.patterns if name.matches(wanted)]
        return list(dict.fromkeys(found))

    def unlisted(self, configured: Sequence[str]) -> Iterator[tuple[GateFile, GateJob, JobName]]:
        """The legs that are not configured, neither by their own name nor by that of a job that they call.

        A job that never runs for a pull request, a merge queue or a tested branch is no job of the Gate.
        """
        listed = set(configured) | {name[:end] for name in configured for end in _ends_of_callers(name)}
        for gate in self.gates:
            for job in gate.jobs:
                for name in job.names if job.events or not gate.gate_events else ():
                    if name.exact and not name.never_runs and name.pattern not in listed:
                        yield gate, job, name


def _ends_of_callers(name: str) -> list[int]:
    return [found.start() for found in re.finditer(" / ", name)]
