"""A schedule by name: as a failure prints it, to be pasted."""

from __future__ import annotations

import pytest

from tests.simulation.catalogue import named
from tests.simulation.explorers import replay

# Each of these was a violation once.
KNOWN = {
    "old head/new head: a1bba": "a run that was overtaken after it had read left its comment beside the newer one",
    "update/edit by a person: aaba~b1aaba": "two writers that only mended a count of edits went on for ever",
    "tracker stopped for an hour 6: abb~bababaaa": "an own closing was taken for a person's",
}


def test_printed_schedule(pytestconfig: pytest.Config) -> None:
    """``--replay='SCENARIO: SCHEDULE'`` runs that schedule, twice, with the same end."""
    line = str(pytestconfig.getoption("--replay")) or "create/create: abab"
    name, _, schedule = line.rpartition(": ")
    assert replay(named(name), schedule).place.key == replay(named(name), schedule).place.key


@pytest.mark.parametrize("schedule", ["a", "abz", "aaaaaaaaaa"])
def test_impossible_schedule(schedule: str) -> None:
    """A schedule that ends too early, or goes where nobody can go, is refused."""
    with pytest.raises(ValueError, match=r"cannot go on|ends too early"):
        replay(named("create/create"), schedule)
