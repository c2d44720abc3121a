"""What JUnit files told: the tests that failed, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FailedTest:
    """One test that failed or errored; ``message`` is the first line of what it said."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class TestResults:
    """All files together. ``unread`` says in words which file was left out and why; ``tests`` counts all tests."""

    __test__ = False

    tests: int
    failed: tuple[FailedTest, ...]
    unread: tuple[str, ...] = ()
