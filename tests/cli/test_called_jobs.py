"""A Gate whose jobs call workflows: a row for each called job, and jobs that sum up others cause nothing themselves.

Each test runs `init` in a checkout, puts what it wrote on the default branch, and reports to a pull request.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from tests.cli.test_gate_file import body, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.workflow_runner import Runner

FOLDER = ".github/workflows"
CI = f"{FOLDER}/ci-pr.yml"
STEPS = "runs-on: ubuntu-latest, steps: [{run: make}]"
ALL = "if: always(), runs-on: ubuntu-latest, steps: [{run: 'exit 1', if: \"contains(needs.*.result, 'failure')\"}]"
BROKEN = Job("failure", steps={"Test": "failure"}, annotations=[Annotation("a.py", 3, "boom")])
# After https://github.com/apache/polaris/blob/main/.github/workflows/ci-pr.yml
CALLER = "name: CI/PR\non: pull_request\njobs:\n  ci: {name: CI/PR, uses: ./.github/workflows/ci.yml}\n"
CALLED = f"""\
name: CI
on: workflow_call
jobs:
  unit: {{name: Unit Tests, {STEPS}}}
  spark: {{name: Spark Tests, {STEPS}}}
  all: {{name: Required Checks, needs: [unit, spark], {ALL}}}
