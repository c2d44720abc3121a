"""The jobs come from the Gate's workflow file at the head, for every command and event; none are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.audit.init_text import configuration_text
from hygiene.audit.workflows.gate_file import read_gate_file
from tests.cli.after_use import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.runs import Job
    from tests.workflow_runner import Runner

GATE = ".github/workflows/gate.yml"
STEPS = "runs-on: ubuntu-latest, steps: [{run: make}]"
TWO = f"name: Gate\non: [pull_request, push]\njobs:\n  compile: {{{STEPS}}}\n  unit: {{{STEPS}}}\n"
INDENTED = "    runs-on: x\n    steps: [{run: make}]\n"
BUILT_IN = ("python ci", "docker smoke")


def proposal(runner: Runner, text: str, jobs: Mapping[str, str | Job], *, base: str | None = None) -> tuple[int, int]:
    """A pull request with this Gate's file, and its run; ``base`` is the file of the default branch, else the same."""
    before = text if base is None else base
    runner.repository.push("main", {GATE: before} if before else {"README.md": "y"})
    head = runner.repository.push("feature", {GATE: text} if text else {"README.md": "x"})
    number = runner.repository.pull_request("feature")
    return number, runner.repository.workflow_run(head=head, jobs=jobs)


def state(runner: Runner, *arguments: str, run: int | None = None) -> Any:  # noqa: ANN401 - the JSON result
    """The result of a run of the main job."""
    ran = runner.post_ci("--json", *arguments, run=run)
    assert ran.code == 0, ran.stderr
    return ran.json


def body(runner: Runner, number: int) -> str:
    """The text of the status comment, without its marker."""
    (found,) = runner.comments(number)
    return found.body.partition("\n")[2]


def test_the_file_at_the_head_is_read_manually_too(runner: Runner) -> None:
    """The same rows for the event, with ``--pr``, and for a section from another workflow."""
    number, run = proposal(runner, TWO, {"compile": "success"})
    runner.post_ci(run=run)
    first = body(runner, number)
    assert "`unit`" in first
    assert state(runner, "--pr", str(number))["requests"]["mutations"] == 0
    (runner.folder / "c.md").write_text("91", encoding="utf-8")
    assert runner.run("section", "set", "coverage", "--file", "c.md", "--pr", str(number)).code == 0
    assert [line for line in first.splitlines() if "`" in line] == [
        line for line in body(runner, number).splitlines() if "`" in line
    ]
    assert not any(name in body(runner, number) for name in BUILT_IN)


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "workflow_run"])
def test_a_section_of_another_workflow_changes_no_row(runner: Runner, event: str) -> None:
    """Its own run is not the Gate, which the comment stores."""
    path = ".github/workflows/ci.yml"
    runner.repository.push("main", {path: TWO.replace("Gate", "CI")})
    head = runner.repository.push("feature", {"README.md": "x"})
    number = runner.repository.pull_request("feature")
    jobs = {"compile": "success", "unit": "success"}
    runner.post_ci(run=runner.repository.workflow_run("CI", head=head, jobs=jobs, path=path))
    before = body(runner, number)
    other = runner.repository.workflow_run("Coverage", head=head, jobs={"compile": "failure", "upload": "failure"})
    (runner.folder / "c.md").write_text("91", encoding="utf-8")
    if event == "workflow_run":
        runner.event(runner.repository.run_event(other))
    else:
        runner.event({"pull_request": {"number": number, "head": {"sha": head, "ref": "feature"}}}, event)
    ran = runner.run("section", "set", "coverage", "--file", "c.md")
    assert ran.code == 0, ran.stderr
    after = body(runner, number)
    assert "#### coverage" in after
    assert before.splitlines()[0] == "### ✅ CI: all 2 jobs passed"
    assert after.splitlines()[0] == "### ✅ CI: all 2 jobs passed, 2 other checks failed"


def test_a_sweep_needs_no_gate(runner: Runner) -> None:
    """It closes the tracker of a pull request that ended, and opens none for jobs that never reported."""
    number, run = proposal(runner, TWO, {"compile": "failure"})
    assert len(state(runner, run=run)["trackers"]) == 1
    runner.repository.person("octocat").close(number)
    ran = runner.run("sweep", "--json")
    assert [(row["category"], row["action"]) for row in ran.json["trackers"]] == [("compile", "resolved")]


