"""Pages are read when totals say so, to the end, and within a stated number of requests."""

from __future__ import annotations

import pytest

from hygiene.model.checks import CheckState
from hygiene.model.trigger import Trigger
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.seed_runs import Job
from tests.github.scopes import GREEN, LABEL, OURS, RED, Place, spent


def test_one_request_when_nothing_is_owed() -> None:
    """A pull request of an ordinary size is read in one request."""
    place = Place()
    number = place.proposal(RED)
    place.crowd(number, 12)
    gateway = place.gateway(number)
    assert len(gateway.read().pull_requests[0].comments) == 12
    assert spent(gateway) == (1, 0)


@pytest.mark.parametrize(("count", "requests"), [(100, 1), (101, 2), (300, 2), (301, 3), (500, 3)])
def test_many_check_runs(count: int, requests: int) -> None:
    """Every check run of a suite is seen, each once, read from both ends."""
    place = Place()
    jobs = {f"job {number:03}": "success" for number in range(count)}
    gateway = place.gateway(place.proposal(jobs))
    head = gateway.read().head
    assert head is not None
    assert sorted(run.name for run in head.runs) == sorted(jobs)
    assert {run.attempt for run in head.runs} == {1}
    assert spent(gateway) == (requests, 0)


def test_five_hundred_check_runs_that_fail() -> None:
    """Five hundred check runs with their failures are read within four requests."""
    place = Place()
    jobs = {f"job {number:03}": Job("failure", steps={"Pytest": "failure"}) for number in range(500)}
    gateway = place.gateway(place.proposal(jobs))
    head = gateway.read().head
    assert head is not None
    assert len(head.runs) == 500
    assert spent(gateway) == (4, 0)


def test_many_failures() -> None:
    """Beyond the first failing check runs of a suite, steps and annotations of the others come in one more request."""
    place = Place()
    failing = Job(
        "failure", steps={"Lint": "success", "Pytest": "failure"}, annotations=[Annotation("a.py", 3, "boom")]
    )
    gateway = place.gateway(place.proposal({f"job {number}": failing for number in range(20)}))
    head = gateway.read().head
    assert head is not None
    assert all([step.name for step in run.steps] == ["Pytest"] for run in head.runs)
    assert all([(one.path, one.line) for one in run.annotations] == [("a.py", 3)] for run in head.runs)
    assert spent(gateway) == (2, 0)


def test_failures_without_details_are_asked_for_once() -> None:
    """A failing check run of another app has no steps; asking again would not find any."""
    place = Place()
    number = place.proposal({f"job {number}": "failure" for number in range(9)})
    gateway = place.gateway(number)
    gateway.read()
    gateway.read()
    assert spent(gateway) == (3, 0)


def test_more_failures_than_anybody_reads() -> None:
    """Details are for the first hundred; a second look, by us or by another run, shows the very same."""
    place = Place()
    failing = Job("failure", steps={"Pytest": "failure"})
    number = place.proposal({f"job {number:03}": failing for number in range(150)})
    gateway = place.gateway(number)
    first = gateway.read().head
    assert first is not None
    assert sum(bool(run.steps) for run in first.runs) == 105
    assert gateway.read().head == first == place.gateway(number).read().head


@pytest.mark.parametrize(("count", "requests"), [(11, 1), (30, 2), (60, 3)])
def test_many_suites(count: int, requests: int) -> None:
    """Every workflow that reported on the head is seen, however many there are."""
    place = Place()
    number = place.proposal(GREEN)
    head = place.repository.head("feature")
    for extra in range(count):
        place.repository.workflow_run(f"Extra {extra:02}", head=head, jobs={f"extra {extra:02}": "failure"})
    gateway = place.gateway(number)
    checks = gateway.read().head
    assert checks is not None
    assert len(checks.suites) == count + 1
    assert len([run for run in checks.runs if run.state is CheckState.FAILURE]) == count
    assert spent(gateway) == (requests, 0)


