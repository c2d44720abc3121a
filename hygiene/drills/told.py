"""A drill on the page: each story with its requests in order, its claims, and the result at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.lanes import LEGEND, lanes
from hygiene.drills.terminal.inline import visible
from hygiene.drills.terminal.page import COLUMNS
from hygiene.drills.terminal.spans import Line, Span, Style, line, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.drill import ClaimResult, Played
    from hygiene.drills.scenario import Scenario
    from hygiene.drills.show import Page

INDENT = 4


def listed(page: Page, scenarios: Sequence[Scenario]) -> None:
    """The names and what each is about."""
    name_columns = max(len(scenario.name) for scenario in scenarios)
    for scenario in scenarios:
        found = wrapped([Span(scenario.title)], COLUMNS - name_columns - 2)
        page.draw(_hanging(Span(scenario.name.ljust(name_columns + 2), Style.STRONG), found))


def told(page: Page, played: Played) -> None:
    """One story."""
    page.say(f"{played.scenario.name}: {played.scenario.title}", Style.HEADING)
    for number, title in enumerate(played.stage.steps, 1):
        page.draw(_hanging(Span(f"  {number}. "), wrapped([Span(visible(title))], COLUMNS - INDENT - 1)))
        asked = [one for one in played.stage.tape.exchanges if one.step == number]
        page.draw([line(f"{' ' * INDENT} {text}", Style.QUIET) for text in lanes(asked, COLUMNS - INDENT - 1)])
    for result in played.results:
        page.draw(_result(result))
    page.say("")


def concluded(page: Page, drill: Sequence[Played]) -> None:
    """The result; the first failed claim is the last line."""
    claims = [result for played in drill for result in played.results]
    failed = [(played.scenario.name, result) for played in drill for result in played.failed]
    page.draw([line(LEGEND, Style.QUIET)])
    page.say("")
    stories = f"{len(drill)} scenario{'' if len(drill) == 1 else 's'}, {len(claims)} claims"
    if not failed:
        page.say(f"{stories}: all hold.", Style.GOOD)
        return
    page.say(f"{stories}: {len(failed)} failed.", Style.BAD)
    name, result = failed[0]
    page.draw([line(f"Failed: {name}/{result.claim.name}: {result.claim.text} Found: {visible(result.found)}")])


def _result(result: ClaimResult) -> list[Line]:
    word = Span("  holds   ", Style.GOOD) if result.holds else Span("  FAILED  ", Style.BAD)
    found = "" if result.holds else f" Found: {visible(result.found)}"
    text = [Span(f"{result.claim.name}: ", Style.STRONG), Span(f"{result.claim.text}{found}")]
    return _hanging(word, wrapped(text, COLUMNS - len(word.text)))


def _hanging(first: Span, lines: Sequence[Line]) -> list[Line]:
    """Lines behind a word, the others below the first."""
    blank = Span(" " * len(first.text))
    return [(first if not at else blank, *found) for at, found in enumerate(lines)]
