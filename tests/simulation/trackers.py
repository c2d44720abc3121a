"""The scenarios about the failure tracker."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tests.simulation.ground import HOME, LABEL, TRACKER, again, ground, pull, pushed, rival_tracker, settle
from tests.simulation.scenario import Act, Scenario, Truth
from tests.simulation.stack import PostCi

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.world import World
    from tests.simulation.writer import Command

HOUR_S = 3_600
TRUTH = Truth(trackers=(HOME,))


def _scenario(name: str, world: World, *triggers: Trigger) -> Scenario:
    commands = {letter: PostCi(trigger, TRACKER) for letter, trigger in zip("abc", triggers, strict=False)}
    everybody = "".join(commands)
    return Scenario(name, world, commands, everybody, everybody, TRUTH)


def _failing(world: World, racing: str) -> list[Trigger]:
    """A pull request that fails, for each writer."""
    return [pull(world, f"feature-{letter}")[1] for letter in racing]


def tracker_create(racing: str = "ab") -> Scenario:
    """Pull requests fail in the same category at the same instant."""
    world = ground()
    return _scenario("tracker create/create", world, *_failing(world, racing))


def tracker_first(racing: str = "ab") -> Scenario:
    """The same where the repository has not even the label."""
    world = ground(label=False)
    return _scenario("tracker and label", world, *_failing(world, racing))


def tracker_update(racing: str = "ab") -> Scenario:
    """A tracker is open, and further pull requests fail."""
    world = ground()
    first = pull(world, "first")[1]
    settle(world, first, TRACKER)
    scenario = _scenario("tracker update/update", world, *_failing(world, racing))
    commands: dict[str, Command] = {**scenario.commands, "f": PostCi(first, TRACKER)}
    return replace(scenario, commands=commands, further=f"{racing}f")


def fail_recover(racing: str = "ab") -> Scenario:
    """The only red pull request recovers while another one fails."""
    world = ground()
    number, red = pull(world, "first")
    settle(world, red, TRACKER)
    green = pushed(world, number, "success")
    return _scenario("fail/recover", world, green, *_failing(world, racing[1:]))


def repeat_recover(racing: str = "ab") -> Scenario:
    """The only red pull request recovers, while another one is reported whose job failed and passed when repeated."""
    world = ground()
    number, red = pull(world, "first")
    settle(world, red, TRACKER)
    green = pushed(world, number, "success")
    repeated = again(world, pull(world, "second")[1], "success")
    scenario = _scenario("repeat/recover", world, green, *[repeated] * (len(racing) - 1))
    return replace(scenario, truth=replace(TRUTH, may_stay_open=frozenset({"tracker/lint"})))


def recover_recover(racing: str = "ab") -> Scenario:
    """All red pull requests recover at once."""
    world = ground()
    numbers = []
    for branch in racing:
        number, red = pull(world, branch)
        settle(world, red, TRACKER)
        numbers.append(number)
    return _scenario("recover/recover", world, *(pushed(world, number, "success") for number in numbers))


def reopen_reopen(racing: str = "ab") -> Scenario:
    """A resolved tracker, and two pull requests fail again."""
    world = ground()
    number, red = pull(world, "first")
    settle(world, red, TRACKER)
    settle(world, pushed(world, number, "success"), TRACKER)
    return _scenario("reopen/reopen", world, *_failing(world, racing))


def skipped(racing: str = "ab") -> Scenario:
    """On the next head of a red pull request the job is skipped, which proves nothing."""
    world = ground()
    number, red = pull(world, "first")
    settle(world, red, TRACKER)
    triggers = [pushed(world, number, "skipped")] * len(racing)
    scenario = _scenario("skipped", world, *triggers)
    return replace(scenario, truth=replace(TRUTH, still_red=frozenset({"tracker/lint"})))


def again_and_again(racing: str = "ab") -> Scenario:
    """Two attempts of a run fail; each is one occurrence however many runs report them."""
    world = ground()
    first = pull(world, "first")[1]
    second = again(world, first, "failure")
    return _scenario("again and again", world, *[second] * len(racing))


def attempts_unnumbered(racing: str = "ab") -> Scenario:
    """A host that does not number attempts: the second of a run passes after the event of it, the third one fails."""
    world = ground()
    first = pull(world, "first")[1]
    elsewhere = world.copy()
    triggers = [first, *(again(elsewhere, first, conclusion) for conclusion in ("success", "failure"))]

    def repeat(world: World, conclusion: str) -> None:
        again(world, first, conclusion)

    acts = (
        Act(partial(repeat, conclusion="success"), wakes=racing[1:2], unsettles=True),
        Act(partial(repeat, conclusion="failure"), wakes=racing[2:3], unsettles=True),
    )[: len(racing) - 1]
    scenario = _scenario("attempts without numbers", world, *triggers[: len(racing)])
    commands = {who: replace(run, lacks=("WorkflowRun.runAttempt",)) for who, run in _runs(scenario)}
    truth = replace(TRUTH, may_stay_open=frozenset({"tracker/lint"}))
    return replace(scenario, commands=commands, acts=acts, truth=truth)


def _runs(scenario: Scenario) -> list[tuple[str, PostCi]]:
    return [(who, run) for who, run in scenario.commands.items() if isinstance(run, PostCi)]


def merge_trackers(racing: str = "ab") -> Scenario:
    """Sweeps find two trackers, each with an occurrence that the other lacks, and a copy by another author."""
    world = ground()
    one = pull(world, "one")[1]
    number, other = pull(world, "two")
    elsewhere = world.copy()
    settle(elsewhere, other, TRACKER)
    settle(world, one, TRACKER)
    rival_tracker(world, elsewhere)
    other = pushed(world, number, "failure")
    body = world.repository(HOME).issues()[0].body
    world.repository(HOME).issue("Not ours", body, author="mallory", labels=(LABEL,))
    return _scenario("merge trackers", world, one, other, *[one] * (len(racing) - 2))


def foreign_tracker(racing: str = "ab") -> Scenario:
    """Another author's issue has hygiene's marker and label before there is a tracker."""
    world = ground()
    triggers = _failing(world, racing)
    elsewhere = world.copy()
    settle(elsewhere, triggers[1], TRACKER)
    world.repository(HOME).issue(
        "Not ours", elsewhere.repository(HOME).issues()[0].body, author="mallory", labels=(LABEL,)
    )
    return _scenario("foreign tracker", world, *triggers)


def first_tracker(world: World) -> int:
    """The number of the oldest issue."""
    return world.repository(HOME).issues()[0].number


def label_dropped(racing: str = "ab") -> Scenario:
    """A person takes the label off the tracker."""
    scenario = tracker_update(racing)

    def drop(world: World) -> None:
        world.repository(HOME).person("octocat").remove_label(first_tracker(world), LABEL)

    return replace(scenario, name="tracker label dropped", acts=(Act(drop, unsettles=True),))


def tracker_edited(racing: str = "ab") -> Scenario:
    """A person adds words around the tracker's text."""
    scenario = tracker_update(racing)

    def edit(world: World) -> None:
        issue = world.repository(HOME).issues()[0]
        world.repository(HOME).person("octocat").edit(issue.number, f"Mine.\n\n{issue.body}\n\nMine too.")

    return replace(scenario, name="tracker edited", acts=(Act(edit, unsettles=True),))


