"""The part of GitHub's REST API that the programs in ``clients`` use, answered from a world.

Objects have the fields of the examples at https://docs.github.com/en/rest, so that responses are as large as there.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from hygiene.sandbox.checks import CheckRun, Suite, latest
from hygiene.sandbox.commits import commit_of
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import Issue

if TYPE_CHECKING:
    from hygiene.sandbox.threads import Comment, Thread
    from tests.benchmarks.scenes import Scene

API = "https://api.github.com"
_USER_LINKS = [
    "followers",
    "following{/other_user}",
    "gists{/gist_id}",
    "starred{/owner}{/repo}",
    "subscriptions",
    "orgs",
    "repos",
    "events{/privacy}",
    "received_events",
]


def rest(scene: Scene, method: str, path: str, body: bytes) -> tuple[int, Any, str]:
    """Status and JSON of one request, and the address of the next page or the empty string."""
    address = urlsplit(path)
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    size, page = int(asked.get("per_page", "30")), int(asked.get("page", "1"))
    part = slice((page - 1) * size, page * size)
    query = urlencode({**asked, "page": page + 1})
    following = urlunsplit(address._replace(query=query))
    where = address.path.removeprefix("/repos/o/r")
    if method in ("POST", "PATCH"):
        return 201 if method == "POST" else 200, _written(scene, where, json.loads(body)), ""
    if where == "/search/issues":
        return 200, _found(scene, asked["q"]), ""
    if where.startswith("/pulls/"):
        return 200, _pull(scene), ""
    if found := re.fullmatch(r"/commits/(\w+)/check-runs", where):
        runs = _runs(scene, found[1])
        page_of_runs = {"total_count": len(runs), "check_runs": [_run(one) for one in runs[part]]}
        return 200, page_of_runs, following if len(runs) > part.stop else ""
    if found := re.fullmatch(r"/check-runs/(\d+)/annotations", where):
        records = scene.world.state.nodes.values()
        run = next(one for one in records if isinstance(one, CheckRun) and one.database_id == int(found[1]))
        return 200, [_annotation(one.path, one.line, one.message) for one in run.annotations], ""
    if where == f"/issues/{scene.number}/comments":
        comments = scene.repository.comments(scene.number)
        return 200, [_comment(scene, one) for one in comments[part]], following if len(comments) > part.stop else ""
    if where == "/issues":
        issues = [one for one in scene.repository.issues() if one.state == "OPEN" and one.labels]
        return 200, [_issue(one) for one in issues[::-1][part]], following if len(issues) > part.stop else ""
    return 404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}, ""


def _written(scene: Scene, where: str, given: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    repository = scene.repository
    if found := re.fullmatch(r"/issues/(\d+)", where):
        repository.person(BOT_LOGIN).edit(int(found[1]), given["body"])
        return _issue(repository.thread(int(found[1])))
    if where == "/issues":
        number = repository.issue(given["title"], given["body"], author=BOT_LOGIN, labels=tuple(given["labels"]))
        issue = repository.thread(number)
        assert isinstance(issue, Issue)
        return _issue(issue)
    repository.person(BOT_LOGIN).comment(scene.number, given["body"])
    return _comment(scene, repository.comments(scene.number)[-1])


def _found(scene: Scene, query: str) -> dict[str, Any]:
    """The issues that a search by title finds, at once: GitHub's index has a new issue some seconds later."""
    title = re.search(r"in:title '(.*?)'", query)
    issues = [one for one in scene.repository.issues() if title and title[1] in one.title]
    return {"total_count": len(issues), "incomplete_results": False, "items": [*map(_issue, issues)]}


def _runs(scene: Scene, oid: str) -> list[CheckRun]:
    state = scene.world.state
    commit = commit_of(state, scene.repository.record.id, oid)
    suites = [state.get(node, Suite) for node in commit.suites] if commit else []
    return latest(state.get(node, CheckRun) for suite in suites for node in suite.check_runs)


