"""Without an event and a configured workflow, a pull request does not choose which of the workflows is the Gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_gate_file import GATE, body, state
from tests.cli.test_removed_names import EXPRESSION, FOLDER, HEAD, LINT, OTHER, UNIT, job, legs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.workflow_runner import Runner

CI, DOCS, NEW = f"{FOLDER}/ci.yml", f"{FOLDER}/docs.yml", f"{FOLDER}/new.yml"
IN_CI = HEAD.replace("Gate", "CI")
NO_DOCS = HEAD.replace("Gate", "Docs")
IN_DOCS = NO_DOCS + job("pages", "pages")
PASSED = {"lint": "success", "unit": "success"}
FAILED = {"lint": "success", "unit": "failure"}
PAGES = {"pages": "success"}


def proposal(
    runner: Runner, base: Mapping[str, str], head: Mapping[str, str | None], runs: Mapping[str, Any], to: str = "main"
) -> None:
    """A pull request that changes these files, and runs of its head: the jobs by the path of their workflow's file."""
    runner.repository.push("main", {"README.md": "y"} if to != "main" else base)
    runner.repository.push(to, base)
    files = {**(base if to != "main" else {}), "README.md": "x", **head}
    oid = runner.repository.push("feature", files)
    runner.repository.pull_request("feature", base=to)
    names = {path: text.partition("\n")[0].removeprefix("name: ") for path, text in {**base, **files}.items() if text}
    for path, jobs in runs.items():
        runner.repository.workflow_run(names[path], head=oid, jobs=jobs, path=path)


def started(runner: Runner, start: str) -> Any:  # noqa: ANN401 - the JSON result
    """The result of a run without the event of a workflow's run."""
    if start == "manual":
        return state(runner, "--pr", "1")
    runner.event(runner.repository.pull_request_event(1), start)
    return state(runner)


TWO_WORKFLOWS = {CI: IN_CI + LINT + UNIT, DOCS: IN_DOCS}


@pytest.mark.parametrize("start", ["manual", "pull_request_target"])
@pytest.mark.parametrize(
    ("new", "text"),
    [
        (GATE, IN_DOCS),
        (NEW, HEAD + job("pages", "pages")),
        (f"{FOLDER}/gate.yaml", HEAD + LINT + UNIT),
        (f"{FOLDER}/a.yml", (HEAD + LINT).replace("Gate", "GATE")),
        # Another one gets the name.
        (DOCS, IN_DOCS.replace("Docs", "Gate")),
    ],
)
@pytest.mark.parametrize("settings", ["", 'jobs = ["lint", "unit"]\n'], ids=["jobs of the file", "configured"])
def test_a_new_workflow_called_gate(runner: Runner, start: str, new: str, text: str, settings: str) -> None:
    """What fails in the others counts all the same."""
    if settings:
        runner.settings(settings)
    runs = {CI: FAILED, DOCS: PAGES} | {new: PAGES if "pages" in text else PASSED}
    proposal(runner, TWO_WORKFLOWS, {new: text}, runs)
    assert started(runner, start)["state"] == "failure"


@pytest.mark.parametrize("start", ["manual", "pull_request_target"])
def test_a_new_workflow_called_gate_and_a_removed_job(runner: Runner, start: str) -> None:
    """A removed job may be missed, and the comment asks for the name of the workflow."""
    head = {CI: IN_CI + LINT, NEW: HEAD + LINT}
    proposal(runner, TWO_WORKFLOWS, head, {CI: {"lint": "success"}, DOCS: PAGES, NEW: {"lint": "success"}})
    assert started(runner, start)["state"] == "incomplete"
    assert "which of the workflows is the Gate" in body(runner, 1)


@pytest.mark.parametrize("new", [f"{FOLDER}/a.yml", f"{FOLDER}/z.yml"])
def test_a_second_workflow_called_gate(runner: Runner, new: str) -> None:
    """The one that the base branch has is the Gate."""
    base = {GATE: HEAD + LINT + UNIT, DOCS: IN_DOCS}
    proposal(runner, base, {new: HEAD.replace("Gate", "gate") + LINT}, {GATE: FAILED, DOCS: PAGES, new: PASSED})
    assert state(runner, "--pr", "1")["state"] == "failure"


