"""People: what they do in a browser between two requests of a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.sandbox.threads import Issue, PullRequest
from hygiene.sandbox.transport import SandboxTransport
from tests.sandbox.graphql_client import BOT, URL, busy

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.faults import RequestInfo
    from hygiene.sandbox.person import Person
    from hygiene.sandbox.seed import RepositorySeed


def _busy() -> tuple[RepositorySeed, Person, int, int]:
    _, repository, number, issue = busy()
    repository.world.advance(60)
    return repository, repository.person("bob"), number, issue


def test_people_edit_what_others_wrote() -> None:
    """The author stays and the editor is recorded."""
    repository, bob, _, issue = _busy()
    bob.edit(issue, "<!-- moved --> by hand\r\n")
    thread = repository.thread(issue)
    assert (thread.author, thread.body) == ("octocat", "<!-- moved --> by hand\r\n")
    assert [edit.editor for edit in thread.edits] == ["bob"]


def test_people_close_and_reopen_issues() -> None:
    """With every reason, with and without an original."""
    repository, bob, _, issue = _busy()
    first = repository.issue("First")
    bob.close(issue, "DUPLICATE", duplicate_of=first)
    closed = repository.thread(issue)
    assert isinstance(closed, Issue)
    assert (closed.state, closed.state_reason, closed.duplicate_of) == (
        "CLOSED",
        "DUPLICATE",
        repository.thread(first).id,
    )
    repository.world.advance(5)
    bob.close(issue, "NOT_PLANNED")
    again = repository.thread(issue)
    assert isinstance(again, Issue)
    assert (again.state_reason, again.closed_at) == ("NOT_PLANNED", closed.closed_at)
    bob.reopen(issue)
    assert repository.thread(issue).closed_at is None


def test_people_close_merge_and_reopen_pull_requests() -> None:
    """A merged pull request has the time of its merge."""
    repository, bob, number, _ = _busy()
    for act, state in ((bob.close, "CLOSED"), (bob.reopen, "OPEN"), (bob.merge, "MERGED")):
        act(number)
        assert repository.thread(number).state == state
    merged = repository.thread(number)
    assert isinstance(merged, PullRequest)
    assert merged.merged_at == merged.closed_at == repository.world.now


def test_people_push_to_a_pull_request() -> None:
    """Only the head moves; that of a closed pull request does not."""
    repository, bob, number, _ = _busy()
    before = repository.thread(number)
    oid = bob.push(number, {"a.py": "1"})
    moved = repository.thread(number)
    assert isinstance(moved, PullRequest)
    assert isinstance(before, PullRequest)
    assert moved.head_oid == oid == repository.head("feature") != before.head_oid
    assert moved.comments == before.comments
    bob.close(number)
    repository.push("feature")
    closed = repository.thread(number)
    assert isinstance(closed, PullRequest)
    assert closed.head_oid == oid


def test_people_label() -> None:
    """Labels are created if they do not exist, and deleting one removes it."""
    repository, bob, number, issue = _busy()
    bob.add_label(number, "flaky")
    bob.add_label(number, "flaky")
    assert len(repository.thread(number).labels) == 1
    bob.remove_label(number, "flaky")
    bob.remove_label(number, "unknown")
    assert repository.thread(number).labels == ()
    bob.delete_label("ci-failure")
    assert repository.thread(issue).labels == ()


def test_people_minimize_comments() -> None:
    """Minimizing keeps the text and can be undone."""
    repository, bob, number, _ = _busy()
    (comment,) = repository.comments(number)
    bob.minimize_comment(comment.id, "resolved")
    assert [one.minimized for one in repository.comments(number)] == ["resolved"]
    bob.minimize_comment(comment.id, None)
    assert repository.comments(number) == [comment]


@pytest.mark.parametrize(
    ("act", "what", "moves"),
    [
        (lambda bob, number: bob.retitle(number, "Other"), "edited", True),
        (lambda bob, number: bob.edit(number, "Other"), "edited", True),
        (lambda bob, number: bob.comment(number, "x"), "comment.created", True),
        (lambda bob, number: bob.add_label(number, "ci-failure"), "labeled", True),
        (lambda bob, number: bob.close(number), "closed", True),
        (lambda bob, number: bob.lock(number), "locked", False),
    ],
)
def test_what_people_do_is_in_the_history(act: Callable[[Person, int], None], what: str, *, moves: bool) -> None:
    """With their login; ``updatedAt`` moves with nearly everything."""
    repository, bob, number, _ = _busy()
    before = repository.thread(number)
    act(bob, number)
    event = repository.world.history[-1]
    assert event.what.endswith(what)
    assert (event.actor, event.request) == ("bob", 0)
    assert (repository.thread(number).updated_at > before.updated_at) is moves


def _close_and_reopen(bob: Person, _: RepositorySeed, issue: int) -> None:
    bob.close(issue)
    bob.reopen(issue)


ACTS: dict[str, Callable[[Person, RepositorySeed, int], object]] = {
    "issue.edited": lambda bob, _, issue: bob.retitle(issue, "Other"),
    "issue.edited around": lambda bob, _, issue: bob.change(issue, lambda body: f"above\n{body}\nbelow"),
    "issue.edited inside": lambda bob, _, issue: bob.change(issue, lambda body: f"{body[:2]}…{body[2:]}"),
    "issue.closed": lambda bob, _, issue: bob.close(issue, "NOT_PLANNED"),
    "issue.reopened": _close_and_reopen,
    "issue.labeled": lambda bob, _, issue: bob.add_label(issue, "flaky"),
    "issue.unlabeled": lambda bob, _, issue: bob.remove_label(issue, "ci-failure"),
    "label.deleted": lambda bob, _, __: bob.delete_label("ci-failure"),
    "issue.locked": lambda bob, _, issue: bob.lock(issue),
    "comment.edited": lambda bob, place, issue: bob.change_comment(place.comments(issue)[0].id, str.upper),
    "comment.deleted": lambda bob, place, issue: bob.delete_comment(place.comments(issue)[0].id),
    "comment.minimized": lambda bob, place, issue: bob.minimize_comment(place.comments(issue)[0].id),
    "comment.created": lambda bob, _, issue: bob.comment(issue, "here"),
}
READ = """query Read($id: ID!) { node(id: $id) { ... on Issue { title body state locked
  labels(first: 9) { nodes { name } } comments(first: 9) { nodes { body isMinimized } }
  userContentEdits(first: 9) { totalCount nodes { diff } } } } }"""
WRITE = """mutation Write($i: UpdateIssueInput!) { updateIssue(input: $i) { issue { id } } }"""


@pytest.mark.parametrize("what", sorted(ACTS))
@pytest.mark.parametrize("at", [1, 2, 3])
def test_people_act_between_any_two_requests(what: str, at: int) -> None:
    """The history has the act in its place, and no text that anybody wrote is missing in the edit history."""
    _, repository, _, issue = busy()
    bob, thread, world = repository.person("bob"), repository.thread(issue), repository.world
    start = len(world.history)

    def before(info: RequestInfo) -> None:
        if info.number == at:
            ACTS[what](bob, repository, issue)

    read: dict[str, Any] = {"query": READ, "variables": {"id": thread.id}}
    write: dict[str, Any] = {"query": WRITE, "variables": {"i": {"id": thread.id, "body": "written"}}}
    transport = SandboxTransport(world, before=before)
    with httpx.Client(transport=transport, headers={"authorization": f"bearer {BOT}"}) as client:
        answers = [client.post(URL, json=one).json() for one in (read, write, read)]
    assert not any("errors" in one for one in answers)
    events = world.history[start:]
    acted = [event.number for event in events if event.actor == "bob"]
    (wrote,) = [event.number for event in events if event.actor != "bob"]
    assert events[acted[-1] - start - 1].what == what.partition(" ")[0]
    assert (max(acted) < wrote) is (at < 3)
    texts = [event.after.body for event in events if isinstance(event.after, Issue)]
    listed = {node["diff"] for node in answers[-1]["data"]["node"]["userContentEdits"]["nodes"]}
    assert listed == {"body", "written", *texts}
