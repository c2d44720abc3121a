"""Comments, trackers and forks by the thousand: what is hygiene's is found, within a stated number of requests."""

from __future__ import annotations

import pytest

from hygiene.model.plan import CreateLabel
from hygiene.model.trigger import Trigger
from tests.github.scopes import GREEN, LABEL, OURS, RED, Place, in_pages, spent


@pytest.mark.parametrize("before", [0, 5, 990, 999])
def test_our_comment_in_a_window(before: int) -> None:
    """Among a thousand comments hygiene's is found in the first request when it is old, or was written lately."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, before)
    mine = place.bot(number)
    place.crowd(number, 1_000 - before)
    if before == 5:
        place.repository.person("github-actions[bot]").edit_comment(mine, OURS + " again")
    gateway = place.gateway(number)
    pull = gateway.read().pull_requests[0]
    assert mine in [comment.id for comment in pull.comments]
    assert pull.comments_total == 1_001
    assert spent(gateway) == (1, 0)


@pytest.mark.parametrize("total", [100, 1_000, pytest.param(3_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_our_comment_deep_among_thousands(total: int, part: float) -> None:
    """The comment is found in the second request at the latest, wherever it is, whoever wrote last."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, int(total * part))
    mine = place.bot(number)
    place.crowd(number, total - int(total * part))
    gateway = place.gateway(number)
    (pull,) = gateway.read().pull_requests
    assert mine in [comment.id for comment in pull.comments]
    assert pull.comments_total == total + 1
    assert spent(gateway) == (1 if part in (0.0, 1.0) or (total, part) == (100, 0.9) else 2, 0)


@pytest.mark.parametrize(("count", "requests"), [(14, 1), (450, 2), (3_014, 2), (3_100, 3), (3_200, 4)])
def test_no_status_comment_anywhere(count: int, requests: int) -> None:
    """To be sure that it does not exist, every comment is read: up to 3,000 in one request more, then pages."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, count)
    gateway = place.gateway(number)
    assert len(gateway.read().pull_requests[0].comments) == count
    assert spent(gateway) == (requests, 0)


@pytest.mark.parametrize(("at", "requests"), [(300, 5), (1_500, 17), (2_700, 5)])
def test_our_comment_in_pages(at: int, requests: int) -> None:
    """Where the host cannot give all at once, pages from both ends bring the same, two hundred comments in each."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, at)
    mine = place.bot(number)
    place.crowd(number, 3_000 - at)
    gateway = in_pages(place.gateway(number))
    assert mine in [comment.id for comment in gateway.read().pull_requests[0].comments]
    assert spent(gateway) == (requests, 0)


def test_what_was_searched_is_not_searched_again() -> None:
    """After a write the windows suffice: whatever is new is in them."""
    place = Place()
    number = place.proposal(RED)
    place.crowd(number, 450)
    gateway = place.gateway(number)
    snapshot = gateway.read()
    applied = gateway.apply((CreateLabel(snapshot.repository.id, LABEL, "d73a4a", ""),), snapshot)
    assert applied.snapshot is not None
    assert spent(gateway) == (2, 1)


def test_more_trackers_than_a_page() -> None:
    """No open tracker is overlooked, however many categories fail."""
    place = Place()
    number = place.proposal(GREEN)
    numbers = [place.repository.issue(f"T {one}", "body", labels=(LABEL,)) for one in range(130)]
    gateway = place.gateway(number)
    assert [issue.number for issue in gateway.read().trackers] == numbers
    assert spent(gateway) == (3, 0)


@pytest.mark.parametrize(("author", "requests"), [(1, 2), (98, 2), (105, 4), (204, 5), (209, 1)])
def test_many_forks_with_one_branch_name(author: int, requests: int) -> None:
    """``patch-1`` is the head of 210 forks; the right pull request is found by commit and repository on any page.

    The first request lists a hundred of them, and shows the two that were updated last.
    """
    place = Place()
    numbers = {}
    for user in range(210):
        fork = f"user{user}/r"
        place.world.repository(fork, fork_of="o/r").push("patch-1", {"a": str(user)})
        place.world.advance(1)
        numbers[user] = place.repository.pull_request("patch-1", fork=fork, author=f"user{user}")
    home = f"user{author}/r"
    oid = place.world.repository(home).head("patch-1")
    place.repository.workflow_run(head=oid, jobs=GREEN, head_repository=home, branch="patch-1")
    gateway = place.gateway(Trigger("o/r", "pull_request", head_oid=oid, head_ref="patch-1", head_repository=home))
    snapshot = gateway.read()
    assert [pull.number for pull in snapshot.pull_requests] == [numbers[author]]
    assert snapshot.head is not None
    assert len(snapshot.head.runs) == len(GREEN)
    assert spent(gateway) == (requests, 0)


