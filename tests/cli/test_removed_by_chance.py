"""Pull requests by chance: those that remove a job of the Gate never read as passed, and all others do."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_gate_file import GATE, STEPS, state

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

pytestmark = pytest.mark.explore
CALLED, MOVED = ".github/workflows/called.yml", ".github/workflows/ci.yml"
HEAD = "name: Gate\non: pull_request\njobs:\n"
CALLABLE = "on: workflow_call\njobs:\n"
CALLER = "  tests:\n    uses: ./.github/workflows/called.yml\n"
KINDS = ("plain", "named", "matrix", "expression", "computed", "same")
PULL_REQUESTS = 600

# The text of a job, and the names under which it reports.
Job = tuple[str, tuple[str, ...]]


def job(key: str, kind: str) -> Job:
    """A job whose name is its id, another one, or one that only a run knows."""
    if kind == "matrix":
        return f"  {key}: {{strategy: {{matrix: {{v: [1, 2]}}}}, {STEPS}}}\n", (f"{key} (1)", f"{key} (2)")
    if kind == "computed":
        matrix = "strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}"
        return f"  {key}: {{{matrix}, {STEPS}}}\n", (f"{key} (p)", f"{key} (q)")
    names = {"plain": key, "named": f"{key} x", "expression": f"n{key} ${{{{ vars.N }}}}", "same": "same"}
    return f"  {key}: {{name: '{names[kind]}', {STEPS}}}\n", (names[kind].replace("${{ vars.N }}", "a"),)


def some(chance: random.Random, keys: str, least: int) -> list[Job]:
    """At least so many jobs with these ids."""
    return [job(key, chance.choice(KINDS)) for key in chance.sample(keys, chance.randint(least, len(keys)))]


def text(head: str, jobs: list[Job]) -> str:
    """A workflow file."""
    return head + "".join(lines for lines, _ in jobs)


@pytest.mark.parametrize("seed", range(PULL_REQUESTS))
def test_a_pull_request(runner: Runner, seed: int) -> None:
    """It may also add a job, put them in another order, change a called file, and move the Gate's file."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    own, called = some(chance, "abcd", 2), some(chance, "efg", 1)
    calls, removes, moves = (chance.random() < share for share in (0.6, 0.6, 0.3))
    caller = CALLER if calls else ""
    runner.repository.push("main", {GATE: text(HEAD, own) + caller, CALLED: text(CALLABLE, called)})
    if removes:
        lacking = called if calls and len(called) > 1 and chance.random() < 0.5 else own
        lacking.pop(chance.randrange(len(lacking)))
    if chance.random() < 0.6:
        (called if calls and chance.random() < 0.4 else own).append(job("extra", chance.choice(KINDS[:-1])))
    chance.shuffle(own)
    chance.shuffle(called)
    gate = {GATE: None, MOVED: text(HEAD, own) + caller} if moves else {GATE: text(HEAD, own) + caller}
    head = runner.repository.push("feature", {"README.md": "x", CALLED: text(CALLABLE, called), **gate})
    runner.repository.pull_request("feature")
    reported = [name for _, names in own for name in names]
    reported += [f"tests / {name}" for _, names in called for name in names] if calls else []
    jobs = [(name, "success") for name in reported]
    run = runner.repository.workflow_run(head=head, jobs=jobs, path=MOVED if moves else GATE)
    assert state(runner, run=run)["state"] == ("incomplete" if removes else "success")
