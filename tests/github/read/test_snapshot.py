"""From what GitHub shows to a snapshot, and what of the last read still holds after a lighter one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hygiene_github.fragments import SameBranchName

from hygiene.github.read.scope import GatePlace, Scope
from hygiene.github.read.session import Session
from hygiene.github.read.snapshot import carried, of_head, same_name
from hygiene.github.size import QuerySize
from hygiene.model.trigger import Trigger
from tests.github.scopes import GREEN, LABEL, OPTIONS, OURS, RED, Place

if TYPE_CHECKING:
    from hygiene.model.checks import Checks

OID = "a" * 40


def asked(trigger: Trigger, number: int = 0, **scope: Any) -> tuple[Scope, Session]:  # noqa: ANN401 - its fields
    """A scope of a trigger, and the session of a run with the number of the pull request, or none."""
    return Scope(trigger, lambda _: OPTIONS, **scope), Session(OPTIONS, number)


def variables(trigger: Trigger, number: int = 0) -> dict[str, Any]:
    """The variables of a scope that are not the same for every trigger."""
    scope, session = asked(trigger, number)
    same = {"tracker_label": LABEL, "flaky_label": "flaky", "deletions": False}
    found = scope.variables(session, QuerySize.FULL)
    assert found.items() >= same.items()
    return {name: value for name, value in found.items() if name not in same}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("o/r", "O/R", True), ("o/r", "o/s", False), ("", "o/r", True), ("o/r", "", True), ("", "", True)],
)
def test_names(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table's column
    """Names differ in case only by accident; a fork that is gone has none to compare."""
    assert same_name(one, other) is same


def test_heads() -> None:
    """A branch's name alone shows nothing: commit and repository do."""
    trigger = Trigger("o/r", "pull_request", head_oid=OID, head_ref="patch-1", head_repository="user/r")

    def of(oid: str, home: str | None) -> SameBranchName:
        raw = {"number": 1, "headRefOid": oid, "headRepository": home and {"nameWithOwner": home}}
        return SameBranchName.model_validate(raw)

    ours, gone, renamed, newer = of(OID, "User/R"), of(OID, None), of(OID, "other/r"), of("b" * 40, "User/R")
    assert of_head([renamed, newer, None, gone, ours], trigger) == [gone, ours]
    assert of_head([renamed, newer], trigger) == [renamed]
    assert of_head([newer], trigger) == []


def test_variables_of_a_trigger() -> None:
    """A pull request is read by its number, one of a fork by its head, a branch by its commit."""
    assert variables(Trigger("o/r", "pull_request", (7,), OID)) == {"by_number": True, "number": 7, "required": True}
    fork = Trigger("o/r", "pull_request", head_oid=OID, head_ref="patch-1", head_repository="user/r")
    by_head = {"by_head": True, "head_ref_name": "patch-1"}
    by_commit = {"by_commit": True, "head_oid": OID}
    assert variables(fork) == by_head | by_commit
    assert variables(fork, 9) == {"by_number": True, "number": 9, "required": False}
    assert variables(Trigger("o/r", "push", head_oid=OID, branch="main")) == by_commit
    queue = Trigger("o/r", "merge_group", (7,), OID, branch="gh-readonly-queue/main/pr-7-a")
    assert variables(queue) == by_commit


def test_what_is_read_once() -> None:
    """Files are read where the working folder has none, the workflow at the head where a run named it."""
    trigger = Trigger("o/r", "pull_request", (7,), OID)
    scope, session = asked(trigger)
    plain = scope.read_variables(session, QuerySize.FULL)
    assert (plain["base"], plain["details"]) == (True, True)
    assert "with_settings" not in plain
    path = ".github/workflows/g.yml"
    assert replace(scope, with_settings=True).read_variables(session, QuerySize.FULL)["with_settings"]
    folder = ".github/workflows"
    files = {"workflow_on_base": f"HEAD:{path}", "workflows_on_base": f"HEAD:{folder}"}
    on_base = {"with_gate_on_base": True} | files
    at_head = {"with_workflow": True, "workflow_file": f"{OID}:{path}", "workflows": f"{OID}:{folder}"}
    of_gate = replace(session, gate=GatePlace(path))
    assert scope.gate_variables(of_gate) == at_head | on_base
    assert scope.gate_variables(replace(session, gate=GatePlace(path, ""))) == at_head
    manual, _ = asked(Trigger("o/r", "manual", (7,)))
    assert manual.gate_variables(of_gate) == {"with_gate_at_head": True, "gate_path": path} | on_base
    assert scope.gate_variables(session) == manual.gate_variables(session) == {}
    assert asked(Trigger("o/r", "manual"))[0].gate_variables(of_gate) == {}


def test_options_that_stay() -> None:
    """What was read once is read from then on, whatever a newer configuration needs; names of labels follow it."""
    session = Session(replace(OPTIONS, names=True)).with_options(replace(OPTIONS, deletions=True, tracker_label="red"))
    assert session.options == replace(OPTIONS, names=True, deletions=True, tracker_label="red")
    assert session.with_options(OPTIONS).options == replace(OPTIONS, names=True, deletions=True)


def test_a_smaller_read() -> None:
    """After a write the files, the base, the budget and the steps of what failed are those of the read before."""
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
    """A comment of hygiene's that the smaller read did not show is still there; those of others are not needed."""
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
    """An event that has left the window, or was not requested again, is not forgotten within a run."""
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
    """Open ones of hygiene's without the label, and neither other people's nor those with it."""
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


def test_only_the_issues_that_were_updated_last_are_read() -> None:
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
