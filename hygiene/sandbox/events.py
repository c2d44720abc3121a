"""Webhook payloads in the shape that GitHub sends, which the runner writes to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Suite, suite_conclusion, suite_status
from hygiene.sandbox.formats import timestamp
from hygiene.sandbox.people import Account
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.checks import WorkflowRun
    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.state import State
    from hygiene.sandbox.threads import Thread


def workflow_run(state: State, repository: Repository, run: WorkflowRun, action: str) -> dict[str, Any]:
    """Return the payload of a ``workflow_run`` event."""
    suite = state.get(run.suite, Suite)
    check_runs = state.check_runs(suite)
    conclusion = suite_conclusion(suite, check_runs)
    source = state.repository(run.head_repository or "")
    return {
        "action": action,
        "repository": _repository(repository),
        "sender": _user(run.actor),
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
            "status": suite_status(suite, check_runs).lower(),
            "conclusion": conclusion.lower() if conclusion else None,
            "workflow_id": run.workflow_id,
            "check_suite_id": suite.database_id,
            "check_suite_node_id": suite.id,
            "head_branch": run.head_branch,
            "head_sha": run.head_oid,
            "head_commit": {"id": run.head_oid, "message": run.display_title},
            "head_repository": _repository(source) if source else None,
            "repository": _repository(repository),
            "pull_requests": _pull_requests(state, repository, run),
            "html_url": run.url,
            "actor": _user(run.actor),
            "created_at": timestamp(run.created_at),
            "run_started_at": timestamp(run.updated_at),
            "updated_at": timestamp(run.updated_at),
        },
    }


def pull_request(state: State, repository: Repository, thread: Thread, action: str) -> dict[str, Any]:
    """Return the payload of a ``pull_request`` event."""
    assert isinstance(thread, PullRequest), "an issue has no pull_request event"  # noqa: S101 - a bug of the caller
    source = state.repository(thread.head_repository or "")
    # The REST API shows a deleted account as the user ghost: https://github.com/ghost
    author = (thread.author if state.find(Account, "account", thread.author or "") else None) or "ghost"
    return {
        "action": action,
        "number": thread.number,
        "repository": _repository(repository),
        "sender": _user(author),
        "pull_request": {
            "id": thread.database_id,
            "node_id": thread.id,
            "number": thread.number,
            "state": "open" if thread.state == "OPEN" else "closed",
            "merged": thread.state == "MERGED",
            "draft": thread.draft,
            "locked": thread.locked,
            "title": thread.title,
            "html_url": f"{repository.url}/pull/{thread.number}",
            "user": _user(author),
            "head": {
                "ref": thread.head_ref,
                "sha": thread.head_oid,
                "repo": _repository(source) if source else None,
            },
            "base": {
                "ref": thread.base_ref,
                "sha": repository.branch(thread.base_ref),
                "repo": _repository(repository),
            },
        },
    }


def merge_group(repository: Repository, thread: Thread) -> dict[str, Any]:
    """Return the payload of a ``merge_group`` event for a merge queue with one pull request."""
    assert isinstance(thread, PullRequest), "only pull requests are in a merge queue"  # noqa: S101 - a bug of the caller
    branch = f"gh-readonly-queue/{thread.base_ref}/pr-{thread.number}-{repository.branch(thread.base_ref)}"
    return {
        "action": "checks_requested",
        "repository": _repository(repository),
        "sender": _user(thread.author or "ghost"),
        "merge_group": {
            "head_sha": thread.head_oid,
            "head_ref": f"refs/heads/{branch}",
            "base_sha": repository.branch(thread.base_ref),
            "base_ref": f"refs/heads/{thread.base_ref}",
            "head_commit": {"id": thread.head_oid, "message": thread.title},
        },
    }


def _repository(repository: Repository) -> dict[str, Any]:
    return {
        "id": repository.database_id,
        "node_id": repository.id,
        "name": repository.name,
        "full_name": repository.full_name,
        "private": repository.private,
        "owner": _user(repository.owner),
        "html_url": repository.url,
        "fork": repository.fork_of is not None,
        "default_branch": repository.default_branch,
    }


def _user(login: str) -> dict[str, Any]:
    return {"login": login, "type": "Bot" if login.endswith("[bot]") else "User"}


def _pull_requests(state: State, repository: Repository, run: WorkflowRun) -> list[dict[str, Any]]:
    # Always empty for forks: https://github.com/orgs/community/discussions/25220
    if run.head_repository != repository.full_name:
        return []
    found = (state.get(node, PullRequest) for node in repository.pull_requests)
    here = {
        "id": repository.database_id,
        "url": f"https://api.github.com/repos/{repository.full_name}",
        "name": repository.name,
    }
    return [
        {
            "id": one.database_id,
            "number": one.number,
            "url": f"https://api.github.com/repos/{repository.full_name}/pulls/{one.number}",
            "head": {"ref": one.head_ref, "sha": one.head_oid, "repo": here},
            "base": {"ref": one.base_ref, "sha": repository.branch(one.base_ref), "repo": here},
        }
        for one in found
        if (one.state, one.head_repository, one.head_ref) == ("OPEN", repository.full_name, run.head_branch)
    ]
