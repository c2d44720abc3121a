"""From what GitHub shows to a snapshot, and what of the last look still holds after a lighter one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.github.read.scope import Look
from hygiene.github.read.snapshot import carried, is_head, same_name
from hygiene.model.snapshot import PullRequest, PullRequestState
from hygiene.model.trigger import Trigger
from tests.github.scopes import GREEN, OURS, RED, Place

if TYPE_CHECKING:
    from hygiene.model.checks import Checks

OID = "a" * 40


def look(trigger: Trigger, number: int = 0) -> Look:
    """A look for a trigger."""
    return Look(trigger, lambda _: ("ci-failure", "flaky"), lambda *_: False, number=number)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("o/r", "O/R", True), ("o/r", "o/s", False), ("", "o/r", True), ("o/r", "", True), ("", "", True)],
)
def test_names(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table's column
    """Names differ in case only by accident; a fork that is gone has none to compare."""
    assert same_name(one, other) is same


def test_heads() -> None:
    """A branch's name alone tells nothing: commit and repository do."""
    trigger = Trigger("o/r", "pull_request", head_oid=OID, head_ref="patch-1", head_repository="user/r")
    pull = PullRequest("PR", 1, "T", "", PullRequestState.OPEN, OID, "patch-1", "User/R", "main")
    assert is_head(pull, trigger)
    assert not is_head(replace(pull, head_oid="b" * 40), trigger)
    assert not is_head(replace(pull, head_repository="other/r"), trigger)


def test_where_to_look() -> None:
    """By number when it is known, else by the fork's head, else by the commit of the branch."""
    number = look(Trigger("o/r", "pull_request", (7,), OID))
    assert (number.by_number, number.by_head) == (True, False)
    assert number.scope() == {"by_number": True, "number": 7, "required": True}
    fork = look(Trigger("o/r", "pull_request", head_oid=OID, head_ref="patch-1", head_repository="user/r"))
    assert (fork.by_number, fork.by_head) == (False, True)
    assert fork.scope() == {"by_head": True, "head_ref_name": "patch-1", "by_commit": True, "head_oid": OID}
    branch = look(Trigger("o/r", "push", head_oid=OID, branch="main"))
    assert branch.scope() == {"by_commit": True, "head_oid": OID}
    queue = look(Trigger("o/r", "merge_group", (7,), OID, branch="gh-readonly-queue/main/pr-7-a"))
    assert (queue.by_number, queue.scope()) == (False, {"by_commit": True, "head_oid": OID})


def test_found_by_its_head() -> None:
    """Once found among many of the same branch name, it is looked at by its number."""
    fork = look(Trigger("o/r", "pull_request", head_oid=OID, head_ref="patch-1"), number=9)
    assert (fork.by_number, fork.by_head) == (True, False)
    assert fork.scope()["number"] == 9


def test_what_only_the_first_look_asks_for() -> None:
    """Files are asked for where none are here, the workflow at the head where a run named it."""
    trigger = Trigger("o/r", "pull_request", (7,), OID)
    plain = look(trigger).read()
    assert (plain["base"], plain["default_base"], plain["details"]) == (True, False, True)
    assert "with_settings" not in plain
    asked = replace(look(trigger), with_settings=True, workflow_path=".github/workflows/g.yml").read()
    assert asked["with_settings"]
    assert asked["workflow_file"] == f"{OID}:.github/workflows/g.yml"
    assert "workflow_file" not in replace(look(replace(trigger, head_oid="")), workflow_path="g.yml").read()


def test_a_lighter_look() -> None:
    """After a write the files, the base, the budget and the steps of what failed are those of the look before."""
    place = Place()
    number = place.proposal(RED)
    before = place.gateway(number).read()
    light = replace(before, files={}, base=None, rate_limit=None, incomplete=(), head=_without_details(before.head))
    before = replace(before, files={"hygiene.toml": "x"}, incomplete=("y",))
    after = carried(light, before)
    assert (after.files, after.base, after.rate_limit, after.incomplete, after.head) == (
        before.files,
        before.base,
        before.rate_limit,
        before.incomplete,
        before.head,
    )


