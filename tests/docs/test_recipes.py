"""Each workflow of the pages does what the page states, carried out as steps against the sandbox."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.audit.compare import audit_files
from hygiene.audit.init_text import EXAMPLE, probe_text
from hygiene.audit.workflows.gate_file import read_gate_file
from tests.action.machines import NO_INDEX
from tests.action.runner import Job
from tests.audit.repository import CONFIGURATION, GATE, standard, write
from tests.docs.pages import ROOT, blocks, pages, read
from tests.docs.recipes import Machine
from tests.workflow_runner import GREEN, RED, REPOSITORY, SETTINGS, TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow_runner import Runner

pytestmark = pytest.mark.long

JUNIT = """\
cat > junit.xml <<'END'
<testsuite name="unit" tests="2" failures="1">
  <testcase classname="tests.sum" name="test_small"/>
  <testcase classname="tests.sum" name="test_large"><failure message="assert 3 == 4"/></testcase>
</testsuite>
END
exit 1"""
HOW_TO = "docs/how-to"
# Every YAML block of the pages, with the test that runs it. A block without a row fails the last test.
RUN_BY = {
    ("README.md", 0): "test_after_the_gate",
    (f"{HOW_TO}/add-to-a-repository.md", 0): "test_after_the_gate",
    (f"{HOW_TO}/add-to-a-repository.md", 1): "test_adopt",
    (f"{HOW_TO}/contribute-a-section.md", 0): "test_a_section",
    (f"{HOW_TO}/contribute-a-section.md", 1): "test_sections_of_a_matrix",
    (f"{HOW_TO}/contribute-a-section.md", 2): "test_junit_from_artifacts",
    (f"{HOW_TO}/contribute-a-section.md", 3): "test_junit_from_artifacts",
    (f"{HOW_TO}/forks.md", 0): "test_a_section_of_a_fork",
    (f"{HOW_TO}/github-enterprise-server.md", 0): "test_after_the_gate",
    (f"{HOW_TO}/merge-queue.md", 0): "test_merge_queue",
    (f"{HOW_TO}/runbook.md", 0): "test_removal",
    (f"{HOW_TO}/several-gates.md", 0): "test_several_gates",
    (f"{HOW_TO}/use-the-action.md", 0): "test_audit_as_a_check",
}


def recipe(page: str, number: int = 0) -> str:
    """One YAML block of a page."""
    return blocks(read(page), "yaml")[number]


def after(test: str) -> list[tuple[str, int]]:
    """The blocks that a test runs."""
    return [place for place, name in RUN_BY.items() if name == test]


def body(runner: Runner, number: int) -> str:
    """The text of the one status comment of a pull request."""
    (comment,) = runner.comments(number)
    return comment.body


@pytest.fixture
def machine(runner: Runner, tmp_path: Path, released: Path) -> Machine:
    """A runner that has downloaded the archive of a release and cannot reach the package index."""
    return Machine(runner, Job(tmp_path / "job", released, token=TOKEN, environment=dict(NO_INDEX)))


@pytest.mark.parametrize(("page", "number"), after("test_after_the_gate"))
def test_after_the_gate(runner: Runner, machine: Machine, page: str, number: int) -> None:
    """One comment and one tracker after a failure, and they follow the next result; nothing fails."""
    pull, run = runner.proposal(RED)
    assert [
        ran.code for ran in machine.run(recipe(page, number), "workflow_run", runner.repository.run_event(run))
    ] == [0]
    assert "❌" in body(runner, pull)
    (tracker,) = [issue for issue in runner.repository.issues() if issue.state == "OPEN"]
    runner.world.advance(3_600)
    run = runner.repository.workflow_run(head=runner.repository.push("feature", {"a": "fixed"}), jobs=GREEN)
    assert machine.run(recipe(page, number), "workflow_run", runner.repository.run_event(run))[0].code == 0
    assert "✅" in body(runner, pull)
    assert runner.repository.thread(tracker.number).state == "CLOSED"


SCHEDULED = [place for place in after("test_after_the_gate") if "schedule" in recipe(*place)]


@pytest.mark.parametrize(("page", "number"), SCHEDULED)
def test_every_day(runner: Runner, machine: Machine, page: str, number: int) -> None:
    """Workflows with a schedule sweep on it."""
    runner.repository.push("main", {"a": "b"})
    (ran,) = machine.run(recipe(page, number), "schedule", {"schedule": "37 4 * * *"})
    assert (ran.code, "tracker" in ran.log) == (0, True), ran.log


def test_adopt(runner: Runner, machine: Machine) -> None:
    """The comment of the other tool becomes the status comment, and there is no second one."""
    text = recipe(f"{HOW_TO}/add-to-a-repository.md", 1)
    pull, run = runner.proposal(RED)
    bot = runner.repository.person("github-actions[bot]")
    bot.comment(pull, "all green\n<!-- Sticky Pull Request Commentci -->")
    assert [ran.code for ran in machine.run(text, "workflow_run", runner.repository.run_event(run))] == [0]
    (only,) = runner.repository.comments(pull)
    assert "❌" in only.body


def test_a_section(runner: Runner, machine: Machine) -> None:
    """The section is in the comment of the event's pull request."""
    pull, _ = runner.proposal(RED)
    machine.programs = {"make": 'echo "91 % of the lines" > "$1"'}
    event = runner.repository.pull_request_event(pull)
    text = recipe(f"{HOW_TO}/contribute-a-section.md", 0)
    (ran,) = machine.run(text, "pull_request", event)
    assert ran.code == 0, ran.log
    assert "91 % of the lines" in body(runner, pull)


