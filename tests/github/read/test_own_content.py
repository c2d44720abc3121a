"""What hygiene left, read in bounded pages: whatever is beyond a bound is counted, never passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import AuthorizationError, UsageError
from hygiene.github.client import Connection
from hygiene.github.read import own_content as traces
from hygiene.github.read.own_content import read_traces
from hygiene.sandbox.transport import SandboxTransport
from tests.github.scopes import LABEL, OURS, TOKEN, Place

if TYPE_CHECKING:
    from hygiene.model.own_content import Traces

TRACKER = "<!-- hygiene:1 tracker/x {} -->\ntext"


def read(place: Place, closed_max: int = 100, *, repository: str = "o/r", token: str = TOKEN) -> Traces:
    """Read over a connection of its own."""
    connection = Connection("https://h/graphql", f"bearer {token}", place.clock, SandboxTransport(place.world))
    try:
        return read_traces(connection, repository, LABEL, closed_max)
    finally:
        connection.close()


@pytest.fixture
def place() -> Place:
    """A repository with one pull request, which carries the failure label."""
    found = Place()
    found.repository.push("feature")
    found.repository.person("octocat").add_label(found.repository.pull_request("feature"), LABEL)
    return found


def test_three_requests(place: Place) -> None:
    """Open pull requests, closed ones, trackers: one request each when everything fits on a page."""
    found = read(place)
    assert [info.operation for info in place.world.requests] == ["ReadTraces", "ReadTraces", "ReadMoreTrackers"]
    assert [(thread.number, thread.label.name if thread.label else "") for thread in found.threads] == [(1, LABEL)]
    assert (found.trackers, found.remaining) == ((), ())


def test_labels_are_named_without_regard_to_case(place: Place) -> None:
    """GitHub's label names are case-insensitive."""
    other = Place()
    other.repository.push("feature")
    other.repository.person("octocat").add_label(other.repository.pull_request("feature"), "CI-Failure")
    assert [thread.label.name for thread in read(other).threads if thread.label] == ["CI-Failure"]
    place.repository.person("octocat").remove_label(1, LABEL)
    assert [thread.label for thread in read(place).threads] == [None]


@pytest.mark.parametrize(("count", "requests"), [(99, 0), (100, 0), (101, 1), (301, 2)])
def test_comments(place: Place, count: int, requests: int) -> None:
    """Each comment is there once, whatever the number of pages; pages are read only where a total requests them."""
    ids = place.crowd(1, count)
    (thread,) = read(place).threads
    assert [comment.id for comment in thread.comments] == ids
    assert [info.operation for info in place.world.requests].count("ReadMoreComments") == requests


def test_a_conversation_beyond_the_bound(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest and the newest comments are read, and what is between them is counted."""
    monkeypatch.setattr(traces, "COMMENT_PAGES_MAX", 1)
    place.crowd(1, 450)
    found = read(place)
    assert (len(found.threads[0].comments), found.remaining) == (200, ("250 comments in the middle of #1",))


@pytest.mark.parametrize(
    ("open_max", "expected"), [(100, ()), (30, ("11 of 41 open pull requests, those updated longest ago",))]
)
def test_open_pull_requests(
    place: Place, monkeypatch: pytest.MonkeyPatch, open_max: int, expected: tuple[str, ...]
) -> None:
    """All of them up to a bound, over several pages."""
    monkeypatch.setattr(traces, "OPEN_MAX", open_max)
    for name in range(40):
        place.repository.push(f"b{name}")
        place.repository.pull_request(f"b{name}")
    found = read(place)
    assert (len({thread.number for thread in found.threads}), found.remaining) == (min(41, open_max), expected)


def test_trackers(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every open issue with the label is read over several pages, closed ones and those without it are not."""
    for _ in range(130):
        place.repository.issue("CI failure", TRACKER, labels=(LABEL,))
    place.repository.person("octocat").close(place.repository.issue("Old", TRACKER, labels=(LABEL,)))
    place.repository.issue("Another")
    assert (len(read(place).trackers), read(place).remaining) == (130, ())
    monkeypatch.setattr(traces, "TRACKERS_MAX", 100)
    assert read(place).remaining == (f"open issues with the label {LABEL} beyond the first 100",)


def test_whose_they_are(place: Place) -> None:
    """Who wrote something is decided by GitHub's field for this token, not by a marker or a login."""
    for login in ("github-actions[bot]", "mallory"):
        place.repository.person(login).comment(1, OURS)
    assert [comment.own for comment in read(place).threads[0].comments] == [True, False]


def test_nothing_to_see() -> None:
    """A repository that is not there, and one that the token may not read, are distinguished from an empty one."""
    hidden = Place()
    hidden.repository.change(private=True)
    hidden.world.token("none", "eve", repositories=("o/other",))
    with pytest.raises(UsageError, match="o/r"):
        read(hidden, token="none")  # noqa: S106 - a token that the sandbox accepts
    with pytest.raises(UsageError, match="o/nothing"):
        read(hidden, repository="o/nothing")
    with pytest.raises(AuthorizationError, match="does not accept"):
        read(hidden, token="unknown")  # noqa: S106 - the same
