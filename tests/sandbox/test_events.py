"""Webhook payloads in the shape that GitHub sends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.sandbox.graphql_client import world_of

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed


def _run(repository: RepositorySeed, **details: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - sides of a run
    run = repository.workflow_run("Gate", jobs={"gate": "failure"}, **details)
    event: dict[str, Any] = json.loads(json.dumps(repository.run_event(run)))
    return run, event


def test_a_run_of_the_same_repository() -> None:
    """The payload names pull request, head, attempt and suite."""
    world, repository = world_of()
    head = repository.push("feature")
    number = repository.pull_request("feature")
    run, event = _run(repository, head=head)
    assert event["action"] == "completed"
    assert event["workflow"]["name"] == "Gate"
    assert event["workflow"]["path"] == ".github/workflows/gate.yml"
    assert event["repository"]["full_name"] == "o/r"
    assert event["repository"]["default_branch"] == "main"
    payload = event["workflow_run"]
    assert (payload["id"], payload["name"], payload["run_number"], payload["run_attempt"]) == (run, "Gate", 1, 1)
    assert (payload["event"], payload["status"], payload["conclusion"]) == ("pull_request", "completed", "failure")
    assert (payload["head_sha"], payload["head_branch"]) == (head, "feature")
    assert payload["head_repository"]["full_name"] == "o/r"
    assert payload["html_url"] == f"https://github.com/o/r/actions/runs/{run}"
    assert payload["check_suite_node_id"] in world.state.nodes
    assert payload["workflow_id"] == event["workflow"]["id"]
    (linked,) = payload["pull_requests"]
    assert (linked["number"], linked["head"]["sha"], linked["head"]["ref"]) == (number, head, "feature")
    assert (linked["base"]["ref"], linked["base"]["sha"]) == ("main", repository.head())


def test_a_run_of_a_fork_names_no_pull_request() -> None:
    """The payload has branch, commit and repository of the head only."""
    world, repository = world_of()
    fork = world.repository("alice/r", fork_of="o/r")
    head = fork.push("patch-1")
    repository.pull_request("patch-1", fork="alice/r", author="alice")
    payload = _run(repository, head=head)[1]["workflow_run"]
    assert payload["pull_requests"] == []
    assert (payload["head_repository"]["full_name"], payload["head_branch"]) == ("alice/r", "patch-1")
    assert payload["head_repository"]["fork"] is True


def test_a_fork_may_use_the_same_branch_name() -> None:
    """The run of the fork does not name the pull request of the repository's own branch."""
    world, repository = world_of()
    repository.push("patch-1")
    repository.pull_request("patch-1")
    head = world.repository("alice/r", fork_of="o/r").push("patch-1")
    repository.pull_request("patch-1", fork="alice/r")
    payload = _run(repository, head=head)[1]["workflow_run"]
    assert (payload["head_repository"]["full_name"], payload["pull_requests"]) == ("alice/r", [])


def test_a_run_of_a_branch() -> None:
    """Pushes and schedules have a branch and no pull request."""
    _, repository = world_of()
    payload = _run(repository, head=repository.head(), event="schedule")[1]["workflow_run"]
    assert (payload["event"], payload["head_branch"], payload["pull_requests"]) == ("schedule", "main", [])


def test_a_closed_pull_request_is_not_named() -> None:
    """GitHub lists open pull requests only."""
    _, repository = world_of()
    head = repository.push("feature")
    repository.person("bob").close(repository.pull_request("feature"))
    assert _run(repository, head=head)[1]["workflow_run"]["pull_requests"] == []


def test_attempts_and_numbers_count_up() -> None:
    """A re-run raises the attempt, the next run of the workflow the run number."""
    _, repository = world_of()
    run, _ = _run(repository, head=repository.head())
    repository.rerun(run, {"gate": "success"})
    payload = repository.run_event(run)["workflow_run"]
    assert (payload["run_number"], payload["run_attempt"], payload["conclusion"]) == (1, 2, "success")
    assert _run(repository, head=repository.head())[1]["workflow_run"]["run_number"] == 2
    other = repository.workflow_run("Nightly", head=repository.head(), jobs={"a": "success"})
    event = repository.run_event(other)
    assert (event["workflow_run"]["run_number"], event["workflow"]["name"]) == (1, "Nightly")
    assert event["workflow"]["id"] != repository.run_event(run)["workflow"]["id"]


def test_an_unfinished_run_has_no_conclusion() -> None:
    """``requested`` and ``in_progress`` are events too."""
    _, repository = world_of()
    run = repository.workflow_run("Gate", head=repository.head(), jobs={"gate": "in_progress"})
    event = repository.run_event(run, action="in_progress")
    assert (event["action"], event["workflow_run"]["status"]) == ("in_progress", "in_progress")
    assert event["workflow_run"]["conclusion"] is None


def test_a_pull_request_event() -> None:
    """The payload has head and base as they are now."""
    _, repository = world_of()
    head = repository.push("feature")
    number = repository.pull_request("feature", author="alice", title="A change")
    event = json.loads(json.dumps(repository.pull_request_event(number, action="opened")))
    assert (event["action"], event["number"], event["sender"]["login"]) == ("opened", number, "alice")
    payload = event["pull_request"]
    assert (payload["number"], payload["state"], payload["merged"], payload["title"]) == (
        number,
        "open",
        False,
        "A change",
    )
    assert (payload["head"]["ref"], payload["head"]["sha"], payload["head"]["repo"]["full_name"]) == (
        "feature",
        head,
        "o/r",
    )
    assert payload["base"]["ref"] == "main"
    repository.person("bob").merge(number)
    payload = repository.pull_request_event(number, action="closed")["pull_request"]
    assert (payload["state"], payload["merged"]) == ("closed", True)


def test_a_merge_group_event() -> None:
    """The branch of a merge queue names its pull request."""
    _, repository = world_of()
    repository.push("feature")
    number = repository.pull_request("feature")
    event = json.loads(json.dumps(repository.merge_group_event(number)))
    payload = event["merge_group"]
    assert event["action"] == "checks_requested"
    assert payload["head_ref"] == f"refs/heads/gh-readonly-queue/main/pr-{number}-{repository.head()}"
    assert (payload["base_ref"], payload["base_sha"]) == ("refs/heads/main", repository.head())
