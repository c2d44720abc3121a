"""Jobs that the base branch's workflow files have, and those of a pull request have not.

A pull request cannot turn green by removing or renaming what fails. The workflow files of its base branch and of its
head tell which jobs it lacks, the base branch's newest run tells it of workflows that cannot be read, and the run of
the head tells which of them reported all the same. Jobs are compared by name, and as often as a name occurs: what a job
of the same name does is the pull request's own.
"""

from __future__ import annotations

import re
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
    from hygiene.post_ci.policy import GateRuns

    ReadGateFile = Callable[..., GateFile]

# As many check runs of a suite as the base branch is read with.
BASE_RUNS_MAX = 100
# An untrusted file may have any number of names that only a run knows; more are taken to fit every name.
PATTERNS_MAX = 500
# Where a host cuts long names is not known: a longer one is compared by its beginning.
NAME_CHARS_MAX = 60
MAY_BE_MISSED = "A job that this pull request removed there may be missed."
_USUAL_EVENT = "pull_request"
# In a file that is not understood.
CALL = re.compile(r"\buses\s*:\s*['\"]?(\./|\$/)")


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
class Pair:
    """A file of the base branch with the head's file of the same path, None if that is off or not known.

    ``named`` is whether it has the name of the Gate's workflow, ``unchanged`` whether its runs use it as it is.
    """

    base: GateFile
    head: GateFile | None = None
    named: bool = True
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: ``gate``, the head's file of the Gate if it is known, with files of the base branch.

    ``unread`` are the paths of files of the base branch that may be the Gate's, or are called by it, and could not be
    read. ``more`` is whether files that were not read yet may be among them. ``apart`` is the Gate's file of the base
    branch where the others are workflows beside it.
    """

    gate: GateFile | None = None
    pairs: tuple[Pair, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    more: bool = False
    apart: GateFile | None = None


def compare(
    files: Mapping[str, str],
    place: GatePlace,
    runs: GateRuns,
    found: BaseWorkflows | None,
    read: ReadGateFile = read_gate_file,
) -> Comparison:
    """Which files of the base branch the Gate's are compared with.

    A run is found by the name of its workflow, so another file with that name can take the place of the Gate's. A file
    of a new name takes the place of those that test changes and that the head has not as they were.
    ``found`` is None as long as the workflow files were not read. ``read`` is ``read_gate_file``, which may keep what
    it has read.
    """
    path, event, workflows = place.path, runs.event, runs.workflows
    base = Folder(_below(files, place.on_base("")), found is not None, read)
    head = Folder({name: text for name, text in files.items() if name not in SETTINGS_FILES}, found is not None, read)
    if found is not None and workflows and path in found.removed and path in base.texts:
        # Its runs use the merge commit's file, which is then the base branch's; files that it calls may be the head's.
        head.texts = {**{name: base.texts[name] for name in found.removed if name in base.texts}, **head.texts}
    gate = head.gate(path, event) if path in head.texts else None
    known = gate if gate is not None and gate.problem is None else None
    unchanged = gate is not None and base.texts.get(path) == head.texts[path]
    # What is not understood is the same on both sides where the text is.
    same = [_on_base(base, path, event)] if path in base.texts and not (unchanged and known is None) else []
    text = base.texts.get(path, "")
    names = {*workflows} if gate is None else {gate.name, *workflows}
    stays = unchanged or any(one.name in names for one in same)
    in_place = stays and runs.sure
    own = tuple(Pair(one, known) for one in same)
    if found is None:
        calls = any(job.calls_file for one in same for job in one.jobs) or (known is None and CALL.search(text))
        more = not in_place or gate is None or bool(calls)
        return Comparison(known, own, more=more)
    others = [read(text, name) for name, text in base.texts.items() if name != path]
    changed = set(found.changed)
    nameless = [one.path for one in others if one.path in changed and _may_have_any_name(one)]
    if in_place:
        # Several workflows may have the Gate's name.
        others = [one for one in others if one.name in names and one.path in changed]
    else:
        others = [one for one in others if one.name in names or (one.path in changed and one.gate_events)]
    former = [_former(one, base, head, found, runs) for one in others]
    former = [replace(pair, named=pair.base.name in names) for pair in former]
    related = {path, *base.called, *(pair.base.path for pair in former)}
    wanted = related | {WORKFLOWS_FOLDER} | (set() if in_place else changed)
    unread = [name for name in found.unread if name in wanted]
    unread += [] if in_place else nameless
    # Of a file that is not understood, nobody knows which other files it calls.
    unread += [path] if unchanged and known is None and CALL.search(text) else []
    apart = same[0] if same and stays else None
    problems = tuple(base.problems) if related & changed else ()
    return Comparison(known, (*own, *former), problems, tuple(unread), apart=apart)


def _former(one: GateFile, base: Folder, head: Folder, found: BaseWorkflows, runs: GateRuns) -> Pair:
    """A file of the base branch that may have been the Gate, with the head's file if that is still one for itself."""
    edited = one.path in found.changed and one.path not in found.removed
    # A file that did not run has no jobs to take the place of others: its events may be changed.
    ran = edited and one.path in runs.paths
    after = _still_on(head, one.path, runs.event, base.texts[one.path]) if ran else None
    # If the head lacks it and it runs, that is the base branch's file, which the merge commit has.
    return Pair(_on_base(base, one.path, runs.event), after, unchanged=not edited)


