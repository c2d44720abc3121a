"""The port in memory shows what the full stack shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.post_ci.decide import decide
from hygiene.sandbox.threads import Comment, Issue
from tests.simulation.catalogue import MADE, sample
from tests.simulation.explorers import replay
from tests.simulation.port import goes_through_the_port, through_the_port
from tests.simulation.reading import marker_of

if TYPE_CHECKING:
    from hygiene.sandbox.world import World
    from tests.simulation.catalogue import Make


THROUGH_THE_PORT = [make for make in MADE if goes_through_the_port(sample(make))]
IN_TURN = "a" * 20 + "b" * 20


def _said(world: World) -> list[object]:
    """What all markers contain, but for the times of sections, and which issues are open."""

    def without_times(slot: str, state: dict[str, Any]) -> object:
        return slot, {**state, "sections": [(row[0], *row[2:]) for row in state.get("sections", ())]}

    texts = [one for one in world.state.nodes.values() if isinstance(one, Comment | Issue)]
    return [
        (one.id, getattr(one, "state", ""), without_times(*marker_of(one.body)))
        for one in sorted(texts, key=lambda one: one.id)
    ]


# Every fourth at once, the others in CI.
EVERY = 4


@pytest.mark.parametrize(
    "make",
    [pytest.param(make, marks=[pytest.mark.explore] if at % EVERY else []) for at, make in enumerate(THROUGH_THE_PORT)],
    ids=lambda make: sample(make).name,
)
def test_one_after_the_other_ends_alike(make: Make) -> None:
    """Writers that follow each other write the same markers, over HTTP and through the port."""
    whole = replay(make(), IN_TURN, strictly=False).place.world
    short = replay(through_the_port(make()), IN_TURN, strictly=False).place.world
    assert _said(whole) == _said(short)


def test_the_decision_is_the_products_own() -> None:
    """Nothing is decided in the port."""
    assert through_the_port.__globals__["decide"] is decide
