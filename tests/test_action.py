"""The composite action: true to the command line, and carried out step by step against a sandbox over HTTP."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import typer

from hygiene.cli.app import app
from hygiene.sandbox.server import open_server
from hygiene.sandbox.world import World
from tests.composite import Job, definition
from tests.workflow_runner import GREEN, RED, REPOSITORY, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.workflow_runner import Runner

# Inputs whose option is still on its way to `hygiene post-ci`.
PENDING: frozenset[str] = frozenset()
# An option of the command line that is of no use in a step: outputs say the same.
WITHOUT_INPUT = {"json", "help"}
NOWHERE = "http://127.0.0.1:9/graphql"


def options() -> dict[str, Any]:
    """The options of `hygiene post-ci` by their long names."""
    command = typer.main.get_command(app).commands["post-ci"]  # type: ignore[attr-defined]
    return {option.opts[0].removeprefix("--"): option for option in command.params}


def step() -> dict[str, Any]:
    """The step that runs hygiene."""
    found = definition()["runs"]["steps"][-1]
    assert isinstance(found, dict)
    return found


def test_inputs_mirror_the_options() -> None:
    """Whatever can be said on the command line can be said to the action, under the same name."""
    assert set(definition()["inputs"]) - {"token"} == (set(options()) - WITHOUT_INPUT) | PENDING


def test_each_input_reaches_its_option() -> None:
    """Inputs go through the variable of their option; the token goes through GITHUB_TOKEN alone."""
    handed = dict(step()["env"])
    assert handed.pop("GITHUB_TOKEN") == "${{ inputs.token }}"
    wanted = {f"HYGIENE_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in options()}
    assert handed == {name: value for name, value in wanted.items() if name not in {"HYGIENE_JSON", "HYGIENE_HELP"}}
    for name, option in options().items():
        if name not in WITHOUT_INPUT:
            assert option.envvar == f"HYGIENE_{name.upper().replace('-', '_')}"


def test_no_expression_stands_in_a_script() -> None:
    """Names of branches and jobs are chosen by strangers; a script that holds an expression would run them."""
    assert not any("${{" in one["run"] for one in definition()["runs"]["steps"])


def test_outputs_mirror_those_of_the_command(runner: Runner) -> None:
    """Every output that the command writes is an output of the action, and no other."""
    _, run = runner.proposal(GREEN)
    ran = runner.post_ci(run=run)
    assert set(definition()["outputs"]) == set(ran.outputs)
    for name, output in definition()["outputs"].items():
        assert output["value"] == f"${{{{ steps.{step()['id']}.outputs.{name} }}}}"


def test_an_empty_variable_says_nothing(runner: Runner) -> None:
    """An input that was left out is an empty variable; for every option that counts as unset."""
    for option in options().values():
        if option.envvar:
            runner.monkeypatch.setenv(option.envvar, "")
    number, run = runner.proposal(GREEN)
    ran = runner.post_ci(run=run)
    assert (ran.code, ran.outputs["outcome"], ran.outputs["comment-action"]) == (0, "settled", "created")
    assert len(runner.comments(number)) == 1


def test_defaults_are_those_of_the_command() -> None:
    """Only `advisory` differs: a workflow that is a required check keeps its result when GitHub is away."""
    defaults = {name: str(one["default"]) for name, one in definition()["inputs"].items() if name != "token"}
    assert {name for name, value in defaults.items() if value not in ("", "false")} == {"advisory"}


@contextmanager
def served(world: World) -> Iterator[str]:
    """A world over HTTP on loopback, and its address."""
    server = open_server(world, port=0)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def proposal(world: World, jobs: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - the seed's own type of jobs
    """A pull request whose Gate has completed, and the event that tells of it."""
    repository = world.repository(REPOSITORY)
    head = repository.push("feature", {"README.md": "text"})
    number = repository.pull_request("feature")
    return number, repository.run_event(repository.workflow_run(head=head, jobs=jobs))


INSTALL, MAIN = slice(0, 1), slice(1, None)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """A job in which the action's own first step has installed hygiene from the package index, as on a runner."""
    job = Job(tmp_path_factory.mktemp("runner"), NOWHERE, TOKEN)
    _, event = proposal(World(), GREEN)
    done = job.run(event, INSTALL)
    assert done.codes == (0,), f"The install step needs the package index:\n{done.log}"
    return job


def test_the_action_from_end_to_end(installed: Job) -> None:
    """Red, then again, then as a rehearsal, with a token that may only read, and without GitHub."""
    world = World()
    world.token(TOKEN)
    number, event = proposal(world, RED)
    with served(world) as url:
        installed.graphql_url = url
        first = installed.run(event, MAIN)
        again = installed.run(event, MAIN)
        rehearsal = installed.run(event, MAIN, dry_run="true", key="other")
        world.tokens.clear()
        world.token(TOKEN, level="read")
        reader = installed.run(event, MAIN, key="third")
    installed.graphql_url = NOWHERE
    away = installed.run(event, MAIN)
    strict = installed.run(event, MAIN, advisory="false")

    assert first.codes == (0,), first.log
    assert first.outputs["outcome"] == "settled"
    assert (first.outputs["state"], first.outputs["comment-action"]) == ("failure", "created")
    assert first.outputs["comment-url"].startswith("https://github.com/o/r/pull/")
    assert [tracker["action"] for tracker in json.loads(first.outputs["trackers"])] == ["opened"]
    assert "python ci (3.11)" in first.summary
    assert re.search(r"hygiene-[0-9a-f]+\.md$", first.outputs["markdown-file"])
    assert (again.codes, again.outputs["comment-action"]) == ((0,), "unchanged")
    assert rehearsal.codes == (0,)
    assert "+" in rehearsal.log
    assert (reader.codes, reader.outputs["outcome"]) == ((0,), "degraded")
    assert "python ci (3.11)" in reader.summary
    assert (away.codes, strict.codes) == ((0,), (6,))
    assert "::warning title=hygiene" in away.log
    assert len(world.repository(REPOSITORY).comments(number)) == 1
    assert not any(TOKEN in finished.log for finished in (first, again, rehearsal, reader, away, strict))
