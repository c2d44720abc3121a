"""The probe removes everything that it wrote, and changes only its own objects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.doctor.probe_report import probe_page, removal_lines
from hygiene.doctor.questions import Result
from hygiene.errors import UsageError
from hygiene.github.diagnose.probe import DESCRIPTION, LABELS, MARK, TITLE
from hygiene.model.trigger import Trigger
from hygiene.sandbox import writes
from hygiene.sandbox.faults import FieldFails, GatewayError, Reset, SecondaryLimit
from tests.doctor.probing import REQUESTS, Place, answer, words
from tests.workflow_runner import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from _pytest.mark.structures import ParameterSet

    from hygiene.sandbox.faults import Fault, RequestInfo


# Of each place in a probe: every third at once, the others in CI.
def places(first: int, beyond: int) -> list[ParameterSet]:
    """The numbers of its requests."""
    return [pytest.param(at, marks=[pytest.mark.long] if at % 3 else []) for at in range(first, beyond)]


@pytest.mark.parametrize("number", places(1, REQUESTS + 1))
def test_an_interruption_leaves_nothing(number: int) -> None:
    """Ctrl-C at any request, also while removing: the repository is as before, and the result is what was known."""
    place = Place()
    interrupted: list[int] = []

    def interrupt(info: RequestInfo) -> None:
        if info.number == number and not interrupted:
            interrupted.append(number)
            raise KeyboardInterrupt

    probe = place.probe(interrupt)
    with pytest.raises(KeyboardInterrupt):
        probe.run()
    assert place.listed() == place.before
    assert probe.result().left == ()


def test_the_next_probe_removes_what_one_that_was_killed_left() -> None:
    """The next probe removes what a probe could not remove."""
    place = Place()

    def kill(info: RequestInfo) -> None:
        if info.number >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place.ask(kill)
    left = place.listed()
    assert all(now != before for now, before in zip(left, place.before, strict=True))
    assert words(place.ask())["removed-everything"] == "yes"
    assert place.listed() == place.before


@pytest.mark.parametrize("fault", [GatewayError(after=True), Reset(after=True), FieldFails(1, after=True)])
@pytest.mark.parametrize("number", places(2, REQUESTS))
def test_an_unknown_outcome_leaves_nothing(fault: Fault, number: int) -> None:
    """An answer that got lost may have been a write: what it wrote is removed too, and other steps go on."""
    place = Place()
    hit: list[int] = []

    def once(info: RequestInfo) -> Fault | None:
        if info.number == number and info.kind == "mutation":
            hit.append(number)
            return fault
        return None

    result = place.ask(once)
    assert hit or "unknown" not in words(result).values()
    if result.left:
        assert {made.url.rpartition("/")[0].rpartition("/")[0] for made in result.left} <= {
            f"https://github.com/{REPOSITORY}",
            "https://github.com/o",
        }
        place.ask()
    assert place.listed() == place.before


def test_a_host_that_goes_away_at_the_end() -> None:
    """What may be left is named with an address for each object; the next probe removes it."""
    place = Place()
    refused = replace(SecondaryLimit(), retry_after_s=10_000)
    result = place.ask(lambda info: refused if info.number >= 12 else None)
    assert answer(result, "removed-everything").result is Result.NO
    home = f"https://github.com/{REPOSITORY}"
    assert sorted((made.kind, made.url.partition("#")[0]) for made in result.left) == [
        ("comment", f"{home}/pull/2"),
        ("issue", f"{home}/issues/3"),
        ("issue", f"{home}/issues/4"),
        ("label", f"{home}/labels"),
        ("label", f"{home}/labels"),
    ]
    assert len(removal_lines(result)) == 5
    assert f"[issue 3]({home}/issues/3)" in probe_page(result)
    place.ask()
    assert place.listed() == place.before


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda place: place.repository.change(archived=True), "o/r is archived"),
        (lambda place: place.repository.rename("o/other"), "o/r is called o/other now"),
        (lambda place: place.repository.person("alice").close(place.pull), "#2 is not open"),
        (lambda place: setattr(place, "pull", 99), "has no pull request #99 in o/r"),
        (
            lambda place: place.repository.label(LABELS[0]),
            "label hygiene-probe-a exists and was not created by",
        ),
    ],
)
def test_where_nothing_may_be_written(change: Callable[[Place], object], expected: str) -> None:
    """It ends with a sentence before anything is written."""
    place = Place()
    change(place)
    before = len(place.world.history)
    with pytest.raises(UsageError, match=expected):
        place.ask(trigger=Trigger(REPOSITORY, "manual", (place.pull,)))
    assert len(place.world.history) == before


def test_only_its_own_objects() -> None:
    """Objects of others that resemble the probe's are as before, whatever they are called."""
    place = Place()
    place.repository.issue(TITLE, author="alice")
    place.repository.person("alice").comment(place.pull, f"{MARK} of alice")
    bot = place.repository.person("github-actions[bot]")
    bot.comment(place.pull, "A comment of another tool of the same account")
    place.repository.issue("Its issue", author="github-actions[bot]")
    before = place.listed()
    assert words(place.ask())["removed-everything"] == "yes"
    assert place.listed() == before


def test_somebody_else_uses_its_label() -> None:
    """An issue of others with the probe's label stays open; the label is the probe's, and goes."""
    place = Place()
    writes.create_label(place.world, "o", place.repository.record, LABELS[0], description=DESCRIPTION)
    place.repository.issue("Of others", labels=(LABELS[0],))
    place.ask()
    (issues, labels, _) = place.listed()
    assert ("Of others", "") in issues
    assert labels == ["bug"]
