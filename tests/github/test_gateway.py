"""One query in, one document out: what the gateway shows and carries out, against a sandbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.errors import AuthorizationError, RejectedError, UnavailableError, UsageError
from hygiene.github.read.scope import GatePlace
from hygiene.github.size import QuerySize
from hygiene.model.plan import AddComment
from hygiene.model.snapshot import Base, Snapshot
from hygiene.model.trigger import Trigger
from hygiene.sandbox.faults import Fault, GatewayError, Refused, Timeout
from tests.github.scopes import GREEN, LABEL, OPTIONS, RED, Place, spent

HEAVY = Refused("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")


def test_what_a_read_shows() -> None:
    """One request shows the pull request, its checks, its base, the trackers, the labels and the budget."""
    place = Place()
    place.repository.protect("main", "gate")
    number = place.proposal(RED)
    tracked = place.repository.issue("T", "body", labels=(LABEL,))
    place.repository.issue("not ours", labels=("bug",))
    mine = place.bot(number)
    gateway = place.gateway(number)
    snapshot = gateway.read()
    (pull,) = snapshot.pull_requests
    assert (pull.number, pull.head_ref, pull.base_ref) == (number, "feature", "main")
    assert [comment.id for comment in pull.comments if comment.own] == [mine]
    assert [issue.number for issue in snapshot.trackers] == [tracked]
    assert snapshot.repository.tracker_label is not None
    assert snapshot.repository.flaky_label is None
    assert snapshot.base is not None
    assert snapshot.base.required == ("gate",)
    assert snapshot.rate_limit is not None
    assert snapshot.read_at == place.clock.now()
    assert (snapshot.incomplete, snapshot.unknown_values, spent(gateway)) == ((), (), (1, 0))


def test_a_branch() -> None:
    """A push is read by its commit; there is no pull request."""
    place = Place()
    head = place.repository.push("main", {"a": "b"})
    place.repository.workflow_run(head=head, jobs=RED, event="push")
    snapshot = place.gateway(Trigger("o/r", "push", head_oid=head, branch="main")).read()
    assert snapshot.pull_requests == ()
    assert snapshot.head is not None
    assert snapshot.head.oid == head


@pytest.mark.parametrize(("repository", "what"), [("o/r", "pull request #99"), ("o/nowhere", "repository o/nowhere")])
def test_what_does_not_exist(repository: str, what: str) -> None:
    """A repository or pull request that is not there is the user's mistake, named, and nothing is written."""
    gateway = Place().gateway(Trigger(repository, "manual", (99,)))
    with pytest.raises(UsageError, match=f"has no {what}"):
        gateway.read()
    assert spent(gateway) == (1, 0)


def test_a_number_that_is_an_issue() -> None:
    """An issue's number is no pull request."""
    place = Place()
    with pytest.raises(UsageError, match="has no pull request"):
        place.gateway(place.repository.issue("T")).read()


def test_a_private_repository_without_permission() -> None:
    """For a token that may not read the message names the required permissions."""
    place = Place(issues="none")
    place.repository.change(private=True)
    with pytest.raises(AuthorizationError, match="issues: read"):
        place.gateway(place.proposal(GREEN)).read()


def test_labels_of_the_configuration() -> None:
    """When the files name another label, the read is repeated with it, once."""
    place = Place()
    number = place.proposal(GREEN)
    place.repository.push("main", {"hygiene.toml": "x"})
    tracked = place.repository.issue("T", labels=("red",))
    gateway = place.gateway(
        number,
        with_settings=True,
        options=lambda files: replace(OPTIONS, tracker_label="red" if files.get("hygiene.toml") else LABEL),
    )
    snapshot = gateway.read()
    assert snapshot.files == {"hygiene.toml": "x"}
    assert [issue.number for issue in snapshot.trackers] == [tracked]
    assert spent(gateway) == (2, 0)
    gateway.read()
    assert spent(gateway) == (3, 0)


