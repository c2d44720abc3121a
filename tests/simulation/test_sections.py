"""What a command that set a section may rely on, in every schedule, without a further run at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.simulation import scenarios
from tests.simulation.engine import Play
from tests.simulation.explorers import OPTION
from tests.simulation.moves import Ended
from tests.simulation.port import through_the_port
from tests.simulation.reading import marker_of, occupants, pull_requests, repositories
from tests.simulation.stack import SetSection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.simulation.nodes import Node
    from tests.simulation.scenario import Scenario

NAMES = {"a": "coverage", "b": "size", "c": "deploy"}


def ends(play: Play) -> Iterator[Node]:
    """Every point at which nobody goes on, each reached once."""
    known, waiting = set(), [play.start()]
    while waiting:
        node = waiting.pop()
        if node.key in known:
            continue
        known.add(node.key)
        options = play.options(node)
        if not options:
            yield node
        waiting += [play.take(node, option) for option in options]


def steps(play: Play, node: Node) -> Iterator[tuple[str, Node]]:
    """The choices that led to this point, with the point after each."""
    at = play.start()
    for option in OPTION.findall(node.schedule):
        at = play.take(at, option)
        yield option, at


def sections(node: Node) -> Mapping[str, str | None]:
    """The texts in all status comments of the one pull request."""
    state = node.place.world.state
    (pull,) = pull_requests(state, next(repositories(state)))
    return {row[0]: row[3] for own in occupants(state, pull) for row in marker_of(own.body)[1]["sections"]}


def succeeded(node: Node) -> list[str]:
    """The writers that ended and found that all is as it should be."""
    ended = [place for place in node.positions if isinstance(place.move, Ended) and not place.move.failed]
    return [place.writer for place in ended if place.writer not in node.dead]


@pytest.mark.parametrize(
    ("scenario", "ends_min"),
    [
        (replace(scenarios.section_section("ab", there=True), faults="!+~", faults_max=2, requests_max=20), 50),
        (
            replace(
                through_the_port(scenarios.section_section("abc", there=True)),
                faults="!+",
                faults_max=1,
                requests_max=20,
            ),
            500,
        ),
    ],
    ids=["two", "three"],
)
def test_a_loss_that_a_surviving_writer_could_see_is_restored(scenario: Scenario, ends_min: int) -> None:
    """A section that was set and is missing was overwritten by a writer that died, and nobody has read it since."""
    play = Play(scenario)
    found, lost = list(ends(play)), 0
    for node in found:
        for writer in succeeded(node):
            name = NAMES[writer]
            if sections(node).get(name) == f"text of {name}":
                continue
            lost += 1
            way = [(option, sections(at).get(name)) for option, at in steps(play, node)]
            overwritten = max(place for place in range(1, len(way)) if way[place - 1][1] and not way[place][1])
            assert way[overwritten][0][0] in node.dead
            assert {option[0] for option, _ in way[overwritten + 1 :]} <= set(node.dead), node.schedule
    assert len(found) >= ends_min
    assert lost


def test_the_later_command_of_two_is_shown() -> None:
    """Two commands set one section: whoever reads after the other has ended comes after it, in every schedule."""
    scenario = scenarios.section_section("ab", there=True)
    commands = {
        who: replace(command, name="coverage", text=f"from {who}")
        for who, command in scenario.commands.items()
        if isinstance(command, SetSection)
    }
    play = Play(replace(scenario, commands={**scenario.commands, **commands}))
    shown = {node.schedule: sections(node)["coverage"] for node in ends(play)}
    for schedule, text in shown.items():
        first, last = schedule[0], schedule[-1]
        if set(schedule.lstrip(first)) == {last}:
            assert text == f"from {last}", schedule
    assert set(shown.values()) == {"from a", "from b"}