"""
POLARIS = {CI: CALLER, f"{FOLDER}/ci.yml": CALLED}


def adopted(runner: Runner, files: Mapping[str, str], jobs: Mapping[str, str | Job]) -> tuple[int, int]:
    """Run `init`, merge what it wrote, and report these jobs to a pull request: its number, and the run."""
    for path, text in files.items():
        (runner.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (runner.folder / path).write_text(text, encoding="utf-8")
    ran = runner.run("init", "--action", "acme/hygiene@v1")
    assert ran.code == 0, ran.stderr
    written = (runner.folder / ".github/hygiene.toml").read_text(encoding="utf-8")
    assert runner.run("audit", "--offline").code == 0
    runner.repository.push("main", {**files, ".github/hygiene.toml": written})
    return reported(runner, files, jobs)


def reported(runner: Runner, files: Mapping[str, str], jobs: Mapping[str, str | Job]) -> tuple[int, int]:
    """A pull request whose Gate reports these jobs: its number, and the run."""
    head = runner.repository.push("feature", {**files, "README.md": "x"})
    number = runner.repository.pull_request("feature")
    gate = next(iter(files))
    name = files[gate].partition("\n")[0].removeprefix("name: ")
    run = runner.repository.workflow_run(name, head=head, jobs=jobs, path=gate)
    state(runner, run=run)
    return number, run


def rows(runner: Runner, number: int) -> dict[str, str]:
    """The rows of the comment's table: a job's name and its state."""
    cells = [line.split(" | ") for line in body(runner, number).splitlines() if line.startswith("| [`")]
    return {name.partition("`")[2].partition("`")[0]: text.replace("&nbsp;", " ") for name, text, *_ in cells}


def failed(runner: Runner, number: int) -> list[str]:
    """The names of the jobs in the list of failures, in their order."""
    lines = body(runner, number).splitlines()
    return [line.partition("[`")[2].partition("`")[0] for line in lines if line.startswith("- ❌")]


def aggregates(runner: Runner) -> list[str]:
    """What `init` wrote."""
    text = (runner.folder / ".github/hygiene.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text).get("tracker", {}).get("aggregates", [])
    assert isinstance(found, list)
    return found


def test_the_job_that_failed_is_shown(runner: Runner) -> None:
    """Each called job has a row; the one that sums up the others is named as such, and is no failure of its own."""
    jobs: dict[str, str | Job] = {
        "CI/PR / Unit Tests": BROKEN,
        "CI/PR / Spark Tests": "success",
        "CI/PR / Required Checks": "failure",
    }
    number, _ = adopted(runner, POLARIS, jobs)
    assert aggregates(runner) == ["CI/PR / Required Checks"]
    assert body(runner, number).startswith("### ❌ CI/PR: 1 of 3 jobs failed\n")
    assert failed(runner, number) == ["CI/PR / Unit Tests"]
    assert rows(runner, number) == {
        "CI/PR / Unit Tests": "❌ failed",
        "CI/PR / Spark Tests": "✅ passed",
        "CI/PR / Required Checks": "❌ failed, result of the other jobs",
    }
    assert "more check run" not in body(runner, number)


@pytest.mark.parametrize("names", ['["Required Checks"]', '["CI/PR / Required Checks"]', '["CI/PR / Required*"]'])
def test_the_aggregate_is_configured(runner: Runner, names: str) -> None:
    """By its own name or by that of its check run: called files are not read, so nothing else shows it."""
    runner.repository.push("main", {**POLARIS, ".github/hygiene.toml": f"[tracker]\naggregates = {names}\n"})
    jobs: dict[str, str | Job] = {
        "CI/PR / Required Checks": "failure",
        "CI/PR / Spark Tests": "success",
        "CI/PR / Unit Tests": BROKEN,
    }
    number, _ = reported(runner, POLARIS, jobs)
    assert failed(runner, number) == ["CI/PR / Unit Tests"]
    assert rows(runner, number)["CI/PR / Required Checks"] == "❌ failed, result of the other jobs"


def test_without_configuration_the_cause_comes_first(runner: Runner) -> None:
    """An aggregate starts after what it needs, so it is not the first of the failures."""
    runner.repository.push("main", POLARIS)
    jobs: dict[str, str | Job] = {
        "CI/PR / Unit Tests": BROKEN,
        "CI/PR / Spark Tests": "success",
        "CI/PR / Required Checks": "failure",
    }
    number, _ = reported(runner, POLARIS, jobs)
    assert failed(runner, number) == ["CI/PR / Unit Tests", "CI/PR / Required Checks"]


def test_only_the_aggregate_is_listed(runner: Runner) -> None:
    """A job of its run that nobody listed failed first; the check of another workflow explains nothing."""
    text = 'jobs = ["CI/PR / Required Checks"]\n[tracker]\naggregates = ["Required Checks"]\n'
    runner.repository.push("main", {**POLARIS, ".github/hygiene.toml": text})
    jobs: dict[str, str | Job] = {"CI/PR / Unit Tests": BROKEN, "CI/PR / Required Checks": "failure"}
    number, run = reported(runner, POLARIS, jobs)
    assert failed(runner, number) == ["CI/PR / Unit Tests", "CI/PR / Required Checks"]
    runner.repository.rerun(run, {"CI/PR / Unit Tests": "success", "CI/PR / Required Checks": "failure"})
    runner.repository.workflow_run("Docs", head=runner.repository.head("feature"), jobs={"pages": "failure"})
    state(runner, run=run)
    assert failed(runner, number) == ["CI/PR / Required Checks", "pages"]


def test_an_aggregate_that_fails_alone(runner: Runner) -> None:
    """Then it is the failure, and has a tracker."""
    jobs: dict[str, str | Job] = {
        "CI/PR / Unit Tests": "success",
        "CI/PR / Spark Tests": "skipped",
        "CI/PR / Required Checks": "failure",
    }
    number, _ = adopted(runner, POLARIS, jobs)
    assert failed(runner, number) == ["CI/PR / Required Checks"]
    assert [issue.title for issue in runner.repository.issues()] == ["CI failure: CI/PR"]


def test_an_aggregate_sums_up_no_other_call(runner: Runner) -> None:
    """Each sums up the jobs that are called with it: one that fails alone is a failure next to those of other calls."""
    calls = "".join(f"  {name}: {{uses: ./.github/workflows/ci.yml}}\n" for name in ("a", "b"))
    files = {CI: f"name: Gate\non: pull_request\njobs:\n{calls}", f"{FOLDER}/ci.yml": CALLED}
    names = ("Unit Tests", "Spark Tests", "Required Checks")
    jobs: dict[str, str | Job] = {f"{caller} / {name}": "success" for caller in ("a", "b") for name in names}
    failing: dict[str, str | Job] = {
        "a / Required Checks": "failure",
        "b / Unit Tests": BROKEN,
        "b / Required Checks": "failure",
    }
    number, _ = adopted(runner, files, jobs | failing)
    assert aggregates(runner) == ["a / Required Checks", "b / Required Checks"]
    assert sorted(failed(runner, number)) == ["a / Required Checks", "b / Unit Tests"]
    assert sorted(issue.title for issue in runner.repository.issues()) == ["CI failure: a", "CI failure: b"]


def test_two_levels(runner: Runner) -> None:
    """A called workflow that calls another one, each with a job that sums up the others."""
    middle = f"on: workflow_call\njobs:\n  deep: {{uses: ./.github/workflows/ci.yml}}\n  sum: {{needs: deep, {ALL}}}\n"
    files = {
        CI: CALLER.replace("ci.yml", "middle.yml"),
        f"{FOLDER}/middle.yml": middle,
        f"{FOLDER}/ci.yml": CALLED,
    }
    jobs: dict[str, str | Job] = {
        "CI/PR / deep / Spark Tests": "success",
        "CI/PR / deep / Unit Tests": BROKEN,
        "CI/PR / deep / Required Checks": "failure",
        "CI/PR / sum": "failure",
    }
    number, _ = adopted(runner, files, jobs)
    assert aggregates(runner) == ["CI/PR / deep / Required Checks", "CI/PR / sum"]
    assert failed(runner, number) == ["CI/PR / deep / Unit Tests"]
    assert list(rows(runner, number)) == list(jobs)


def test_a_matrix_over_calls(runner: Runner) -> None:
    """Each leg has its own called jobs and its own aggregate."""
    call = "  ci:\n    strategy: {matrix: {v: [1, 2]}}\n    uses: ./.github/workflows/ci.yml\n"
    files = {CI: f"name: Gate\non: pull_request\njobs:\n{call}", f"{FOLDER}/ci.yml": CALLED}
    jobs: dict[str, str | Job] = {
        f"ci ({v}) / {name}": "success" for v in (1, 2) for name in ("Unit Tests", "Spark Tests", "Required Checks")
    }
    number, _ = adopted(runner, files, jobs | {"ci (2) / Unit Tests": BROKEN, "ci (2) / Required Checks": "failure"})
    assert aggregates(runner) == ["ci (1) / Required Checks", "ci (2) / Required Checks"]
    assert failed(runner, number) == ["ci (2) / Unit Tests"]
    assert body(runner, number).startswith("### ❌ Gate: 1 of 6 jobs failed\n")


def test_another_repository(runner: Runner) -> None:
    """Its file cannot be read, so its jobs are rows as they report, and only the configuration names its aggregate."""
    files = {CI: CALLER.replace("./.github/workflows/ci.yml", "acme/shared/.github/workflows/ci.yml@v1")}
    jobs: dict[str, str | Job] = {"CI/PR / Unit Tests": BROKEN, "CI/PR / Required Checks": "failure"}
    number, _ = adopted(runner, files, jobs)
    text = (runner.folder / ".github/hygiene.toml").read_text(encoding="utf-8")
    assert "acme/shared/.github/workflows/ci.yml@v1" in text
    assert aggregates(runner) == []
    assert failed(runner, number) == ["CI/PR / Unit Tests", "CI/PR / Required Checks"]
    runner.repository.push("main", {".github/hygiene.toml": text + '\n[tracker]\naggregates = ["Required Checks"]\n'})
    state(runner, "--pr", str(number))
    assert failed(runner, number) == ["CI/PR / Unit Tests"]


def test_the_caller_has_the_aggregate(runner: Runner) -> None:
    """One that needs calls only sums up all that they call."""
    files = {
        CI: f"{CALLER}  lint: {{uses: ./.github/workflows/lint.yml}}\n  done: {{needs: [ci, lint], {ALL}}}\n",
        f"{FOLDER}/ci.yml": CALLED,
        f"{FOLDER}/lint.yml": f"on: workflow_call\njobs:\n  ruff: {{{STEPS}}}\n",
    }
    jobs: dict[str, str | Job] = {
        "CI/PR / Unit Tests": "success",
        "CI/PR / Spark Tests": "success",
        "CI/PR / Required Checks": "success",
        "lint / ruff": BROKEN,
        "done": "failure",
    }
    number, _ = adopted(runner, files, jobs)
    assert aggregates(runner) == ["CI/PR / Required Checks", "done"]
    assert failed(runner, number) == ["lint / ruff"]
    assert [issue.title for issue in runner.repository.issues()] == ["CI failure: lint"]


@pytest.mark.parametrize(
    ("name", "given", "written", "shown"),
    [
        ("'Required ${{ inputs.what }}'", "with: {what: all}, ", ["CI/PR / Required all"], "Required all"),
        ("'Required of ${{ github.actor }}'", "", ["CI/PR / Required of *"], "Required of mona"),
        ("'${{ github.actor }}'", "", [], "mona"),
    ],
)
def test_names_with_expressions(runner: Runner, name: str, given: str, written: list[str], shown: str) -> None:
    """What is known only in a run matches any text, unless that could be the name of another job."""
    called = CALLED.replace("name: Required Checks", f"name: {name}")
    inputs = "on: {workflow_call: {inputs: {what: {type: string}}}}"
    files = {
        CI: CALLER.replace("uses:", f"{given}uses:"),
        f"{FOLDER}/ci.yml": called.replace("on: workflow_call", inputs),
    }
    jobs: dict[str, str | Job] = {
        "CI/PR / Unit Tests": BROKEN,
        "CI/PR / Spark Tests": "success",
        f"CI/PR / {shown}": "failure",
    }
    number, _ = adopted(runner, files, jobs)
    assert aggregates(runner) == written
    expected = ["CI/PR / Unit Tests"] if written else ["CI/PR / Unit Tests", "CI/PR / mona"]
    assert failed(runner, number) == expected


def test_skipped_jobs(runner: Runner) -> None:
    """A called job that is skipped is a row; a call that is skipped reports once, under the caller's name."""
    optional = "  nightly: {if: \"github.event_name == 'schedule'\", uses: ./.github/workflows/ci.yml}\n"
    files = {CI: CALLER + optional, f"{FOLDER}/ci.yml": CALLED}
    jobs: dict[str, str | Job] = {
        "CI/PR / Unit Tests": "success",
        "CI/PR / Spark Tests": "skipped",
        "CI/PR / Required Checks": "success",
        "nightly": "skipped",
    }
    number, _ = adopted(runner, files, jobs)
    assert rows(runner, number) == {
        "CI/PR / Unit Tests": "✅ passed",
        "CI/PR / Spark Tests": "⏩ skipped",
        "CI/PR / Required Checks": "✅ passed, result of the other jobs",
        "nightly": "⏩ skipped",
    }
    assert body(runner, number).startswith("### ✅ CI/PR: 2 of 4 jobs passed, 2 skipped\n")