@pytest.mark.parametrize(("path", "name", "queries"), [(GATE, "Gate", 1), (GATE, "CI", 1), (NEW, "GATE", 2)])
def test_the_gate_that_the_base_branch_has(runner: Runner, path: str, name: str, queries: int) -> None:
    """Another workflow that fails does not count, whether or not the pull request changes it."""
    base = {path: HEAD.replace("Gate", name) + LINT + UNIT, DOCS: IN_DOCS}
    proposal(runner, base, {DOCS: f"{IN_DOCS}# x\n"}, {path: PASSED, DOCS: {"pages": "failure"}})
    found = state(runner, "--pr", "1")
    assert (found["state"], found["requests"]["queries"]) == ("success", queries)


@pytest.mark.parametrize(
    "head",
    [
        {CI: None},
        {CI: (IN_CI + LINT + UNIT).replace("pull_request", "workflow_dispatch")},
        # Also where the one that is left is changed.
        {CI: None, DOCS: f"{IN_DOCS}# x\n"},
    ],
    ids=["removed", "switched off", "both"],
)
@pytest.mark.parametrize("start", ["manual", "pull_request_target"])
def test_the_only_workflow_that_is_left(runner: Runner, start: str, head: Mapping[str, str | None]) -> None:
    """It need not have been the Gate: the jobs of the others are missed."""
    proposal(runner, TWO_WORKFLOWS, head, {DOCS: PAGES})
    assert started(runner, start)["state"] == "incomplete"
    assert "`unit`" in body(runner, 1)


@pytest.mark.parametrize("start", ["manual", "pull_request_target"])
def test_a_workflow_that_the_base_branch_got_later(runner: Runner, start: str) -> None:
    """The head has neither this one nor the Gate, which it has removed."""
    runner.repository.push("main", {CI: IN_CI + LINT + UNIT})
    head = runner.repository.push("feature", {CI: None, "README.md": "x"})
    runner.repository.push("main", {DOCS: IN_DOCS})
    runner.repository.pull_request("feature")
    runner.repository.workflow_run("Docs", head=head, jobs=PAGES, path=DOCS)
    assert started(runner, start)["state"] == "incomplete"
    assert "`unit`" in body(runner, 1)


@pytest.mark.parametrize("removed", [LINT, EXPRESSION.replace("unit", "lint"), job("lint", "lint ${{ vars.N }}")])
@pytest.mark.parametrize("start", ["manual", "pull_request_target"])
def test_a_job_that_the_workflow_which_is_left_has_too(runner: Runner, start: str, removed: str) -> None:
    """It is not that of the removed workflow, by its name or by its id."""
    in_legs = "vars" in removed
    base = {CI: IN_CI + (job("lint", "lint", legs(1, 2)) if in_legs else LINT), DOCS: NO_DOCS + removed}
    jobs = ("lint (1)", "lint (2)") if in_legs else ("lint",)
    proposal(runner, base, {DOCS: None}, {CI: dict.fromkeys(jobs, "success")})
    assert started(runner, start)["state"] == "incomplete"


@pytest.mark.parametrize("job_of_both", [LINT, job("pages", "pages")])
def test_jobs_that_move_to_the_workflow_which_is_left(runner: Runner, job_of_both: str) -> None:
    """They are all there."""
    base = {CI: IN_CI + UNIT, DOCS: NO_DOCS + job_of_both}
    jobs = {"unit": "success", "pages" if "pages" in job_of_both else "lint": "success"}
    proposal(runner, base, {CI: IN_CI + UNIT + job_of_both, DOCS: None}, {CI: jobs})
    assert state(runner, "--pr", "1")["state"] == "success"