def _may_have_any_name(found: GateFile) -> bool:
    """Whether it is not known which workflow a file is. One that only others call is none."""
    problem = found.problem
    return problem is not None and problem.kind is not ProblemKind.ONLY_CALLED and found.name == found.path


def _still_on(head: Folder, path: str, event: str, before: str) -> GateFile | None:
    """The head's file at a path, if it is known and starts runs for the same changes as before."""
    same_events = before.partition("jobs:")[0] == head.texts.get(path, "").partition("jobs:")[0]
    found = head.gate(path, event) if same_events else None
    return found if found is not None and found.problem is None and found.gate_events else None


def _below(files: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in sorted(files.items()) if key.startswith(prefix)}


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
    gate = compared.gate
    removed = [job for pair in compared.pairs for job in _removed(pair, gate, compared.apart)]
    lost = {job.name for job in removed if not job.called}
    calls = tuple(call for pair in compared.pairs for call in _changed_calls(pair, gate, lost))
    unknown = [job for job in removed if not job.exact] if gate is None else []
    said = [*_not_compared(compared)]
    said += [f"{path} at this commit, so {_listed(unknown)} of the base branch cannot be found."] if unknown else []
    on_base = {name.pattern for pair in compared.pairs for name in pair.base.job_names}
    every = [*gate.job_names, *gate.check_runs] if gate is not None else []
    long = [name.pattern[:NAME_CHARS_MAX] + "*" for name in every if len(name.pattern) > NAME_CHARS_MAX]
    added = frozenset(gate.exact_names).difference(on_base) if gate is not None and compared.pairs else frozenset()
    return replace(
        facts,
        path=path,
        # Nothing is known of the jobs of a file that is not understood.
        added=frozenset() if said else added,
        removed=tuple(job for job in removed if job not in unknown),
        names=frozenset(text for name in every if name.exact for text in (name.pattern, name.pattern.strip())),
        skip_names=frozenset(text for name in every for text in name.skipped_as),
        patterns=_bounded((*(name.pattern for name in every if not name.exact), *long)),
        own_patterns=_bounded(name.pattern for name in (gate.job_names if gate is not None else ()) if not name.exact),
        paths=frozenset(pair.base.path for pair in compared.pairs if pair.named and pair.base.path != path),
        changed_calls=calls,
        not_compared=tuple(f"{what} {MAY_BE_MISSED}" for what in dict.fromkeys(said)),
        needs_workflows=compared.more,
    )


def _not_compared(compared: Comparison) -> Iterable[str]:
    """What of the base branch is not understood, or could not be read."""
    of_files = [pair.base.problem for pair in compared.pairs if pair.base.problem is not None]
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


def _heads(pair: Pair, gate: GateFile | None) -> list[GateFile]:
    """The head's files that may have the jobs of a file of the base branch."""
    return [one for one in dict.fromkeys((gate, pair.head)) if one is not None]


def _removed(pair: Pair, gate: GateFile | None, apart: GateFile | None) -> list[BaseJob]:
    """The file's own jobs that the head has not, and those of workflows that it calls."""
    files, heads = [pair.base], _heads(pair, gate)
    if apart is not None and apart.path != pair.base.path:
        # The Gate's file has jobs of its own, which are not those of this one.
        files.append(apart)
    jobs = [job for one in files for job in one.jobs]
    own = _lacking([name for job in jobs for name in job.names], [name for one in heads for name in one.job_names])
    calling = {name.pattern for job in jobs if job.uses for name in job.names}
    leaves = [leaf for one in heads for job in one.jobs if job.uses for leaf in job.check_runs]
    below = [leaf for job in jobs if job.uses for leaf in job.check_runs if not leaf.unread]
    path, unchanged = pair.base.path, pair.unchanged
    names = {name.pattern for name in (*pair.base.job_names, *pair.base.check_runs)}
    return [
        *(replace(job, path=path, unchanged=unchanged, calls=job.name in calling) for job in own if job.name in names),
        *(
            replace(job, path=path, unchanged=unchanged, called=True)
            for job in _lacking(below, leaves, own=False)
            if job.name in names
        ),
    ]