def test_names_of_the_configuration() -> None:
    """Labels and people are read only when the policy names some; a write's answer need not show them again."""
    place = Place()
    number = place.proposal(GREEN)
    place.repository.push("main", {"hygiene.toml": "x"})
    infra, bob = place.repository.label("Infra"), place.world.account("Bob")
    plain = place.gateway(number, with_settings=True).read().repository
    assert (plain.labels, plain.users) == ((), {})
    gateway = place.gateway(
        number, with_settings=True, options=lambda files: replace(OPTIONS, names="hygiene.toml" in files)
    )
    before = gateway.read()
    assert [(label.id, label.name) for label in before.repository.labels] == [(infra.id, "Infra")]
    assert before.repository.users["bob"] == bob.id
    assert spent(gateway) == (2, 0)
    assert gateway.read().repository == before.repository
    assert spent(gateway) == (3, 0)
    after = gateway.apply((AddComment(before.pull_requests[0].id, number, "text"),), before).snapshot
    assert after is not None
    assert after.repository == before.repository


class _Gate:
    """A Gate whose file calls no other."""

    def place(self, _snapshot: Snapshot | None) -> GatePlace:
        """The usual place."""
        return GatePlace(".github/workflows/gate.yml")

    def needs_workflows(self, _snapshot: Snapshot) -> bool:
        """None is needed."""
        return False


def test_the_workflow_file_at_the_head() -> None:
    """The workflow file is read at the commit that ran, not at the default branch."""
    place = Place()
    path = ".github/workflows/gate.yml"
    place.repository.push("main", {path: "old"})
    head = place.repository.push("feature", {path: "new"})
    number = place.repository.pull_request("feature")
    trigger = Trigger("o/r", "pull_request", (number,), head)
    files = place.gateway(trigger, gate=_Gate()).read().files
    assert files == {path: "new", f"HEAD:{path}": "old"}


@pytest.mark.parametrize("fault", [HEAVY, GatewayError(), GatewayError(status=504), Timeout()])
def test_too_heavy(fault: Fault) -> None:
    """A query that is too heavy is sent without details at once; what failed gets its details in one more request."""
    place = Place()
    number = place.proposal(RED)
    place.crowd(number, 50)
    mine = place.bot(number)
    place.crowd(number, 50)
    gateway = place.gateway(number, faults=[fault])
    snapshot = gateway.read()
    expected = place.gateway(number).read()
    assert (snapshot.head, snapshot.base) == (expected.head, expected.base)
    assert mine in [comment.id for comment in snapshot.pull_requests[0].comments]
    assert spent(gateway) == (4, 0)
    assert gateway.read().head == expected.head
    assert spent(gateway)[0] <= 6


def test_too_heavy_for_all_but_the_smallest_query() -> None:
    """In the end the checks of the base branch are left out; what failed still has its details."""
    place = Place()
    gateway = place.gateway(place.proposal(RED), faults=[HEAVY] * 3)
    snapshot = gateway.read()
    assert snapshot.head is not None
    steps = {run.name: [step.name for step in run.steps] for run in snapshot.head.runs if run.state.failed}
    assert steps["python ci (3.11)"] == ["Pytest"]
    assert snapshot.base == Base("main", ())
    assert snapshot.incomplete == (
        "checks of the base branch, too much for api.github.com to return: no failure is compared with it.",
    )
    assert spent(gateway) == (5, 0)
    assert gateway.read().head == snapshot.head


def test_a_host_that_fails_throughout() -> None:
    """Each size of the query is sent once; then the run ends."""
    place = Place()
    gateway = place.gateway(place.proposal(RED), before=lambda _: GatewayError())
    with pytest.raises(UnavailableError):
        gateway.read()
    assert spent(gateway) == (len(QuerySize), 0)


def test_too_heavy_in_every_size() -> None:
    """When even the smallest query is too heavy, that is the error."""
    gateway = Place().gateway(1, faults=[HEAVY] * len(QuerySize))
    with pytest.raises(RejectedError, match="Resource limits"):
        gateway.read()
