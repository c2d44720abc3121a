"""Changes of a sandbox after a scenario, and what a claim finds then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.people import BOT_LOGIN

if TYPE_CHECKING:
    from hygiene.drills.drill import ScenarioResult
    from hygiene.sandbox.person import Person


def bot(result: ScenarioResult) -> Person:
    """Another tool with the same token."""
    return result.simulation.repository.person(BOT_LOGIN)


def by_request(result: ScenarioResult) -> Person:
    """The same, within a request, as if hygiene did it."""
    result.simulation.world.serving = len(result.simulation.world.requests) + 1
    return bot(result)


def found(result: ScenarioResult, name: str) -> str:
    """What a claim finds now."""
    return next(claim for claim in result.scenario.claims if claim.name == name).check(result.simulation)
