"""Webhook payloads of what is in the world, in the shape that GitHub sends and the runner writes to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Suite
from hygiene.sandbox.clock import timestamp
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.rollup import conclusion_of, status_of
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.checks import WorkflowRun
    from hygiene.sandbox.state import State
    from hygiene.sandbox.threads import Thread
    from hygiene.sandbox.world import World


def workflow_run(world: World, home: Repository, run: WorkflowRun, action: str) -> dict[str, Any]:
    """Return the payload of a ``workflow_run`` event."""
    state = world.state
    suite = state.get(run.suite, Suite)
    conclusion = conclusion_of(state, suite)
    source = state.find(Repository, "repository", run.head_repository.casefold())
    return {
        "action": action,
        "repository": _repository(home),
        "sender": _person(run.actor),
        "workflow": {"id": run.workflow_id, "name": run.name, "path": run.path, "state": "active"},
        "workflow_run": {
            "id": run.database_id,
            "node_id": run.id,
            "name": run.name,
            "path": run.path,
            "display_title": run.display_title,
            "run_number": run.run_number,
            "run_attempt": run.attempt,
            "event": run.event,
            "status": status_of(state, suite).lower(),
            "conclusion": conclusion.lower() if conclusion else None,
            "workflow_id": run.workflow_id,
            "check_suite_id": suite.database_id,
            "check_suite_node_id": suite.id,
            "head_branch": run.head_branch,
            "head_sha": run.head_oid,
            "head_commit": {"id": run.head_oid, "message": run.display_title},
            "head_repository": _repository(source) if source else None,
            "repository": _repository(home),
            "pull_requests": _pull_requests(state, home, run),
            "html_url": run.url,
            "actor": _person(run.actor),
            "created_at": timestamp(run.created_at),
            "run_started_at": timestamp(run.updated_at),
            "updated_at": timestamp(run.updated_at),
        },
    }


def pull_request(world: World, home: Repository, thread: Thread, action: str) -> dict[str, Any]:
    """Return the payload of a ``pull_request`` event."""
    assert isinstance(thread, PullRequest), "issues have their own events"  # noqa: S101 - a mistake of the caller's
    source = world.state.find(Repository, "repository", (thread.head_repository or "").casefold())
    return {
        "action": action,
        "number": thread.number,
        "repository": _repository(home),
        "sender": _person(thread.author or "ghost"),
        "pull_request": {
            "id": thread.database_id,
            "node_id": thread.id,
            "number": thread.number,
            "state": "open" if thread.state == "OPEN" else "closed",
            "merged": thread.state == "MERGED",
            "draft": thread.draft,
            "locked": thread.locked,
            "title": thread.title,
            "html_url": f"{home.url}/pull/{thread.number}",
            "user": _person(thread.author or "ghost"),
            "head": {
                "ref": thread.head_ref,
                "sha": thread.head_oid,
                "repo": _repository(source) if source else None,
            },
            "base": {"ref": thread.base_ref, "sha": home.branch(thread.base_ref), "repo": _repository(home)},
        },
    }


def merge_group(home: Repository, thread: Thread) -> dict[str, Any]:
    """Return the payload of a ``merge_group`` event for a queue that holds one pull request."""
    assert isinstance(thread, PullRequest), "only pull requests are queued"  # noqa: S101 - a mistake of the caller's
    branch = f"gh-readonly-queue/{thread.base_ref}/pr-{thread.number}-{home.branch(thread.base_ref)}"
    return {
        "action": "checks_requested",
        "repository": _repository(home),
        "sender": _person(thread.author or "ghost"),
        "merge_group": {
            "head_sha": thread.head_oid,
            "head_ref": f"refs/heads/{branch}",
            "base_sha": home.branch(thread.base_ref),
            "base_ref": f"refs/heads/{thread.base_ref}",
            "head_commit": {"id": thread.head_oid, "message": thread.title},
        },
    }


def _repository(home: Repository) -> dict[str, Any]:
    return {
        "id": home.database_id,
        "node_id": home.id,
        "name": home.name,
        "full_name": home.full_name,
        "private": home.private,
        "owner": _person(home.owner),
        "html_url": home.url,
        "fork": home.fork_of is not None,
        "default_branch": home.default_branch,
    }


def _person(login: str) -> dict[str, Any]:
    return {"login": login, "type": "Bot" if login.endswith("[bot]") else "User"}


def _pull_requests(state: State, home: Repository, run: WorkflowRun) -> list[dict[str, Any]]:
    # Always empty for forks: https://github.com/orgs/community/discussions/25220
    if run.head_repository != home.full_name:
        return []
    known = (state.get(node, PullRequest) for node in home.pull_requests)
    place = {"id": home.database_id, "url": f"https://api.github.com/repos/{home.full_name}", "name": home.name}
    return [
        {
            "id": found.database_id,
            "number": found.number,
            "url": f"https://api.github.com/repos/{home.full_name}/pulls/{found.number}",
            "head": {"ref": found.head_ref, "sha": found.head_oid, "repo": place},
            "base": {"ref": found.base_ref, "sha": home.branch(found.base_ref), "repo": place},
        }
        for found in known
        if (found.state, found.head_repository, found.head_ref) == ("OPEN", home.full_name, run.head_branch)
    ]