def test_another_head() -> None:
    """Nothing of an older head is carried to a newer one."""
    place = Place()
    number = place.proposal(RED)
    before = place.gateway(number).read()
    place.repository.person("octocat").push(number)
    after = place.gateway(number).read()
    assert carried(after, before).head == after.head


def test_comments_beyond_the_windows() -> None:
    """Our own comment that the lighter look did not show is still there; those of others are not missed."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, 30)
    mine = place.bot(number)
    place.crowd(number, 30)
    before = place.gateway(number).read()
    (pull,) = before.pull_requests
    shown = replace(pull, comments=tuple(comment for comment in pull.comments if not comment.own)[:5])
    (after,) = carried(replace(before, pull_requests=(shown,)), before).pull_requests
    assert [comment.id for comment in after.comments if comment.own] == [mine]
    assert len(after.comments) == 6
    assert next(comment.body for comment in after.comments if comment.own) == OURS
    gone = replace(shown, comments_total=5)
    assert carried(replace(before, pull_requests=(gone,)), before).pull_requests == (gone,)


def test_a_deletion_stays_known() -> None:
    """An event that has left the window, or was not asked for again, is not forgotten within a run."""
    place = Place()
    now = place.gateway(place.proposal(GREEN)).read()
    (pull,) = now.pull_requests
    assert not pull.deleted_by_people
    before = replace(now, pull_requests=(replace(pull, deleted_by_people=True),))
    assert carried(now, before).pull_requests[0].deleted_by_people
    assert carried(before, now).pull_requests[0].deleted_by_people
    assert not carried(now, now).pull_requests[0].deleted_by_people


def test_runs_of_later_pages() -> None:
    """Check runs and suites of later pages are kept as long as their suite has not changed."""
    place = Place()
    number = place.proposal({f"job {place_:03}": "success" for place_ in range(130)})
    before = place.gateway(number).read()
    assert before.head is not None
    first = replace(before.head, runs=before.head.runs[:100])
    after = carried(replace(before, head=first), before)
    assert after.head is not None
    assert {run.id for run in after.head.runs} == {run.id for run in before.head.runs}
    alone = replace(before.head, suites=(), runs=())
    again = carried(replace(before, head=alone), before)
    assert again.head is not None
    assert len(again.head.runs) == 130


def _without_details(head: Checks | None) -> Checks:
    assert head is not None
    return replace(head, runs=tuple(replace(run, steps=(), annotations=()) for run in head.runs))


def test_issues_that_no_listing_shows() -> None:
    """Open ones of ours without the label, and neither other people's nor those with it."""
    place = Place()
    place.proposal(GREEN)
    place.repository.label("ci-failure")
    ours = "github-actions[bot]"
    lost = place.repository.issue("Lost", OURS, author=ours)
    place.repository.issue("Listed", OURS, author=ours, labels=("ci-failure",))
    place.repository.issue("Foreign", OURS, author="mallory")
    gone = place.repository.issue("Closed", OURS, author=ours)
    place.repository.person("alice").close(gone)
    found = place.gateway(1).read()
    assert [(issue.number, issue.body) for issue in found.unlisted_issues] == [(lost, OURS)]


def test_only_the_issues_that_were_updated_last_are_looked_at() -> None:
    """Twenty of them; an older one comes into sight when anybody touches it."""
    place = Place()
    number = place.proposal(GREEN)
    lost = place.repository.issue("Lost", OURS, author="github-actions[bot]")
    for other in range(20):
        place.world.advance(60)
        place.repository.issue(f"Other {other}")
    assert place.gateway(number).read().unlisted_issues == ()
    place.repository.person("alice").comment(lost, "Where is it?")
    assert [issue.number for issue in place.gateway(number).read().unlisted_issues] == [lost]
