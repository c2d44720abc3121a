"""What a test of the simulation reports: how much it explored, for the sum at the end of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import SIMULATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.explorers import Tally

    Tell = Callable[[str, Tally], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Adds what was explored to the sum that is printed at the end."""

    def add(kind: str, tally: Tally) -> None:
        record_property(SIMULATED, (kind, tally.schedules, tally.nodes, tally.ran, tally.ran_again, tally.requests_max))

    return add