def _changed_calls(pair: Pair, gate: GateFile | None, lost: set[str]) -> Iterable[ChangedCall]:
    """The file's calls of other repositories' workflows that the head does not have in the same version.

    ``lost`` are the names of jobs that the head has not.
    """
    heads = _heads(pair, gate)
    at_head = Counter(_key(leaf) for one in heads for leaf in one.check_runs)
    ids = {job.id for one in heads for job in one.jobs}
    calls = [(job, leaf) for job in pair.base.jobs for leaf in job.check_runs if leaf.unread]
    on_base = Counter(_key(leaf) for _, leaf in calls)
    found: dict[tuple[str, ...], ChangedCall] = {}
    for job, leaf in calls:
        # A caller that the head lacks is missing itself, or reports all the same.
        lacks = gate is not None and job.id not in ids and lost.issuperset(name.pattern for name in job.names)
        if not (leaf.never_runs or is_local(leaf.unread) or lacks) and at_head[_key(leaf)] < on_base[_key(leaf)]:
            several = on_base[_key(leaf)] > 1
            found[_key(leaf)] = ChangedCall(leaf.pattern, leaf.unread, leaf.skipped_as, several)
    return found.values()


def _lacking(base: list[JobName], head: list[JobName], *, own: bool = True) -> list[BaseJob]:
    """Those names of the base branch that occur less often at the head, each once. ``own`` are no called jobs."""
    on_base = Counter(_key(name) for name in base if not name.never_runs)
    at_head = Counter(map(_key, head))
    more, missing = at_head - on_base, on_base - at_head
    by_id: dict[str, list[JobName]] = {}
    for name in head if own else ():
        by_id.setdefault(name.job_id, []).append(name)
    found: dict[tuple[str, ...], BaseJob] = {}
    for name in base:
        key = _key(name)
        if name.never_runs or missing[key] <= 0:
            continue
        # A job of which only a run knows the name may have got one that is known, or that is written in another way.
        now = () if name.exact else (_key(one) for one in by_id.get(name.job_id, ()) if name.matches(one.pattern))
        if kept := next((one for one in now if more[one] > 0), None):
            more[kept] -= 1
            missing[key] -= 1
            continue
        found[key] = BaseJob(name.pattern, name.exact, name.skipped_as, count=on_base[key])
    return [job if job.exact else replace(job, count=missing[key]) for key, job in found.items() if missing[key] > 0]


def _key(name: JobName) -> tuple[str, ...]:
    """What makes two names the same. Of one that only a run knows, how it is written counts too."""
    return (name.pattern,) if name.exact else (name.pattern, *name.skipped_as, name.unread)


def with_runs_of_base(snapshot: Snapshot, facts: GateFacts, path: str) -> GateFacts:
    """The facts with the called jobs of other repositories' workflows, as the base branch's newest run shows them."""
    on_base = _reported_on_base(snapshot, path)
    removed, unknown = list(facts.removed), list(facts.not_compared)
    for call in facts.changed_calls:
        names = [name for name in sorted(on_base) if matches(call.pattern, name)]
        skipped_as = call.skipped_as
        removed += [
            BaseJob(name, skipped_as=(*skipped_as, without_matrix(name)), path=path, called=True) for name in names
        ]
        if not names or call.several:
            unknown.append(f"{call.uses}, which the Gate calls on the base branch. {MAY_BE_MISSED}")
    return replace(facts, removed=tuple(removed), not_compared=tuple(dict.fromkeys(unknown)))


def _reported_on_base(snapshot: Snapshot, path: str) -> frozenset[str]:
    """The names that the newest run of the Gate on the base branch had that has ended."""
    for commit in snapshot.base.commits if snapshot.base is not None else ():
        runs = [run for run in commit.runs if run.suite.path == path]
        ended = [run for run in runs if run.suite.state.passed or run.suite.state.failed]
        sizes = Counter(run.suite.id for run in ended)
        names = frozenset(run.name for run in ended if sizes[run.suite.id] < BASE_RUNS_MAX)
        if names:
            return names
    return frozenset()
