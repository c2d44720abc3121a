"""What tests of every package may request."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from hygiene.__main__ import COLLECT_AFTER
from tests.action.bundle import release, shared_bundle
from tests.examples import USUAL
from tests.frames import WORDS_OF_A_TEST, with_room
from tests.workflow_runner import Runner

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


SIMULATED = "simulated"
# The same examples in every run: a change is judged by its own failures. `-m deep` searches for others.
# Without a deadline: a busy machine is no failure.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("thorough", derandomize=True, deadline=None, max_examples=10 * USUAL)
settings.register_profile("deep", derandomize=False, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of ``tests/simulation``, which pytest has to have before it collects folders."""
    parser.addoption("--replay", default="", help="a schedule as a failure prints it, 'SCENARIO: SCHEDULE'")
    parser.addoption("--seed", default="", help="the seed of `-m deep`")
    parser.addoption("--minutes", default=0, type=int, help="how long `-m deep` goes on by chance; 0: until stopped")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile by the tests that are selected. hypothesis gives its tests the mark ``hypothesis``."""
    marks = config.getoption("-m")
    settings.load_profile("deep" if marks == "deep" else "thorough" if "hypothesis" in marks else "repeatable")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Import the tests without looking for garbage: what they consist of stays, and half of the time went into that."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER)


def pytest_sessionfinish() -> None:
    """Collect garbage once: pytest does it five times in a row to find what was not closed."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Give the frames of the test room."""
    item.runtest = with_room(item.runtest, WORDS_OF_A_TEST)  # type: ignore[method-assign]


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """A runner with an empty world and a token that may write."""
    return Runner(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `dist` folder of a release, built once for all processes of a test run."""
    own = tmp_path_factory.getbasetemp()
    return shared_bundle(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, bundle: Path) -> Path:
    """The action as a runner downloads it from the tag of a release."""
    return release(tmp_path_factory.mktemp("release"), bundle)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how much the simulation explored, kind by kind."""
    sums: dict[str, list[int]] = {}
    for report in terminalreporter.getreports("passed"):
        for key, found in report.user_properties:
            if key == SIMULATED:
                kind, *numbers, most = found
                known = sums.setdefault(kind, [0, 0, 0, 0, 0])
                sums[kind] = [*(one + other for one, other in zip(known, numbers, strict=False)), max(known[-1], most)]
    for kind, (schedules, points, ran, again, most) in sorted(sums.items()):
        terminalreporter.write_line(
            f"simulated {kind}: {schedules:,} schedules over {points:,} points; {ran:,} answers processed, "
            f"{again:,} once more on the way to others; at most {most} requests per run"
        )
