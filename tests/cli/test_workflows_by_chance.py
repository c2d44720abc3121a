"""Pull requests by chance that change any workflow of a repository: none that lacks a job, or failed, reads as passed.

What GitHub would do is computed here: the files of the merge commit decide which workflows run, and what they report.
"""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_gate_file import STEPS
from tests.cli.test_removed_names import CALLED, FOLDER, OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.sandbox.seed import RepositorySeed
    from tests.workflow_runner import Runner

pytestmark = pytest.mark.explore
PULL_REQUESTS = 3_000
KINDS = ("plain", "plain", "matrix", "expression")
WORDS = ("lint", "unit", "build", "docs", "e2e", "types")
OFF = ("workflow_dispatch", "push", "{pull_request: {paths: [none]}}")


@dataclass
class Workflow:
    """A workflow file: the kinds of its jobs by id, and the file that its job ``sub`` calls."""

    name: str
    jobs: dict[str, str]
    on: str = "pull_request"
    calls: str = ""

    @property
    def text(self) -> str:
        """The file."""
        called = f"  sub:\n    uses: ./{self.calls}\n" if self.calls else ""
        name = f"name: {self.name}\n" if self.name else ""
        return f"{name}on: {self.on}\njobs:\n" + "".join(_job(*one) for one in self.jobs.items()) + called

    def names(self, files: Mapping[str, Workflow]) -> list[str]:
        """What a run reports; nothing where it cannot start."""
        if self.calls and self.calls not in files:
            return []
        below = files[self.calls].names(files) if self.calls else []
        return [*(name for one in self.jobs.items() for name in _names(*one)), *(f"sub / {name}" for name in below)]


Files = dict[str, Workflow]


def _job(key: str, kind: str) -> str:
    more = {"matrix": "strategy: {matrix: {v: [1, 2]}}, ", "expression": f"name: '{key} ${{{{ vars.N }}}}', "}
    return f"  {key}: {{{more.get(kind, '')}{STEPS}}}\n"


def _names(key: str, kind: str) -> list[str]:
    return {"matrix": [f"{key} (1)", f"{key} (2)"], "expression": [f"{key} a"]}.get(kind, [key])


@dataclass
class Case:
    """One pull request. ``before`` are the files where it branched off, ``gate`` is the path of the Gate there.

    ``named`` is whether the status comment names that path already.
    """

    chance: random.Random
    gate: str = ""
    before: Files = field(default_factory=dict)
    base: Files = field(default_factory=dict)
    named: bool = False
    head: Files = field(default_factory=dict)

    def some(self, name: str, least: int = 1, calls: str = "") -> Workflow:
        """A workflow with jobs by chance."""
        keys = self.chance.sample(WORDS, self.chance.randint(least, 3))
        return Workflow(name, {key: self.chance.choice(KINDS) for key in keys}, calls=calls)

    def merged(self) -> Files | None:
        """The files of the merge commit; None for a conflict, in which nothing runs."""
        found: Files = {}
        for path in sorted({*self.base, *self.head}):
            before, ours, theirs = (files.get(path) for files in (self.before, self.base, self.head))
            if ours not in (before, theirs) and theirs != before:
                return None
            if one := theirs if ours == before else ours:
                found[path] = one
        return found


def repository(chance: random.Random) -> Case:
    """One with a Gate, which may call a file, and up to two more workflows."""
    case = Case(chance, chance.choice([f"{FOLDER}/gate.yml", f"{FOLDER}/ci.yml", f"{FOLDER}/gate.yaml"]))
    calls = chance.random() < 0.4
    case.before[case.gate] = case.some(chance.choice(["Gate", "CI"]), 1 if calls else 2, CALLED if calls else "")
    if calls:
        case.before[CALLED] = Workflow("", case.some("").jobs, on="workflow_call")
    for name in ("Docs", "Lint"):
        if chance.random() < 0.4:
            case.before[f"{FOLDER}/{name.lower()}.yml"] = case.some(chance.choice([name, name, ""]))
    case.base, case.head = deepcopy(case.before), deepcopy(case.before)
    return case


def without_job(case: Case, workflow: Workflow) -> None:
    """A job is removed."""
    if len(workflow.jobs) > 1:
        workflow.jobs.pop(case.chance.choice(sorted(workflow.jobs)))


def with_job(case: Case, workflow: Workflow) -> None:
    """A job is added."""
    workflow.jobs["more"] = case.chance.choice(KINDS)


def renamed_job(case: Case, workflow: Workflow) -> None:
    """A job gets another id, under which it reports."""
    key = case.chance.choice(sorted(workflow.jobs))
    workflow.jobs = {f"new-{one}" if one == key else one: kind for one, kind in workflow.jobs.items()}


def renamed(case: Case, workflow: Workflow) -> None:
    """The workflow gets another name, perhaps that of another one."""
    workflow.name = case.chance.choice(["Gate", "CI", "Docs", "Other", ""])


def switched_off(case: Case, workflow: Workflow) -> None:
    """It starts no run for this pull request."""
    workflow.on = case.chance.choice(OFF)


def _path_of(files: Files, workflow: Workflow) -> str:
    return next(path for path, one in files.items() if one is workflow)


def moved(case: Case, workflow: Workflow) -> None:
    """Its file gets another path; a file that is called is not called there."""
    after = case.chance.choice([f"{FOLDER}/moved.yml", f"{FOLDER}/gate.yml", f"{FOLDER}/a.yml"])
    if after not in case.head:
        case.head[after] = case.head.pop(_path_of(case.head, workflow))


