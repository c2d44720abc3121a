"""The option that replays a printed schedule, and the sum of what was explored at the end of a test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.explorers import Tally

    Tell = Callable[[str, Tally], None]

KEY = "simulated"


def pytest_addoption(parser: pytest.Parser) -> None:
    """A printed line is pasted with this."""
    parser.addoption("--replay", default="", help="a schedule as a failure prints it, 'SCENARIO: SCHEDULE'")
    parser.addoption("--seed", default="", help="the seed of `-m deep`")
    parser.addoption("--minutes", default=0, type=int, help="how long `-m deep` goes on by chance; 0: until stopped")


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Adds what was explored to the sum that is printed at the end."""

    def add(kind: str, tally: Tally) -> None:
        record_property(KEY, (kind, tally.schedules, tally.nodes, tally.ran, tally.ran_again, tally.requests_max))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the sums, kind by kind."""
    sums: dict[str, list[int]] = {}
    for report in terminalreporter.getreports("passed"):
        for key, found in report.user_properties:
            if key == KEY:
                kind, *numbers, most = found
                known = sums.setdefault(kind, [0, 0, 0, 0, 0])
                sums[kind] = [*(one + other for one, other in zip(known, numbers, strict=False)), max(known[-1], most)]
    for kind, (schedules, points, ran, again, most) in sorted(sums.items()):
        terminalreporter.write_line(
            f"simulated {kind}: {schedules:,} schedules over {points:,} points; {ran:,} answers processed, "
            f"{again:,} once more on the way to others; at most {most} requests per run"
        )
