"""A host that does not know a whole operation: what stands on it is off, the rest of the job is done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from hygiene.model.host_features import feature_of
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow_runner import Ran, Runner


class DeafHost(httpx.BaseTransport):
    """A host that does not know a word of one operation, in a place that nothing can be left out of."""

    def __init__(self, inner: httpx.BaseTransport, operation: str) -> None:
        self.inner = inner
        self.operation = operation
        self.refusals = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse that operation, hand on any other."""
        if json.loads(request.content)["operationName"] != self.operation:
            return self.inner.handle_request(request)
        self.refusals += 1
        error = {
            "path": [f"query {self.operation}", "nodes"],
            "extensions": {"code": "undefinedField", "typeName": "Query", "fieldName": "nodes"},
            "locations": [{"line": 2, "column": 3}],
            "message": "Field 'nodes' doesn't exist on type 'Query'",
        }
        return httpx.Response(200, json={"errors": [error]}, request=request)


def deaf(runner: Runner, operation: str, *arguments: str) -> tuple[Ran, DeafHost]:
    """Run a command against a host that does not know an operation; the report has to say so."""
    hosts: list[DeafHost] = []

    def around(inner: httpx.BaseTransport) -> DeafHost:
        hosts.append(DeafHost(inner, operation))
        return hosts[0]

    ran = runner.run(*arguments, "--json", around=around)
    assert ran.code == 0, ran.stderr
    feature = feature_of(operation)
    said = f"Switched off on api.github.com, which lacks it: {feature.name}; {feature.without}."
    assert said in ran.json["notices"]
    return ran, hosts[0]


def test_a_write_without_a_look_before(runner: Runner) -> None:
    """The look was long ago and nobody can ask for versions: it is written all the same."""
    number, run = runner.proposal(RED)
    runner.event(runner.repository.run_event(run))
    runner.monkeypatch.setattr("hygiene.post_ci.reconcile.SNAPSHOT_AGE_MAX_S", -1)
    deaf(runner, "ReadVersions", "post-ci")
    assert len(runner.comments(number)) == 1


def test_an_edit_whose_history_nobody_tells(runner: Runner, tmp_path: Path) -> None:
    """What was overwritten is not brought back; what stands there now is kept, and the comment stays one."""
    number, _ = runner.proposal(RED)
    path = tmp_path / "coverage.md"
    path.write_text("first")
    runner.run("section", "set", "coverage", "--file", str(path), "--pr", str(number))
    (comment,) = runner.comments(number)
    first = comment.body
    path.write_text("second")
    runner.run("section", "set", "coverage", "--file", str(path), "--pr", str(number))
    bot = runner.repository.person("github-actions[bot]")
    bot.edit_comment(comment.id, first)
    _, host = deaf(runner, "ReadEdits", "section", "set", "other", "--file", str(path), "--pr", str(number))
    assert host.refusals == 1
    (comment,) = runner.comments(number)
    assert "first" in comment.body


@pytest.mark.parametrize("operation", ["ReadMoreCheckRuns", "ReadMoreSuites"])
def test_the_first_page_of_checks(runner: Runner, operation: str) -> None:
    """What is on it is told."""
    head = runner.repository.push("feature", {"README.md": "x"})
    number = runner.repository.pull_request("feature")
    many = 120 if operation == "ReadMoreCheckRuns" else 1
    run = runner.repository.workflow_run(head=head, jobs={f"job {place}": "success" for place in range(many)} | RED)
    for place in range(15 if many == 1 else 0):
        runner.repository.workflow_run(f"Other {place}", head=head, jobs={"lint": "success"})
    runner.event(runner.repository.run_event(run))
    deaf(runner, operation, "post-ci")
    assert len(runner.comments(number)) == 1


def test_a_threshold_that_nobody_can_count(runner: Runner) -> None:
    """Other heads cannot be asked for: what this one shows is all that counts."""
    runner.settings("[tracker]\nopen-after-pull-requests = 2\n")
    _, run = runner.proposal(RED)
    runner.event(runner.repository.run_event(run))
    ran, host = deaf(runner, "ReadOtherHeads", "post-ci")
    assert host.refusals == 1
    assert [row["action"] for row in ran.json["trackers"]] == ["withheld"]


def test_a_sweep_without_what_it_stands_on(runner: Runner) -> None:
    """Nobody knows what became of the subjects, so nothing is taken for gone: the command fails and changes nothing."""
    _, run = runner.proposal(RED)
    runner.post_ci(run=run)
    before = runner.world.digest()
    ran = runner.run("sweep", around=lambda inner: DeafHost(inner, "ReadSubjects"))
    assert ran.code == 5
    assert runner.world.digest() == before
