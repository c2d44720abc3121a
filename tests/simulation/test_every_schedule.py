"""Every schedule of two writers on the full stack, and of three: whatever the order, exactly one, nothing lost.

Schedules that reach the same point share the rest of their way: it is gone through once and all ways are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulation.catalogue import port, refused, three, two
from tests.simulation.explorers import Exhaustive

if TYPE_CHECKING:
    from tests.simulation.catalogue import Make
    from tests.simulation.conftest import Tell

SCHEDULES_MIN = 20_000
TWO, REFUSED, THREE, PORT = two(), refused(), three(), port()
# In CI on the full stack; the others of three writers go through the port, and by chance.
FULL_STACK_OF_THREE = (
    "create/create, three",
    "update/update, three",
    "fresh/fresh, three",
    "merge comments, three",
    "section beside section, three",
)
# Through the port all of them, but for some in which more than writers acts on a tracker: they take longest.
PORT_IN_DEEP = (
    "late results",
    "a person",
    "tracker and label",
    "tracker label dropped",
    "tracker edited",
    "tracker with",
    "tracker reopened",
    "tracker closed",
    "tracker locked",
    "tracker stopped",
    "foreign tracker",
)
PORT_IN_CI = [name for name in PORT if not name.startswith(PORT_IN_DEEP)]

FEW = ("create/create", "update/update", "section/section", "tracker create/create")


def _both(make: Make) -> Exhaustive:
    """Explored twice, with equal histories: a run is a function of what it receives."""
    once, again = Exhaustive(make()), Exhaustive(make())
    assert str(once.run()) == str(again.run())
    assert once.history() == again.history()
    return once


@pytest.mark.parametrize("name", FEW)
def test_two_writers_of_the_main_scenarios(name: str) -> None:
    """What `uv run pytest` explores, once: the rest is marked `explore`."""
    assert Exhaustive(TWO[name]()).run().schedules > 1


@pytest.mark.explore
@pytest.mark.parametrize("name", TWO)
def test_two_writers(name: str, tell: Tell) -> None:
    """Two writers on the full stack, with a crash and a lost response at every point.

    Safe after every request, right at the end, within the bound of requests.
    """
    explored = Exhaustive(TWO[name]())
    tell("two writers on the full stack", explored.run())
    assert explored.tally.schedules > 1


@pytest.mark.explore
@pytest.mark.parametrize("name", REFUSED)
def test_two_writers_whose_mutations_are_refused_in_part(name: str, tell: Tell) -> None:
    """Whatever part of a mutation is refused, no failure is hidden and no tracker stays open without one."""
    explored = _both(REFUSED[name])
    tell("two writers, refused in part", explored.tally)
    assert explored.tally.schedules > 1


@pytest.mark.explore
@pytest.mark.parametrize("name", FULL_STACK_OF_THREE)
def test_three_writers(name: str, tell: Tell) -> None:
    """Three writers on the full stack, in every order."""
    explored = _both(THREE[name])
    tell("three writers on the full stack", explored.tally)
    assert explored.tally.schedules > 1


@pytest.mark.explore
@pytest.mark.parametrize("name", PORT_IN_CI)
def test_three_writers_through_the_port(name: str, tell: Tell) -> None:
    """Three writers of the loop and its decisions, in every order."""
    explored = Exhaustive(PORT[name]())
    tell("three writers through the port", explored.run())
    assert explored.tally.schedules > 1


def test_twenty_thousand_schedules() -> None:
    """The smallest exploration of three writers alone has more than 20,000 complete schedules."""
    assert Exhaustive(THREE["merge comments, three"]()).run().schedules >= SCHEDULES_MIN


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted({*THREE, *PORT} - {*FULL_STACK_OF_THREE, *PORT_IN_CI}))
def test_what_ci_has_no_time_for(name: str, tell: Tell) -> None:
    """The rest of three writers in every order, on the full stack and through the port."""
    explored = Exhaustive({**THREE, **PORT}[name]())
    tell("three writers through the port" if name in PORT else "three writers on the full stack", explored.run())
    assert explored.tally.schedules > 1
