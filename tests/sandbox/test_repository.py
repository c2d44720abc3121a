"""Repositories: files, branches and their rules, pull requests by head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.checks import CheckRun, WorkflowRun
from hygiene.sandbox.threads import PullRequest
from tests.sandbox.graphql_client import BOT, busy, fetch, query_error, world_of

if TYPE_CHECKING:
    from hygiene.sandbox.people import Level
    from hygiene.sandbox.seed import RepositorySeed


def _repository(world: Any, selection: str) -> Any:  # noqa: ANN401 - JSON of any shape
    return fetch(world, f'{{ repository(owner: "o", name: "r") {{ {selection} }} }}')["repository"]


def test_the_case_of_a_repository_name_does_not_matter() -> None:
    """The name is returned as it was created."""
    world, _ = world_of()
    seen = fetch(world, '{ repository(owner: "O", name: "R") { nameWithOwner url hasIssuesEnabled } }')
    assert seen["repository"] == {"nameWithOwner": "o/r", "url": "https://github.com/o/r", "hasIssuesEnabled": True}


@pytest.mark.parametrize("revision", ["HEAD", "main", "SHA"])
def test_files_are_read_at_a_revision(revision: str) -> None:
    """By HEAD, branch or commit; a missing file is null."""
    world, repository = world_of()
    sha = repository.push("main", {".github/hygiene.toml": "x = 1\n"})
    repository.push("feature", {".github/hygiene.toml": "x = 2\n"})
    revision = revision.replace("SHA", sha)
    blob = "__typename ... on Blob { text isTruncated }"
    seen = _repository(
        world,
        f'a: object(expression: "{revision}:.github/hygiene.toml") {{ {blob} }} '
        f'b: object(expression: "HEAD:no") {{ {blob} }}',
    )
    assert seen == {"a": {"__typename": "Blob", "text": "x = 1\n", "isTruncated": False}, "b": None}


def test_a_push_keeps_other_files() -> None:
    """A push adds to the tree of its parent."""
    world, repository = world_of()
    repository.push("main", {"a": "1", "b": "1"})
    repository.push("feature", {"b": "2"})
    seen = _repository(world, 'a: object(expression: "feature:a") { ... on Blob { text } }')
    assert seen == {"a": {"text": "1"}}


def test_large_files_are_truncated() -> None:
    """The text ends after half a megabyte and ``isTruncated`` is true."""
    world, repository = world_of()
    repository.push("main", {"big": "ä" * 300_000})
    seen = _repository(world, 'object(expression: "HEAD:big") { ... on Blob { text isTruncated } }')["object"]
    assert seen["isTruncated"] is True
    assert len(seen["text"]) == 256_000


def test_a_commit_is_an_object_and_has_a_history() -> None:
    """By object id, or by an expression without a path."""
    world, repository = world_of()
    oids = [repository.head(), repository.push("main"), repository.push("main")]
    query = 'object(expression: "HEAD") { __typename ... on Commit { oid url history(first: 9) { nodes { oid } } } }'
    seen = _repository(world, query)["object"]
    assert (seen["__typename"], seen["oid"]) == ("Commit", oids[-1])
    assert seen["url"] == f"https://github.com/o/r/commit/{oids[-1]}"
    assert [node["oid"] for node in seen["history"]["nodes"]] == oids[::-1]
    assert _repository(world, f'object(oid: "{"0" * 40}") {{ oid }}') == {"object": None}


def test_the_default_branch_has_a_rule_when_it_is_protected() -> None:
    """Every token that can read gets the required contexts."""
    world, repository = world_of()
    query = "defaultBranchRef { name refUpdateRule { requiredStatusCheckContexts } target { ... on Commit { oid } } }"
    assert _repository(world, query)["defaultBranchRef"] == {
        "name": "main",
        "refUpdateRule": None,
        "target": {"oid": repository.head()},
    }
    repository.protect("main", "gate", "lint")
    rule = _repository(world, query)["defaultBranchRef"]["refUpdateRule"]
    assert rule == {"requiredStatusCheckContexts": ["gate", "lint"]}


def test_branches_are_listed_by_name() -> None:
    """With a prefix; branches of forks are not listed."""
    world, repository = world_of()
    for name in ("feature/b", "feature/a"):
        repository.push(name)
    seen = _repository(world, 'refs(refPrefix: "refs/heads/", first: 9) { totalCount nodes { name } }')["refs"]
    assert [node["name"] for node in seen["nodes"]] == ["feature/a", "feature/b", "main"]
    assert _repository(world, 'refs(refPrefix: "refs/tags/", first: 9) { totalCount }')["refs"] == {"totalCount": 0}


@pytest.mark.parametrize(("contents", "expected"), [("write", "WRITE"), ("read", "READ")])
def test_the_viewer_has_a_permission(contents: Level, expected: str) -> None:
    """``viewerPermission`` follows the permission to push."""
    world, _ = world_of()
    world.token(BOT, contents=contents)
    assert _repository(world, "viewerPermission isPrivate") == {"viewerPermission": expected, "isPrivate": False}


def test_a_pull_request_shows_its_head_and_base() -> None:
    """It lists only its own commits, the last of them being the head."""
    world, repository = world_of()
    first, head = repository.push("feature"), repository.push("feature")
    number = repository.pull_request("feature")
    seen = _repository(
        world,
        f"""pullRequest(number: {number}) {{ state isDraft locked headRefName headRefOid baseRefName
        headRepository {{ nameWithOwner }} baseRef {{ name }}
        last: commits(last: 1) {{ nodes {{ commit {{ oid }} }} }}
        all: commits(first: 9) {{ nodes {{ commit {{ oid }} }} }} }}""",
    )["pullRequest"]
    assert (seen["state"], seen["headRefName"], seen["headRefOid"], seen["baseRefName"]) == (
        "OPEN",
        "feature",
        head,
        "main",
    )
    assert [node["commit"]["oid"] for node in seen["last"]["nodes"]] == [head]
    assert [node["commit"]["oid"] for node in seen["all"]["nodes"]] == [first, head]


def test_pull_requests_of_forks_are_found_by_branch() -> None:
    """Many forks have a ``patch-1``; head commit and repository differ."""
    world, repository = world_of()
    heads = {}
    for owner in ("alice", "bob"):
        fork = world.repository(f"{owner}/r", fork_of="o/r")
        heads[fork.full_name] = fork.push("patch-1")
        repository.pull_request("patch-1", fork=fork.full_name, author=owner)
    seen = _repository(
        world,
        'pullRequests(first: 9, headRefName: "patch-1") { nodes { headRefOid headRepository { nameWithOwner } } }',
    )["pullRequests"]
    assert {node["headRepository"]["nameWithOwner"]: node["headRefOid"] for node in seen["nodes"]} == heads
    assert _repository(world, 'pullRequests(first: 9, headRefName: "other") { totalCount }')["pullRequests"] == {
        "totalCount": 0
    }


def test_a_forks_commits_are_known_to_the_base() -> None:
    """Checks of a fork's commits run in the base repository and are found by commit."""
    world, repository = world_of()
    fork = world.repository("alice/r", fork_of="o/r")
    head = fork.push("patch-1")
    number = repository.pull_request("patch-1", fork="alice/r")
    repository.workflow_run(head=head, jobs={"gate": "failure"})
    newer = repository.person("alice").push(number)
    repository.workflow_run(head=newer, jobs={"gate": "success"})
    query = "... on Commit { checkSuites(first: 1) { nodes { conclusion } } }"
    seen = _repository(world, f'a: object(oid: "{head}") {{ {query} }} b: object(oid: "{newer}") {{ {query} }}')
    conclusions = [seen[key]["checkSuites"]["nodes"][0]["conclusion"] for key in "ab"]
    assert conclusions == ["FAILURE", "SUCCESS"]


