"""Steps that use a release, on a runner that cannot reach the package index."""

from __future__ import annotations

import json
import re
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hygiene import __version__
from hygiene.sandbox.world import World
from tests.action.bundle import interpreters, script
from tests.action.machines import NO_INDEX, only, proposal, served
from tests.action.runner import Job, download
from tests.workflow_runner import GREEN, RED, REPOSITORY, TOKEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

pytestmark = pytest.mark.long


@pytest.mark.parametrize("version", script().PYTHONS)
def test_a_release_on_each_python(job: Job, version: str) -> None:
    """The status comment is there, and nothing was installed, on each supported version of this machine."""
    python = interpreters().get(version)
    if python is None:
        pytest.skip(f"This machine has no Python {version}.")
    job.environment |= only(python, job.folder)
    world = World()
    number, event = proposal(world, RED)
    with served(world) as job.graphql_url:
        done = job.run(event)
    assert (done.code, done.outputs["comment-action"]) == (0, "created"), done.log
    assert len(world.repository(REPOSITORY).comments(number)) == 1
    assert "::notice" not in done.log
    assert (
        f"python{version}"
        in Path(re.findall(r"^::debug::(.*) runs hygiene from ", done.log, re.MULTILINE)[0]).resolve().name
    )


def test_from_end_to_end(job: Job) -> None:
    """Red, unchanged, as a dry run, with a token that may only read, and without GitHub."""
    world = World()
    number, event = proposal(world, RED)
    with served(world) as job.graphql_url:
        first = job.run(event)
        again = job.run(event)
        dry_run = job.run(event, dry_run="true", key="other")
        world.tokens.clear()
        world.token(TOKEN, level="read")
        read_only = job.run(event, key="third")
    job.graphql_url = "http://127.0.0.1:9/graphql"
    unreachable = job.run(event)
    strict = job.run(event, advisory="false")

    assert first.code == 0, first.log
    assert first.outputs["outcome"] == "settled"
    assert (first.outputs["state"], first.outputs["comment-action"]) == ("failure", "created")
    assert first.outputs["comment-url"].startswith("https://github.com/o/r/pull/")
    assert [tracker["action"] for tracker in json.loads(first.outputs["trackers"])] == ["opened"]
    assert "python ci (3.11)" in first.summary
    assert Path(first.outputs["markdown-file"]).parent == job.temporary
    assert (again.code, again.outputs["comment-action"]) == (0, "unchanged")
    assert dry_run.code == 0
    assert "+" in dry_run.log
    assert (read_only.code, read_only.outputs["outcome"]) == (0, "degraded")
    assert "python ci (3.11)" in read_only.summary
    assert (unreachable.code, strict.code) == (0, 6)
    assert "::warning title=hygiene" in unreachable.log
    assert len(world.repository(REPOSITORY).comments(number)) == 1
    every = (first, again, dry_run, read_only, unreachable, strict)
    assert not any(TOKEN in done.log for done in every)
    assert [path.name for path in job.temporary.iterdir() if path.is_dir()] == []


