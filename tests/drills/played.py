"""Stories that several tests look at, played once."""

from __future__ import annotations

from functools import cache

from hygiene.drills.claims import Claim
from hygiene.drills.drill import ClaimResult, Played, chosen, play


@cache
def played(name: str, seed: int = 0) -> Played:
    """A scenario after its end."""
    return play(chosen([name])[0], seed)


def with_failure(found: Played, *, name: str = "impossible", instead: str = "something else") -> Played:
    """The same with one more claim, which does not hold."""
    claim = Claim(name, "Pigs fly.", lambda _stage: instead)
    return Played(found.scenario, found.stage, (*found.results, ClaimResult(claim, instead)))
