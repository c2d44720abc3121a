"""Hosts whose responses differ from what docs/explanation/assumptions.md lists: a run shows less, nothing false."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.sandbox.faults import FaultRule, Lag, LateResults, ResourceLimits, Timeout
from tests.cli.test_gate_file import GATE, TWO
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.sandbox.faults import Fault, RequestInfo
    from tests.workflow_runner import Ran, Runner

FAILED = "1 of 4 jobs failed"
Node = dict[str, Any]


class Otherwise(httpx.BaseTransport):
    """A host whose responses are changed by a function of each object in them."""

    def __init__(self, inner: httpx.BaseTransport, change: Callable[[Node], None]) -> None:
        self.inner, self.change = inner, change

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The changed response."""
        response = self.inner.handle_request(request)
        found = json.loads(response.read())
        self._walk(found.get("data"))
        return httpx.Response(response.status_code, json=found)

    def _walk(self, found: object) -> None:
        if isinstance(found, dict):
            self.change(found)
        for value in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
            self._walk(value)


def without(*names: str, value: object = None) -> Callable[[Node], None]:
    """Fields that are always null, or always this."""

    def change(node: Node) -> None:
        node.update({name: value for name in names if name in node})

    return change


def run_against(runner: Runner, change: Callable[[Node], None], *arguments: str, run: int | None = None) -> Ran:
    """A run of post-ci that succeeds, against a host that answers otherwise."""
    ran = runner.post_ci("--json", *arguments, run=run, around=lambda inner: Otherwise(inner, change))
    assert ran.code == 0, ran.stderr
    return ran


def settled(runner: Runner, change: Callable[[Node], None], number: int, run: int) -> str:
    """The text of the one status comment after two runs, of which the second writes nothing."""
    run_against(runner, change, run=run)
    written = len(runner.world.history)
    run_against(runner, change, run=run)
    assert len(runner.world.history) == written
    (comment,) = runner.comments(number)
    return comment.body


