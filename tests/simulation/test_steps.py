"""The engine finds what a run may not do: runs made for these tests, each of which breaks one rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from hygiene.errors import RejectedError, UnavailableError
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.wire import NoResponse
from tests.simulation.engine import FURTHER_REQUESTS_MAX, GUARD
from tests.simulation.explorers import Exhaustive, replay
from tests.simulation.ground import HOME, TRACKER, ground, pull, settle
from tests.simulation.moves import Asked
from tests.simulation.nodes import Violation
from tests.simulation.scenario import REQUESTS_MAX, Scenario, Truth
from tests.simulation.writer import NotTheSameError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.world import World
    from tests.simulation.writer import Command, Phone


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a made run: its key, whether it writes, what it does to the world."""

    key: str = "look"
    writes: bool = False
    does: Callable[[World], None] | None = None

    def serve(self, world: World, fault: Fault | None) -> tuple[Hashable, object]:
        """Carry it out; every fault loses the answer."""
        if self.does is not None:
            self.does(world)
        return (self.key, fault), NoResponse("reset") if fault else "received"


def _run(*requests: Request, ends: Exception | None = None) -> Command:
    """A run that sends these requests, whatever it receives."""

    def command(phone: Phone) -> str:
        for one in requests:
            phone.ask(Asked(one.key, phone.now, one.writes, one.key, one.serve))
        if ends is not None:
            raise ends
        return "settled"

    return command


def _scenario(command: Command, further: Command | None = None, world: World | None = None) -> Scenario:
    commands = {"a": command, "f": further or _run(Request())}
    return Scenario("made", world or ground(), commands, "a", "f", Truth(), faults="~", faults_max=1)


def _found(scenario: Scenario, schedule: str) -> str:
    with pytest.raises(Violation) as caught:
        replay(scenario, schedule)
    assert caught.value.schedule.startswith(schedule)
    return caught.value.complaint


WRITE = Request("write", writes=True)


def test_a_run_that_is_right() -> None:
    """Nothing is found in a run that reads, writes, and reads, and a further run that reads once."""
    assert Exhaustive(_scenario(_run(Request(), WRITE, Request()))).run().schedules > 1


def test_a_write_that_is_sent_again() -> None:
    """After a lost answer the same write must not be the next request."""
    twice = _scenario(_run(WRITE, WRITE))
    assert "sent again" in _found(twice, "a~a")
    assert replay(_scenario(_run(WRITE, Request(), WRITE)), "a~aa").schedule == "a~aa"


def test_too_many_requests() -> None:
    """The bound is one for every run."""
    assert "more than" in _found(_scenario(_run(*[Request()] * (REQUESTS_MAX + 1))), "a" * (REQUESTS_MAX + 1))
    assert replay(_scenario(_run(*[Request()] * REQUESTS_MAX)), "a" * REQUESTS_MAX).schedule


def test_a_run_that_ends_with_an_error() -> None:
    """Only a fault excuses it, and only when it states that GitHub was not to be had."""
    unavailable = _scenario(_run(Request(), ends=UnavailableError("Down.", hint="Wait.")))
    assert "ended with Unavailable" in _found(unavailable, "a")
    assert replay(unavailable, "a~").schedule == "a~"
    assert "ended with Rejected" in _found(_scenario(_run(Request(), ends=RejectedError("No.", hint="Look."))), "a~")


def test_a_run_that_breaks() -> None:
    """Any other exception is a bug."""
    assert "broke" in _found(_scenario(_run(Request(), ends=KeyError("x"))), "a")


def test_a_further_run_that_writes_or_does_not_end() -> None:
    """When everybody is done, a further run reads once, writes nothing, and ends well."""
    quiet = _run(Request())
    assert "further run of f writes" in _found(_scenario(quiet, _run(WRITE)), "a")
    assert "made 2 requests" in _found(_scenario(quiet, _run(Request(), Request())), "a")
    assert "ended with Rejected" in _found(_scenario(quiet, _run(ends=RejectedError("No.", hint="Look."))), "a")
    endless = replace(
        _scenario(quiet, _run(*[Request()] * (FURTHER_REQUESTS_MAX + 1))), requests_max=FURTHER_REQUESTS_MAX + 9
    )
    assert "does not settle" in _found(endless, "a")


def test_a_write_after_the_guard_over_what_nobody_saw() -> None:
    """When the guard has read and nothing changed since, a text that its writer had not seen must be safe."""
    world = ground()
    settle(world, pull(world, "feature")[1], TRACKER)
    bot, body = world.repository(HOME).person(BOT_LOGIN), world.repository(HOME).issues()[0].body
    bot.edit(2, f"{body}\n")

    def overwrite(world: World) -> None:
        world.repository(HOME).person(BOT_LOGIN).edit(2, f"{body}\n\n")

    write = Request("write", writes=True, does=overwrite)
    assert "nobody had read" in _found(_scenario(_run(Request(GUARD), write), world=world), "aa")
    assert replay(_scenario(_run(Request(), write), world=world), "aa").schedule == "aa"


def test_a_run_that_is_not_the_same_twice() -> None:
    """The same answers must lead to the same requests."""
    numbers = count()

    def command(phone: Phone) -> str:
        for key in ("first", f"number {next(numbers)}", "last"):
            one = Request(key)
            phone.ask(Asked(key, phone.now, one.writes, key, one.serve))
        return "settled"

    with pytest.raises(NotTheSameError):
        Exhaustive(_scenario(command)).run()