def test_sections_of_a_matrix(runner: Runner, machine: Machine) -> None:
    """Each leg has its section in the one comment."""
    pull, _ = runner.proposal(RED)
    machine.programs = {"make": 'echo "12 ms" > "$1"'}
    text = recipe(f"{HOW_TO}/contribute-a-section.md", 1)
    ran = machine.run(text, "pull_request", runner.repository.pull_request_event(pull))
    assert [one.code for one in ran] == [0] * 4
    for leg in ("linux-3-11", "linux-3-14", "windows-3-11", "windows-3-14"):
        assert f"benchmark-{leg}" in body(runner, pull)


def test_junit_from_artifacts(runner: Runner, machine: Machine) -> None:
    """The Gate uploads, also when tests fail; the comment names the failed test. It works without an artifact."""
    gate, post_ci = (recipe(f"{HOW_TO}/contribute-a-section.md", number) for number in (2, 3))
    pull, run = runner.proposal(RED)
    machine.programs = {"make": JUNIT}
    assert machine.run(gate, "pull_request", runner.repository.pull_request_event(pull)) == []
    assert sorted(machine.artifacts) == ["junit-3.11", "junit-3.14"]
    (ran,) = machine.run(post_ci, "workflow_run", runner.repository.run_event(run))
    assert ran.code == 0, ran.log
    assert "test_large" in body(runner, pull)
    machine.artifacts.clear()
    assert [one.code for one in machine.run(post_ci, "workflow_run", runner.repository.run_event(run))] == [0]


def test_a_section_of_a_fork(runner: Runner, machine: Machine) -> None:
    """The text of an artifact is shown as text, without mentions and HTML."""
    pull, run = runner.proposal(RED)
    machine.artifacts = {"coverage": {"coverage.txt": b"cc @octocat <img src=x>"}}
    (ran,) = machine.run(recipe(f"{HOW_TO}/forks.md"), "workflow_run", runner.repository.run_event(run))
    assert ran.code == 0, ran.log
    assert "cc @&#8203;octocat" in body(runner, pull)
    assert "<img" not in body(runner, pull)


def test_merge_queue(runner: Runner, machine: Machine) -> None:
    """The Gate runs in the queue and reports there under the name that is required."""
    text = recipe(f"{HOW_TO}/merge-queue.md")
    gate = read_gate_file(text, GATE, event="merge_group")
    assert (gate.problem, gate.exact_names) == (None, ("gate",))
    pull, _ = runner.proposal(RED)
    machine.programs = {"make": "true"}
    assert machine.run(text, "merge_group", runner.repository.merge_group_event(pull)) == []


