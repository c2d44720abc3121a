"""Every supported event becomes a trigger; every other event and every wrong shape is an error."""

from __future__ import annotations

from typing import Any

import pytest

from hygiene.errors import UsageError
from hygiene.model.late_results import RunEnd
from hygiene.model.trigger import Run, Trigger
from hygiene.runner.event import trigger_from

OID = "8622af02496292f9aa24f3faa348ee4de34bae9f"
HOME = {"id": 7, "full_name": "o/r"}
NO_NUMBERS = ["5", True, 0, None, -1, 1.5, 2**63, 10**4000]
QUEUE = f"gh-readonly-queue/main/pr-12-{OID}"


def workflow_run(**changes: object) -> dict[str, Any]:
    """The payload of a finished Gate of a pull request of the same repository."""
    run: dict[str, Any] = {
        "id": 18452300001,
        "run_number": 41,
        "run_attempt": 2,
        "name": "Gate",
        "path": ".github/workflows/gate.yml@refs/heads/feature",
        "html_url": "https://github.com/o/r/actions/runs/18452300001",
        "event": "pull_request",
        "head_sha": OID,
        "head_branch": "feature",
        "head_repository": {"id": 7, "full_name": "o/r"},
        "pull_requests": [{"number": 5, "base": {"repo": {"id": 7}}}],
    }
    return {"action": "completed", "repository": HOME, "workflow_run": run | changes}


def taken(payload: dict[str, Any], event: str = "workflow_run", repository: str = "o/r") -> Trigger:
    """The trigger of a payload."""
    return trigger_from(event, payload, repository)


def test_a_run_of_a_pull_request() -> None:
    """The run's facts and the pull request's number are all that is kept."""
    run = Run(
        18452300001, 41, 2, "Gate", ".github/workflows/gate.yml", "https://github.com/o/r/actions/runs/18452300001"
    )
    assert taken(workflow_run()) == Trigger("o/r", "pull_request", (5,), OID, run=run)


def test_how_a_run_ended() -> None:
    """The conclusion and the check suite are kept; a run that has not ended has neither end nor conclusion."""
    ended = taken(workflow_run(conclusion="timed_out", check_suite_node_id="CS_1"))
    assert ended.run is not None
    assert (ended.run.conclusion, ended.run.suite_id) == ("timed_out", "CS_1")
    assert ended.ends == (RunEnd(18452300001, 2, "timed_out"),)
    assert taken(workflow_run(conclusion=None)).ends == ()
    assert taken(workflow_run(conclusion="failure", id=None)).ends == ()


@pytest.mark.parametrize("conclusion", [5, "", "Failure", "no such `word`", "x" * 99, ["failure"], "a\nb"])
def test_conclusions_that_are_none(conclusion: object) -> None:
    """Anything but a name in GitHub's form counts as none."""
    assert taken(workflow_run(conclusion=conclusion)).ends == ()


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target"])
def test_a_run_of_a_fork(event: str) -> None:
    """A fork's run names no pull request: branch, commit and repository show which it is."""
    trigger = taken(workflow_run(event=event, pull_requests=[], head_repository={"id": 8, "full_name": "mallory/r"}))
    assert trigger.pull_requests == ()
    assert (trigger.head_ref, trigger.head_oid, trigger.head_repository) == ("feature", OID, "mallory/r")
    assert trigger.branch == ""


def test_a_run_of_a_fork_that_is_gone() -> None:
    """The head of a deleted fork has no repository."""
    assert taken(workflow_run(pull_requests=[], head_repository=None)).head_repository == ""


@pytest.mark.parametrize("event", ["push", "schedule", "workflow_dispatch", "repository_dispatch"])
def test_a_run_of_a_branch(event: str) -> None:
    """A run of a branch is about the branch, whatever pull requests its commit belongs to."""
    trigger = taken(workflow_run(event=event, head_branch="main"))
    assert (trigger.event, trigger.branch, trigger.pull_requests, trigger.head_ref) == (event, "main", (), "")


