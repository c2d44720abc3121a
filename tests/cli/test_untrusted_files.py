"""Untrusted files and branches, in events whose token may write: they decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.runs import Job
from tests.audit.repository import standard
from tests.workflow_runner import GREEN, RED, REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow_runner import Ran, Runner

Jobs = dict[str, str | Job]
FORK = "mallory/r"
HOSTILE = "jobs = ['nothing']\n[status]\nadopt = '<!-- other -->'\n[tracker]\nlabel = 'hostile'\n"
FILES = {
    "hygiene.toml": HOSTILE,
    ".github/hygiene.toml": HOSTILE,
    "pyproject.toml": "[tool.hygiene]\njobs = ['nothing']\n[tool.hygiene.tracker]\nlabel = 'hostile'\n",
}
BROKEN = dict.fromkeys(FILES, "[tool.hygiene\n")


def unpack(runner: Runner, files: dict[str, str]) -> None:
    """Lay files into the working folder, as an artifact of a fork's run does."""
    for name, text in files.items():
        path = runner.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def labels(runner: Runner) -> set[str]:
    """The names of all labels on issues and pull requests."""
    nodes = runner.world.state.nodes
    threads = [*runner.repository.issues(), *(runner.repository.thread(1),)]
    return {getattr(nodes[node], "name", "") for thread in threads for node in thread.labels}


@pytest.mark.parametrize("files", [FILES, BROKEN, *({name: text} for name, text in FILES.items())])
def test_configuration_in_a_workflow_run(runner: Runner, files: dict[str, str]) -> None:
    """The default branch's configuration counts, whatever is in the working folder."""
    runner.repository.push("main", {"hygiene.toml": "jobs = ['gate']\n[tracker]\nlabel = 'ours'\n"})
    number, run = runner.proposal(RED)
    unpack(runner, files)
    ran = runner.post_ci(run=run)
    assert ran.code == 0, ran.stderr
    assert labels(runner) == {"ours"}
    assert "nothing" not in runner.comments(number)[0].body


def test_no_configuration_in_a_workflow_run(runner: Runner) -> None:
    """Without a configuration on the default branch there is none."""
    _, run = runner.proposal(RED)
    unpack(runner, FILES)
    assert runner.post_ci(run=run).code == 0
    assert labels(runner) == {"ci-failure"}


# Every event whose token may write and whose job may have fetched a fork's head or its artifacts, also a new one.
WRITING = ["pull_request_target", "issue_comment", "workflow_run", "check_suite", "repository_dispatch", "a_new_one"]


@pytest.mark.parametrize("event", WRITING)
@pytest.mark.parametrize("command", [("post-ci",), ("sweep",), ("section", "set", "x", "--file", "text.md")])
def test_other_commands_and_events(runner: Runner, event: str, command: tuple[str, ...]) -> None:
    """Every command, and every event whose job has the head's files and a token that may write."""
    number, _ = runner.proposal(RED)
    unpack(runner, BROKEN | {"text.md": "text"})
    runner.monkeypatch.setenv("GITHUB_EVENT_NAME", event)
    ran = runner.run(*command, *(() if command == ("sweep",) else ("--pr", str(number))))
    assert ran.code == 0, ran.stderr


@pytest.mark.parametrize("event", WRITING)
def test_audit(runner: Runner, event: str) -> None:
    """An audit of the working folder would be one of untrusted files, unless the folder is named."""
    standard(runner.folder)
    runner.repository.push("main", {"a": "b"})
    runner.monkeypatch.setenv("GITHUB_EVENT_NAME", event)
    ran = runner.run("audit", "--offline")
    assert (ran.code, "so it is not audited" in ran.stderr, "--root DIR" in ran.stderr) == (2, True, True)
    assert runner.run("audit", "--offline", "--root", ".").code == 0


@pytest.mark.parametrize("event", WRITING)
def test_doctor(runner: Runner, event: str) -> None:
    """The doctor reads the files of the default branch, unless a folder is named."""
    runner.repository.push("main", {"hygiene.toml": "jobs = ['gate']"})
    unpack(runner, BROKEN)
    runner.monkeypatch.setenv("GITHUB_EVENT_NAME", event)
    rows = {row["check"]: row for row in runner.run("doctor", "--json").json["checks"]}
    assert rows["configuration"]["level"] == "pass"
    assert "of the default branch" in rows["configuration"]["message"]
    rows = {row["check"]: row for row in runner.run("doctor", "--json", "--root", ".").json["checks"]}
    assert rows["configuration"]["level"] == "fail"


