"""A schedule by name: as a failure prints it, to be pasted."""

from __future__ import annotations

import pytest

from tests.simulation.catalogue import named
from tests.simulation.explorers import replay

# Each of these was a violation once.
KNOWN = {
    "old head/new head: a1bba": "a run that was overtaken after it had read left its comment next to the newer one",
    "update/edit by a person: aaba~b1aabababababaa": "two writers that only corrected a count of edits never ended",
    "tracker and label, chance: ababb%ab": "a label that another run had made ended a run whose replica lagged",
    "fail/recover, chance: aabb;": "a reopening that did not come through was taken for a person's closing",
    "fail/recover, chance: baa*bba": "a run took its own closing for a person's",
    "fail/recover, three, chance: aa*bbaca!c": "another run had replaced the text of a closing: a person's",
    "fail/recover, three, chance: acca:a!bb>b": "a closing whose text was refused was taken for a person's",
}


@pytest.mark.parametrize("line", KNOWN)
def test_known_schedule(line: str) -> None:
    """What was a violation once is none any more; what cannot be open_subjects any more is left out."""
    name, _, schedule = line.rpartition(": ")
    assert replay(named(name), schedule, strictly=False).schedule


def test_printed_schedule(pytestconfig: pytest.Config) -> None:
    """``--replay='SCENARIO: SCHEDULE'`` runs that schedule, twice, with the same end."""
    given = str(pytestconfig.getoption("--replay"))
    name, _, schedule = (given or "create/create: aab").rpartition(": ")
    once, again = (replay(named(name), schedule, strictly=bool(given)) for _ in range(2))
    assert once.place.key == again.place.key


@pytest.mark.parametrize("schedule", ["a", "abz", "aaaaaaaaaa"])
def test_impossible_schedule(schedule: str) -> None:
    """A schedule that ends too early, or goes where nobody can go, is refused."""
    with pytest.raises(ValueError, match=r"cannot go on|ends too early"):
        replay(named("create/create"), schedule)
