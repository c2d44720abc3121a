"""Calls among workflows: loops, depth, missing files, inputs."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.calls import LEVELS_MAX, Library, called_inputs
from hygiene.audit.workflows.jobs import read_workflow
from hygiene.audit.workflows.names import check_run_names
from hygiene.audit.workflows.values import UNKNOWN, Value
from hygiene.errors import UsageError

FOLDER = ".github/workflows"


def caller(*callees: str, events: str = "workflow_call") -> str:
    """Write a workflow with one job for each workflow that it calls, or a plain one."""
    jobs = "".join(f"  j{i}: {{uses: ./{FOLDER}/{name}.yml}}\n" for i, name in enumerate(callees)) or "  leaf: {}\n"
    return f"on: {events}\njobs:\n{jobs}"


def names(files: dict[str, str], start: str = "gate") -> list[str]:
    """Name the check runs of one of the files."""
    texts = {f"{FOLDER}/{name}.yml": text for name, text in files.items()}
    path = f"{FOLDER}/{start}.yml"
    return [name.pattern for name in check_run_names(texts[path], path=path, read_file=texts.get)]


def refusal(files: dict[str, str]) -> str:
    """Expand files that must be refused, and return the message."""
    with pytest.raises(UsageError) as caught:
        names(files)
    return caught.value.message


def test_a_workflow_that_calls_itself() -> None:
    """A loop of one is refused with the way around it."""
    message = refusal({"gate": caller("gate")})
    assert message.startswith(f"{FOLDER}/gate.yml:3:3 job `j0` makes workflows call each other for ever")
    assert f"{FOLDER}/gate.yml → {FOLDER}/gate.yml" in message


def test_a_loop_of_three() -> None:
    """A longer loop is refused where it closes."""
    message = refusal({"gate": caller("a"), "a": caller("b"), "b": caller("a")})
    assert message.startswith(f"{FOLDER}/b.yml:3:3 job `j0`")
    assert f"{FOLDER}/a.yml → {FOLDER}/b.yml → {FOLDER}/a.yml" in message


def test_one_workflow_called_twice_is_no_loop() -> None:
    """A workflow may be called from several places."""
    files = {"gate": caller("a", "b"), "a": caller("b"), "b": caller()}
    assert names(files) == ["j0 / j0 / leaf", "j1 / leaf"]


def test_levels() -> None:
    """GitHub connects ten levels, the first included."""
    files = {f"w{level}": caller(f"w{level + 1}") for level in range(LEVELS_MAX)} | {f"w{LEVELS_MAX}": caller()}
    assert names(files, start="w1") == [" / ".join(["j0"] * (LEVELS_MAX - 1) + ["leaf"])]
    assert "more than 10 levels deep" in refusal(files | {"gate": caller("w1")})


def test_a_workflow_that_cannot_be_called() -> None:
    """A callee without workflow_call is refused, naming what to add."""
    message = refusal({"gate": caller("a"), "a": caller(events="[push, pull_request]")})
    assert message == f"{FOLDER}/gate.yml:3:3 job `j0` calls {FOLDER}/a.yml, which cannot be called."


def test_a_broken_callee_is_named() -> None:
    """An error inside a called file names that file."""
    assert refusal({"gate": caller("a"), "a": "jobs: ["}).startswith(f"{FOLDER}/a.yml:2:1 is not valid YAML")


def test_each_file_is_read_once() -> None:
    """A callee that many jobs share is read and parsed once."""
    texts = {f"{FOLDER}/a.yml": caller()}
    asked: list[str] = []

    def read_file(path: str) -> str | None:
        asked.append(path)
        return texts.get(path)

    library = Library(read_file)
    for job in read_workflow(caller("a", "a", "gone", "gone"), path="gate.yml").jobs:
        library.follow(job, ("gate.yml",))
    assert asked == [f"{FOLDER}/a.yml", f"{FOLDER}/gone.yml"]


def test_what_is_not_local_is_not_read() -> None:
    """Another repository's workflow, or this one's by its full name, is never asked for."""
    text = "jobs:\n  a: {uses: o/r/.github/workflows/x.yml@v1}\n"

    def read_file(path: str) -> str | None:
        raise AssertionError(path)

    assert [name.pattern for name in check_run_names(text, path="gate.yml", read_file=read_file)] == ["a / *"]


INPUTS = """
on:
  workflow_call:
    inputs:
      text: {type: string}
      number: {type: number}
      flag: {type: boolean}
      untyped: {}
      bare:
      set: {type: string, default: x}
jobs: {a: {}}
"""


def inputs(given: str) -> dict[str, Value]:
    """Evaluate the inputs that a call with these values hands over."""
    job = read_workflow(f"jobs:\n  a: {{uses: ./x.yml, with: {given}}}\n", path="gate.yml").jobs[0]
    return called_inputs(job, read_workflow(INPUTS, path="x.yml"), {"matrix": {"v": "m"}})


def test_inputs_left_out() -> None:
    """An input that is left out is worth nothing of its kind."""
    expected = {"text": "", "number": 0.0, "flag": False, "untyped": "", "bare": "", "set": "x"}
    assert inputs("{}") == expected
    assert inputs("null") == expected


def test_inputs_handed_over() -> None:
    """Inputs are evaluated for the caller, found in any case, and printed when text is declared."""
    found = inputs("{TEXT: 3.10, number: 2, flag: true, set: '${{ matrix.v }}', bare: '${{ github.ref }}', other: 1}")
    assert found == {"text": "3.1", "number": 2.0, "flag": True, "untyped": "", "bare": UNKNOWN, "set": "m"}


def test_inputs_that_nobody_knows() -> None:
    """A `with:` that is computed as a whole makes every input unknown."""
    assert set(inputs("'${{ fromJSON(vars.x) }}'").values()) == {UNKNOWN}


def test_a_callee_without_inputs() -> None:
    """Without a declaration nothing is handed over."""
    job = read_workflow("jobs:\n  a: {uses: ./x.yml, with: {a: 1}}\n", path="gate.yml").jobs[0]
    assert called_inputs(job, read_workflow(caller(), path="x.yml"), {}) == {}