def test_the_comment_stores_the_gate(runner: Runner) -> None:
    """Of several workflows, none called Gate, the one that reported is the one that counts later on."""
    path = ".github/workflows/ci.yml"
    text = TWO.replace("Gate", "CI")
    runner.repository.push("main", {path: text})
    head = runner.repository.push("feature", {path: text, "README.md": "x"})
    number = runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(
        head=head, jobs={"compile": "success", "unit": "success"}, workflow="CI", path=path
    )
    runner.repository.workflow_run(
        head=head, jobs={"pages": "failure"}, workflow="Docs", path=".github/workflows/d.yml"
    )
    runner.post_ci(run=run)
    before = body(runner, number)
    assert state(runner, "--pr", str(number))["state"] == "success"
    assert body(runner, number) == before
    assert labels(runner, number) == set()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: Gate\non: pull_request\njobs:\n  compile: [\n", ":5:1"),
        (
            "name: Gate\non: pull_request\njobs:\n  a:\n    needs: gone\n    runs-on: x\n    steps: [{run: make}]\n",
            ":5:",
        ),
        (
            "name: Gate\non: pull_request\njobs:\n  a:\n    runs-on: x\n    if: ${{ no.x }}\n    steps: [{run: z}]\n",
            ":6:",
        ),
    ],
)
def test_a_broken_file_is_reported_with_its_line(runner: Runner, text: str, message: str) -> None:
    """No job of it has a name, and none is made up."""
    number, run = proposal(runner, text, {}, base=TWO)
    runner.post_ci(run=run)
    shown = body(runner, number).replace("&#8203;", "")
    assert f"does not start a run: {GATE}{message}" in shown
    assert "never reported" not in shown
    assert not any(name in shown for name in BUILT_IN)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"{GATE} could not be read at this commit, so the jobs are those that reported."),
        (TWO + "#" * 600_000, f"{GATE} could not be read at this commit, so the jobs are those that reported."),
        (
            f"{TWO}  bad: {{needs: gone, {STEPS}}}\n",
            "is not a job of this file, so the jobs are those that reported.",
        ),
    ],
)
def test_a_file_that_cannot_be_read(runner: Runner, text: str, message: str) -> None:
    """The jobs are those that reported, and the comment and the report state it."""
    number, run = proposal(runner, text, {"one": "success", "gate": "success"})
    result = state(runner, run=run)
    assert result["state"] == "success"
    assert any(message.partition(", so")[0] in notice for notice in result["notices"])
    shown = body(runner, number).replace("&#8203;", "")
    assert message in shown
    assert not any(name in shown for name in BUILT_IN)
    runner.settings('jobs = ["one"]\n')
    state(runner, run=run)
    assert message not in body(runner, number).replace("&#8203;", "")


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target"])
def test_the_file_of_the_default_branch_is_used_as_github_uses_it(runner: Runner, event: str) -> None:
    """For a branch that was made before the file was, and for events that do not take the file from the head."""
    head = runner.repository.push("feature", {"README.md": "x"} if event == "pull_request" else {GATE: "odd"})
    number = runner.repository.pull_request("feature")
    runner.repository.push("main", {GATE: TWO})
    run = runner.repository.workflow_run(head=head, jobs={"compile": "success"}, event=event)
    assert state(runner, run=run)["state"] == "incomplete"
    assert "`unit`" in body(runner, number)
    assert "could not be read" not in body(runner, number)


@pytest.mark.parametrize("base", ["main", "release"])
def test_a_job_that_only_the_base_branch_has_counts(runner: Runner, base: str) -> None:
    """A run uses the file of the merge commit, so it may have jobs that the head does not have yet."""
    runner.repository.push(base, {GATE: TWO})
    head = runner.repository.push("feature", {GATE: TWO})
    runner.repository.pull_request("feature", base=base)
    runner.repository.push(base, {GATE: f"{TWO}  extra: {{{STEPS}}}\n"})
    jobs = {"compile": "success", "unit": "success", "extra": "failure"}
    assert state(runner, run=runner.repository.workflow_run(head=head, jobs=jobs))["state"] == "failure"


def test_the_preset_is_selected_by_name(runner: Runner) -> None:
    """Then its jobs count, reported or not."""
    number, run = proposal(runner, TWO, {"compile": "success", "unit": "success"})
    runner.settings('preset = "python-docker"\n')
    assert state(runner, run=run)["state"] == "incomplete"
    assert all(name in body(runner, number) for name in BUILT_IN)