def test_a_head_that_no_page_lists() -> None:
    """Where no pull request of that branch name has the commit, none is found, however many there are."""
    place = Place()
    for user in range(105):
        fork = f"user{user}/r"
        place.world.repository(fork, fork_of="o/r").push("patch-1", {"a": str(user)})
        place.repository.pull_request("patch-1", fork=fork, author=f"user{user}")
    gateway = place.gateway(
        Trigger("o/r", "pull_request", head_oid="0" * 40, head_ref="patch-1", head_repository="x/r")
    )
    assert gateway.read().pull_requests == ()
    assert spent(gateway) == (3, 0)


def test_one_head_of_several_pull_requests() -> None:
    """One branch with two bases: the first is read by its number, the other is named, whatever was updated last."""
    place = Place()
    place.repository.push("release", {"a": "b"})
    fork = place.world.repository("user/r", fork_of="o/r")
    oid = fork.push("patch-1", {"a": "c"})
    bases = ("main", "release")
    numbers = [place.repository.pull_request("patch-1", fork="user/r", author="user", base=base) for base in bases]
    other = place.world.repository("other/r", fork_of="o/r")
    other.push("patch-1", {"a": "d"})
    place.repository.pull_request("patch-1", fork="other/r", author="other")
    gateway = place.gateway(Trigger("o/r", "pull_request", head_oid=oid, head_ref="patch-1", head_repository="user/r"))
    snapshot = gateway.read()
    assert ([pull.number for pull in snapshot.pull_requests], snapshot.same_head) == ([numbers[0]], (numbers[1],))
    assert spent(gateway) == (2, 0)


@pytest.mark.parametrize("forks", [1, 3])
def test_one_pull_request_of_a_few_forks(forks: int) -> None:
    """Which one it is can be seen in the first response."""
    place = Place()
    heads = {}
    for user in range(forks):
        fork = f"user{user}/r"
        oid = place.world.repository(fork, fork_of="o/r").push("patch-1", {"a": str(user)})
        place.world.advance(1)
        heads[fork] = place.repository.pull_request("patch-1", fork=fork, author=f"user{user}"), oid
    fork, (number, oid) = heads.popitem()
    gateway = place.gateway(Trigger("o/r", "pull_request", head_oid=oid, head_ref="patch-1", head_repository=fork))
    snapshot = gateway.read()
    assert ([pull.number for pull in snapshot.pull_requests], snapshot.same_head) == ([number], ())
    assert spent(gateway) == (1, 0)


def test_one_commit_in_several_forks() -> None:
    """The pull request of another fork is not of this head, though its commit is the same."""
    place = Place()
    numbers = {}
    for user in ("user", "other"):
        place.world.repository(f"{user}/r", fork_of="o/r").push("patch-1", {"a": "b"}, oid="a" * 40)
        place.world.advance(1)
        numbers[user] = place.repository.pull_request("patch-1", fork=f"{user}/r", author=user)
    for user, number in numbers.items():
        trigger = Trigger("o/r", "pull_request", head_oid="a" * 40, head_ref="patch-1", head_repository=f"{user}/r")
        snapshot = place.gateway(trigger).read()
        assert ([pull.number for pull in snapshot.pull_requests], snapshot.same_head) == ([number], ())


def test_a_fork_that_moved_on() -> None:
    """A newer push to the fork's branch is no other pull request: it shows, with its newer head."""
    place = Place()
    old = place.world.repository("user/r", fork_of="o/r").push("patch-1", {"a": "b"})
    number = place.repository.pull_request("patch-1", fork="user/r", author="user")
    place.repository.person("user").push(number)
    trigger = Trigger("o/r", "pull_request", head_oid=old, head_ref="patch-1", head_repository="User/R")
    gateway = place.gateway(trigger)
    (pull,) = gateway.read().pull_requests
    assert (pull.number, pull.head_oid == old) == (number, False)
    assert spent(gateway) == (1, 0)


def test_a_fork_without_a_pull_request() -> None:
    """A branch name that only others use is nobody's pull request."""
    place = Place()
    place.proposal(GREEN, "patch-1")
    trigger = Trigger("o/r", "pull_request", head_oid="0" * 40, head_ref="patch-1", head_repository="user/r")
    snapshot = place.gateway(trigger).read()
    assert (snapshot.pull_requests, snapshot.head) == ((), None)