def tracker_edited_twice(racing: str = "ab") -> Scenario:
    """A person renames the tracker and adds words, and later has better ones; the newest of them stay."""
    scenario = tracker_update(racing)

    def first(world: World) -> None:
        person, number = world.repository(HOME).person("octocat"), first_tracker(world)
        person.retitle(number, "Mine")
        person.change(number, lambda body: f"Mine.\n\n{body}")

    def second(world: World) -> None:
        def better(body: str) -> str:
            return "\n".join(["Mine, better.", *(line for line in body.split("\n") if line != "Mine.")])

        world.repository(HOME).person("octocat").change(first_tracker(world), better)

    acts = (Act(first, unsettles=True), Act(second, unsettles=True))
    return replace(scenario, name="tracker edited twice", acts=acts)


def tracker_damaged(how: Callable[[str], str], name: str, racing: str = "ab") -> Scenario:
    """A person adds words to the tracker and damages its marker meanwhile."""
    scenario = tracker_update(racing)

    def damage(world: World) -> None:
        world.repository(HOME).person("octocat").change(first_tracker(world), lambda body: f"{how(body)}\n\nMine.")

    return replace(scenario, name=f"tracker with {name}", acts=(Act(damage, unsettles=True),))


DAMAGES: dict[str, Callable[[str], str]] = {
    "a broken marker": lambda body: body.replace('"category":', '"category:', 1),
    "another category": lambda body: body.replace('"category":"lint"', '"category":"tint"', 1),
    "a lost marker": lambda body: body.partition("\n")[2],
    "a byte order mark": lambda body: f"\ufeff{body}",
}


def tracker_reopened(racing: str = "ab") -> Scenario:
    """A person reopens the tracker that a recovery closes."""
    scenario = recover_recover(racing)

    def reopen(world: World) -> None:
        world.repository(HOME).person("octocat").reopen(first_tracker(world))

    return replace(scenario, name="tracker reopened by a person", acts=(Act(reopen, unsettles=True),))


def tracker_closed(racing: str = "ab") -> Scenario:
    """A person closes the tracker as completed while pull requests fail, which shows nothing about later failures."""
    scenario = tracker_update(racing)

    def close(world: World) -> None:
        world.repository(HOME).person("octocat").close(first_tracker(world))

    return replace(scenario, name="tracker closed by a person", acts=(Act(close, unsettles=True),))


def tracker_locked(racing: str = "ab") -> Scenario:
    """A person locks the tracker, on a host that lets apps comment there."""
    scenario = fail_recover(racing)
    scenario.world.behaviour = replace(scenario.world.behaviour, apps_comment_when_locked=True)

    def lock(world: World) -> None:
        world.repository(HOME).person("octocat").lock(first_tracker(world))

    return replace(scenario, name="tracker locked", acts=(Act(lock, unsettles=True),))


def tracker_stopped(looks: int, racing: str = "ab") -> Scenario:
    """A machine is stopped for an hour at one of its readings of the clock, while others write."""
    scenario = fail_recover(racing)
    return replace(scenario, name=f"tracker stopped for an hour {looks}", stops=("a", looks, HOUR_S))


TRACKER_SCENARIOS: tuple[Callable[[], Scenario], ...] = (
    tracker_create,
    tracker_first,
    tracker_update,
    fail_recover,
    repeat_recover,
    recover_recover,
    reopen_reopen,
    skipped,
    again_and_again,
    attempts_unnumbered,
    merge_trackers,
    foreign_tracker,
    label_dropped,
    tracker_edited,
    tracker_edited_twice,
    *(partial(tracker_damaged, how, name) for name, how in DAMAGES.items()),
    tracker_reopened,
    tracker_closed,
    tracker_locked,
    *(partial(tracker_stopped, looks) for looks in (1, 3, 4)),
)