@pytest.mark.parametrize("event", ["merge_group", "push"])
def test_a_run_of_a_merge_queue(event: str) -> None:
    """A queue's branch is recognised by its name, which contains the number of the pull request."""
    trigger = taken(workflow_run(event=event, head_branch=QUEUE, pull_requests=[]))
    assert (trigger.event, trigger.branch, trigger.pull_requests) == ("merge_group", QUEUE, (12,))


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "pull_request_review", "push", "merge_group"])
@pytest.mark.parametrize("branch", [QUEUE, "main", "feature"])
@pytest.mark.parametrize(
    "head",
    [{"id": 8, "full_name": "mallory/r"}, {"full_name": "mallory/r"}, {"id": 8, "full_name": "o/r"}, {}, None, "o/r"],
)
def test_a_branch_of_a_fork(event: str, branch: str, head: object) -> None:
    """A branch of another repository, or of an unknown one, is not this repository's, whatever its name."""
    trigger = taken(workflow_run(event=event, head_branch=branch, head_repository=head, pull_requests=[]))
    assert (trigger.branch, trigger.pull_requests, trigger.head_ref, trigger.event) == ("", (), branch, event)


@pytest.mark.parametrize("head", [{"id": 7, "full_name": "o/r"}, {"id": 7}, {"full_name": "O/R"}])
def test_a_branch_of_this_repository(head: object) -> None:
    """A repository is known by its id, or else by its name, in upper or lower case."""
    assert taken(workflow_run(event="push", head_branch="main", head_repository=head)).branch == "main"


def test_several_pull_requests_on_one_commit() -> None:
    """Each is kept once, in order; those of other repositories are left out."""
    rows = [
        {"number": 9, "base": {"repo": {"id": 7}}},
        {"number": 5, "base": {"repo": {"id": 7}}},
        {"number": 9, "base": {"repo": {"id": 7}}},
        {"number": 3, "base": {"repo": {"id": 8}}},
        {"number": 4},
    ]
    assert taken(workflow_run(pull_requests=rows)).pull_requests == (5, 9)


@pytest.mark.parametrize(
    "rows",
    [None, "text", 3, {}, [None], ["x"], *([{"number": one, "base": {"repo": {"id": 7}}}] for one in NO_NUMBERS)],
)
def test_odd_lists_of_pull_requests(rows: object) -> None:
    """A list of another shape names no pull request."""
    assert taken(workflow_run(pull_requests=rows)).pull_requests == ()


def test_a_bare_run() -> None:
    """Names and numbers that are missing are empty; an attempt is at least the first."""
    payload = {"workflow_run": {"head_sha": OID, "event": "push"}, "workflow": {"name": "Gate", "path": "g.yml"}}
    trigger = taken(payload)
    assert trigger.run == Run(0, 0, 1, "Gate", "g.yml")
    assert (trigger.head_oid, trigger.branch, trigger.head_ref) == (OID, "", "")


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target"])
@pytest.mark.parametrize(("action", "closed"), [("opened", False), ("synchronize", False), ("closed", True)])
def test_a_pull_requests_own_event(event: str, action: str, closed: bool) -> None:  # noqa: FBT001 - a table's column
    """A pull request's own event names it, its head, and whether it was closed."""
    payload = {"action": action, "repository": HOME, "pull_request": {"number": 5, "head": {"sha": OID}}}
    assert taken(payload, event) == Trigger("o/r", event, (5,), OID, closed=closed)


def test_a_merge_groups_own_event() -> None:
    """A merge group is about its own branch."""
    payload = {"repository": HOME, "merge_group": {"head_sha": OID, "head_ref": f"refs/heads/{QUEUE}"}}
    assert taken(payload, "merge_group") == Trigger("o/r", "merge_group", (12,), OID, branch=QUEUE)


