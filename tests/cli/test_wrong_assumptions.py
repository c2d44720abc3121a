"""GitHub answers otherwise than docs/explanation/assumptions.md expects, through the whole command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.cli.test_base_branch import COMPILED, ONE, proposal
from tests.cli.test_deletion import RESPECTING, exported
from tests.cli.test_gate_file import state
from tests.cli.test_other_answers import Otherwise, run_against, settled, without
from tests.cli.test_post_ci_hostile import HOSTILE, hostile_job
from tests.workflow_runner import GREEN, RED, SETTINGS

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

Node = dict[str, Any]


class Responding(httpx.BaseTransport):
    """A host that answers one operation with this."""

    def __init__(self, inner: httpx.BaseTransport, operation: str, answer: Node) -> None:
        self.inner, self.operation, self.answer = inner, operation, answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, or that of the sandbox."""
        if json.loads(request.content)["operationName"] != self.operation:
            return self.inner.handle_request(request)
        return httpx.Response(200, json=self.answer)


class AfterWrites(Otherwise):
    """A host whose responses to mutations are changed."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The changed response to a mutation; that of the sandbox to a query."""
        if json.loads(request.content)["operationName"] != "ApplyPlan":
            return self.inner.handle_request(request)
        return super().handle_request(request)


def test_an_own_pull_request_that_the_event_does_not_name(runner: Runner) -> None:
    """The event of a run for a branch of the repository lists no pull request: its branch and commit find it."""
    number, run = runner.proposal(RED)
    payload = runner.repository.run_event(run)
    payload["workflow_run"]["pull_requests"] = []
    runner.event(payload)
    assert runner.run("post-ci").code == 0
    assert len(runner.comments(number)) == 1


def test_a_host_that_does_not_follow_renames(runner: Runner) -> None:
    """The old name leads nowhere: exit code 2, in words, and nothing is written."""
    number, run = runner.proposal(RED)
    message = "Could not resolve to a Repository with the name 'o/r'."
    error = {"type": "NOT_FOUND", "path": ["repository"], "message": message}
    answer = {"data": {"repository": None}, "errors": [error]}
    before = runner.world.digest()
    ran = runner.post_ci(run=run, around=lambda inner: Responding(inner, "ReadScope", answer))
    assert (ran.code, runner.world.digest(), runner.comments(number)) == (2, before, [])
    assert "api.github.com has no repository o/r, or the token may not see it." in ran.stderr


def test_a_merge_queue_with_other_branches(runner: Runner) -> None:
    """A branch that names no pull request: it is unknown which one failed, and nothing is written."""
    number, _ = runner.proposal(GREEN)
    payload = runner.repository.merge_group_event(number)
    payload["merge_group"]["head_ref"] = "refs/heads/queue/main/7"
    head = payload["merge_group"]["head_sha"]
    runner.repository.workflow_run(head=head, jobs=RED, event="merge_group")
    runner.event(payload, "merge_group")
    ran = runner.run("post-ci", "--json")
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert (runner.comments(number), ran.json["status_comments"]) == ([], [])
    assert (runner.repository.issues(), ran.json["trackers"]) == ([], [])


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_runner_that_does_not_stop_commands(runner: Runner, words: str) -> None:
    """Without the two lines no untrusted text begins a line as a command does."""
    runner.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, run = runner.proposal({words: hostile_job(words), "gate": "failure"})
    _, *lines, _ = runner.post_ci(run=run).stdout.splitlines()
    assert [line for line in lines if line.lstrip().startswith("::") or line.lstrip().startswith("##[")] == []


NO_WRITES = {
    "no repository in the payload": without("repository"),
    "no comments in it": without("oldest", "freshest", value={"totalCount": 0, "nodes": []}),
    "no pull request in it": without("pullRequest"),
    "no trackers in it": without("openTrackers", value={"totalCount": 0, "pageInfo": {"hasNextPage": False}}),
}


@pytest.mark.parametrize("name", NO_WRITES)
def test_a_payload_without_the_writes_of_its_document(runner: Runner, name: str) -> None:
    """What it does not show is read again before anything else is written: one comment, one tracker, at rest."""
    number, run = runner.proposal(RED)
    for jobs in (RED, GREEN):
        if jobs is GREEN:
            runner.repository.rerun(run, GREEN)
        ran = runner.post_ci("--json", run=run, around=lambda inner: AfterWrites(inner, NO_WRITES[name]))
        assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
        assert len(runner.comments(number)) == 1
        assert len(runner.repository.issues()) == 1
        written = len(runner.world.history)
        assert runner.post_ci(run=run).code == 0
        assert len(runner.world.history) == written


def test_a_reusable_workflow_with_other_names(runner: Runner) -> None:
    """Check runs without the name of the calling job are rows of their own, next to one that never reported."""
    runner.settings('jobs = ["call", "gate"]\n')
    number, run = runner.proposal({"inner": "success", "gate": "success"})
    ran = runner.post_ci("--json", run=run)
    (comment,) = runner.comments(number)
    assert (ran.code, ran.json["state"]) == (0, "incomplete")
    assert "`call`" in comment.body
    assert "`inner`" in comment.body
    assert "all 2 jobs passed" not in comment.body


def _other_way_round(node: Node) -> None:
    edits = node.get("userContentEdits")
    if isinstance(edits, dict) and edits.get("nodes"):
        edits["nodes"] = edits["nodes"][::-1]


