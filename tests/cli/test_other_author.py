"""A person's token where a bot keeps the comment or the tracker: no second one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow_runner import GREEN, RED, TOKEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

PERSONS = "ghp_persons"


@pytest.fixture
def kept(runner: Runner) -> tuple[int, int]:
    """A pull request whose comment and tracker the workflow's token keeps, and a token of a person."""
    number, run = runner.proposal(RED)
    assert runner.post_ci(run=run).code == 0
    runner.world.token(PERSONS, login="alice", kind="user")
    return number, run


@pytest.mark.parametrize("jobs", [GREEN, RED])
def test_it_is_refused(runner: Runner, kept: tuple[int, int], jobs: dict[str, str]) -> None:
    """Exit code 4, with the reason and what to do; nothing is written, and the bot goes on."""
    number, _ = kept
    run = runner.repository.workflow_run(head=runner.repository.head("feature"), jobs=jobs)
    before = runner.world.digest()
    runner.monkeypatch.setenv("GITHUB_TOKEN", PERSONS)
    ran = runner.post_ci(run=run)
    assert (ran.code, runner.world.digest()) == (4, before)
    assert (
        f"The token is alice's and cannot update the status comment on #{number}, which github-actions[bot]"
        in ran.stderr
    )
    assert "github.token" in ran.stderr
    runner.monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    assert runner.post_ci(run=run).code == 0
    assert len(runner.comments(number)) == 1


@pytest.mark.parametrize("command", [("sweep",), ("section", "set", "size", "--pr", "1", "--file", "text")])
def test_other_commands(runner: Runner, kept: tuple[int, int], command: tuple[str, ...]) -> None:
    """They refuse as well."""
    (runner.folder / "text").write_text("text", encoding="utf-8")
    runner.repository.person("octocat").close(kept[0]) if command == ("sweep",) else None
    before = runner.world.digest()
    runner.monkeypatch.setenv("GITHUB_TOKEN", PERSONS)
    ran = runner.run(*command)
    assert (ran.code, runner.world.digest()) == (4, before), ran.stderr
    assert "which github-actions[bot] keeps" in ran.stderr


def test_a_dry_run_reports_it(runner: Runner, kept: tuple[int, int]) -> None:
    """A dry run writes nothing, so it shows its plan, with a notice."""
    runner.monkeypatch.setenv("GITHUB_TOKEN", PERSONS)
    ran = runner.run("post-ci", "--pr", str(kept[0]), "--dry-run", "--json")
    assert ran.code == 0
    assert any("it would write a second one" in notice for notice in ran.json["notices"])


@pytest.mark.parametrize("secret", ["ghs_app", PERSONS])
def test_others_with_the_marker(runner: Runner, secret: str) -> None:
    """A person who copies our comment keeps nobody from writing, whoever's the token is."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    body = runner.comments(number)[0].body
    other, run = runner.proposal(RED, "other")
    runner.repository.person("mallory").comment(other, body)
    runner.world.token(secret, login="bob", kind="user")
    runner.monkeypatch.setenv("GITHUB_TOKEN", secret)
    runner.settings("[tracker]\nenabled = false\n")
    before = len(runner.world.requests)
    assert runner.post_ci(run=run).code == 0
    assert len(runner.comments(other)) == 2
    asked = [request.operation for request in runner.world.requests[before:]]
    assert ("ReadAuthors" in asked) == (secret == PERSONS)


@pytest.mark.parametrize("token", ["ghs_app", "v1.older-host"])
def test_an_app_where_another_bot_keeps_it(runner: Runner, kept: tuple[int, int], token: str) -> None:
    """A change from one bot to another is a decision that people take, whatever the format of its token."""
    runner.world.token(token, login="my-app[bot]")
    runner.monkeypatch.setenv("GITHUB_TOKEN", token)
    assert runner.post_ci(run=kept[1]).code == 0


@pytest.mark.parametrize(("actions", "level", "code"), [("true", "fail", 8), ("", "warn", 0)])
@pytest.mark.parametrize("pull_request", [True, False])
def test_the_doctor(
    runner: Runner,
    kept: tuple[int, int],
    actions: str,
    level: str,
    code: int,
    *,
    pull_request: bool,
) -> None:
    """A failure in the workflow; elsewhere a warning, since the workflow has a token of its own."""
    if not pull_request:
        runner.repository.person("octocat").close(kept[0])
    runner.monkeypatch.delenv("GITHUB_EVENT_PATH")
    runner.monkeypatch.setenv("GITHUB_TOKEN", PERSONS)
    runner.monkeypatch.setenv("GITHUB_ACTIONS", actions)
    ran = runner.run("doctor", "--json")
    (row,) = [check for check in ran.json["checks"] if check["check"] == "token"]
    assert (row["level"], ran.code) == (level, code)
    assert ("the status comment" if pull_request else "the tracker") in row["message"]
