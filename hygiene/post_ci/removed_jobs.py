"""Jobs that the base branch's workflow files have, and those of a pull request have not.

A pull request cannot turn green by removing or renaming what fails. The files of the base branch tell which jobs there
are, its newest run tells it of workflows that cannot be read, and the run of the head tells which of them reported.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.checks.jobs import without_matrix
from hygiene.github.read.scope import MAY_BE_MISSED, WORKFLOWS_FOLDER, GatePlace

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from hygiene.audit.workflows.gate_file import GateFile
    from hygiene.audit.workflows.names import JobName
    from hygiene.model.policy import GateFacts
    from hygiene.model.snapshot import Snapshot

# As many check runs of a suite as the base branch is read with.
BASE_RUNS_MAX = 100


def files_on_base(
    files: Mapping[str, str],
    place: GatePlace,
    head: GateFile | None,
    event: str,
    workflows: Iterable[str],
    only_on_base: Container[str] | None,
) -> tuple[tuple[GateFile, ...], bool]:
    """The base branch's files of the Gate, and whether the one that was the Gate may be in another place.

    A run is found by the name of its workflow, so another file with that name can take the place of the Gate's. A file
    of a new name takes the place of those that only the base branch has and that test changes.
    ``head`` is the head's file, None if it cannot be read; ``workflows`` are the names under which GitHub shows it.
    ``event`` is that of its runs, ``only_on_base`` are the paths of workflow files that the head has not,
    None as long as the base branch's files were not read.
    """
    prefix = place.on_base(f"{WORKFLOWS_FOLDER}/")
    own = place.on_base(place.path)
    folder = {key.partition(":")[2]: text for key, text in files.items() if key.startswith(prefix)}
    whole = only_on_base is not None

    def read(path: str, text: str) -> GateFile:
        found = read_gate_file(text, path, read_file=folder.get if whole else None, event=event)
        # A call that is wrong leaves no job at all.
        return read_gate_file(text, path, event=event) if whole and found.problem is not None else found

    if head is not None and own in files and not whole and files[own] == files.get(place.path):
        return (head,), False
    same = [read(place.path, files[own])] if own in files else []
    names = {head.name, *workflows} if head is not None else set(workflows)
    if any(found.name in names for found in same):
        return tuple(same), False
    others = [read(path, text) for path, text in sorted(folder.items()) if path != place.path]
    former = [found for found in others if found.name in names]
    if not same and not former:
        former = [found for found in others if found.path in (only_on_base or ()) and found.gate_events]
    return (*same, *former), not whole


def removed_jobs(bases: Iterable[GateFile], head: GateFile | None) -> dict[str, tuple[str, ...]]:
    """The names of jobs that only the base branch has, with those under which they report when they are skipped.

    A name that only a run determines has a ``*``. ``head`` is None if it is not known what the head's file has.
    """
    known = head.job_names if head is not None else ()
    exact = {name.pattern for name in known if name.exact}
    patterns = {name.pattern for name in known if not name.exact}
    every = [name for base in bases for name in base.job_names if not name.never_runs]
    # A job that the base branch has under this very name is not the one of which only a run knows the name.
    new = exact - {name.pattern for name in every if name.exact}

    def kept(name: JobName) -> bool:
        if name.exact:
            return name.pattern in exact
        return name.pattern in patterns or any(name.matches(one) for one in new)

    return {name.pattern: name.skipped_as for name in every if not kept(name)}


def called_jobs(
    bases: Iterable[GateFile], head: GateFile | None
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], dict[str, tuple[str, ...]]]:
    """``called``, ``unread_calls`` and ``changed_calls`` of ``GateFacts``."""
    uses = {name.pattern: job.uses for job in head.jobs for name in job.names} if head is not None else {}
    called: dict[str, tuple[str, ...]] = {}
    unread: list[str] = []
    changed: dict[str, tuple[str, ...]] = {}
    for job in (job for base in bases for job in base.jobs if job.uses):
        leaves = [leaf for leaf in job.check_runs if not leaf.never_runs]
        names = [name.pattern for name in job.names if not name.never_runs]
        if job.calls_file and any(leaf.unread == job.uses for leaf in leaves):
            unread += names
        elif job.calls_file or any(uses.get(name, job.uses) != job.uses for name in names):
            called |= {leaf.pattern: leaf.skipped_as for leaf in leaves}
            changed |= {leaf.pattern.removesuffix("*"): leaf.skipped_as for leaf in leaves if leaf.unread}
    return called, tuple(unread), changed


def not_compared(bases: Iterable[GateFile]) -> tuple[str, ...]:
    """The files of the base branch that are not understood, and why."""
    problems = [base.problem for base in bases if base.problem is not None]
    return tuple(f"on the base branch {found.sentence.removesuffix('.')}. {MAY_BE_MISSED}" for found in problems)


def with_runs_of_base(snapshot: Snapshot, facts: GateFacts, path: str) -> GateFacts:
    """The facts with the called jobs of other repositories' workflows, as the base branch's newest run shows them.

    Legs of a matrix may be chosen at run time, so any leg will do.
    """
    reported = {without_matrix(name) for name in _reported_on_head(snapshot, path)}
    found = {
        name: (*skipped_as, name)
        for caller, skipped_as in facts.changed_calls.items()
        for name in sorted(_reported_on_base(snapshot, path))
        if name.startswith(caller) and without_matrix(name) not in reported
    }
    return replace(facts, called={**facts.called, **found})


def _reported_on_base(snapshot: Snapshot, path: str) -> frozenset[str]:
    """The names that ended runs of the Gate have on the newest commit of the base branch."""
    commits = snapshot.base.commits[:1] if snapshot.base is not None else ()
    runs = [run for commit in commits for run in commit.runs if run.suite.path == path]
    ended = [run for run in runs if run.suite.state.passed or run.suite.state.failed]
    sizes = {run.suite.id: 0 for run in ended}
    for run in ended:
        sizes[run.suite.id] += 1
    return frozenset(run.name for run in ended if sizes[run.suite.id] < BASE_RUNS_MAX)


def _reported_on_head(snapshot: Snapshot, path: str) -> frozenset[str]:
    runs = snapshot.head.runs if snapshot.head is not None else ()
    return frozenset(run.name for run in runs if run.suite.path == path)
