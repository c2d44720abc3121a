"""Jobs that the base branch's workflow files have, and those of a pull request have not.

A pull request cannot turn green by removing or renaming what fails. The files of the base branch show which jobs there
are, its newest run shows it for workflows that cannot be read, and the run of the head shows which of them reported.
Jobs are compared by name, and as often as a name occurs: what a job of the same name does is the pull request's own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hygiene.audit.workflows.calls import is_local
from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.audit.workflows.nodes import Problem, ProblemKind
from hygiene.checks.names import without_matrix
from hygiene.github.read.scope import WORKFLOWS_FOLDER, GatePlace
from hygiene.model.policy import ChangedCall, GateFacts, matches
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.audit.workflows.gate_file import GateFile
    from hygiene.audit.workflows.names import JobName
    from hygiene.model.snapshot import BaseWorkflows, Snapshot

# As many check runs of a suite as the base branch is read with.
BASE_RUNS_MAX = 100
MAY_BE_MISSED = "A job that this pull request removed there may be missed."


@dataclass(frozen=True, slots=True)
class BaseFiles:
    """The base branch's files of the Gate.

    ``changed`` are the paths of those, and of files that they call, which the head has not with the same content.
    ``unread`` are the paths of files that may be the Gate's, or are called by it, and could not be read, ``problems``
    why calls are not followed. ``more`` is whether files that were not read may be among them.
    """

    files: tuple[GateFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    changed: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    more: bool = False

    @property
    def changed_calls(self) -> bool:
        """Whether a file that is called is another one at the head."""
        return bool(self.changed.difference(found.path for found in self.files))


def base_files(
    files: Mapping[str, str],
    place: GatePlace,
    head: GateFile | None,
    event: str,
    workflows: Iterable[str],
    base: BaseWorkflows | None,
) -> BaseFiles:
    """Which files of the base branch the Gate's are compared with.

    A run is found by the name of its workflow, so another file with that name can take the place of the Gate's. A file
    of a new name takes the place of those that only the base branch has and that test changes.
    ``head`` is the head's file, None if it cannot be read; ``workflows`` are the names under which GitHub shows it.
    ``event`` is that of its runs, ``base`` None as long as the base branch's workflow files were not read.
    """
    own = place.on_base(place.path)
    if head is not None and own in files and base is None and files[own] == files.get(place.path):
        return BaseFiles((head,), more=any(job.calls_file for job in head.jobs))
    prefix = place.on_base(f"{WORKFLOWS_FOLDER}/")
    folder = {key.partition(":")[2]: text for key, text in files.items() if key.startswith(prefix)}
    called: set[str] = set()
    problems: list[Problem] = []

    def read_file(path: str) -> str | None:
        called.add(path)
        return folder.get(path)

    def read(path: str, text: str) -> GateFile:
        found = read_gate_file(text, path, read_file=read_file if base is not None else None, event=event)
        if base is None or found.problem is None:
            return found
        # A call that is wrong leaves no job at all. One of a file that is missing starts no run on the base branch.
        problems.extend(problem for problem in found.problems if problem.kind is not ProblemKind.MISSING)
        return read_gate_file(text, path, event=event)

    same = (read(place.path, files[own]),) if own in files else ()
    names = {head.name, *workflows} if head is not None else set(workflows)
    if base is None:
        in_place = any(found.name in names for found in same)
        return BaseFiles(same, more=not in_place or any(job.calls_file for found in same for job in found.jobs))
    others = {path: text for path, text in sorted(folder.items()) if path != place.path}
    named = [path for path, text in others.items() if read_gate_file(text, path).name in names]
    in_place = any(found.name in names for found in same)
    # Of several files of one name, those that the head still has report for themselves.
    former = tuple(read(path, others[path]) for path in named if not in_place or path in base.removed)
    if not same and not former:
        every = (read(path, others[path]) for path in base.removed if path in others)
        former = tuple(found for found in every if found.gate_events)
    found = (*same, *former)
    every_path = {place.path, *called, *(one.path for one in found), *(() if found else base.removed)}
    changed = frozenset(every_path.intersection(base.changed))
    needed = {*changed, WORKFLOWS_FOLDER} if called or not found else changed
    unread = tuple(path for path in base.unread if path in needed)
    return BaseFiles(found, tuple(problems) if called else (), changed, unread)


def with_removed_jobs(facts: GateFacts, found: BaseFiles, gate: GateFile | None) -> GateFacts:
    """The facts of the head's file, None if there is none, with what it lacks of the base branch's."""
    problems = [base.problem for base in found.files if base is not gate and base.problem is not None]
    problems += found.problems if found.changed and not problems else ()
    said = [f"on the base branch {problem.sentence.removesuffix('.')}." for problem in problems]
    said += [f"{', '.join(found.unread)} on the base branch."] if found.unread else []
    known = gate if gate is not None and gate.problem is None else None
    removed, several = _removed(found.files, known)
    on_base = {name.pattern for base in found.files for name in base.job_names}
    # Nothing is known of the jobs of a file that is not understood.
    compared = bool(found.files) and not said
    called, several_called, changed_calls = _called(found, known)
    return replace(
        facts,
        added=frozenset(known.exact_names).difference(on_base) if known is not None and compared else frozenset(),
        removed=removed,
        called=called,
        several={**several_called, **several},
        changed_calls=changed_calls,
        needs_workflows=found.more,
        not_compared=tuple(f"{what} {MAY_BE_MISSED}" for what in said),
    )


def _removed(bases: Iterable[GateFile], head: GateFile | None) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """``removed`` of ``GateFacts`` and ``several`` of those; ``head`` is None if its names are not known."""
    known = head.job_names if head is not None else ()
    every = [name for base in bases for name in base.job_names if not name.never_runs]
    at_head, on_base = Counter(map(_key, known)), Counter(map(_key, every))

    def kept(name: JobName) -> bool:
        if at_head[_key(name)] >= on_base[_key(name)]:
            return True
        # The job itself may have got a name that is known before it runs.
        same = () if name.exact else (one for one in known if one.job_id == name.job_id)
        return any(name.matches(one.pattern) for one in same if one.exact)

    missing = [name for name in every if not kept(name)]
    return {name.pattern: name.skipped_as for name in missing}, _several(map(_key, missing), on_base)


def _key(name: JobName) -> tuple[str, bool]:
    return name.pattern, name.exact


def _several(names: Iterable[tuple[str, bool]], counts: Mapping[tuple[str, bool], int]) -> dict[str, int]:
    """How many jobs there are of each exact name, where there are several."""
    return {name: counts[name, exact] for name, exact in names if exact and counts[name, exact] > 1}


def _called(
    found: BaseFiles, head: GateFile | None
) -> tuple[dict[str, tuple[str, ...]], dict[str, int], tuple[ChangedCall, ...]]:
    """``called`` of ``GateFacts``, ``several`` of those, and ``changed_calls``."""
    uses = {name.pattern: job.uses for job in head.jobs for name in job.names} if head is not None else {}
    called: dict[str, tuple[str, ...]] = {}
    every: Counter[tuple[str, bool]] = Counter()
    changed: list[ChangedCall] = []
    for job in (job for base in found.files for job in base.jobs if job.uses):
        leaves = [leaf for leaf in job.check_runs if not leaf.never_runs]
        names = [name.pattern for name in job.names if not name.never_runs]
        another = any(uses.get(name, job.uses) != job.uses for name in names)
        if another or (job.calls_file and found.changed):
            called |= {leaf.pattern: leaf.skipped_as for leaf in leaves}
            every.update(map(_key, leaves))
        if another or (job.calls_file and found.changed_calls):
            remote = (leaf for leaf in leaves if leaf.unread and not is_local(leaf.unread))
            changed += (ChangedCall(leaf.pattern, leaf.unread, leaf.skipped_as) for leaf in remote)
    return called, _several(every, every), tuple(changed)


def with_runs_of_base(snapshot: Snapshot, facts: GateFacts, path: str) -> GateFacts:
    """The facts with the called jobs of other repositories' workflows, as the base branch's newest run shows them.

    Legs of a matrix may be chosen at run time, so any leg will do.
    """
    reported = {without_matrix(name) for name in _reported_on_head(snapshot, path)}
    on_base = sorted(_reported_on_base(snapshot, path))
    called, unknown = dict(facts.called), list(facts.not_compared)
    for call in facts.changed_calls:
        names = [name for name in on_base if matches(call.pattern, name)]
        called |= {name: (*call.skipped_as, name) for name in names if without_matrix(name) not in reported}
        if not names:
            unknown.append(f"{call.uses}, which the Gate calls on the base branch. {MAY_BE_MISSED}")
    return replace(facts, called=called, not_compared=tuple(dict.fromkeys(unknown)))


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