def test_the_only_workflow(runner: Runner) -> None:
    """A change of its file that removes nothing, and another one that is added."""
    proposal(runner, {CI: IN_CI + LINT}, {CI: IN_CI + LINT + UNIT, OTHER: "on: workflow_call\n"}, {CI: PASSED})
    assert state(runner, "--pr", "1")["state"] == "success"


@pytest.mark.parametrize(
    ("release", "head", "jobs", "found"),
    [
        (TWO_WORKFLOWS, {}, PASSED, "success"),
        (TWO_WORKFLOWS, {CI: IN_CI + LINT}, {"lint": "success"}, "incomplete"),
        (TWO_WORKFLOWS, {CI: IN_CI + LINT + UNIT + "# x"}, PASSED, "incomplete"),
        ({**TWO_WORKFLOWS, CI: IN_CI + LINT + EXPRESSION}, {}, {"lint": "success", "x": "success"}, "success"),
    ],
)
def test_an_unknown_gate_and_another_base_branch(
    runner: Runner, release: Mapping[str, str], head: Mapping[str, str | None], jobs: Mapping[str, str], found: str
) -> None:
    """The folder is compared with that of the branch into which the pull request is to be merged."""
    runner.repository.push("main", {CI: IN_CI + LINT})
    proposal(runner, release, head, {CI: jobs, DOCS: PAGES}, "release")
    assert state(runner, "--pr", "1")["state"] == found


def test_the_folder_of_the_default_branch_does_not_count(runner: Runner) -> None:
    """A pull request that makes the folder of another branch that of the default one has changed it."""
    runner.repository.push("main", {CI: IN_CI + LINT, DOCS: IN_DOCS})
    runner.repository.push("release", {CI: IN_CI + LINT + UNIT})
    head = runner.repository.push("feature", {CI: IN_CI + LINT})
    runner.repository.pull_request("feature", base="release")
    runner.repository.workflow_run("CI", head=head, jobs={"lint": "success"}, path=CI)
    runner.repository.workflow_run("Docs", head=head, jobs=PAGES, path=DOCS)
    assert state(runner, "--pr", "1")["state"] == "incomplete"


@pytest.mark.parametrize("settings", ["", 'jobs = ["lint", "unit"]\n'], ids=["jobs of the file", "configured"])
def test_a_new_workflow_called_gate_where_all_passed(runner: Runner, settings: str) -> None:
    """With configured jobs nothing can be missed."""
    if settings:
        runner.settings(settings)
    proposal(runner, TWO_WORKFLOWS, {GATE: HEAD + LINT}, {CI: PASSED, DOCS: PAGES, GATE: {"lint": "success"}})
    found = state(runner, "--pr", "1")
    assert (found["state"], len(found["notices"])) == (("success", 0) if settings else ("incomplete", 1))


@pytest.mark.parametrize("new", [f"{FOLDER}/a.yml", f"{FOLDER}/z.yml"])
def test_the_usual_path_of_two_that_are_called_gate(runner: Runner, new: str) -> None:
    """It is the Gate if the base branch has it, so that others do not count."""
    base = {GATE: (HEAD + LINT + UNIT).replace("Gate", "CI"), DOCS: IN_DOCS}
    runs = {GATE: PASSED, DOCS: {"pages": "failure"}, new: {"lint": "failure"}}
    proposal(runner, base, {new: HEAD + LINT}, runs)
    assert state(runner, "--pr", "1")["state"] == "success"