def test_the_rows_keep_their_order(runner: Runner) -> None:
    """Also after the failed jobs have run again: those get newer check runs."""
    jobs: dict[str, str | Job] = {
        "CI/PR / Unit Tests": BROKEN,
        "CI/PR / Spark Tests": "success",
        "CI/PR / Required Checks": "failure",
    }
    number, run = adopted(runner, POLARIS, jobs)
    before = list(rows(runner, number))
    runner.repository.rerun(run, {"CI/PR / Unit Tests": "success", "CI/PR / Required Checks": "success"})
    state(runner, run=run)
    assert list(rows(runner, number)) == before


def test_a_name_of_an_own_job_is_that_job(runner: Runner) -> None:
    """An aggregate of the Gate hides no called job that has its name."""
    files = {
        CI: f"{CALLER}  check: {{needs: ci, {ALL}}}\n",
        f"{FOLDER}/ci.yml": f"on: workflow_call\njobs:\n  check: {{{STEPS}}}\n  unit: {{{STEPS}}}\n",
    }
    number, _ = adopted(runner, files, {"CI/PR / check": BROKEN, "CI/PR / unit": BROKEN, "check": "failure"})
    assert aggregates(runner) == ["check"]
    assert failed(runner, number) == ["CI/PR / check", "CI/PR / unit"]


def test_a_call_that_has_not_reported(runner: Runner) -> None:
    """Its own name is the row: what it calls is not known from check runs."""
    files = {CI: f"{CALLER}  late: {{uses: ./.github/workflows/ci.yml}}\n", f"{FOLDER}/ci.yml": CALLED}
    number, _ = adopted(runner, files, {"CI/PR / Unit Tests": "success", "CI/PR / Required Checks": "success"})
    assert "Never reported" in body(runner, number)
    assert "late" in body(runner, number)
