"""What a removal guarantees while runs go on, in every schedule, without a further one at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulation.engine import Play
from tests.simulation.explorers import ends, steps
from tests.simulation.moves import Ended
from tests.simulation.removals import REMOVAL_SCENARIOS
from tests.simulation.rest import left_behind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.scenario import Scenario

READS = 3


@pytest.mark.parametrize("make", REMOVAL_SCENARIOS, ids=lambda make: make().name)
def test_what_is_left_was_written_after_the_last_read(make: Callable[[], Scenario]) -> None:
    """Its last read shows nothing of ours, and what runs write after that is one comment and one tracker at most."""
    play = Play(make())
    found = list(ends(play))
    assert found
    for node in found:
        for position in node.positions:
            if position.writer not in play.scenario.removers:
                continue
            assert isinstance(position.move, Ended)
            assert not position.move.failed
            worlds = [at.place.world for option, at in steps(play, node) if option == position.writer]
            pulls, _, trackers = worlds[-READS:]
            assert not [left for left in left_behind(pulls.state) if "tracker" not in left], node.schedule
            assert not [left for left in left_behind(trackers.state) if "tracker" in left], node.schedule
        left = left_behind(node.place.world.state)
        assert len({what.partition(" on ")[0] for what in left}) == len(left), (node.schedule, left)