@pytest.mark.parametrize(("field", "message"), [("pullRequest", "a PullRequest"), ("issue", "an Issue")])
def test_unknown_numbers_are_not_found(field: str, message: str) -> None:
    """The field is null, with an error and its path."""
    world, *_ = busy()
    error = query_error(world, f'{{ repository(owner: "o", name: "r") {{ {field}(number: 99) {{ id }} }} }}')
    assert error["message"] == f"Could not resolve to {message} with the number of 99."
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["repository", field])


def test_missing_nodes_are_null() -> None:
    """A missing node is null in its place, with an error that has the index."""
    world, repository, number, _ = busy()
    thread = repository.thread(number)
    query = "query N($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    error = query_error(world, query, {"ids": [thread.id, "nobody"]})
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["nodes", 1])
    assert fetch(world, query, {"ids": [thread.id]})["nodes"] == [{"__typename": "PullRequest", "id": thread.id}]
    assert query_error(world, query, {"ids": [thread.id] * 101})["type"] == "UNPROCESSABLE"


def test_rulesets_are_rules_of_a_ref() -> None:
    """``refUpdateRule`` does not contain them; ``isRequired`` does."""
    world, repository = world_of()
    repository.protect("main", "classic")
    repository.ruleset("main", "gate", name="Quality", other_rules=("DELETION",))
    repository.ruleset("release", "other")
    repository.push("feature")
    repository.pull_request("feature")
    repository.workflow_run(
        head=repository.head("feature"), jobs=dict.fromkeys(("gate", "classic", "other", "x"), "success")
    )
    query = """defaultBranchRef { refUpdateRule { requiredStatusCheckContexts } rules(first: 9) { totalCount nodes {
      type repositoryRuleset { name } parameters { __typename ... on RequiredStatusChecksParameters {
        requiredStatusChecks { context integrationId } } } } } }"""
    ref = _repository(world, query)["defaultBranchRef"]
    assert ref["refUpdateRule"] == {"requiredStatusCheckContexts": ["classic"]}
    parameters = {
        "__typename": "RequiredStatusChecksParameters",
        "requiredStatusChecks": [{"context": "gate", "integrationId": None}],
    }
    assert ref["rules"]["nodes"] == [
        {"type": "DELETION", "repositoryRuleset": {"name": "Quality"}, "parameters": None},
        {"type": "REQUIRED_STATUS_CHECKS", "repositoryRuleset": {"name": "Quality"}, "parameters": parameters},
    ]
    query = """pullRequest(number: 1) { commits(last: 1) { nodes { commit { checkSuites(first: 1) { nodes {
      checkRuns(first: 9) { nodes { name isRequired(pullRequestNumber: 1) } } } } } } } }"""
    commit = _repository(world, query)["pullRequest"]["commits"]["nodes"][0]["commit"]
    required = {one["name"]: one["isRequired"] for one in commit["checkSuites"]["nodes"][0]["checkRuns"]["nodes"]}
    assert required == {"gate": True, "classic": True, "other": False, "x": False}