def _time(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _user(login: str) -> dict[str, Any]:
    url = f"{API}/users/{login}"
    links = {f"{link.partition('{')[0]}_url": f"{url}/{link}" for link in _USER_LINKS}
    return {
        "login": login,
        "id": 583231,
        "node_id": "MDQ6VXNlcjU4MzIzMQ==",
        "avatar_url": "https://avatars.githubusercontent.com/u/583231?v=4",
        "gravatar_id": "",
        "url": url,
        "html_url": f"https://github.com/{login}",
        **links,
        "type": "User",
        "user_view_type": "public",
        "site_admin": False,
    }


def _app() -> dict[str, Any]:
    levels = dict.fromkeys(
        ("actions", "checks", "contents", "issues", "metadata", "pull_requests", "statuses"), "write"
    )
    return {
        "id": 15368,
        "client_id": "Iv1.05c79e9ad1f6bdfa",
        "slug": "github-actions",
        "node_id": "MDM6QXBwMTUzNjg=",
        "owner": _user("github"),
        "name": "GitHub Actions",
        "description": "Automate your workflow from idea to production",
        "external_url": "https://help.github.com/en/actions",
        "html_url": "https://github.com/apps/github-actions",
        "created_at": "2018-07-30T09:30:17Z",
        "updated_at": "2024-04-10T20:33:16Z",
        "permissions": levels,
        "events": ["check_run", "check_suite", "create", "delete", "deployment", "issues", "push", "workflow_run"],
    }


def _run(run: CheckRun) -> dict[str, Any]:
    return {
        "id": run.database_id,
        "name": run.name,
        "node_id": run.id,
        "head_sha": "0" * 40,
        "external_id": "5f9a2f3c-8f3c-5a4c-8a0e-6f6a1f5b7c1d",
        "url": f"{API}/repos/o/r/check-runs/{run.database_id}",
        "html_url": run.url,
        "details_url": run.details_url,
        "status": run.status.lower(),
        "conclusion": (run.conclusion or "").lower() or None,
        "started_at": _time(run.started_at),
        "completed_at": _time(run.completed_at),
        "output": {
            "title": None,
            "summary": None,
            "text": None,
            "annotations_count": len(run.annotations),
            "annotations_url": f"{API}/repos/o/r/check-runs/{run.database_id}/annotations",
        },
        "check_suite": {"id": 100},
        "app": _app(),
        "pull_requests": [],
    }


def _annotation(path: str, line: int, message: str) -> dict[str, Any]:
    return {
        "path": path,
        "blob_href": f"{API}/repos/o/r/contents/{path}",
        "start_line": line,
        "end_line": line,
        "start_column": None,
        "end_column": None,
        "annotation_level": "failure",
        "title": "",
        "message": message,
        "raw_details": "",
    }


def _reactions(url: str) -> dict[str, Any]:
    names = ("total_count", "+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    return {"url": f"{url}/reactions", **dict.fromkeys(names, 0)}


def _comment(scene: Scene, comment: Comment) -> dict[str, Any]:
    url = f"{API}/repos/o/r/issues/comments/{comment.database_id}"
    return {
        "url": url,
        "html_url": f"https://github.com/o/r/pull/{scene.number}#issuecomment-{comment.database_id}",
        "issue_url": f"{API}/repos/o/r/issues/{scene.number}",
        "id": comment.database_id,
        "node_id": comment.id,
        "user": _user(comment.author or "ghost"),
        "created_at": _time(comment.created_at),
        "updated_at": _time(comment.updated_at),
        "body": comment.body,
        "author_association": "MEMBER",
        "reactions": _reactions(url),
        "performed_via_github_app": None,
    }


def _issue(issue: Thread) -> dict[str, Any]:
    url = f"{API}/repos/o/r/issues/{issue.number}"
    links = {f"{name}_url": f"{url}/{name}" for name in ("labels", "comments", "events", "timeline")}
    return {
        "url": url,
        "repository_url": f"{API}/repos/o/r",
        "html_url": f"https://github.com/o/r/issues/{issue.number}",
        **links,
        "id": issue.database_id,
        "node_id": issue.id,
        "number": issue.number,
        "title": issue.title,
        "user": _user(issue.author or "ghost"),
        "labels": [{"id": 1, "name": "ci-failure", "color": "d73a4a", "default": False, "url": f"{API}/labels/1"}],
        "state": "open",
        "locked": False,
        "assignees": [],
        "milestone": None,
        "comments": len(issue.comments),
        "created_at": _time(issue.created_at),
        "updated_at": _time(issue.updated_at),
        "body": issue.body,
        "reactions": _reactions(url),
    }


def _pull(scene: Scene) -> dict[str, Any]:
    repository = scene.repository
    pull = _issue(repository.thread(scene.number))
    repo = {"id": 1, "full_name": "o/r", "owner": _user("o"), **{f"{n}_url": f"{API}/repos/o/r/{n}" for n in range(40)}}
    ends = {"head": ("feature", repository.head("feature")), "base": ("main", repository.head())}
    return {**pull, **{end: {"ref": ref, "sha": sha, "repo": repo} for end, (ref, sha) in ends.items()}}
