"""Calls among workflows: loops, depth, missing files, inputs and secrets."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.calls import LEVELS_MAX, Library, called_inputs
from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.audit.workflows.jobs import read_workflow
from hygiene.audit.workflows.names import check_run_names
from hygiene.audit.workflows.values import UNKNOWN, Value

FOLDER = ".github/workflows"


def caller(*callees: str, events: str = "[push, workflow_call]") -> str:
    """Write a workflow with one job for each workflow that it calls, or a plain one."""
    jobs = (
        "".join(f"  j{i}: {{uses: ./{FOLDER}/{name}.yml}}\n" for i, name in enumerate(callees))
        or "  leaf: {runs-on: x, steps: [{run: make}]}\n"
    )
    return f"on: {events}\njobs:\n{jobs}"


def names(files: dict[str, str], start: str = "gate") -> list[str]:
    """Name the check runs of one of the files."""
    texts = {f"{FOLDER}/{name}.yml": text for name, text in files.items()}
    path = f"{FOLDER}/{start}.yml"
    return [name.pattern for name in check_run_names(read_workflow(texts[path], path=path), Library(texts.get))]


def problems(files: dict[str, str]) -> list[str]:
    """What GitHub refuses in the files, as sentences."""
    texts = {f"{FOLDER}/{name}.yml": text for name, text in files.items()}
    path = f"{FOLDER}/gate.yml"
    return [problem.sentence for problem in read_gate_file(texts[path], path, read_file=texts.get).problems]


def refusal(files: dict[str, str]) -> str:
    """The only thing that GitHub refuses in the files."""
    (found,) = problems(files)
    return found


def test_a_workflow_that_calls_itself() -> None:
    """A loop of one is refused with the way around it."""
    message = refusal({"gate": caller("gate")})
    assert message.startswith(f"{FOLDER}/gate.yml:3:3 Job `j0` makes workflows call each other in a loop")
    assert f"{FOLDER}/gate.yml → {FOLDER}/gate.yml" in message


def test_a_loop_of_three() -> None:
    """A longer loop is refused where it closes."""
    message = refusal({"gate": caller("a"), "a": caller("b"), "b": caller("a")})
    assert message.startswith(f"{FOLDER}/b.yml:3:3 Job `j0`")
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
    assert message == f"{FOLDER}/gate.yml:3:3 Job `j0` calls {FOLDER}/a.yml, which cannot be called."


def test_a_broken_callee_is_named() -> None:
    """An error inside a called file names that file."""
    assert refusal({"gate": caller("a"), "a": "jobs: ["}).startswith(f"{FOLDER}/a.yml:2:1 The file is not valid YAML")


def test_each_file_is_read_once() -> None:
    """A callee that many jobs share is read and parsed once."""
    texts = {f"{FOLDER}/a.yml": caller()}
    asked: list[str] = []

    def read_file(path: str) -> str | None:
        asked.append(path)
        return texts.get(path)

    library = Library(read_file)
    gate = read_workflow(caller("a", "a", "gone", "gone"), path="gate.yml")
    for job in gate.jobs:
        library.follow(job, gate, ("gate.yml",))
    assert asked == [f"{FOLDER}/a.yml", f"{FOLDER}/gone.yml"]


def test_what_is_not_local_is_not_read() -> None:
    """Another repository's workflow, or this one's by its full name, is never read."""
    text = "jobs:\n  a: {uses: o/r/.github/workflows/x.yml@v1}\n"

    def read_file(path: str) -> str | None:
        raise AssertionError(path)

    gate = read_workflow(text, path="gate.yml")
    assert [name.pattern for name in check_run_names(gate, Library(read_file))] == ["a / *"]


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
    """The inputs of a workflow that is called with these values."""
    job = read_workflow(f"jobs:\n  a: {{uses: ./x.yml, with: {given}}}\n", path="gate.yml").jobs[0]
    return called_inputs(job, read_workflow(INPUTS, path="x.yml"), {"matrix": {"v": "m"}})


def test_inputs_left_out() -> None:
    """An input that is left out has the empty value of its type."""
    expected = {"text": "", "number": 0.0, "flag": False, "untyped": "", "bare": "", "set": "x"}
    assert inputs("{}") == expected
    assert inputs("null") == expected


def test_given_inputs() -> None:
    """Inputs are evaluated for the caller, found in any case, and printed when text is declared."""
    found = inputs("{TEXT: 3.10, number: 2, flag: true, set: '${{ matrix.v }}', bare: '${{ github.ref }}', other: 1}")
    assert found == {"text": "3.1", "number": 2.0, "flag": True, "untyped": "", "bare": UNKNOWN, "set": "m"}


def test_unknown_inputs() -> None:
    """A `with:` that is computed as a whole makes every input unknown."""
    assert set(inputs("'${{ fromJSON(vars.x) }}'").values()) == {UNKNOWN}


def test_a_callee_without_inputs() -> None:
    """Without a declaration there are no inputs."""
    job = read_workflow("jobs:\n  a: {uses: ./x.yml, with: {a: 1}}\n", path="gate.yml").jobs[0]
    assert called_inputs(job, read_workflow(caller(), path="x.yml"), {}) == {}


CALLED = """
on:
  workflow_call:
    inputs:
      os: {type: string, required: true}
      fast: {type: boolean}
      count: {type: number, default: 1}
    secrets:
      token: {required: true}
      extra:
