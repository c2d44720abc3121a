"""The scenarios in which a sweep runs concurrently with runs that the Gate starts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.simulation.ground import HOME, LABEL, TRACKER, ground, pull, pushed, rival_tracker, settle
from tests.simulation.scenario import Scenario, Truth
from tests.simulation.stack import PostCi, Sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.world import World
    from tests.simulation.writer import Command

DAY_S = 86_400
SWEEP = Sweep(HOME, TRACKER)
# A sweep reads the subjects of open trackers, and the default branch, in a request of its own.
TRUTH = Truth(trackers=(HOME,), pages=1)


def _scenario(name: str, world: World, racing: str, *triggers: Trigger) -> Scenario:
    """The sweep is ``a``; the others are runs of these triggers."""
    runs = {letter: PostCi(trigger, TRACKER) for letter, trigger in zip("bcd", triggers, strict=False)}
    commands: dict[str, Command] = {"a": SWEEP, **runs}
    return Scenario(name, world, commands, racing, "".join(commands), TRUTH)


def _red(world: World, branch: str) -> tuple[int, Trigger]:
    number, trigger = pull(world, branch)
    settle(world, trigger, TRACKER)
    return number, trigger


def sweep_fail(racing: str = "ab") -> Scenario:
    """The only pull request that keeps the tracker open was closed unnoticed, and others fail."""
    world = ground()
    number, _ = _red(world, "first")
    world.repository(HOME).person("octocat").close(number)
    failing = [pull(world, f"feature-{letter}")[1] for letter in racing[1:]]
    return _scenario("sweep/fail", world, racing, *failing)


def sweep_recover(racing: str = "ab") -> Scenario:
    """One of two red pull requests was closed unnoticed, and the other one recovers while further ones fail."""
    world = ground()
    closed, _ = _red(world, "first")
    number, _ = _red(world, "second")
    world.repository(HOME).person("octocat").close(closed)
    green = pushed(world, number, "success")
    return _scenario("sweep/recover", world, racing, green, *[pull(world, letter)[1] for letter in racing[2:]])


def sweep_duplicates(racing: str = "ab") -> Scenario:
    """Two trackers of one category, and a pull request that recovers or fails during the sweep that merges them."""
    world = ground()
    one = pull(world, "one")[1]
    number, other = pull(world, "two")
    elsewhere = world.copy()
    settle(elsewhere, other, TRACKER)
    settle(world, one, TRACKER)
    rival_tracker(world, elsewhere)
    return _scenario("sweep duplicates", world, racing, *[pushed(world, number, "success")] * (len(racing) - 1))


def sweep_inactive(racing: str = "ab") -> Scenario:
    """Nothing has failed for two days and the default branch is green, when others fail while the sweep closes."""
    policy = replace(TRACKER, tracker=replace(TRACKER.tracker, inactive_green_runs=1))
    world = ground()
    _red(world, "first")
    world.advance(2 * DAY_S)
    repository = world.repository(HOME)
    repository.workflow_run("Gate", head=repository.push("main"), jobs={"lint": "success"}, event="push")
    scenario = _scenario("sweep inactive", world, racing, *(pull(world, letter)[1] for letter in racing[1:]))
    runs = {who: PostCi(run.trigger, policy) for who, run in scenario.commands.items() if isinstance(run, PostCi)}
    return replace(scenario, commands={"a": Sweep(HOME, policy), **runs})


def sweep_sweep(racing: str = "ab") -> Scenario:
    """Two sweeps find a tracker whose pull request was closed unnoticed, and one that has lost its label."""
    world = ground()
    number, _ = _red(world, "first")
    person = world.repository(HOME).person("octocat")
    person.close(number)
    person.remove_label(world.repository(HOME).issues()[0].number, LABEL)
    scenario = _scenario("sweep/sweep", world, racing)
    return replace(scenario, commands=dict.fromkeys(racing, SWEEP), further="a")


SWEEP_SCENARIOS: tuple[Callable[[], Scenario], ...] = (
    sweep_fail,
    sweep_recover,
    sweep_duplicates,
    sweep_inactive,
    sweep_sweep,
)