@pytest.mark.parametrize("called", [True, False])
def test_a_merge_queue(runner: Runner, called: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Its branch is compared with none. Where a workflow is called Gate, only what fails there is tracked."""
    proposal(runner, TWO_WORKFLOWS, {CI: (HEAD if called else IN_CI) + LINT + UNIT, NEW: IN_CI + LINT}, {})
    payload = runner.repository.merge_group_event(1)
    head = payload["merge_group"]["head_sha"]
    names = {CI: "Gate" if called else "CI", NEW: "CI", DOCS: "Docs"}
    for path, jobs in ((CI, PASSED), (NEW, {"lint": "success"}), (DOCS, {"pages": "failure"})):
        runner.repository.workflow_run(names[path], head=head, jobs=jobs, path=path, event="merge_group")
    runner.event(payload, "merge_group")
    found = state(runner)
    assert found["notices"] == []
    assert len(runner.repository.issues()) == (0 if called else 1)


@pytest.mark.parametrize("workflow", ["CI", NEW])
def test_a_configured_workflow(runner: Runner, workflow: str) -> None:
    """It is the Gate, wherever its file is."""
    runner.settings(f'workflow = "{workflow}"\n')
    runs = {NEW: PASSED, DOCS: {"pages": "failure"}}
    proposal(runner, TWO_WORKFLOWS, {CI: None, NEW: TWO_WORKFLOWS[CI]}, runs)
    assert state(runner, "--pr", "1")["state"] == "success"


SAME = NO_DOCS + LINT + UNIT


@pytest.mark.parametrize("start", ["manual", "pull_request_target"])
@pytest.mark.parametrize("gate", [LINT + UNIT, LINT + EXPRESSION], ids=["names", "expression"])
@pytest.mark.parametrize(
    "head",
    [
        {CI: None},
        {CI: IN_CI.replace("pull_request", "push") + LINT + UNIT},
        {CI: None, NEW: IN_CI + LINT},
        # Nothing is missing here. The next run of the moved file finds that.
        {CI: None, NEW: IN_CI + LINT + UNIT},
    ],
    ids=["removed", "switched off", "moved without a job", "moved"],
)
def test_a_gate_that_the_comment_names(runner: Runner, start: str, gate: str, head: Mapping[str, str | None]) -> None:
    """Where it did not run on the head, another workflow that reports the same names is not the Gate."""
    runner.repository.push("main", {CI: IN_CI + gate, DOCS: SAME})
    oid = runner.repository.push("feature", {"README.md": "x"})
    runner.repository.pull_request("feature")
    first = {"lint": "success", "linux" if "vars" in gate else "unit": "success"}
    run = runner.repository.workflow_run("CI", head=oid, jobs=first, path=CI)
    assert state(runner, run=run)["state"] == "success"
    runner.monkeypatch.delenv("GITHUB_EVENT_NAME")
    oid = runner.repository.push("feature", head)
    runner.repository.workflow_run("Docs", head=oid, jobs=PASSED, path=DOCS)
    if NEW in head:
        jobs = PASSED if UNIT in (head[NEW] or "") else {"lint": "success"}
        runner.repository.workflow_run("CI", head=oid, jobs=jobs, path=NEW)
    assert started(runner, start)["state"] == "incomplete"


@pytest.mark.parametrize("start", ["manual", "pull_request_target"])
@pytest.mark.parametrize("on", ["push", "workflow_dispatch", "workflow_call", "{schedule: [{cron: 0 0 * * *}]}"])
@pytest.mark.parametrize("name", ["CI", "Gate"])
def test_a_file_called_gate_that_is_switched_on(runner: Runner, start: str, on: str, name: str) -> None:
    """It was none for pull requests, so it is not the Gate, and what fails in the others counts."""
    release = HEAD.replace("Gate", "Release") + LINT
    base = {CI: HEAD.replace("Gate", name) + LINT + UNIT, GATE: release.replace("pull_request", on)}
    proposal(runner, base, {GATE: release}, {CI: FAILED, GATE: {"lint": "success"}})
    assert started(runner, start)["state"] == "failure"


@pytest.mark.parametrize("text", ["# x\n", None], ids=["edited", "deleted"])
def test_a_file_that_is_no_workflow(runner: Runner, text: str | None) -> None:
    """Nothing is compared with it."""
    base = {CI: IN_CI + LINT, f"{FOLDER}/README.md": "# y\n", f"{FOLDER}/old.yml.off": IN_CI + UNIT}
    head = {f"{FOLDER}/README.md": text, f"{FOLDER}/old.yml.off": text}
    proposal(runner, base, head, {CI: {"lint": "success"}})
    assert state(runner, "--pr", "1")["state"] == "success"
