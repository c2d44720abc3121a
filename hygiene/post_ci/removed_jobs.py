"""Jobs that the base branch's workflow files have, and those of a pull request have not.

A pull request cannot turn green by removing or renaming what fails. The workflow files of its base branch and of its
head tell which jobs it lacks, the base branch's newest run tells it of workflows that cannot be read, and the run of
the head tells which of them reported all the same. Jobs are compared by name, and as often as a name occurs: what a job
of the same name does is the pull request's own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.audit.workflows.calls import is_local
from hygiene.audit.workflows.gate_file import GateFile, read_gate_file
from hygiene.audit.workflows.nodes import Problem, ProblemKind
from hygiene.checks.names import without_matrix
from hygiene.github.read.scope import SETTINGS_FILES, WORKFLOWS_FOLDER, GatePlace
from hygiene.model.policy import BaseJob, ChangedCall, GateFacts, matches
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hygiene.audit.workflows.names import JobName
    from hygiene.model.snapshot import BaseWorkflows, Snapshot

    ReadGateFile = Callable[..., GateFile]

# As many check runs of a suite as the base branch is read with.
BASE_RUNS_MAX = 100
# An untrusted file may have any number of names that only a run knows; more are taken to fit every name.
PATTERNS_MAX = 500
# Where a host cuts long names is not known: a longer one is compared by its beginning.
NAME_CHARS_MAX = 60
MAY_BE_MISSED = "A job that this pull request removed there may be missed."
_USUAL_EVENT = "pull_request"


@dataclass(slots=True)
class Folder:
    """The workflow files of one commit by path. ``called`` are the paths that were looked up for calls.

    ``problems`` are why calls are not followed; with ``whole``, every file was read that could be.
    """

    texts: Mapping[str, str]
    whole: bool
    read: ReadGateFile = read_gate_file
    called: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def gate(self, path: str, event: str) -> GateFile:
        """A file with the jobs that it calls, as far as they are known."""
        text = self.texts[path]
        if not self.whole:
            return self.read(text, path, event=event)
        found = read_gate_file(text, path, read_file=self._file, event=event)
        if found.problem is None:
            return found
        # A call that is wrong leaves no job at all. One of a file that is missing starts no run.
        self.problems += [problem for problem in found.problems if problem.kind is not ProblemKind.MISSING]
        return read_gate_file(text, path, event=event)

    def _file(self, path: str) -> str | None:
        self.called.add(path)
        return self.texts.get(path)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: the files of the base branch, and those of the head.

    ``head`` has the head's own file of the Gate, if it is known. ``unread`` are the paths of files of the base branch
    that may be the Gate's, or are called by it, and could not be read. ``more`` is whether files that were not read yet
    may be among them.
    """

    base: tuple[GateFile, ...] = ()
    head: tuple[GateFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    more: bool = False


def compare(
    files: Mapping[str, str],
    place: GatePlace,
    event: str,
    workflows: Iterable[str],
    found: BaseWorkflows | None,
    read: ReadGateFile = read_gate_file,
) -> Comparison:
    """Which files of the base branch the Gate's are compared with.

    A run is found by the name of its workflow, so another file with that name can take the place of the Gate's. A file
    of a new name takes the place of those that test changes and that the head has not as they were.
    ``event`` is that of its runs, ``workflows`` are the names under which GitHub shows it, ``found`` is None as long as
    the workflow files were not read. ``read`` is ``read_gate_file``, which may know what it has read before.
    """
    path = place.path
    base = Folder(_below(files, place.on_base("")), found is not None, read)
    head = Folder({name: text for name, text in files.items() if name not in SETTINGS_FILES}, found is not None, read)
    if found is not None and path in found.removed:
        # Its runs use the merge commit's file, which is then the base branch's.
        return Comparison()
    gates = (head.gate(path, event),) if path in head.texts else ()
    unchanged = bool(gates) and base.texts.get(path) == head.texts[path]
    known = tuple(gate for gate in gates if gate.problem is None)
    # What is not understood is the same on both sides where the text is.
    same = (_on_base(base, path, event),) if path in base.texts and not (unchanged and not known) else ()
    names = {*(gate.name for gate in gates), *workflows}
    in_place = unchanged or any(gate.name in names for gate in same)
    if found is None:
        return Comparison(same, known, more=not in_place or not gates or _calls_files((*same, *known)))
    others = [read_gate_file(text, name) for name, text in base.texts.items() if name != path]
    changed_files = [gate for gate in others if gate.path in found.changed]
    # Several workflows may have the Gate's name.
    named = [gate for gate in (changed_files if in_place else others) if gate.name in names]
    nameless: list[str] = []
    if not in_place and not named:
        named = [gate for gate in changed_files if gate.gate_events]
        nameless = [gate.path for gate in changed_files if gate.problem is not None and gate.name == gate.path]
    former = tuple(_on_base(base, gate.path, event) for gate in named)
    kept = [head.gate(gate.path, event) for gate in former if in_place and gate.path in head.texts]
    still = tuple(gate for gate in kept if gate.problem is None and gate.gate_events)
    changed = {path, *base.called}.intersection(found.changed)
    wanted = {
        *(changed if in_place or former else found.changed),
        *([WORKFLOWS_FOLDER] if base.called or not same else []),
    }
    unread = (*(name for name in found.unread if name in wanted), *nameless)
    problems = tuple(base.problems) if changed or former else ()
    return Comparison((*same, *former), (*known, *still), problems, unread)


def _below(files: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in sorted(files.items()) if key.startswith(prefix)}


def _calls_files(gates: Iterable[GateFile]) -> bool:
    return any(job.calls_file for gate in gates for job in gate.jobs)


def _on_base(base: Folder, path: str, event: str) -> GateFile:
    """A file of the base branch, for the runs that it would have there: the head may have changed its events."""
    found = base.gate(path, event)
    if event == _USUAL_EVENT or not found.triggers:
        return found
    if _USUAL_EVENT in found.triggers:
        return base.gate(path, _USUAL_EVENT)
    return found if event in found.triggers else base.gate(path, "")


def with_removed_jobs(facts: GateFacts, compared: Comparison, path: str) -> GateFacts:
    """The facts of the head's file at ``path`` with what it lacks of the base branch's."""
    base = compared.base
    gate = next((one for one in compared.head if one.path == path), None)
    own, called, calls = _removed(base, compared.head if gate is not None else ())
    unknown = [job for job in (*own, *called) if not job.exact] if gate is None else []
    said = [*_not_compared(compared)]
    said += [f"{path} at this commit, so {_listed(unknown)} of the base branch cannot be found."] if unknown else []
    on_base = {name.pattern for one in base for name in one.job_names}
    every = [name for one in compared.head for name in (*one.job_names, *one.check_runs)]
    long = [name.pattern[:NAME_CHARS_MAX] + "*" for name in every if len(name.pattern) > NAME_CHARS_MAX]
    return replace(
        facts,
        # Nothing is known of the jobs of a file that is not understood.
        added=frozenset(gate.exact_names).difference(on_base) if gate and base and not said else frozenset(),
        removed=tuple(job for job in (*own, *called) if job not in unknown),
        names=frozenset(text for name in every if name.exact for text in (name.pattern, name.pattern.strip())),
        patterns=_bounded((*(name.pattern for name in every if not name.exact), *long)),
        own_patterns=_bounded(name.pattern for one in compared.head for name in one.job_names if not name.exact),
        paths=frozenset(one.path for one in base if one.path != path),
        changed_calls=calls,
        not_compared=tuple(f"{what} {MAY_BE_MISSED}" for what in dict.fromkeys(said)),
        needs_workflows=compared.more,
    )


def _not_compared(compared: Comparison) -> Iterable[str]:
    """What of the base branch is not understood, or could not be read."""
    of_files = [gate.problem for gate in compared.base if gate.problem is not None]
    for problem in of_files or compared.problems:
        yield f"on the base branch {problem.sentence.removesuffix('.')}."
    if compared.unread:
        yield f"{', '.join(compared.unread)} on the base branch."


def _listed(jobs: Iterable[BaseJob]) -> str:
    return ", ".join(sorted({f"`{job.name}`" for job in jobs})[:3])


def _bounded(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns, or one that fits everything."""
    found = tuple(dict.fromkeys(patterns))
    return found if sum(pattern.count("*") for pattern in found) <= PATTERNS_MAX else ("*",)


def _removed(
    base: Iterable[GateFile], head: Iterable[GateFile]
) -> tuple[list[BaseJob], list[BaseJob], tuple[ChangedCall, ...]]:
    """The files' own jobs that the head has not, the called ones, and calls that cannot be compared."""
    jobs = [job for gate in base for job in gate.jobs]
    known = [name for gate in head for name in gate.job_names]
    own = _lacking([name for job in jobs for name in job.names], known)
    calling = {name.pattern for job in jobs if job.uses for name in job.names}
    below = [leaf for job in jobs if job.uses for leaf in job.check_runs]
    leaves = [leaf for gate in head for job in gate.jobs if job.uses for leaf in job.check_runs]
    remote = {_key(leaf): leaf for leaf in below if leaf.unread and not is_local(leaf.unread) and not leaf.never_runs}
    at_head = Counter(map(_key, leaves))
    on_base = Counter(_key(leaf) for leaf in below)
    calls = tuple(
        ChangedCall(leaf.pattern, leaf.unread, leaf.skipped_as)
        for key, leaf in remote.items()
        if at_head[key] < on_base[key]
    )
    called = [
        replace(job, called=True) for job in _lacking([leaf for leaf in below if not leaf.unread], leaves, own=False)
    ]
    return [replace(job, calls=job.name in calling) for job in own], called, calls


def _lacking(base: list[JobName], head: list[JobName], *, own: bool = True) -> list[BaseJob]:
    """Those names of the base branch that occur less often at the head, each once. ``own`` are no called jobs."""
    on_base = Counter(_key(name) for name in base if not name.never_runs)
    at_head = Counter(map(_key, head))
    more = at_head - on_base
    by_id: dict[str, list[JobName]] = {}
    for name in head if own else ():
        by_id.setdefault(name.job_id, []).append(name)
    found: dict[tuple[str, ...], BaseJob] = {}
    for name in base:
        key = _key(name)
        if name.never_runs or at_head[key] >= on_base[key] or key in found:
            continue
        # A job of which only a run knows the name may have got one that is known, or that is written in another way.
        now = () if name.exact else map(_key, (one for one in by_id.get(name.job_id, ()) if _fits(one, name)))
        if kept := next((one for one in now if more[one] > 0), None):
            more[kept] -= 1
            continue
        count = on_base[key] if name.exact else on_base[key] - at_head[key]
        found[key] = BaseJob(name.pattern, name.exact, name.skipped_as, count=count)
    return list(found.values())


def _fits(name: JobName, before: JobName) -> bool:
    return before.matches(name.pattern) if name.exact else before.pattern == name.pattern


def _key(name: JobName) -> tuple[str, ...]:
    """What makes two names the same. Of one that only a run knows, how it is written counts too."""
    return (name.pattern,) if name.exact else (name.pattern, *name.skipped_as, name.unread)


def with_runs_of_base(snapshot: Snapshot, facts: GateFacts, path: str) -> GateFacts:
    """The facts with the called jobs of other repositories' workflows, as the base branch's newest run shows them."""
    on_base = sorted(_reported_on_base(snapshot, path))
    removed, unknown = list(facts.removed), list(facts.not_compared)
    for call in facts.changed_calls:
        names = [name for name in on_base if matches(call.pattern, name)]
        removed += [BaseJob(name, skipped_as=(*call.skipped_as, without_matrix(name)), called=True) for name in names]
        if not names:
            unknown.append(f"{call.uses}, which the Gate calls on the base branch. {MAY_BE_MISSED}")
    return replace(facts, removed=tuple(removed), not_compared=tuple(dict.fromkeys(unknown)))


def _reported_on_base(snapshot: Snapshot, path: str) -> frozenset[str]:
    """The names that ended runs of the Gate have on the newest commit of the base branch that has such a run."""
    for commit in snapshot.base.commits if snapshot.base is not None else ():
        runs = [run for run in commit.runs if run.suite.path == path]
        ended = [run for run in runs if run.suite.state.passed or run.suite.state.failed]
        sizes = Counter(run.suite.id for run in ended)
        if names := frozenset(run.name for run in ended if sizes[run.suite.id] < BASE_RUNS_MAX):
            return names
    return frozenset()