@pytest.mark.parametrize(
    "ref",
    [
        "",
        "refs/heads/other",
        "gh-readonly-queue/main/pr-x-1",
        f"gh-readonly-queue/main/pr-٣-{OID}",
        f"gh-readonly-queue/main/pr-{'3' * 5000}-{OID}",
        f"gh-readonly-queue/a/b/pr-3-{OID}",
    ],
)
def test_branches_of_merge_groups(ref: str) -> None:
    """Only a queue's branch contains a number; a base may have slashes in its name."""
    payload = {"merge_group": {"head_sha": OID, "head_ref": ref}}
    assert taken(payload, "merge_group").pull_requests == ((3,) if "/a/b/" in ref else ())


@pytest.mark.parametrize("name", ["workflow_run", "pull_request", "merge_group"])
def test_a_payload_shows_its_own_event(name: str) -> None:
    """A file that was passed manually comes without the event's name."""
    payloads: dict[str, dict[str, Any]] = {
        "workflow_run": workflow_run(),
        "pull_request": {"pull_request": {"number": 5}},
        "merge_group": {"merge_group": {"head_sha": OID, "head_ref": QUEUE}},
    }
    assert taken(payloads[name], "") == taken(payloads[name], name)


@pytest.mark.parametrize(
    "name", ["push", "issue_comment", "check_suite", "workflow_dispatch", "schedule", "unheard_of"]
)
def test_other_events(name: str) -> None:
    """For any other event, the error lists the supported ones."""
    with pytest.raises(UsageError) as caught:
        taken({"ref": "refs/heads/main"}, name)
    assert f"{name!r} is not supported" in caught.value.message
    assert "Run hygiene on workflow_run, pull_request, pull_request_target and merge_group" in caught.value.hint


@pytest.mark.parametrize(
    "payload", [{}, {"workflow_run": 3}, {"pull_request": None}, {"zen": "Keep it logically awesome."}]
)
def test_a_payload_of_no_event(payload: dict[str, Any]) -> None:
    """A file that is no event's is refused."""
    with pytest.raises(UsageError, match="'unknown' is not supported"):
        taken(payload, "")


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("workflow_run", {"pull_request": {"number": 5}}),
        ("workflow_run", {"workflow_run": None}),
        ("workflow_run", {"workflow_run": []}),
        ("pull_request", workflow_run()),
        ("pull_request", {"pull_request": {}}),
        ("pull_request", {"pull_request": {"number": "5"}}),
        ("merge_group", {"merge_group": {}}),
        ("merge_group", {"merge_group": {"head_sha": 5}}),
    ],
)
def test_a_payload_of_another_event(name: str, payload: dict[str, Any]) -> None:
    """Name and file have to belong together."""
    with pytest.raises(UsageError, match=f"The payload is not that of a {name} event") as caught:
        taken(payload, name)
    assert "GITHUB_EVENT_NAME" in caught.value.hint


@pytest.mark.parametrize("oid", [None, "", 3])
def test_a_run_without_a_commit(oid: object) -> None:
    """A run that names no commit is an excerpt of a payload."""
    with pytest.raises(UsageError, match="names no head commit"):
        taken(workflow_run(head_sha=oid))


def test_an_event_of_another_repository() -> None:
    """What happened elsewhere is not reported here; upper and lower case are the same repository."""
    with pytest.raises(UsageError, match="The event is of o/r, but the repository is o/other"):
        taken(workflow_run(), repository="o/other")
    assert taken(workflow_run(), repository="O/R").repository == "O/R"


@pytest.mark.parametrize("odd", [None, 3, [], "text", {"full_name": 3}])
def test_odd_repositories(odd: object) -> None:
    """A payload without its repository is accepted."""
    assert taken({**workflow_run(pull_requests=[]), "repository": odd}).repository == "o/r"


def test_nothing_else_is_accepted() -> None:
    """Titles, actors, conclusions and URLs of a payload do not reach a trigger."""
    evil = workflow_run(display_title="evil", conclusion="success", actor={"login": "evil"}, html_url={"evil": 1})
    assert "evil" not in repr(taken(evil))