@pytest.mark.parametrize(
    ("text", "jobs"),
    [
        (TWO.replace("  unit:", "  tests:"), {"compile": "success", "tests": "success"}),
        (TWO.partition("  unit")[0], {"compile": "success"}),
        (TWO.replace("unit: {", 'unit: {name: "unit 2", '), {"compile": "success", "unit 2": "success"}),
    ],
)
def test_a_removed_job_is_shown_and_never_passes(runner: Runner, text: str, jobs: dict[str, str]) -> None:
    """A pull request cannot turn green by dropping or renaming what fails."""
    number, run = proposal(runner, text, jobs, base=TWO)
    assert state(runner, run=run)["state"] == "incomplete"
    assert "`unit`" in body(runner, number)
    assert state(runner, "--pr", str(number))["requests"]["mutations"] == 0


def test_an_added_job_is_no_removed_one(runner: Runner) -> None:
    """The default branch has fewer."""
    _, run = proposal(runner, TWO, {"compile": "success", "unit": "success"}, base=TWO.partition("  unit")[0])
    assert state(runner, run=run)["state"] == "success"


@pytest.mark.parametrize("literal", ["0x" + "f" * 300, "1" + "0" * 400, "1e999", "0o" + "7" * 400])
def test_a_huge_literal_ends_nothing(runner: Runner, literal: str) -> None:
    """Neither in a matrix nor in an expression."""
    matrix = f"strategy: {{matrix: {{v: [{literal}]}}}}"
    extra = f"  odd:\n    if: ${{{{ {literal} > 1 }}}}\n    {matrix}\n{INDENTED}"
    _, run = proposal(runner, TWO + extra, {"compile": "success", "unit": "success"})
    assert runner.post_ci(run=run).code == 0


LEGS = "strategy: {matrix: {v: [1, 2], include: [{v: 2, odd: true}]}}, "


@pytest.mark.parametrize(
    ("job", "failed", "expected"),
    [
        (f"{{continue-on-error: true, {STEPS}}}", "extra", "success"),
        (f"{{continue-on-error: false, {STEPS}}}", "extra", "failure"),
        (f"{{{LEGS}continue-on-error: '${{{{ matrix.odd == true }}}}', {STEPS}}}", "extra (2)", "success"),
        (f"{{{LEGS}continue-on-error: '${{{{ matrix.odd == true }}}}', {STEPS}}}", "extra (1)", "failure"),
    ],
)
def test_a_job_that_may_fail(runner: Runner, job: str, failed: str, expected: str) -> None:
    """Its failure is shown and counts for nothing: headline, label and tracker agree."""
    text = f"name: Gate\non: pull_request\njobs:\n  unit: {{{STEPS}}}\n  extra: {job}\n"
    legs = ("extra (1)", "extra (2)") if "(" in failed else ("extra",)
    number, run = proposal(runner, text, {"unit": "success", **dict.fromkeys(legs, "success"), failed: "failure"})
    result = state(runner, run=run)
    assert result["state"] == expected
    assert labels(runner, number) == ({"ci-failure"} if expected == "failure" else set())
    assert len(result["trackers"]) == (expected == "failure")
    assert ("failed (allowed)" in body(runner, number)) is (expected == "success")
    assert body(runner, number).partition("\n")[0].count("allowed") == (expected == "success")
    assert state(runner, "--pr", str(number))["requests"]["mutations"] == 0


CALLER = f"name: Gate\non: pull_request\njobs:\n  unit: {{{STEPS}}}\n  call: {{uses: ./.github/workflows/c.yml}}\n"
VARIABLE = f"{TWO}  extra: {{continue-on-error: '${{{{ vars.LAX }}}}', {STEPS}}}\n"


@pytest.mark.parametrize(
    ("text", "jobs"),
    [
        (CALLER, {"unit": "success", "call / inner": "failure"}),
        (VARIABLE, {"compile": "success", "unit": "success", "extra": "failure"}),
        ("", {"unit": "success", "extra": "failure"}),
    ],
)
def test_a_run_that_passed_shows_which_job_may_fail(runner: Runner, text: str, jobs: dict[str, str]) -> None:
    """Where the file does not show it: a called workflow, a variable, no file at all."""
    head = runner.repository.push("feature", {GATE: text} if text else {"README.md": "x"})
    number = runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs=jobs, conclusion="success")
    assert (state(runner, run=run)["state"], labels(runner, number)) == ("success", set())
    assert "1 failed (allowed)" in body(runner, number)
    failed = runner.repository.workflow_run(head=head, jobs=jobs, conclusion="failure")
    assert (state(runner, run=failed)["state"], labels(runner, number)) == ("failure", {"ci-failure"})


