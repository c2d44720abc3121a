"""The scenarios in which everything is removed while runs go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation.ground import BOTH, HOME, LABEL, ground, pull, pushed, settle
from tests.simulation.scenario import Scenario, Truth
from tests.simulation.stack import PostCi, SetSection, Uninstall

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.world import World
    from tests.simulation.writer import Command

# A removal reads open and closed pull requests, and trackers, before the first and after each of four passes.
REQUESTS_MAX = 20
TRUTH = Truth(gone=True, pages=2)


def _scenario(name: str, world: World, racing: str, *commands: Command) -> Scenario:
    """The removal is ``a``, and it comes once more at the end."""
    everybody: dict[str, Command] = {"a": Uninstall(HOME, BOTH), **dict(zip("bcd", commands, strict=False))}
    removers = "".join(who for who, command in everybody.items() if isinstance(command, Uninstall))
    return Scenario(name, world, everybody, racing, "a", TRUTH, removers=removers, requests_max=REQUESTS_MAX)


def _installed(conclusion: str = "failure") -> tuple[World, int, Trigger]:
    """A pull request with its comment, with its label and its tracker if it fails, and copies by another author."""
    world = ground()
    number, trigger = pull(world, "feature", conclusion)
    settle(world, trigger, BOTH)
    repository = world.repository(HOME)
    repository.person("mallory").comment(number, repository.comments(number)[0].body)
    for issue in repository.issues():
        repository.issue("Not ours", issue.body, author="mallory", labels=(LABEL,))
    return world, number, trigger


def remove_fail(racing: str = "ab") -> Scenario:
    """Everything is removed while another pull request fails, and the first one too."""
    world, number, _ = _installed("success")
    runs = PostCi(pull(world, "other")[1], BOTH), PostCi(pushed(world, number, "failure"), BOTH)
    return _scenario("remove/fail", world, racing, *runs)


def remove_update(racing: str = "ab") -> Scenario:
    """Everything is removed while the pull request recovers, and a step contributes a section."""
    world, number, _ = _installed()
    green = pushed(world, number, "success")
    return _scenario("remove/update", world, racing, PostCi(green, BOTH), SetSection(green, BOTH, "size", "one byte"))


def remove_remove(racing: str = "ab") -> Scenario:
    """Everything is removed several times at once."""
    world, _, _ = _installed()
    return _scenario("remove/remove", world, racing, *[Uninstall(HOME, BOTH)] * (len(racing) - 1))


REMOVAL_SCENARIOS: tuple[Callable[[], Scenario], ...] = (remove_fail, remove_update, remove_remove)
