"""The stories, their names, and their claims."""

from __future__ import annotations

import pytest

from hygiene.drills.drill import SCENARIOS, chosen, play
from hygiene.errors import UsageError
from tests.drills.played import played


def test_the_names() -> None:
    """Each promise of the drill has its story, under a name of its own."""
    assert [scenario.name for scenario in SCENARIOS] == [
        "repeated-failure",
        "another-pull-request",
        "recovery",
        "one-green-of-two",
        "concurrent-runs",
        "stale-run",
        "older-attempt",
        "fork",
        "broken-write",
        "late-results",
        "too-much",
        "not-allowed",
        "hostile-name",
        "renamed-job",
        "duplicates",
        "late-skip",
        "time-out",
        "allowed-failure",
        "ended-pull-request",
    ]


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS])
def test_all_claims_hold(name: str) -> None:
    """Every claim of every story holds."""
    assert {result.claim.name: result.found for result in played(name).failed} == {}


@pytest.mark.long
@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize("name", ["concurrent-runs", "older-attempt"])
def test_all_claims_hold_in_other_schedules(name: str, seed: int) -> None:
    """Races end well whoever goes first."""
    assert {result.claim.name: result.found for result in played(name, seed).failed} == {}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_claims_have_names_of_their_own(scenario: object) -> None:
    """A claim is named by its scenario and its own name, and says something in a sentence."""
    claims = [result.claim for result in played(scenario.name).results]  # type: ignore[attr-defined]
    assert len({claim.name for claim in claims}) == len(claims)
    assert all(claim.text.endswith(".") for claim in claims)
    assert {"people-untouched", "nobody-called", "settled", "within-bounds"} <= {claim.name for claim in claims}


def test_last_step_repeats_the_last_event() -> None:
    """Each story ends with its last event once more, which is where "settled" is looked at."""
    stage = played("recovery").stage
    assert stage.steps[-1] == "The last event is processed again"
    assert [one.kind for one in stage.tape.exchanges if one.step == len(stage.steps)] == ["query"]


def test_same_seed_same_world() -> None:
    """A race can be had again to the last byte, and is another one with another seed."""
    scenario = chosen(["concurrent-runs"])[0]
    first, again, other = play(scenario, 7), play(scenario, 7), play(scenario, 8)
    assert first.stage.world.digest() == again.stage.world.digest()
    assert first.stage.tape.exchanges == again.stage.tape.exchanges
    assert first.stage.tape.exchanges != other.stage.tape.exchanges


def test_chosen() -> None:
    """All by default; else those named, once each, in the order in which they were named."""
    assert chosen([]) == SCENARIOS
    assert [scenario.name for scenario in chosen(["fork", "recovery", "fork"])] == ["fork", "recovery"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("recover", "Did you mean recovery? "),
        ("concurent-run", "Did you mean concurrent-runs? "),
        ("xyz", "`hygiene drill --list`"),
        ("", "`hygiene drill --list`"),
    ],
)
def test_unknown_scenario(name: str, hint: str) -> None:
    """A name that does not exist is told with the nearest one that does."""
    with pytest.raises(UsageError) as raised:
        chosen([name])
    assert repr(name) in raised.value.message
    assert raised.value.hint.startswith(hint)