def test_a_failure_of_an_earlier_attempt_was_not_allowed(runner: Runner) -> None:
    """The run has passed since; what its newest attempt reported may not be shown yet."""
    number, run = proposal(runner, TWO, {"compile": "success", "unit": "failure"})
    assert state(runner, run=run)["state"] == "failure"
    runner.repository.rerun(run, {"unit": "success"})
    runner.repository.late_results(run, "previous_attempt", jobs=("unit",), seconds=600)
    state(runner, run=run)
    assert "allowed" not in body(runner, number)


@pytest.mark.parametrize("glob", ["unit", "u*", "*"])
def test_a_pattern_that_may_fail(runner: Runner, glob: str) -> None:
    """The configuration allows any check run to fail."""
    runner.settings(f'allowed-failures = ["{glob}"]\n')
    number, run = proposal(runner, TWO, {"compile": "success", "unit": "failure"})
    assert (state(runner, run=run)["state"], labels(runner, number)) == ("success", set())


@pytest.mark.parametrize(
    "later", [{"compile": "skipped", "unit": "skipped"}, {"unit": "skipped"}, {"compile": "success", "unit": "skipped"}]
)
def test_a_later_run_that_skips_hides_nothing(runner: Runner, later: dict[str, str]) -> None:
    """Comment, label and tracker keep the failure of the earlier run of the same event."""
    number, run = proposal(runner, TWO, {"compile": "success", "unit": "failure"})
    runner.post_ci(run=run)
    runner.world.advance(60)
    (sha,) = {runner.repository.run_event(run)["workflow_run"]["head_sha"]}
    result = state(runner, run=runner.repository.workflow_run(head=sha, jobs=later))
    assert result["state"] == "failure"
    assert labels(runner, number) == {"ci-failure"}
    assert runner.run("snapshot").json["trackers"][0]["category"] == "unit"


def test_an_aggregate_is_found_in_the_file(runner: Runner) -> None:
    """It needs no configuration to open no tracker of its own, under any name."""
    look = "run: 'echo ${{ toJSON(needs) }}; exit 1'"
    final = f"{{needs: [compile, unit], if: always(), runs-on: x, steps: [{{{look}}}]}}"
    jobs = {"compile": "success", "unit": "failure", "all-done": "failure"}
    number, run = proposal(runner, f"{TWO}  all-done: {final}\n", jobs)
    result = state(runner, run=run)
    assert [row["category"] for row in result["trackers"]] == ["unit"]
    assert "1 of 3 jobs failed" in body(runner, number)


def test_another_base_branch_is_not_compared(runner: Runner) -> None:
    """A branch that is maintained besides the default one may lack jobs that only that one has."""
    runner.repository.push("main", {GATE: TWO})
    runner.repository.push("release", {GATE: TWO.replace("  unit:", "  old:")})
    head = runner.repository.push("feature", {GATE: TWO.replace("  unit:", "  old:")})
    runner.repository.pull_request("feature", base="release")
    run = runner.repository.workflow_run(head=head, jobs={"compile": "success", "old": "success"})
    assert state(runner, run=run)["state"] == "success"


UNKNOWN = {
    "a matrix of an output": "    strategy: {matrix: {v: '${{ fromJSON(needs.compile.outputs.v) }}'}}\n",
    "an included leg": "    strategy: {matrix: {v: [x], include: '${{ fromJSON(vars.MORE) }}'}}\n",
    "an expression": "    name: unit (${{ vars.NAME }})\n",
}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_a_leg_that_is_known_only_in_the_run(runner: Runner, kind: str) -> None:
    """With the configuration of `init`, its failure is one of the Gate's, and not one of other checks."""
    text = f"{TWO.partition('  unit:')[0]}  unit:\n    needs: compile\n{UNKNOWN[kind]}{INDENTED}"
    written = configuration_text(read_gate_file(text, GATE))
    _, run = proposal(runner, text, {"compile": "success", "unit (x)": "success", "unit (y)": "failure"})
    for settings in (written, ""):
        runner.settings(settings)
        assert (state(runner, "--dry-run", run=run)["state"]) == "failure"
