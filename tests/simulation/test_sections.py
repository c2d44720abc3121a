"""What a command that set a section may rely on, in every schedule, without a further run at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.simulation import scenarios
from tests.simulation.engine import Play
from tests.simulation.explorers import ends, steps
from tests.simulation.moves import Ended
from tests.simulation.planting import planted
from tests.simulation.port import through_the_port
from tests.simulation.reading import marker_of, occupants, pull_requests, repositories, texts_of
from tests.simulation.stack import SetSection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.state import State
    from hygiene.sandbox.threads import Comment
    from tests.simulation.nodes import Node
    from tests.simulation.scenario import Scenario


def sections(node: Node) -> Mapping[str, str | None]:
    """The texts in all status comments of the one pull request."""
    own = _status_comments(node.place.world.state)
    return {row[0]: row[3] for comment in own for row in marker_of(comment.body)[1]["sections"]}


def _status_comments(state: State) -> list[Comment]:
    (pull,) = pull_requests(state, next(repositories(state)))
    return occupants(state, pull)


def succeeded(node: Node) -> list[str]:
    """The writers that ended and found that all is as it should be."""
    ended = [place for place in node.positions if isinstance(place.move, Ended) and not place.move.failed]
    return [place.writer for place in ended if place.writer not in node.dead]


@pytest.mark.parametrize(
    ("scenario", "ends_min", "there"),
    [
        pytest.param(
            replace(scenarios.section_section("ab", there=True), faults="!+~", faults_max=2, requests_max=20),
            50,
            True,
            marks=pytest.mark.explore,
        ),
        pytest.param(
            replace(scenarios.section_section("ab"), faults="!+~", faults_max=2, requests_max=20),
            50,
            False,
            marks=pytest.mark.explore,
        ),
        (replace(scenarios.section_status("ab"), faults="!+~", faults_max=2, requests_max=20), 50, True),
        (
            replace(
                through_the_port(scenarios.section_section("abc", there=True)),
                faults="!+",
                faults_max=1,
                requests_max=20,
            ),
            500,
            True,
        ),
    ],
    ids=["two", "two that create", "a section and a run", "three"],
)
def test_a_loss_that_a_surviving_writer_could_see_is_restored(
    scenario: Scenario, ends_min: int, *, there: bool
) -> None:
    """A missing section was overwritten by a writer that ended early, and has not been read since."""
    play = Play(scenario)
    jobs = {who: getattr(command, "job", command) for who, command in scenario.commands.items()}
    names = {who: job.name for who, job in jobs.items() if isinstance(job, SetSection)}
    found, lost = list(ends(play)), 0
    for node in found:
        for writer in succeeded(node):
            name = names.get(writer, "")
            if not name or sections(node).get(name) == f"text of {name}":
                continue
            lost += 1
            way = [(option, sections(at).get(name)) for option, at in steps(play, node)]
            overwritten = max(place for place in range(1, len(way)) if way[place - 1][1] and not way[place][1])
            assert way[overwritten][0][0] in node.dead
            assert {option[0] for option, _ in way[overwritten + 1 :]} <= set(node.dead), node.schedule
    assert len(found) >= ends_min
    # Where each creates a comment of its own, nothing is overwritten.
    assert bool(lost) == there


RUNNERS_CLOCK = (
    "hygiene.post_ci.run",
    "Contribution({name: shown}, lambda: connection.host_time)",
    "Contribution({name: shown}, lambda: int(connection.clock.now().timestamp()))",
)


def _two_of_one_name() -> Scenario:
    """Two commands set one section, while GitHub's clock goes on; the clock of the first one's machine is fast."""
    scenario = scenarios.section_section("ab", there=True)
    scenario.world.tick_s = 1
    commands = {
        who: replace(command, name="coverage", text=f"from {who}")
        for who, command in scenario.commands.items()
        if isinstance(command, SetSection)
    }
    return replace(scenario, commands={**scenario.commands, **commands}, frozen=False, fast=("a", 300))


def _wrongly_shown() -> list[str]:
    """The schedules after which the section is not that of the later command."""
    play = Play(_two_of_one_name())
    wrong = []
    for node in ends(play):
        first = {option: at.place.world for option, at in reversed(list(steps(play, node)))}
        texts = {who: str([texts_of(own) for own in _status_comments(world.state)]) for who, world in first.items()}
        after = [who for who, other in ("ab", "ba") if f"from {other}" in texts[who]]
        later = after or [max("ab", key=lambda who: first[who].now)]
        wrong += [] if sections(node)["coverage"] == f"from {later[0]}" else [node.schedule]
    return wrong


def test_the_later_command_of_two_is_shown() -> None:
    """Whoever reads after the other has written comes after it, else who started later by GitHub's clock."""
    assert _wrongly_shown() == []
    with planted(*RUNNERS_CLOCK):
        assert _wrongly_shown() != []