@pytest.mark.parametrize("by_variable", [False, True])
def test_a_configuration_that_is_named(runner: Runner, *, by_variable: bool) -> None:
    """``--config`` and its variable are set by the workflow's author."""
    _, run = runner.proposal(RED)
    unpack(runner, FILES)
    if by_variable:
        runner.monkeypatch.setenv("HYGIENE_CONFIG", "hygiene.toml")
    ran = runner.post_ci(*(() if by_variable else ("--config", "hygiene.toml")), run=run)
    assert ran.code == 0, ran.stderr
    assert labels(runner) == {"hostile"}


@pytest.mark.parametrize("event", ["pull_request", "push", "schedule", "workflow_dispatch", "release", ""])
def test_events_without_untrusted_files(runner: Runner, event: str) -> None:
    """In other events, and outside Actions, the working folder's configuration counts."""
    number, _ = runner.proposal(RED)
    unpack(runner, FILES)
    runner.monkeypatch.setenv("GITHUB_EVENT_NAME", event)
    assert runner.post_ci("--pr", str(number)).code == 0
    assert labels(runner) == {"hostile"}


@pytest.fixture
def linked(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the runner, and the head of a fork with a link to it; the event is one whose token may write."""
    runner.proposal(RED)
    outside = tmp_path_factory.mktemp("home")
    (outside / "text.md").write_text("credentials", encoding="utf-8")
    (outside / "x.xml").write_text("<testsuite><testcase name='secret'><failure/></testcase></testsuite>")
    (runner.folder / "out").symlink_to(outside, target_is_directory=True)
    (runner.folder / "file.md").symlink_to(outside / "profile")
    runner.monkeypatch.setenv("GITHUB_EVENT_NAME", "workflow_run")
    return outside


@pytest.mark.parametrize("place", ["out/text.md", "./out/text.md", "{0}/out/text.md", "out/../out/text.md"])
def test_a_section_in_a_linked_folder(runner: Runner, linked: Path, place: str) -> None:
    """A fork's head may have a link where the workflow expects a folder."""
    ran = runner.run("section", "set", "x", "--file", place.format(runner.folder), "--pr", "1")
    assert (ran.code, "in a linked folder" in ran.stderr) == (2, True)
    assert linked.exists()
    assert runner.comments(1) == []
    runner.monkeypatch.setenv("GITHUB_EVENT_NAME", "")
    assert runner.run("section", "set", "x", "--file", "out/text.md", "--pr", "1").code == 0


@pytest.mark.parametrize("option", ["--markdown", "--snapshot"])
@pytest.mark.parametrize("place", ["out/new.md", "out/text.md", "file.md"])
def test_output_through_a_link(runner: Runner, linked: Path, option: str, place: str) -> None:
    """Nothing is written where a link leads, and nothing at all."""
    before = {path.name: path.read_text(encoding="utf-8") for path in linked.iterdir()}
    ran = runner.run("post-ci", "--pr", "1", option, place)
    assert (ran.code, "in a linked folder" in ran.stderr) == (2, True)
    assert {path.name: path.read_text(encoding="utf-8") for path in linked.iterdir()} == before
    assert runner.comments(1) == []


@pytest.mark.parametrize("pattern", ["out/*.xml", "out/x.xml", "{0}/out/**/*.xml"])
def test_reports_in_a_linked_folder(runner: Runner, linked: Path, pattern: str) -> None:
    """A notice; the comment is written without them."""
    ran = runner.run("post-ci", "--pr", "1", "--junit", pattern.format(runner.folder))
    assert (ran.code, "so no file was read" in ran.stdout + ran.stderr) == (0, True)
    assert linked.exists()
    assert "secret" not in runner.comments(1)[0].body


def fork_run(
    runner: Runner, branch: str, jobs: Jobs, event: str = "pull_request", *, gone: bool = False
) -> tuple[int, int]:
    """A pull request from a fork's branch of any name; its number, and its run's id. The event is in place."""
    fork = runner.world.repository(FORK, fork_of=REPOSITORY)
    fork.push(branch, {"a": f"{branch} {len(runner.world.requests)}"})
    number = runner.repository.pull_request(branch, fork=FORK, author="mallory")
    run = runner.repository.workflow_run(head=fork.head(branch), jobs=jobs, event=event)
    payload = runner.repository.run_event(run)
    assert payload["workflow_run"]["head_branch"] == branch
    if gone:
        payload["workflow_run"]["head_repository"] = None
    runner.event(payload)
    return number, run


EVENTS = pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "pull_request_review"])