def deleted(case: Case, workflow: Workflow) -> None:
    """Its file is deleted."""
    del case.head[_path_of(case.head, workflow)]


def added(case: Case, _workflow: Workflow) -> None:
    """There is a new one, which may have the name of another."""
    path = case.chance.choice([OTHER, f"{FOLDER}/gate.yml"])
    case.head.setdefault(path, case.some(case.chance.choice(["New", "Gate", "CI"])))


CHANGES: tuple[Callable[[Case, Workflow], None], ...] = (
    *(without_job, without_job, with_job, renamed_job, renamed, switched_off, moved, deleted, added),
)


def change(case: Case) -> None:
    """What the pull request does, and what happens on the base branch meanwhile."""
    chance = case.chance
    for _ in range(chance.randint(0, 3)):
        workflows = [one for path, one in sorted(case.head.items()) if path == case.gate or chance.random() < 0.4]
        if workflows:
            chance.choice(CHANGES)(case, chance.choice(workflows))
    if chance.random() < 0.3:
        chance.choice([without_job, with_job, renamed_job])(case, chance.choice([*case.base.values()]))
    if chance.random() < 0.1:
        case.base[f"{FOLDER}/late.yml"] = case.some("Late")


def push(source: RepositorySeed, branch: str, files: Files, before: Files) -> str:
    """These workflow files on a branch that had others."""
    texts = {path: one.text for path, one in files.items()}
    return source.push(branch, {"README.md": branch, **dict.fromkeys(before), **texts})


def propose(runner: Runner, source: RepositorySeed, case: Case, base_branch: str) -> None:
    """The pull request before it changes a workflow, perhaps with the comment that a run of the Gate has made."""
    head = push(source, "feature", case.before, {})
    fork = {} if source.full_name == runner.repository.full_name else {"fork": source.full_name}
    runner.repository.pull_request("feature", base=base_branch, **fork)
    case.named = case.chance.random() < 0.5
    if case.named:
        gate = case.before[case.gate]
        jobs = [(name, "success") for name in gate.names(case.before)]
        run = runner.repository.workflow_run(gate.name, head=head, jobs=jobs, path=case.gate)
        assert runner.post_ci("--json", run=run).json["state"] == "success"
        runner.monkeypatch.delenv("GITHUB_EVENT_NAME")


def gates_of(case: Case, name: str) -> set[str]:
    """The paths of the base branch's workflows that are the Gate, or may be: those that have this name, if any.

    Without a name it is the one that the comment names, else the one that is called Gate, else nobody knows which one.
    """
    runs = {path: one for path, one in case.base.items() if one.on == "pull_request"}
    if name:
        return {path for path, one in runs.items() if (one.name or path) == name}
    if case.named:
        return {case.gate}
    called = {path for path, one in runs.items() if "gate" in (one.name.lower(), PurePosixPath(path).stem)}
    usual = called & {f"{FOLDER}/gate.yml"}
    return usual or (called if len(called) == 1 else set(runs))


def run_all(runner: Runner, head: str, case: Case, files: Files) -> dict[str, tuple[int, set[str]]]:
    """The runs that GitHub starts for these files, in any order: of each path the id, and the jobs that passed."""
    found = {}
    for path in case.chance.sample(sorted(files), len(files)):
        if files[path].on == "pull_request":
            name = files[path].name or path
            jobs = [(one, case.chance.choice(["success"] * 15 + ["failure"])) for one in files[path].names(files)]
            run = runner.repository.workflow_run(name, head=head, jobs=jobs, path=path)
            found[path] = run, {one for one, word in jobs if word == "success"}
    return found


@pytest.mark.parametrize("seed", range(PULL_REQUESTS))
def test_a_pull_request(runner: Runner, seed: int) -> None:
    """Started by a run of the Gate, or by hand, which names none."""
    case = repository(random.Random(seed))  # noqa: S311 - repeatable
    change(case)
    merged = case.merged()
    if merged is None:
        return
    base_branch = case.chance.choice(["main", "main", "release"])
    push(runner.repository, base_branch, case.before, {})
    source = runner.repository.fork("alice/r") if case.chance.random() < 0.4 else runner.repository
    propose(runner, source, case, base_branch)
    head = push(source, "feature", case.head, case.before)
    push(runner.repository, base_branch, case.base, case.before)
    runs = run_all(runner, head, case, merged)
    name = (case.before[case.gate].name or case.gate) if case.chance.random() < 0.5 else ""
    started = [path for path in runs if not name or (merged[path].name or path) == name]
    if not started:
        return
    ran = runner.post_ci("--json", *(() if name else ("--pr", "1")), run=runs[started[-1]][0] if name else None)
    assert ran.code == 0, ran.stderr
    gates = gates_of(case, name)
    passed = {one for _, jobs in runs.values() for one in jobs}
    lacking = {one for path in gates for one in case.base[path].names(case.base)} - passed
    bad = [
        path for path in gates.union(started if name else ()) & runs.keys() if not whole(path, merged, runs[path][1])
    ]
    assert ran.json["state"] != "success" or not (lacking or bad), (lacking, bad)
    assert ran.json["state"] == "success" or lacking or bad or not case.before == case.base == case.head


def whole(path: str, files: Files, passed: set[str]) -> bool:
    """Whether a run has started, and all of its jobs have passed."""
    return bool(passed) and passed.issuperset(files[path].names(files))
