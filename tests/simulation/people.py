"""Scenarios with a person who may do anything to a tracker or a comment, at any moment, while writers write."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hygiene.sandbox import writes
from hygiene.sandbox.threads import Issue
from tests.simulation import scenarios, sweeps, trackers
from tests.simulation.ground import HOME, LABEL, again
from tests.simulation.scenario import Act, Scenario
from tests.simulation.stack import PostCi

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.person import Person
    from hygiene.sandbox.threads import StateReason
    from hygiene.sandbox.world import World

    Does = Callable[[Person, int], object]

WHO = "octocat"
# Two writers and a person: as many as three writers may need.
REQUESTS_MAX = 20


def _delete(person: Person, number: int) -> None:
    repository = person.world.state.repository(HOME)
    assert repository is not None
    issue = person.world.state.nodes[person.world.state.names["number", repository.id, str(number)]]
    assert isinstance(issue, Issue)
    writes.delete_issue(person.world, WHO, issue)


DOINGS: dict[str, Does] = {
    "deletes it": _delete,
    "takes its label off": lambda person, number: person.remove_label(number, LABEL),
    "labels it again": lambda person, number: person.add_label(number, LABEL),
    "mutes it": lambda person, number: person.add_label(number, "hygiene:ignore"),
    "closes it": lambda person, number: person.close(number),
    "closes it as not planned": lambda person, number: person.close(number, "NOT_PLANNED"),
    "reopens it": lambda person, number: person.reopen(number),
    "edits it": lambda person, number: person.change(number, lambda body: f"Mine.\n\n{body}"),
    "renames it": lambda person, number: person.retitle(number, "Mine"),
}


COMMENT_DOINGS: tuple[Callable[[Person, str], None], ...] = (
    lambda person, comment: person.delete_comment(comment),
    lambda person, comment: person.minimize_comment(comment),
    lambda person, comment: person.minimize_comment(comment, None),
    lambda person, comment: person.change_comment(comment, lambda body: f"{body}\n\nMine."),
    lambda person, comment: person.change_comment(comment, lambda body: body.replace('"head":', '"head:')),
    lambda person, comment: person.change_comment(comment, lambda body: body.partition("\n")[2]),
)


def _act(does: Does) -> Act:
    def on_the_first_tracker(world: World) -> None:
        issues = world.repository(HOME).issues()
        if issues:
            does(world.repository(HOME).person(WHO), issues[0].number)

    return Act(on_the_first_tracker, unsettles=True)


def anything(make: Callable[[str], Scenario], acts_max: int = 1, racing: str = "ab") -> Scenario:
    """A person does so many things of those above to the first tracker, in any order and at any moment."""
    scenario = make(racing)
    acts = tuple(map(_act, DOINGS.values()))
    name = f"a person at {scenario.name}, {acts_max}"
    return replace(scenario, name=name, acts=acts, free_acts_max=acts_max, requests_max=REQUESTS_MAX)


def anything_to_the_comment(
    make: Callable[[str], Scenario] = scenarios.update_update, acts_max: int = 1, racing: str = "ab"
) -> Scenario:
    """A person deletes, hides, shows or edits the first comment, breaks its marker or takes it out."""
    scenario = make(racing)

    def act(does: Callable[[Person, str], None], world: World) -> None:
        comments = world.repository(HOME).comments(scenario.truth.pulls[0][1])
        if comments:
            does(world.repository(HOME).person(WHO), comments[0].id)

    acts = tuple(Act(partial(act, does), unsettles=True) for does in COMMENT_DOINGS)
    return replace(scenario, name=f"a person at {scenario.name}, {acts_max}", acts=acts, free_acts_max=acts_max)


def closed_before_a_failure(reason: StateReason, racing: str = "ab") -> Scenario:
    """A person closes the tracker, and an attempt that fails after that is reported: it opens again, unless muted."""
    scenario = trackers.tracker_update(racing)
    run = scenario.commands["b"]
    assert isinstance(run, PostCi)
    later = again(scenario.world.copy(), run.trigger, "failure")

    def close(world: World) -> None:
        world.repository(HOME).person(WHO).close(trackers.first_tracker(world), reason)

    def fail(world: World) -> None:
        world.advance(1)
        again(world, run.trigger, "failure")

    return replace(
        scenario,
        name=f"a person closes as {reason}, and it fails later",
        commands={**scenario.commands, "b": replace(run, trigger=later)},
        acts=(Act(close, unsettles=True), Act(fail, wakes="b")),
    )


PEOPLE_SCENARIOS: tuple[Callable[..., Scenario], ...] = (
    *(
        partial(anything, make)
        for make in (
            trackers.tracker_update,
            trackers.fail_recover,
            trackers.reopen_reopen,
            sweeps.sweep_recover,
        )
    ),
    *(
        partial(anything_to_the_comment, make)
        for make in (scenarios.update_update, scenarios.create_create, scenarios.section_status)
    ),
    partial(closed_before_a_failure, "COMPLETED"),
    partial(closed_before_a_failure, "NOT_PLANNED"),
)