def test_administrators_have_no_update_rule() -> None:
    """Branch protection does not bind them, so the field is null; rulesets are listed."""
    world, repository = world_of()
    repository.protect("main", "gate")
    repository.ruleset("main", "gate")
    world.token("admin-token", "alice", kind="user", admin=True)
    query = """{ repository(owner: "o", name: "r") { defaultBranchRef { refUpdateRule { requiredStatusCheckContexts }
      rules(first: 9) { totalCount } } } }"""
    ref = fetch(world, query, by="admin-token")["repository"]["defaultBranchRef"]
    assert ref == {"refUpdateRule": None, "rules": {"totalCount": 1}}


@pytest.mark.parametrize("name", ["o/new", "other/r", "Other/New"])
def test_the_old_name_of_a_repository_leads_to_it(name: str) -> None:
    """After a rename or a transfer; ``nameWithOwner`` and all links have the new name."""
    world, repository, number, issue = busy()
    world.repository("alice/r", fork_of="o/r")
    run = repository.record.workflow_runs[-1]
    renamed = repository.rename(name)
    query = """{ repository(owner: "O", name: "r") { nameWithOwner url issue(number: %d) { url }
      pullRequest(number: %d) { url isCrossRepository headRepository { nameWithOwner } } } }"""
    found = fetch(world, query % (issue, number))["repository"]
    assert (found["nameWithOwner"], found["url"]) == (name, f"https://github.com/{name}")
    assert found["issue"]["url"].startswith(found["url"])
    assert found["pullRequest"]["headRepository"] == {"nameWithOwner": name}
    assert found["pullRequest"]["isCrossRepository"] is False
    event = renamed.run_event(renamed.world.state.get(run, WorkflowRun).database_id)
    assert event["repository"]["full_name"] == event["workflow_run"]["head_repository"]["full_name"] == name
    assert event["workflow_run"]["html_url"].startswith(found["url"])
    links = [one for one in world.state.nodes.values() if isinstance(one, CheckRun)]
    assert all(one.url.startswith(found["url"]) and one.details_url == one.url for one in links)
    assert repository.push("feature") == renamed.head("feature") == _head(renamed, number)
    assert world.repository("alice/r").record.fork_of == name


def _head(repository: RepositorySeed, number: int) -> str:
    thread = repository.thread(number)
    assert isinstance(thread, PullRequest)
    return thread.head_oid


def test_a_deleted_fork_leaves_its_pull_request() -> None:
    """The head has no repository and no owner; its commit and checks stay in the base repository."""
    world, repository = world_of()
    fork = repository.fork("alice/r")
    head = fork.push("patch-1")
    number = repository.pull_request("patch-1", fork="alice/r", author="alice")
    run = repository.workflow_run(head=head, jobs={"gate": "failure"})
    query = f"""pullRequest(number: {number}) {{ headRefName headRefOid isCrossRepository headRepository {{ id }}
      headRepositoryOwner {{ login }} commits(last: 1) {{ nodes {{ commit {{ checkSuites(first: 1) {{
        totalCount }} }} }} }} }}"""
    assert _repository(world, query)["pullRequest"]["headRepositoryOwner"] == {"login": "alice"}
    fork.delete()
    seen = _repository(world, query)["pullRequest"]
    assert (seen["headRepository"], seen["headRepositoryOwner"], seen["isCrossRepository"]) == (None, None, True)
    assert (seen["headRefName"], seen["headRefOid"]) == ("patch-1", head)
    assert seen["commits"]["nodes"] == [{"commit": {"checkSuites": {"totalCount": 1}}}]
    later = repository.workflow_run(head=head, jobs={"gate": "success"})
    for event in (repository.run_event(run), repository.run_event(later)):
        payload = event["workflow_run"]
        assert (payload["head_repository"], payload["pull_requests"], payload["head_sha"]) == (None, [], head)
    assert repository.pull_request_event(number)["pull_request"]["head"]["repo"] is None
    error = query_error(world, '{ repository(owner: "alice", name: "r") { id } }')
    assert error["message"] == "Could not resolve to a Repository with the name 'alice/r'."


def test_ids_exceed_32_bits() -> None:
    """Issues, pull requests, comments, suites, check runs and workflow runs."""
    world, repository, number, issue = busy()
    threads = [repository.thread(number), repository.thread(issue)]
    records = [world.state.nodes[node] for thread in threads for node in (thread.id, *thread.comments)]
    records += [world.state.nodes[node] for node in repository.record.workflow_runs]
    assert min(record.database_id for record in records) > 2**31
