"""`hygiene audit` with a token: files against what GitHub saw."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.audit.repository import GATE_TEXT, standard
from tests.workflow_runner import GREEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


@pytest.fixture
def audited(runner: Runner) -> Runner:
    """A checkout whose files agree, of a repository whose Gate has run on the default branch."""
    standard(runner.folder)
    head = runner.repository.push("main", {"a": "b"})
    runner.repository.workflow_run(head=head, jobs=GREEN)
    return runner


def test_agreement(audited: Runner) -> None:
    """Files and GitHub agree: clean, with a sentence on what was read, in one request."""
    ran = audited.run("audit")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Compared with what reported on main at ")
    assert ran.stdout.endswith("Clean.\n")
    assert len(audited.world.requests) == 1


def test_a_job_that_never_reported(runner: Runner) -> None:
    """A label that files agree on, but that no check run has, is found."""
    standard(runner.folder)
    jobs = {name: how for name, how in GREEN.items() if name != "docker smoke"}
    runner.repository.workflow_run(head=runner.repository.head(), jobs=jobs)
    ran = runner.run("audit", "--json")
    assert ran.code == 8
    assert [(each["kind"], each["configured"]) for each in ran.json["findings"]] == [("not-reported", "docker smoke")]
    assert ran.stderr.startswith("Compared with")


def test_the_branch_waits_for_an_old_name(audited: Runner) -> None:
    """The drift that blocks everybody: a required check that no job reports any more."""
    audited.repository.protect("main", "gate", "docker-smoke")
    ran = audited.run("audit")
    assert ran.code == 8
    assert "unknown-required\n  Branch protection requires `docker-smoke`" in ran.stdout


def test_a_pull_request(audited: Runner) -> None:
    """--pr compares with that pull request's head."""
    renamed = {name.replace("docker smoke", "docker"): how for name, how in GREEN.items()}
    number, _ = audited.proposal(renamed)
    assert audited.run("audit").code == 0
    ran = audited.run("audit", "--pr", str(number))
    assert ran.code == 8
    assert f"reported on #{number} at " in ran.stdout


def test_a_gate_that_does_not_run_there(runner: Runner) -> None:
    """A Gate that only runs on pull requests has not reported on the default branch: no alarm, but a hint."""
    standard(runner.folder)
    assert runner.repository.head()
    ran = runner.run("audit")
    assert ran.code == 0
    assert "did not run there.\nName a pull request with --pr N." in ran.stdout


def test_files_alone(audited: Runner) -> None:
    """Without a token, without a repository, or with --offline no request is sent and nothing more is reported."""
    quiet = ".github/workflows/gate.yml: 4 check runs, 4 jobs configured\n\nClean.\n"
    assert audited.run("audit", "--offline").stdout == quiet
    audited.monkeypatch.delenv("GITHUB_REPOSITORY")
    assert audited.run("audit").stdout == quiet
    audited.monkeypatch.delenv("GITHUB_TOKEN")
    assert audited.run("audit", "--repo", "o/r").stdout == quiet
    assert audited.world.requests == []


def test_fixing_with_a_token(audited: Runner) -> None:
    """--fix corrects the names by the files; old names on GitHub are then reported."""
    standard(audited.folder, gate=GATE_TEXT.replace("docker smoke", "docker smoke test"))
    ran = audited.run("audit", "--fix", "--json")
    assert [each["kind"] for each in json.loads(ran.stdout)["findings"]] == ["not-reported"]
    assert "renamed `docker smoke`" in ran.stderr
