"""Every scenario by its name, with the faults that its exhaustive exploration chooses from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

from tests.simulation import people, removals, scenarios, sweeps, trackers
from tests.simulation.moves import FAULTS
from tests.simulation.port import goes_through_the_port, through_the_port

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.scenario import Scenario

    Make: TypeAlias = Callable[[], Scenario]

CRASHES = "!+~"
FIELDS = ":;*"
EVERYTHING = "!+" + "".join(FAULTS)
MADE: tuple[Make, ...] = (
    *scenarios.STATUS_SCENARIOS,
    *trackers.TRACKER_SCENARIOS,
    *sweeps.SWEEP_SCENARIOS,
    *people.PEOPLE_SCENARIOS,
    *removals.REMOVAL_SCENARIOS,
)
REQUESTS_MAX_OF_THREE = 20
REQUESTS_MAX_BY_CHANCE = 30
SECONDS_PER_REQUEST = 1
# What people do, and results that come late, multiply what there is to explore: crossed with faults by chance only.
WITHOUT_FAULTS = (
    "a person",
    "late results",
    *(f"tracker {what}" for what in ("label dropped", "edited", "with", "reopened", "closed", "locked")),
)


@cache
def sample(make: Make) -> Scenario:
    """A scenario to inspect, not to run: making one means running what came before it."""
    return make()


@cache
def makes() -> dict[str, Make]:
    """Every scenario of two writers by its name."""
    return {sample(make).name: make for make in MADE}


def two() -> dict[str, Make]:
    """Two writers, with a crash or a lost response at every point."""
    return {name: partial(_faulty, make, 0 if name.startswith(WITHOUT_FAULTS) else 1) for name, make in makes().items()}


def refused() -> dict[str, Make]:
    """Two writers of trackers; up to two fields of their mutations are refused while the others go through."""
    makes_ = (trackers.fail_recover, trackers.reopen_reopen, trackers.recover_recover, trackers.tracker_closed)
    return {f"{sample(make).name}, refused": partial(_refused, make) for make in makes_}


def three() -> dict[str, Make]:
    """Three writers, in every order."""
    return {f"{name}, three": partial(_of_three, make) for name, make in makes().items()}


def port() -> dict[str, Make]:
    """Three writers through the port, in every order: those of runs and sections, which the port supports."""
    known = {f"{name}, three" for name, make in makes().items() if goes_through_the_port(sample(make))}
    return {f"{name}, port": partial(_through, make) for name, make in three().items() if name in known}


def by_chance(make: Make, faults_max: int = 3) -> Scenario:
    """The same with every fault there is, and a clock that runs."""
    scenario = make()
    scenario.world.tick_s = SECONDS_PER_REQUEST
    return replace(
        scenario,
        name=f"{scenario.name}, chance",
        faults=EVERYTHING,
        faults_max=faults_max,
        frozen=False,
        requests_max=REQUESTS_MAX_BY_CHANCE,
    )


def named(name: str) -> Scenario:
    """The scenario of a printed name, with every fault allowed."""
    plain = name.removesuffix(", chance")
    make = {**two(), **refused(), **three(), **port()}[plain]
    scenario = by_chance(make) if plain != name else make()
    return replace(scenario, faults=EVERYTHING, faults_max=len(EVERYTHING))


def _faulty(make: Make, faults_max: int) -> Scenario:
    return replace(make(), faults=CRASHES, faults_max=faults_max)


def _refused(make: Make) -> Scenario:
    scenario = make()
    return replace(
        scenario,
        name=f"{scenario.name}, refused",
        faults=FIELDS,
        faults_max=1 if scenario.acts else 2,
        requests_max=REQUESTS_MAX_OF_THREE,
    )


def _of_three(make: Callable[..., Scenario]) -> Scenario:
    scenario = make(racing="abc")
    requests_max = REQUESTS_MAX_OF_THREE
    return replace(scenario, name=f"{scenario.name}, three", requests_max=requests_max)


def _through(make: Make) -> Scenario:
    return through_the_port(make())
