"""The Gate's file of a head that only the query itself finds: one request, and a second one where that fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.cli.test_gate_file import GATE, TWO, body, proposal
from tests.cli.test_other_answers import Otherwise, without
from tests.older import OlderHost

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.transport import SandboxTransport
    from tests.workflow_runner import Runner

ONE = TWO.replace("  unit: ", "  old: ")
JOBS = {"compile": "success", "unit": "success"}
NO_CHANGE = {"queries": 1, "mutations": 0}
ONE_MORE = {"queries": 2, "mutations": 0}
FORBIDDEN = {
    "type": "FORBIDDEN",
    "path": ["repository", "gateAtHead", "commits", "nodes", 0, "commit", "gateFile"],
    "message": "Resource not accessible by integration",
}


class Refusing(Otherwise):
    """A host that refuses the file alone."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response without the file, and with an error."""
        found = json.loads(super().handle_request(request).content)
        if "gateAtHead" in json.loads(request.content)["query"]:
            found["errors"] = [FORBIDDEN]
        return httpx.Response(200, json=found)


def another_commit(node: dict[str, Any]) -> None:
    """The file of a commit that is not the one whose checks are shown."""
    for at in (node.get("gateAtHead") or {}).get("commits", {}).get("nodes", ()):
        at["commit"]["oid"] = "0" * 40


HOSTS: dict[str, Callable[[SandboxTransport], httpx.BaseTransport]] = {
    "null": lambda inner: Otherwise(inner, without("gateFile")),
    "an entry without its object": lambda inner: Otherwise(inner, without("blob")),
    "no pull request": lambda inner: Otherwise(inner, without("gateAtHead")),
    "refused": lambda inner: Refusing(inner, without("gateFile")),
    "another commit": lambda inner: Otherwise(inner, another_commit),
}


def test_one_request(runner: Runner) -> None:
    """The file of the head, not that of the default branch."""
    number, run = proposal(runner, TWO, JOBS, base=ONE)
    assert runner.post_ci(run=run).code == 0
    before = body(runner, number)
    ran = runner.post_ci("--json", "--pr", str(number))
    assert (ran.json["requests"], ran.json["notices"]) == (NO_CHANGE, [])
    assert "`unit`" in before
    assert body(runner, number) == before


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_does_not_show_it(runner: Runner, host: str) -> None:
    """It is read by its commit; there is no notice, because nothing is missing."""
    number, _ = proposal(runner, TWO, JOBS, base=ONE)
    first = runner.post_ci("--json", "--pr", str(number), around=HOSTS[host])
    assert first.code == 0, first.stderr
    assert "`unit`" in body(runner, number)
    assert "Jobs that this pull request removes" not in body(runner, number)
    second = runner.post_ci("--json", "--pr", str(number), around=HOSTS[host])
    assert (second.json["requests"], second.json["notices"]) == (ONE_MORE, [])
    assert runner.post_ci("--json", "--pr", str(number)).json["requests"] == NO_CHANGE


def test_a_host_that_does_not_have_it(runner: Runner) -> None:
    """The document is sent again without it, and the file is read as before; the report states it."""
    number, _ = proposal(runner, TWO, JOBS, base=ONE)
    ran = runner.post_ci("--json", "--pr", str(number), around=lambda inner: OlderHost(inner, ("Commit.file",)))
    assert ran.json["requests"]["queries"] == 3
    assert ["files of commits" in notice for notice in ran.json["notices"]] == [True]
    assert runner.post_ci("--json", "--pr", str(number)).json["requests"] == NO_CHANGE


@pytest.mark.parametrize("base", ["", TWO])
def test_a_head_without_the_file(runner: Runner, base: str) -> None:
    """Where the default branch has it, its jobs count, and only then is the head read once more, with other files."""
    runner.repository.push("old", {"README.md": "x"})
    runner.repository.push("main", {GATE: base} if base else {"README.md": "y"})
    head = runner.repository.head("old")
    number = runner.repository.pull_request("old")
    runner.repository.workflow_run(head=head, jobs=JOBS)
    runner.post_ci("--pr", str(number))
    ran = runner.post_ci("--json", "--pr", str(number))
    assert ran.json["requests"] == ({"queries": 3, "mutations": 0} if base else NO_CHANGE)
    assert [f"{GATE} could not be read" in notice for notice in ran.json["notices"]] == ([] if base else [True])


def test_a_wrong_null_is_always_reported(runner: Runner) -> None:
    """A pull request that adds the Gate, and a host that shows no file: the comment states that it was not read."""
    number, _ = proposal(runner, TWO, JOBS, base="")
    ran = runner.post_ci("--json", "--pr", str(number), around=HOSTS["null"])
    assert any(f"{GATE} could not be read" in notice for notice in ran.json["notices"])
    assert f"{GATE} could not be read at this commit" in body(runner, number).replace("\\", "")


def test_the_comment_in_the_middle_of_a_long_conversation_has_the_gate(runner: Runner) -> None:
    """It is read before the Gate's file is, so the file is the right one."""
    path = ".github/workflows/ci.yml"
    runner.repository.push("main", {path: TWO.replace("Gate", "CI")})
    head = runner.repository.push("feature", {"README.md": "x"})
    number = runner.repository.pull_request("feature")
    person = runner.repository.person("octocat")
    for place in range(5):
        person.comment(number, f"first {place}")
    run = runner.repository.workflow_run("CI", head=head, jobs=JOBS, path=path)
    runner.repository.workflow_run("Docs", head=head, jobs={"pages": "success"}, path=".github/workflows/d.yml")
    runner.post_ci(run=run)
    before = body(runner, number)
    for place in range(20):
        person.comment(number, f"later {place}")
    ran = runner.post_ci("--json", "--pr", str(number))
    assert ran.json["notices"] == []
    assert ran.json["requests"] == {"queries": 3, "mutations": 0}
    assert body(runner, number) == before