jobs: {t: {runs-on: x, steps: [{run: make}]}}
"""


def call(given: str) -> list[str]:
    """What GitHub refuses in a call with these keys."""
    text = f"on: push\njobs:\n  a: {{uses: ./{FOLDER}/b.yml, {given}}}\n"
    return [sentence.partition(" ")[2] for sentence in problems({"gate": text, "b": CALLED})]


@pytest.mark.parametrize(
    "given",
    [
        "with: {os: x}, secrets: inherit",
        "with: {OS: 3.10, fast: true, count: 2}, secrets: {TOKEN: x, extra: y}",
        "with: {os: x, fast: 'true', count: '0x10'}, secrets: inherit",
        "with: {os: '${{ github.ref }}', fast: '${{ github.x }}', count: '${{ vars.x }}'}, secrets: inherit",
    ],
)
def test_calls_that_github_accepts(given: str) -> None:
    """Names ignore case, text takes any scalar, and an expression may have any type."""
    assert call(given) == []


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("secrets: inherit", f"Job `a` does not pass the input `os`, which {FOLDER}/b.yml requires."),
        (
            "with: {fast: true}, secrets: inherit",
            f"Job `a` does not pass the input `os`, which {FOLDER}/b.yml requires.",
        ),
        ("with: {os: x}", f"Job `a` does not pass the secret `token`, which {FOLDER}/b.yml requires."),
        (
            "with: {os: x}, secrets: {extra: y}",
            f"Job `a` does not pass the secret `token`, which {FOLDER}/b.yml requires.",
        ),
        (
            "with: {os: x, so: y}, secrets: inherit",
            f"Job `a` passes the input `so`, which {FOLDER}/b.yml does not declare.",
        ),
        (
            "with: {os: x}, secrets: {token: x, other: y}",
            f"Job `a` passes the secret `other`, which {FOLDER}/b.yml does not declare.",
        ),
        ("with: {os: x, fast: yes}, secrets: inherit", "Job `a` passes the input `fast`, which is not a boolean."),
        ("with: {os: x, fast: 1}, secrets: inherit", "Job `a` passes the input `fast`, which is not a boolean."),
        ("with: {os: x, count: many}, secrets: inherit", "Job `a` passes the input `count`, which is not a number."),
        ("with: {os: x, count: true}, secrets: inherit", "Job `a` passes the input `count`, which is not a number."),
        ("with: {os: [x]}, secrets: inherit", "Job `a` passes the input `os`, which is not a string."),
    ],
)
def test_calls_that_github_refuses(given: str, what: str) -> None:
    """Inputs and secrets that are missing, not declared or of another type are refused at the call."""
    assert call(given) == [what]


def test_a_problem_inside_a_called_workflow() -> None:
    """What is refused in a called file is refused in the file that calls it, with the place in the called one."""
    called = "on: workflow_call\njobs:\n  x: {needs: y, runs-on: z, steps: [{run: make}]}\n"
    assert refusal({"gate": caller("a", events="push"), "a": called}).startswith(
        f"{FOLDER}/a.yml:3:14 Job `x` needs `y`"
    )


def test_without_a_reader_nothing_is_missing() -> None:
    """Where only the text is available, called files are not read and not missing."""
    gate = read_gate_file(caller("a", events="push"), "gate.yml")
    assert [name.pattern for name in gate.check_runs] == ["j0 / *"]
    assert gate.problems == ()