def followed(runner: Runner) -> dict[int, list[int]]:
    """The pull requests that each open tracker follows, by the tracker's number."""
    return {
        issue.number: [n for n in range(1, 30) if f"<!-- tracked-pr: {n} -->" in issue.body]
        for issue in runner.repository.issues()
        if issue.state == "OPEN"
    }


def settled(runner: Runner) -> Ran:
    """The run of the event in place."""
    ran = runner.run("post-ci", "--json")
    assert ran.code == 0, ran.stderr
    return ran


@EVENTS
@pytest.mark.parametrize("gone", [False, True])
def test_a_failing_branch_named_like_a_queues(runner: Runner, event: str, *, gone: bool) -> None:
    """Its failure counts for its own pull request, which has its own comment, and for no other."""
    victim, _ = runner.proposal(GREEN)
    number, _ = fork_run(runner, f"gh-readonly-queue/main/pr-{victim}-{'a' * 40}", RED, event, gone=gone)
    ran = settled(runner)
    assert [one["pull_request"] for one in ran.json["status_comments"]] == [number]
    assert (len(runner.comments(number)), runner.comments(victim)) == (1, [])
    assert list(followed(runner).values()) == [[number]]


@EVENTS
def test_a_passing_branch_named_like_a_queues(runner: Runner, event: str) -> None:
    """Its success closes nobody else's tracker."""
    victim, run = runner.proposal(RED)
    assert runner.post_ci(run=run).code == 0
    before = followed(runner)
    assert list(before.values()) == [[victim]]
    fork_run(runner, f"gh-readonly-queue/main/pr-{victim}-{'b' * 40}", GREEN, event)
    settled(runner)
    assert followed(runner) == before


@EVENTS
@pytest.mark.parametrize("branch", ["main", "release", "dependabot/pip/x-1"])
def test_a_branch_named_like_one_of_the_repository(runner: Runner, event: str, branch: str) -> None:
    """A fork's ``main`` is a branch of a fork: a failure counts for its pull request, a success ends nothing here."""
    runner.repository.push("main", {"x": "y"})
    runner.repository.push(branch, {"x": "z"})
    ours = runner.repository.workflow_run(head=runner.repository.head(branch), jobs=RED, event="push")
    assert runner.post_ci(run=ours).code == 0
    before = runner.repository.issues()
    fork_run(runner, branch, GREEN, event)
    settled(runner)
    assert [(one.state, one.body) for one in runner.repository.issues()] == [(one.state, one.body) for one in before]


@EVENTS
def test_a_failing_branch_named_like_the_default_one(runner: Runner, event: str) -> None:
    """It is no failure of the default branch."""
    runner.repository.push("main", {"x": "y"})
    number, _ = fork_run(runner, "main", RED, event)
    settled(runner)
    (tracker,) = runner.repository.issues()
    assert f"<!-- tracked-pr: {number} -->" in tracker.body
    assert "`main`" not in tracker.body.partition("-->")[2].partition("Still failing")[2]


@pytest.mark.parametrize("event", ["push", "merge_group", "schedule"])
def test_a_run_whose_repository_is_unknown(runner: Runner, event: str) -> None:
    """A branch without its repository means nothing: where no pull request has its head, nothing is written."""
    runner.repository.push("main", {"x": "y"})
    run = runner.repository.workflow_run(head=runner.repository.head("main"), jobs=RED, event=event)
    payload = runner.repository.run_event(run)
    payload["workflow_run"]["head_repository"] = None
    runner.event(payload)
    before = runner.world.digest()
    assert settled(runner).json["outcome"] == "skipped"
    assert runner.world.digest() == before


def test_a_queue_of_this_repository(runner: Runner) -> None:
    """The repository's own queue counts for the pull request in it, whose comment is left alone."""
    number, run = runner.proposal(GREEN)
    assert runner.post_ci(run=run).code == 0
    head = runner.repository.push(f"gh-readonly-queue/main/pr-{number}-{'c' * 40}", {"q": "q"})
    runner.event(runner.repository.run_event(runner.repository.workflow_run(head=head, jobs=RED, event="merge_group")))
    ran = settled(runner)
    assert ran.json["status_comments"] == []
    assert list(followed(runner).values()) == [[number]]