def _none_listed(node: Node) -> None:
    if isinstance(node.get("userContentEdits"), dict):
        node["userContentEdits"]["nodes"] = []


HISTORIES = {
    "oldest first": _other_way_round,
    "no texts": without("diff"),
    "no entries": _none_listed,
    "no editors": without("editor"),
    "differences instead of texts": without("diff", value="@@ -1 +1 @@\n-a\n+b"),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_edit_histories_of_another_kind(runner: Runner, name: str) -> None:
    """What people wrote stays, what is in the history is never written as hygiene's, and each run settles."""
    number, run = runner.proposal(RED)
    run_against(runner, HISTORIES[name], run=run)
    (issue,) = runner.repository.issues()
    runner.repository.person("octocat").edit(issue.number, f"{issue.body}\n\nA remark of a person.")
    runner.repository.rerun(run, RED | {"docker smoke": "failure"})
    assert "2 of 4 jobs failed" in settled(runner, HISTORIES[name], number, run)
    first = runner.repository.issues()[0]
    assert "A remark of a person." in first.body
    assert not any("@@ -1" in one.body for one in (*runner.repository.issues(), *runner.comments(number)))


DELETIONS = {
    "nobody's comment": without("deletedCommentAuthor"),
    "no events": without("deletions", value={"nodes": []}),
    "not shown": without("deletions"),
}


@pytest.mark.parametrize("name", DELETIONS)
def test_deletions_without_an_author(runner: Runner, name: str) -> None:
    """Where GitHub does not give the author of the deleted comment, it comes back, as without the option."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    run_against(runner, DELETIONS[name], run=exported(runner, number))
    assert len(runner.comments(number)) == 1


@pytest.mark.parametrize("late", [1, 2, 1_000])
def test_a_listing_by_label_that_is_late(runner: Runner, late: int) -> None:
    """As a search index would be: the tracker is not listed, there is no second one; else the run reports it."""
    runner.settings(SETTINGS)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    head = runner.repository.push("feature", {"b": "c"})
    run = runner.repository.workflow_run(head=head, jobs=RED)
    page = {"totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": []}
    left = [late]

    def change(node: Node) -> None:
        if "openTrackers" in node and left[0]:
            left[0] -= 1
            node["openTrackers"] = page

    ran = runner.post_ci(run=run, around=lambda inner: Otherwise(inner, change))
    assert ran.code == (0 if late < 1_000 else 7), ran.stderr
    assert (len(runner.comments(number)), len(runner.repository.issues())) == (1, 1)
    assert runner.post_ci(run=run).code == 0
    assert "**2** occurrences" in runner.repository.issues()[0].body


@pytest.mark.parametrize("kind", ["UNPROCESSABLE", "FORBIDDEN"])
def test_an_archived_repository_in_other_words(runner: Runner, kind: str) -> None:
    """A refusal that is not understood is no success: it ends the run, with GitHub's words."""
    runner.repository.label("ci-failure")
    number, run = runner.proposal(GREEN)
    error = {"type": kind, "path": ["addComment2"], "message": "This repository takes no more writes."}
    answer = {"data": {"addComment2": None}, "errors": [error]}
    ran = runner.post_ci(run=run, around=lambda inner: Responding(inner, "ApplyPlan", answer))
    assert (ran.code, "takes no more writes" in ran.stdout + ran.stderr) == (5 if kind == "UNPROCESSABLE" else 0, True)
    assert runner.comments(number) == []


def test_a_host_that_notifies_of_edits(runner: Runner) -> None:
    """People would get one mail for each change of the result, and none for an event that changes nothing."""
    number, run = runner.proposal(RED)
    for jobs in (RED, GREEN, RED):
        runner.repository.rerun(run, jobs)
        for _ in range(3):
            runner.post_ci(run=run)
    (comment,) = runner.comments(number)
    (issue,) = runner.repository.issues()
    thread = runner.repository.thread(issue.number)
    assert (len(comment.edits), len(thread.edits)) == (2, 2)


@pytest.mark.parametrize("order", [(0, 2), (2, 0), (1,), (0, 1, 2), (2, 1, 0)])
def test_runs_that_a_queue_replaces_or_reorders(runner: Runner, order: tuple[int, ...]) -> None:
    """Whichever events of three attempts arrive, and in which order, the last result is shown."""
    number, run = runner.proposal(RED)
    payloads = [runner.repository.run_event(run)]
    for jobs in (RED | {"docker smoke": "failure"}, GREEN):
        runner.repository.rerun(run, jobs)
        payloads.append(runner.repository.run_event(run))
    for place in order:
        runner.event(payloads[place])
        assert runner.run("post-ci").code == 0
    (comment,) = runner.comments(number)
    assert "all 4 jobs passed" in comment.body


def test_a_host_that_reads_no_branch_by_its_full_name(runner: Runner) -> None:
    """Nothing is known of the base branch's files: no job is missed, and no row changes."""
    head = proposal(runner, ONE)
    run = runner.repository.workflow_run(head=head, jobs=COMPILED)
    hidden = without("workflowOnBase", "workflowsOnBase")
    assert "compile" in settled(runner, hidden, 1, run)
    found = run_against(runner, hidden, run=run).json
    assert (found["state"], found["requests"]["queries"]) == ("success", 1)
    assert state(runner, run=run)["state"] == "incomplete"