def test_other_commands(job: Job) -> None:
    """`command` and `args`: with quotes, over several lines, with relative paths, and with mistakes."""
    world = World()
    number, event = proposal(world, GREEN)
    (job.workspace / "the note.md").write_text("a note\n", encoding="utf-8")
    workflows = job.workspace / ".github" / "workflows"
    workflows.mkdir(parents=True)
    (workflows / "gate.yml").write_text(
        "name: Gate\non: push\njobs: {gate: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n", encoding="utf-8"
    )
    (job.workspace / "hygiene.toml").write_text('jobs = ["gate"]\n', encoding="utf-8")
    with served(world) as job.graphql_url:
        section = job.run(event, command="section", args="set\n  note\n  --file 'the note.md'\n")
        removed = job.run(event, command="section remove", args="note")
        doctor = job.run(event, command="doctor")
        sweep = job.run(event, command="sweep")
    # In an event whose token may write, hygiene reads no file that nobody named.
    job.environment["GITHUB_EVENT_NAME"] = "pull_request"
    audit = job.run(event, command="audit", args="--offline")
    (job.workspace / "hygiene.toml").write_text('jobs = ["gate", "lost"]\n', encoding="utf-8")
    renamed = job.run(event, command="audit", args="--offline")
    open_quote = job.run(event, command="section", args="set 'note")
    unknown = job.run(event, command="$(touch fired)")
    assert (section.code, section.outputs["comment-action"]) == (0, "created"), section.log
    assert (removed.code, removed.outputs["comment-action"]) == (0, "updated"), removed.log
    assert (audit.code, renamed.code) == (0, 8)
    assert "GITHUB_TOKEN" in doctor.log or "token" in doctor.log
    assert sweep.code == 0, sweep.log
    assert (open_quote.code, unknown.code) == (2, 2)
    assert (
        "::error title=hygiene::The input args cannot be split into arguments: No closing quotation." in open_quote.log
    )
    assert not (job.workspace / "fired").exists()
    assert len(world.repository(REPOSITORY).comments(number)) == 1


def test_help_is_that_of_a_full_installation(job: Job, runner: Runner) -> None:
    """The bundle has no rich, which typer requires and hygiene does not use."""
    for command in ("", "post-ci", "section set"):
        words = [*command.split(), "--help"]
        shown = job.run(command=" ".join(words)).log
        assert runner.run(*words).stdout.splitlines() == shown.splitlines()[1:]


def test_messages_name_the_origin_of_the_action(job: Job) -> None:
    """A page and a command to install are those of the repository and tag that the workflow uses."""
    job.environment |= {"GITHUB_ACTION_REPOSITORY": "acme/hygiene", "GITHUB_ACTION_REF": "v0"}
    (job.workspace / "hygiene.toml").write_text("job = 1\n", encoding="utf-8")
    wrong = job.run(config="hygiene.toml")
    assert "hygiene.toml:1:1 unknown key `job`; did you mean `jobs`?" in wrong.log
    assert "https://github.com/acme/hygiene/blob/v0/docs/reference/configuration.md" in wrong.log
    demo = job.run(command="demo")
    assert (wrong.code, demo.code) == (2, 2)
    assert "pip install 'ci-hygiene[sandbox] @ git+https://github.com/acme/hygiene@v0'" in demo.log


STRANGE = [
    "with space",
    'it\'s "quoted"',
    "-leading",
    "$HOME",
    "über 🧹",
    "back\\slash",
    "co:lon",
    "new\nline",
    "%25;&|*?",
]


@pytest.mark.parametrize("name", STRANGE, ids=range(len(STRANGE)))
def test_folders_with_strange_names(tmp_path: Path, bundle: Path, name: str) -> None:
    """The action's folder, the workspace and the temporary folder may be called anything."""
    job = Job(tmp_path / name, download(tmp_path / name / "action", bundle), environment=dict(NO_INDEX))
    (job.workspace / "hygiene.toml").write_text("jobs = 1\n", encoding="utf-8")
    assert f"hygiene {__version__}" in job.run(command="--version").log
    done = job.run(command="post-ci", args="--config hygiene.toml", token="x")  # noqa: S106 - no token
    assert done.code == 2
    assert "hygiene.toml" in done.log


def test_cancelling(job: Job) -> None:
    """The runner sends SIGINT to the entry point alone; hygiene receives it and ends as it does in a terminal."""
    _, event = proposal(World(), GREEN)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        job.graphql_url = f"http://127.0.0.1:{silent.getsockname()[1]}/graphql"
        with job.start(event) as process:
            connection, _ = silent.accept()
            process.send_signal(signal.SIGINT)
            log, _ = process.communicate(timeout=60)
        connection.close()
    assert process.returncode == 130, log
    assert "Interrupted." in log