WITHOUT: dict[str, tuple[Callable[[Node], None], str]] = {
    "no file of a workflow run": (without("file"), FAILED),
    "no steps": (without("steps"), FAILED),
    "no annotations": (without("annotations"), FAILED),
    "no ids of comments": (without("fullDatabaseId"), FAILED),
    "no ids of check runs": (without("databaseId"), FAILED),
    "no urls of jobs": (without("detailsUrl"), FAILED),
    "no rule of the base branch": (without("refUpdateRule"), FAILED),
    "no base branch": (without("baseRef"), FAILED),
    "no edit counts": (without("userContentEdits"), FAILED),
    "no budget": (without("rateLimit"), FAILED),
    "no reason of closed issues": (without("stateReason"), FAILED),
    "no labels of issues": (without("labels"), FAILED),
    "no times": (without("startedAt", "completedAt"), FAILED),
    "nothing among the newest comments": (without("freshest", value={"nodes": []}), FAILED),
    "no apps of suites": (without("app"), FAILED),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_fields_that_are_null(runner: Runner, name: str) -> None:
    """One comment and one tracker, whatever a host does not show of the rest."""
    runner.repository.label("ci-failure")
    change, words = WITHOUT[name]
    number, run = runner.proposal(RED)
    assert words in settled(runner, change, number, run)
    assert len(runner.repository.issues()) == 1


def test_newest_comments_in_another_order(runner: Runner) -> None:
    """A host that does not order by update: pages find our comment, and there is no second one."""
    number, run = runner.proposal(GREEN)
    octocat = runner.repository.person("octocat")
    for place in range(20):
        octocat.comment(number, f"remark {place}")
    runner.world.advance(60)
    runner.post_ci(run=run)
    for place in range(20):
        octocat.comment(number, f"later remark {place}")
    (ours,) = runner.comments(number)
    head = runner.repository.push("feature", {"b": "c"})
    run = runner.repository.workflow_run(head=head, jobs=RED)
    assert FAILED in settled(runner, without("freshest", value={"nodes": []}), number, run)
    assert [comment.id for comment in runner.comments(number)] == [ours.id]


@pytest.mark.parametrize("fault", [Timeout(after=True), Timeout(), ResourceLimits(place=2, after=True)], ids=repr)
@pytest.mark.parametrize("lag", [0, 1])
def test_a_fresh_read_of_a_long_conversation_that_is_late(runner: Runner, fault: Fault, lag: int) -> None:
    """After a write with an unknown outcome the comment is searched again: a replica may not list it as the newest."""
    runner.repository.label("ci-failure")
    number, run = runner.proposal(GREEN)
    octocat = runner.repository.person("octocat")
    for place in range(20):
        octocat.comment(number, f"remark {place}")
    runner.post_ci(run=run)
    for place in range(20):
        octocat.comment(number, f"later remark {place}")
    (ours,) = runner.comments(number)
    head = runner.repository.push("feature", {"b": "c"})
    run = runner.repository.workflow_run(head=head, jobs=RED)
    wrote: list[int] = []

    def late(info: RequestInfo) -> Fault | None:
        if info.kind == "mutation":
            wrote.append(info.number)
            return fault if len(wrote) == 1 else None
        return Lag(lag) if lag and len(wrote) == 1 else None

    assert runner.post_ci(run=run, before=late).code == 0
    (comment,) = runner.comments(number)
    assert (comment.id, FAILED in comment.body) == (ours.id, True)


def test_a_commit_of_a_fork_that_is_not_shown(runner: Runner) -> None:
    """``object(oid:)`` is null: nothing is known of the head, so nothing is written."""
    fork = runner.repository.fork("alice/r")
    head = fork.push("patch-1", {"a": "b"})
    number = runner.repository.pull_request("patch-1", fork="alice/r", author="alice")
    run = runner.repository.workflow_run(head=head, jobs=RED)
    ran = run_against(runner, without("head"), run=run)
    assert (runner.comments(number), runner.repository.issues()) == ([], [])
    assert ran.json["status_comments"] == []


@pytest.mark.parametrize("answer", [None, False])
def test_whether_a_check_is_required_is_not_shown(runner: Runner, answer: bool | None) -> None:  # noqa: FBT001 - a table's column
    """What the base branch requires is known from its rules; where those are not shown either, nothing is claimed."""
    runner.repository.protect("main", "python ci (3.11)")
    number, run = runner.proposal(RED)
    assert "**Blocks merging:**" in settled(runner, without("isRequired", value=answer), number, run)

    def neither(node: Node) -> None:
        without("isRequired", value=answer)(node)
        without("refUpdateRule", "rules")(node)

    body = settled(runner, neither, number, run)
    assert "**Blocks merging:**" not in body
    assert ("Does not block merging" in body) is (answer is False)


def test_rules_that_a_token_may_not_read(runner: Runner) -> None:
    """The comment and the report state it; no permission is named, because none is known that gives access to them."""
    runner.repository.ruleset("main", "license")
    number, run = runner.proposal(GREEN)
    message = "Resource not accessible by integration"

    class Refusing(Otherwise):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            found = json.loads(super().handle_request(request).content)
            if "rules(" in json.loads(request.content)["query"]:
                path = ["repository", "pullRequest", "baseRef", "rules"]
                found["errors"] = [{"type": "FORBIDDEN", "path": path, "message": message}]
            return httpx.Response(200, json=found)

    ran = runner.post_ci("--json", run=run, around=lambda inner: Refusing(inner, without("rules")))
    assert (ran.code, ran.json["state"]) == (0, "success")
    assert any(notice.endswith(f"rulesets ({message}).") for notice in ran.json["notices"])
    assert f"rulesets ({message})." in runner.comments(number)[0].body


@pytest.mark.parametrize("missing", [("check_suite_node_id",), ("check_suite_node_id", "run_attempt"), ("conclusion",)])
def test_an_event_with_fewer_fields(runner: Runner, missing: tuple[str, ...]) -> None:
    """Without the suite the whole scope is read again; without a conclusion it is unknown that anything is late."""
    number, run = runner.proposal(RED)
    payload = runner.repository.run_event(run)
    for name in missing:
        del payload["workflow_run"][name]
    runner.event(payload)
    runner.world.faults = [FaultRule(LateResults(), times=2)]
    assert runner.run("post-ci").code == 0
    body = runner.comments(number)[0].body
    assert (FAILED in body) is ("conclusion" not in missing)
    assert ("not finished" in body) is ("conclusion" in missing)


def test_a_suite_whose_newest_check_runs_are_not_the_last(runner: Runner) -> None:
    """The order of check runs means nothing: attempts are distinguished by their ids."""
    number, run = runner.proposal(RED)
    runner.repository.rerun(run, {"python ci (3.11)": "success", "gate": "success"})

    def reversed_runs(node: Node) -> None:
        if "runs" in node and isinstance(node["runs"], dict):
            node["runs"]["nodes"] = node["runs"]["nodes"][::-1]

    body = settled(runner, reversed_runs, number, run)
    assert "all 4 jobs passed" in body


def test_labels_that_a_listing_takes_as_any(runner: Runner) -> None:
    """One label is given, so that it does not matter whether several would mean all or any."""
    number, run = runner.proposal(RED)
    asked: list[Mapping[str, Any]] = []

    class Watching(httpx.BaseTransport):
        def __init__(self, inner: httpx.BaseTransport) -> None:
            self.inner = inner

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(json.loads(request.content))
            return self.inner.handle_request(request)

    assert runner.post_ci(run=run, around=Watching).code == 0
    assert len(runner.comments(number)) == 1
    listings = [part for one in asked for part in one["query"].split("issues(")[1:]]
    assert listings
    assert not [
        part for part in listings if "labels:[" in part and "," in part.partition("labels:[")[2].partition("]")[0]
    ]


def test_line_ends_of_bodies(runner: Runner) -> None:
    """A host that returns bodies with other line ends: nothing has changed because of that."""
    number, run = runner.proposal(RED)

    def change(node: Node) -> None:
        if isinstance(node.get("body"), str):
            node["body"] = node["body"].replace("\n", "\r\n")

    assert FAILED in settled(runner, change, number, run)
    head = runner.repository.push("feature", {"b": "c"})
    run = runner.repository.workflow_run(head=head, jobs=GREEN)
    assert "all 4 jobs passed" in settled(runner, change, number, run)
    assert len(runner.repository.issues()) == 1


@pytest.mark.parametrize("start", ["event", "manual"])
@pytest.mark.parametrize("workflow", ["Gate", GATE])
def test_a_configured_workflow_without_files_of_runs(runner: Runner, start: str, workflow: str) -> None:
    """Which workflow a check is of is then known by name alone; its jobs come from the file all the same."""
    runner.settings(f'workflow = "{workflow}"\n')
    runner.repository.push("main", {GATE: TWO})
    head = runner.repository.push("feature", {"README.md": "x"})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"compile": "success", "unit": "success"})
    options = () if start == "event" else ("--pr", "1")
    ran = run_against(runner, without("file"), *options, run=run if start == "event" else None)
    assert ran.json["state"] == "success"