def test_many_check_runs_in_a_suite_of_a_later_page() -> None:
    """A suite beyond the first page owes check runs as well as any other."""
    place = Place()
    number = place.proposal(GREEN)
    head = place.repository.head("feature")
    for extra in range(15):
        jobs = {f"{extra:02} {job:03}": "success" for job in range(130 if extra == 14 else 1)}
        place.repository.workflow_run(f"Extra {extra:02}", head=head, jobs=jobs)
    checks = place.gateway(number).read().head
    assert checks is not None
    assert len(checks.runs) == len(GREEN) + 14 + 130


def test_reruns_are_attempts() -> None:
    """Attempts are counted per name and suite, across pages, oldest first."""
    place = Place()
    jobs = {f"job {number:03}": "failure" for number in range(120)}
    number = place.proposal(jobs)
    run = place.repository.record.workflow_runs[-1]
    known = next(one for one in (place.repository.run(n) for n in _run_ids(place)) if one.id == run)
    place.repository.rerun(known.database_id, dict.fromkeys(jobs, "success"))
    checks = place.gateway(number).read().head
    assert checks is not None
    states = {(found.attempt, found.state) for found in checks.runs}
    assert states == {(1, CheckState.FAILURE), (2, CheckState.SUCCESS)}
    assert {found.state for found in checks.latest()} == {CheckState.SUCCESS}


def _run_ids(place: Place) -> list[int]:
    return [place.world.state.nodes[node].database_id for node in place.repository.record.workflow_runs]


@pytest.mark.parametrize("before", [0, 5, 990, 999])
def test_our_comment_in_a_window(before: int) -> None:
    """Among a thousand comments ours is found in the first request when it is old, or was written lately."""
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


@pytest.mark.parametrize(("at", "requests"), [(300, 5), (1_500, 17), (2_700, 5)])
def test_our_comment_deep_among_thousands(at: int, requests: int) -> None:
    """Read from both ends at once, ours costs a request for each two hundred comments, plus two, at the very worst."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, at)
    mine = place.bot(number)
    place.crowd(number, 3_000 - at)
    gateway = place.gateway(number)
    assert mine in [comment.id for comment in gateway.read().pull_requests[0].comments]
    assert spent(gateway) == (requests, 0)


def test_no_comment_of_ours_anywhere() -> None:
    """To know that it does not exist, every comment is read, once, and nothing twice."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, 450)
    gateway = place.gateway(number)
    assert len(gateway.read().pull_requests[0].comments) == 450
    assert spent(gateway)[0] <= 4


def test_more_trackers_than_a_page() -> None:
    """No open tracker is overlooked, however many categories fail."""
    place = Place()
    number = place.proposal(GREEN)
    numbers = [place.repository.issue(f"T {one}", "body", labels=(LABEL,)) for one in range(130)]
    gateway = place.gateway(number)
    assert [issue.number for issue in gateway.read().trackers] == numbers
    assert spent(gateway) == (3, 0)


def test_many_forks_with_one_branch_name() -> None:
    """``patch-1`` is the head of many forks; the right pull request is told by its commit and its repository."""
    place = Place()
    wanted = 0
    for author in range(110):
        fork = f"user{author}/r"
        place.world.repository(fork, fork_of="o/r").push("patch-1", {"a": str(author)})
        number = place.repository.pull_request("patch-1", fork=fork, author=f"user{author}")
        wanted = number if author == 3 else wanted
    oid = place.world.repository("user3/r").head("patch-1")
    place.repository.workflow_run(head=oid, jobs=GREEN, head_repository="user3/r", branch="patch-1")
    gateway = place.gateway(Trigger("o/r", "pull_request", head_oid=oid, head_ref="patch-1", head_repository="user3/r"))
    snapshot = gateway.read()
    assert [pull.number for pull in snapshot.pull_requests] == [wanted]
    assert snapshot.head is not None
    assert len(snapshot.head.runs) == len(GREEN)
    assert spent(gateway)[0] <= 4


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