def test_several_gates(runner: Runner, machine: Machine) -> None:
    """Each Gate has its own comment, whichever of them completes."""
    text = recipe(f"{HOW_TO}/several-gates.md")
    pull, run = runner.proposal(RED)
    head = runner.repository.head("feature")
    docs = runner.repository.workflow_run("Docs", head=head, jobs={"docs": "success"})
    for one in (run, docs, run, docs):
        (ran,) = machine.run(text, "workflow_run", runner.repository.run_event(one))
        assert ran.code == 0, ran.log
    assert len(runner.comments(pull)) == 2


@pytest.mark.parametrize(("configuration", "code"), [(SETTINGS, 0), ('jobs = ["renamed"]\n', 8)])
def test_audit_as_a_check(runner: Runner, machine: Machine, tmp_path: Path, configuration: str, code: int) -> None:
    """The job fails exactly if the configuration does not fit the Gate."""
    checkout = standard(tmp_path / "checkout")
    write(checkout, {CONFIGURATION: configuration})
    assert (audit_files(checkout).findings == ()) is (code == 0)
    pull, _ = runner.proposal(RED)
    machine.checkout = checkout
    event = runner.repository.pull_request_event(pull)
    assert [ran.code for ran in machine.run(recipe(f"{HOW_TO}/use-the-action.md"), "pull_request", event)] == [code]


def test_removal(runner: Runner, machine: Machine) -> None:
    """Comment and label are gone, and the tracker is closed."""
    pull, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (ran,) = machine.run(recipe(f"{HOW_TO}/runbook.md"), "workflow_dispatch", {})
    assert ran.code == 0, ran.log
    assert runner.comments(pull) == []
    assert all(issue.state == "CLOSED" for issue in runner.repository.issues())


@pytest.mark.parametrize("event", ["workflow_run", "workflow_dispatch"])
def test_the_probe(runner: Runner, machine: Machine, event: str) -> None:
    """The workflow that `hygiene init --probe` writes: the report is uploaded, and everything is as before."""
    pull, run = runner.proposal(RED)
    payload = {"inputs": {"pull-request": str(pull)}}
    if event == "workflow_run":
        payload = runner.repository.run_event(run)
        runner.repository.late_results(run, reads=2)
    (ran,) = machine.run(probe_text("Gate", f"{EXAMPLE}@v0", REPOSITORY), event, payload)
    assert ran.code == 0, ran.log
    report = json.loads(machine.artifacts["hygiene-probe"]["probe.json"])
    answers = {answer["key"]: answer["answer"] for answer in report["answers"]}
    unknown = {key for key, answer in answers.items() if answer == "unknown"}
    assert unknown - {"results-at-once"} == {"shows-classic-rules", "shows-rulesets"}
    assert answers["comments-on-pull-request"] == "yes"
    assert answers["results-at-once"] == {"workflow_run": "no", "workflow_dispatch": "unknown"}[event]
    assert ran.summary == machine.artifacts["hygiene-probe"]["probe.md"].decode()
    assert (runner.repository.comments(pull), runner.repository.record.labels) == ([], ())
    assert TOKEN not in ran.log + ran.summary


def test_the_probe_in_another_repository(runner: Runner, machine: Machine) -> None:
    """A copy of the workflow writes nothing there."""
    before = len(runner.world.history)
    (ran,) = machine.run(probe_text("Gate", f"{EXAMPLE}@v0", "o/scratch"), "workflow_dispatch", {})
    assert (ran.code, "'o/scratch' is not o/r" in ran.log) == (2, True)
    assert len(runner.world.history) == before


def test_every_block_is_run() -> None:
    """A YAML block of any page has a test that runs it."""
    found: list[Any] = []
    for page in pages():
        name = page.relative_to(ROOT).as_posix()
        found += [(name, number) for number, _ in enumerate(blocks(page.read_text(encoding="utf-8"), "yaml"))]
    assert sorted(found) == sorted(RUN_BY)
    assert set(RUN_BY.values()) <= set(globals())
