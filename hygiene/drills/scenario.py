"""A scenario: a story that is played on the stage, and what it claims about what GitHub then holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.drills.claims import Claim
    from hygiene.drills.stage import Call, Stage


@dataclass(frozen=True, slots=True)
class Scenario:
    """``play`` tells the story and returns the start that is repeated at its end; the claims are checked after that."""

    name: str
    title: str
    play: Callable[[Stage], Call]
    claims: tuple[Claim, ...]
