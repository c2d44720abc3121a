"""One request under way: who asks, and the state that answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.sandbox.people import Token
    from hygiene.sandbox.state import State
    from hygiene.sandbox.world import World

Args: TypeAlias = "Mapping[str, Any]"
Resolver: TypeAlias = "Callable[[Any, Ask, Args], Any]"


@dataclass(slots=True)
class Ask:
    """A request. Queries may be answered by an old ``state``; mutations always see the newest."""

    world: World
    token: Token
    state: State
    cost: int = 1
    node_count: int = 0

    def refresh(self) -> None:
        """Look at the newest state, after a write."""
        self.state = self.world.state
