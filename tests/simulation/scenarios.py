"""The scenarios about the status comment and its sections."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hygiene.sandbox.people import BOT_LOGIN
from tests.simulation.ground import HOME, STATUS, again, comment_of, ground, pull, pushed, run_alone, settle, trigger_by
from tests.simulation.scenario import Act, Scenario, Truth
from tests.simulation.stack import PostCi, SetSection

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.world import World

MINUTE_S, HOUR_S = 60, 3_600
THREAD_COMMENTS = 60
# Five more queries than others send: four small ones, and the whole scope once they show the results.
REQUESTS_MAX_WHEN_LATE = 17


def create_create(racing: str = "ab") -> Scenario:
    """Several runs report on a pull request that has no comment yet."""
    world = ground()
    number, trigger = pull(world, "feature")
    command = PostCi(trigger, STATUS)
    commands = dict.fromkeys(racing, command)
    return Scenario("create/create", world, commands, racing, "a", Truth(pulls=((HOME, number),)))


def update_update(racing: str = "ab") -> Scenario:
    """The comment states that jobs are running; they are done now."""
    world = ground()
    number, trigger = pull(world, "feature", "in_progress")
    settle(world, trigger, STATUS)
    assert trigger.run is not None
    world.repository(HOME).finish(trigger.run.id, {"lint": "failure"})
    command = PostCi(trigger, STATUS)
    commands = dict.fromkeys(racing, command)
    return Scenario("update/update", world, commands, racing, "a", Truth(pulls=((HOME, number),)))


def update_delete(racing: str = "ab") -> Scenario:
    """A person deletes the comment that is being updated."""
    scenario = update_update(racing)
    number = scenario.truth.pulls[0][1]
    comment = comment_of(scenario.world, number)

    def delete(world: World) -> None:
        if comment in world.state.nodes:
            world.repository(HOME).person("octocat").delete_comment(comment)

    return replace(scenario, name="update/delete by a person", acts=(Act(delete, unsettles=True),))


def update_edit(racing: str = "ab") -> Scenario:
    """A person edits the comment, and breaks its marker."""
    scenario = update_update(racing)
    number = scenario.truth.pulls[0][1]
    comment = comment_of(scenario.world, number)

    def edit(world: World) -> None:
        if comment in world.state.nodes:
            repo = world.repository(HOME)
            body = next(one.body for one in repo.comments(number) if one.id == comment)
            repo.person("octocat").edit_comment(comment, body.replace('"head":', '"head:'))

    return replace(scenario, name="update/edit by a person", acts=(Act(edit, unsettles=True),))


def update_locked(racing: str = "ab") -> Scenario:
    """A person locks the conversation, on a host that lets apps comment there."""
    scenario = update_update(racing)
    scenario.world.behaviour = replace(scenario.world.behaviour, apps_comment_when_locked=True)
    number = scenario.truth.pulls[0][1]

    def lock(world: World) -> None:
        world.repository(HOME).person("octocat").lock(number)

    return replace(scenario, name="update/lock by a person", acts=(Act(lock, unsettles=True),))


def update_closed(racing: str = "ab") -> Scenario:
    """A person closes the pull request: the comment that is there ends with the truth, and none is added."""
    scenario = update_update(racing)
    number = scenario.truth.pulls[0][1]

    def close(world: World) -> None:
        world.repository(HOME).person("octocat").close(number)

    return replace(scenario, name="update/close by a person", acts=(Act(close, unsettles=True),))


def old_head_new_head(racing: str = "ab") -> Scenario:
    """While runs report, a newer head is pushed and its run reports too."""
    world = ground()
    number, old = pull(world, "feature")
    elsewhere = world.copy()
    new = pushed(elsewhere, number, "success")

    def push(world: World) -> None:
        pushed(world, number, "success")

    commands = {letter: PostCi(new if letter == "b" else old, STATUS) for letter in racing}
    acts = (Act(push, wakes="b"),)
    return Scenario("old head/new head", world, commands, racing, "b", Truth(pulls=((HOME, number),)), acts)


def old_attempt_new_attempt(racing: str = "ab") -> Scenario:
    """While the first attempt reports, the second one passes and reports too, and is requested once more."""
    world = ground()
    number, first = pull(world, "feature")
    second = again(world.copy(), first, "success")

    def repeat(world: World) -> None:
        again(world, first, "success")

    commands = {letter: PostCi(first if letter == "a" else second, STATUS) for letter in racing}
    acts = (Act(repeat, wakes=racing[1:]),)
    return Scenario("old attempt/new attempt", world, commands, racing, "b", Truth(pulls=((HOME, number),)), acts)


def fresh_fresh(racing: str = "ab") -> Scenario:
    """Green turns red where people want a fresh comment for it."""
    policy = replace(STATUS, status=replace(STATUS.status, notify="worse"))
    world = ground()
    number, green = pull(world, "feature", "success")
    settle(world, green, policy)
    command = PostCi(pushed(world, number, "failure"), policy)
    commands = dict.fromkeys(racing, command)
    return Scenario("fresh/fresh", world, commands, racing, "a", Truth(pulls=((HOME, number),)))


def merge_comments(racing: str = "ab") -> Scenario:
    """Two runs find three status comments, an old one and two with different sections."""
    world = ground()
    number, trigger = pull(world, "feature")
    bodies = []
    for name in ("coverage", "size"):
        elsewhere = world.copy()
        run_alone(elsewhere, SetSection(trigger, STATUS, name, f"text of {name}"))
        bodies.append(elsewhere.repository(HOME).comments(number)[0].body)
    settle(world, trigger, STATUS)
    for body in bodies:
        world.repository(HOME).person(BOT_LOGIN).comment(number, body)
    world.repository(HOME).person("octocat").comment(number, bodies[0])
    command = PostCi(trigger, STATUS)
    truth = Truth(pulls=((HOME, number),), sections={"coverage": "text of coverage", "size": "text of size"})
    return Scenario("merge comments", world, dict.fromkeys(racing, command), racing, "a", truth)


def long_thread(racing: str = "ab") -> Scenario:
    """Our comment is among so many others that neither end of the thread shows it."""
    world = ground()
    number, trigger = pull(world, "feature")
    _discussed(world, number, trigger)
    command = PostCi(again(world, trigger, "success"), STATUS)
    truth = Truth(((HOME, number),), pages=2)
    return Scenario("long thread", world, dict.fromkeys(racing, command), racing, "a", truth)


def long_sections(racing: str = "ab") -> Scenario:
    """Steps contribute sections to a comment that is deep in a thread."""
    scenario = section_section(racing)
    world = ground()
    number, trigger = pull(world, "feature")
    _discussed(world, number, trigger)
    return replace(scenario, name="sections in a long thread", world=world, truth=replace(scenario.truth, pages=2))


def _discussed(world: World, number: int, trigger: Trigger) -> None:
    people = world.repository(HOME).person("octocat")
    for place in range(THREAD_COMMENTS):
        world.advance(MINUTE_S)
        if place == THREAD_COMMENTS // 2:
            settle(world, trigger, STATUS)
        people.comment(number, f"Comment {place}")
    world.advance(MINUTE_S)


def section_section(racing: str = "ab", *, there: bool = False) -> Scenario:
    """Steps contribute different sections; ``there`` when the comment is there already."""
    world = ground()
    number, trigger = pull(world, "feature")
    if there:
        settle(world, trigger, STATUS)
    names = {"a": "coverage", "b": "size", "c": "deploy"}
    texts = {names[letter]: f"text of {names[letter]}" for letter in racing}
    commands = {who: SetSection(trigger, STATUS, names[who], texts[names[who]]) for who in racing}
    truth = Truth(pulls=((HOME, number),), sections=texts)
    further = {"f": PostCi(trigger, STATUS)}
    name = "section beside section" if there else "section/section"
    return Scenario(name, world, {**commands, **further}, racing, "f", truth)


def section_status(racing: str = "ab") -> Scenario:
    """Steps contribute sections while the main job updates the table."""
    scenario = update_update(racing)
    trigger = pull(ground(), "feature")[1]
    names = dict(zip(racing[1:], ("coverage", "size"), strict=False))
    sections = {letter: SetSection(trigger, STATUS, name, f"text of {name}") for letter, name in names.items()}
    truth = replace(scenario.truth, sections={name: f"text of {name}" for name in names.values()})
    return replace(scenario, name="section/status", commands={**scenario.commands, **sections}, truth=truth)


def two_repositories(racing: str = "ab") -> Scenario:
    """Writers of two repositories have nothing to do with each other."""
    world = ground(HOME, "o/s")
    one, first = pull(world, "feature")
    other, second = pull(world, "feature", name="o/s")
    commands = {letter: PostCi(second if letter == "b" else first, STATUS) for letter in racing}
    truth = Truth(pulls=((HOME, one), ("o/s", other)))
    return Scenario("two repositories", world, commands, racing, "ab", truth, requests_max=6)


def late_results(racing: str = "ab") -> Scenario:
    """A run has ended, and its results are shown at some time meanwhile; only one writer gets the end."""
    world = ground()
    number, unaware = pull(world, "feature", "in_progress")
    assert unaware.run is not None
    run = unaware.run.id
    elsewhere = world.copy()
    elsewhere.repository(HOME).finish(run, {"lint": "failure"})
    aware = trigger_by(elsewhere.repository(HOME), run)

    def show(world: World) -> None:
        world.repository(HOME).finish(run, {"lint": "failure"})

    commands = {letter: PostCi(aware if letter == "a" else unaware, STATUS) for letter in racing}
    acts = (Act(show, unsettles=True),)
    truth = Truth(pulls=((HOME, number),))
    return Scenario("late results", world, commands, racing, "a", truth, acts, requests_max=REQUESTS_MAX_WHEN_LATE)


def stopped(looks: int, racing: str = "ab") -> Scenario:
    """A machine is stopped for an hour at one of its readings of the clock, while others write."""
    scenario = section_status(racing)
    return replace(scenario, name=f"stopped for an hour {looks}", stops=("a", looks, HOUR_S))


STATUS_SCENARIOS: tuple[Callable[[], Scenario], ...] = (
    create_create,
    update_update,
    update_delete,
    update_edit,
    update_locked,
    update_closed,
    old_head_new_head,
    old_attempt_new_attempt,
    fresh_fresh,
    merge_comments,
    long_thread,
    long_sections,
    section_section,
    partial(section_section, there=True),
    section_status,
    two_repositories,
    late_results,
    *(partial(stopped, looks) for looks in (1, 3, 4)),
)
