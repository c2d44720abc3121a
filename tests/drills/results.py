"""Results of scenarios for tests; each scenario is run once."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import cache

from hygiene.drills.drill import ScenarioResult, run_scenario, select
from hygiene.drills.evidence import ClaimEvidence


@cache
def result(name: str, seed: int = 0) -> ScenarioResult:
    """The result of a scenario."""
    return run_scenario(select([name])[0], seed)


def new_result(name: str, seed: int = 0) -> ScenarioResult:
    """The same, for a test that changes it: a copy takes a tenth of the time of a run."""
    return deepcopy(result(name, seed))


def with_failure(found: ScenarioResult, *, instead: str = "something else") -> ScenarioResult:
    """The same with one more claim, which does not hold."""
    claim = ClaimEvidence(name="impossible", text="Pigs fly.", holds=False, found=instead)
    return replace(found, claims=(*found.claims, claim))
