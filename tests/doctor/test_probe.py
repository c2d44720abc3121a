"""The probe against a sandbox: its answers, and that it leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.doctor.probe import QUESTIONS, Answer, Said, probe
from hygiene.github.client import Connection
from hygiene.github.diagnose.probe import LABELS
from hygiene.sandbox.faults import FieldFails, GatewayError, Lag, Reset, SecondaryLimit, Unreachable
from hygiene.sandbox.store import Behaviour
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World
from tests.workflow_runner import REPOSITORY, TOKEN, WorldClock

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault, RequestInfo
    from hygiene.sandbox.transport import Chooser

REQUESTS = 17


def place(habits: Behaviour | None = None, **grants: Any) -> World:  # noqa: ANN401 - the fields of the token
    """A world with one repository, an issue of somebody's and a label of theirs."""
    world = World(behaviour=habits)
    world.token(TOKEN, **grants)
    world.repository(REPOSITORY).issue("Somebody's", labels=("bug",))
    return world


def ask(world: World, before: Chooser | None = None) -> dict[str, Answer]:
    """Probe and return the answers by key."""
    transport = SandboxTransport(world, before=before)
    connection = Connection("https://h/graphql", f"bearer {TOKEN}", WorldClock(world), transport)
    try:
        return {answer.key: answer for answer in probe(connection, REPOSITORY)}
    finally:
        connection.close()


def words(answers: dict[str, Answer]) -> dict[str, str]:
    """The answers as words."""
    return {key: answer.said.value for key, answer in answers.items()}


def untouched(world: World) -> bool:
    """Whether only somebody's issue is open and only their label is there."""
    repository = world.repository(REPOSITORY)
    issues = [issue.title for issue in repository.issues() if issue.state == "OPEN"]
    labels = [world.state.nodes[node].name for node in repository.record.labels]  # type: ignore[union-attr]
    return issues == ["Somebody's"] and labels == ["bug"]


def test_every_question_is_answered() -> None:
    """A workflow's token on the sandbox: yes or no to all, and the world is as before."""
    world = place()
    answers = ask(world)
    assert list(answers) == list(QUESTIONS)
    no = {key for key, word in words(answers).items() if word == "no"}
    assert no == {"labels-mean-and", "deletes-issues"}
    assert "unknown" not in words(answers).values()
    assert untouched(world)
    assert len(world.requests) == REQUESTS


def test_habits_show() -> None:
    """Another host, other answers: the probe sees what it is there to see."""
    answers = ask(place(Behaviour(original_listed=False, overlong_issue_update_ignored=True)))
    assert words(answers)["original-is-edit"] == "no"
    assert words(answers)["refuses-overlong"] == "no"
    assert "answered and kept" in answers["refuses-overlong"].seen


def test_labels_that_are_dropped() -> None:
    """A token without push loses labels silently; then the issues cannot be listed, and still they are closed."""
    world = place(push=False)
    answers = ask(world)
    assert words(answers)["keeps-labels"] == "no"
    assert words(answers)["labels-mean-and"] == "unknown"
    assert "kept 0 and 0" in answers["keeps-labels"].seen
    assert untouched(world)


def test_a_lagging_copy() -> None:
    """A query that is behind is an answer, and the next look is awaited."""
    world = place()
    looks: list[int] = []

    def lag(info: RequestInfo) -> Fault | None:
        looks.extend([info.number] if info.operation == "ProbeLook" else [])
        return Lag(1) if info.operation == "ProbeLook" and len(looks) == 3 else None

    answers = words(ask(world, lag))
    assert (answers["reads-own-writes"], answers["labels-mean-and"]) == ("no", "no")


def test_a_token_that_may_only_read() -> None:
    """The first refusal answers its question in GitHub's words and leaves the others open."""
    world = place(level="read")
    answers = ask(world)
    assert answers["creates-labels"].said is Said.NO
    assert answers["creates-labels"].seen == "Resource not accessible by integration"
    assert words(answers)["left-nothing"] == "yes"
    assert set(words(answers).values()) == {"no", "yes", "unknown"}
    assert untouched(world)


@pytest.mark.parametrize("number", range(1, REQUESTS + 1))
def test_an_interruption_leaves_nothing(number: int) -> None:
    """Ctrl-C at any request, also while tidying: the world is as before."""
    world = place()
    interrupted: list[int] = []

    def interrupt(info: RequestInfo) -> None:
        if info.number == number and not interrupted:
            interrupted.append(number)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(world, interrupt)
    assert untouched(world)


def test_the_next_probe_tidies_up_after_one_that_was_killed() -> None:
    """Nothing of a probe that could not even tidy survives the next one."""
    world = place()

    def kill(info: RequestInfo) -> None:
        if info.number >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(world, kill)
    assert not untouched(world)
    ask(world)
    assert untouched(world)


@pytest.mark.parametrize("fault", [GatewayError(after=True), Reset(after=True), FieldFails(1, after=True)])
@pytest.mark.parametrize("number", range(2, REQUESTS))
def test_an_unknown_outcome_leaves_nothing(fault: Fault, number: int) -> None:
    """An answer that got lost may have been a write: what it wrote is taken away too."""
    world = place()
    hit: list[int] = []

    def once(info: RequestInfo) -> Fault | None:
        if info.number == number and info.kind == "mutation":
            hit.append(number)
            return fault
        return None

    answers = ask(world, once)
    if answers["left-nothing"].said is not Said.YES:
        ask(world)
    assert untouched(world)


def test_a_host_that_goes_away_at_the_end() -> None:
    """Then the answer says that something may be left, and why."""
    world = place()
    refused = replace(SecondaryLimit(), retry_after_s=10_000)
    answers = ask(world, lambda info: refused if info.number >= 12 else None)
    assert answers["left-nothing"].said is Said.NO
    assert not untouched(world)
    ask(world)
    assert untouched(world)


def test_no_host() -> None:
    """Without an answer at the beginning nothing is written."""
    world = place()
    writes = len(world.history)
    with pytest.raises(Exception, match="cannot be reached"):
        ask(world, lambda _: Unreachable())
    assert len(world.history) == writes


def test_its_labels_are_its_own() -> None:
    """Two labels that nobody else would use tell the probe's things from everybody's."""
    assert len(set(LABELS)) == 2
    assert all("probe" in name for name in LABELS)
