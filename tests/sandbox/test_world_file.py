"""World files: the documented format, saved worlds, and an error for each mistake."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox import world_file
from hygiene.sandbox.formats import timestamp
from hygiene.sandbox.scenario import WorldFileError
from hygiene.sandbox.world_file import dumps, load, loads, save
from tests.sandbox.graphql_client import busy

if TYPE_CHECKING:
    from pathlib import Path

    from hygiene.sandbox.world import World


def _documented() -> str:
    lines = (world_file.__doc__ or "").split("::\n", 1)[1].split("A saved file")[0]
    return lines.strip()


def _world(**repository: Any) -> World:  # noqa: ANN401 - keys of the format
    return loads(json.dumps({"sandbox": 1, "repositories": [{"name": "o/r", **repository}]}))


def test_the_documented_example_is_a_world() -> None:
    """It contains every key of the format, and each has its effect."""
    world = loads(_documented())
    repository = world.repository("o/r")
    assert timestamp(world.now) == "2025-10-13T01:00:00Z"
    assert (world.tokens["bot"].login, world.tokens["bot"].issues) == ("github-actions[bot]", "write")
    assert repository.record.required("main") == ("gate",)
    assert [issue.title for issue in repository.issues()] == ["Title"]
    assert [comment.body for comment in repository.comments(1)] == ["text"]
    payload = repository.run_event(repository.run(18_452_300_002).database_id)["workflow_run"]
    assert (payload["conclusion"], payload["event"]) == ("failure", "pull_request")


def test_a_saved_world_is_loaded_unchanged(tmp_path: Path) -> None:
    """State, clock, tokens and counters: the next id is the one that would have been next."""
    world, repository, number, _ = busy()
    world.advance(99)
    save(world, tmp_path / "world.json")
    found = load(tmp_path / "world.json")
    assert found == world
    assert (found.digest(), found.now, found.tokens) == (world.digest(), world.now, world.tokens)
    assert found.repository("o/r").person("bob").comment(number, "x") == repository.person("bob").comment(number, "x")
    assert found == world
    assert dumps(loads(dumps(world))) == dumps(world)


def test_forks_and_attempts_in_a_world_file() -> None:
    """A pull request from a fork, and a run with two attempts."""
    run = {"jobs": {"gate": "failure"}, "attempts": [{"gate": "success"}]}
    world = _world(pull_requests=[{"head": "patch-1", "fork": "alice/r", "runs": [run], "labels": ["x"]}])
    repository = world.repository("o/r")
    record = repository.run(18_452_300_001)
    assert (record.attempt, record.head_repository) == (2, "alice/r")
    assert repository.run_event(record.database_id)["workflow_run"]["conclusion"] == "success"
    assert len(repository.thread(1).labels) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This is not JSON"),
        ("[]", 'A world file is a JSON object with "sandbox": 1 in it.'),
        ('{"sandbox": 2}', 'A world file is a JSON object with "sandbox": 1 in it.'),
        ('{"sandbox": 1, "repos": []}', 'There is an unknown key "repos" in the world file. It takes'),
        ('{"sandbox": 1, "repositorys": []}', 'Did you mean "repositories"?'),
        ('{"sandbox": 1, "repositories": {}}', '"repositories" must be a JSON list.'),
        ('{"sandbox": 1, "repositories": [1]}', "A repository must be a JSON object."),
        ('{"sandbox": 1, "repositories": [{}]}', '"name" is missing in a repository.'),
        ('{"sandbox": 1, "repositories": [{"name": "r"}]}', "A repository's name is OWNER/NAME, not 'r'."),
        ('{"sandbox": 1, "repositories": [{"name": "a/r", "fork_of": "o/r"}]}', "which must be listed before it"),
        ('{"sandbox": 1, "now": "yesterday"}', '"now" is not a time such as 2025-10-13T01:00:00Z'),
        ('{"sandbox": 1, "now": 5}', '"now" is not a time such as'),
        ('{"sandbox": 1, "tokens": {"t": {"isues": "write"}}}', 'Did you mean "issues"?'),
        ('{"sandbox": 1, "tokens": []}', '"tokens" must be a JSON object.'),
        ('{"sandbox": 1, "records": [{"type": "Nothing"}]}', "The saved records do not fit this version"),
        ('{"sandbox": 1, "records": [{"type": "Label", "id": "x"}]}', "The saved records do not fit this version"),
    ],
)
def test_every_mistake_has_a_message(text: str, message: str) -> None:
    """The message has what is wrong, and a similar key where there is one."""
    with pytest.raises(WorldFileError) as caught:
        loads(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("repository", "message"),
    [
        ({"pull_requests": [{"base": "main"}]}, '"head" is missing in a pull request.'),
        ({"issues": [{"title": "x", "comments": [{}]}]}, '"body" is missing in a comment.'),
        ({"runs": [{"jobs": {"a": {"conclusio": "x"}}}]}, 'unknown key "conclusio" in the job "a"'),
        ({"runs": [{"jobs": {"a": {"annotations": [{"file": "a"}]}}}]}, 'unknown key "file" in an annotation'),
        ({"runs": [{"jobs": [1]}]}, 'Something in the repository "o/r" does not fit'),
        ({"labels": [1]}, 'Something in the repository "o/r" does not fit'),
        ({"labels": "bug"}, '"labels" must be a JSON list.'),
    ],
)
def test_mistakes_inside_a_repository(repository: dict[str, Any], message: str) -> None:
    """The message names the place."""
    with pytest.raises(WorldFileError) as caught:
        _world(**repository)
    assert message in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing, a folder, not text: the message starts with the path."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "broken").write_text("{", encoding="utf-8")
    for name, message in (
        ("missing", "cannot be read"),
        (".", "cannot be read"),
        ("binary", "UTF-8"),
        ("broken", "JSON"),
    ):
        with pytest.raises(WorldFileError) as caught:
            load(tmp_path / name)
        assert str(tmp_path) in str(caught.value)
        assert message in str(caught.value)
