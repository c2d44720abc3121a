"""A story after its end, for somebody to spoil; and what a claim of it then finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.drill import Played, chosen, play
from hygiene.sandbox.people import BOT_LOGIN

if TYPE_CHECKING:
    from hygiene.sandbox.person import Person


def fresh(name: str) -> Played:
    """A story of one's own: others look at the played one too."""
    return play(chosen([name])[0], 0)


def bot(played: Played) -> Person:
    """Another tool with our token."""
    return played.stage.home.person(BOT_LOGIN)


def by_request(played: Played) -> Person:
    """The same, within a request: what it does counts as ours."""
    played.stage.world.serving = len(played.stage.world.requests) + 1
    return bot(played)


def found(played: Played, claim: str) -> str:
    """What a claim finds now."""
    return next(one.claim for one in played.results if one.claim.name == claim).found(played.stage)
