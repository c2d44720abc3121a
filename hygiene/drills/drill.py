"""A drill: each story is played, its last event is repeated, and every claim is checked."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from hygiene.drills.claims import nobody_called, people_untouched, settled
from hygiene.drills.scenarios.naming import NAMING
from hygiene.drills.scenarios.racing import RACING
from hygiene.drills.scenarios.refusing import REFUSING
from hygiene.drills.scenarios.states import STATES
from hygiene.drills.scenarios.tracking import TRACKING
from hygiene.drills.stage import Stage
from hygiene.errors import UsageError
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.claims import Claim
    from hygiene.drills.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = (*TRACKING, *RACING, *REFUSING, *NAMING, *STATES)
_ALWAYS = (people_untouched(), nobody_called(), settled())


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim and what was found instead; nothing when it holds."""

    claim: Claim
    found: str

    @property
    def holds(self) -> bool:
        """Whether it does."""
        return not self.found


@dataclass(frozen=True, slots=True)
class Played:
    """A story after its end."""

    scenario: Scenario
    stage: Stage
    results: tuple[ClaimResult, ...]

    @property
    def failed(self) -> tuple[ClaimResult, ...]:
        """The claims that do not hold, in their order."""
        return tuple(result for result in self.results if not result.holds)


def chosen(names: Sequence[str]) -> tuple[Scenario, ...]:
    """The scenarios of these names in the order of the names, all of them without any. Raises ``UsageError``."""
    known = {scenario.name: scenario for scenario in SCENARIOS}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"Did you mean {near[0]}? " if near else ""
            raise UsageError(f"There is no scenario {name!r}.", hint=f"{hint}`hygiene drill --list` names them all.")
    return tuple(known[name] for name in dict.fromkeys(names)) if names else SCENARIOS


def play(scenario: Scenario, seed: int) -> Played:
    """Play one story and check its claims."""
    stage = Stage(seed)
    last = scenario.play(stage)
    stage.keep("end")
    stage.step("The last event is processed again")
    stage.post_ci(replace(last, faults=()))
    results = tuple(ClaimResult(claim, claim.found(stage)) for claim in (*scenario.claims, *_ALWAYS))
    return Played(scenario, stage, results)
