"""The results of JUnit files: what failed, what was flaky, and what could not be read."""

from __future__ import annotations

from hygiene.values import dataclass


@dataclass(frozen=True, slots=True)
class FailedTest:
    """One test, or several of one name that failed alike; ``message`` is the reason of the failure in one line."""

    name: str
    message: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class TestResults:
    """All files together.

    The numbers are totals; the tuples hold at most ``hygiene.runner.junit.reader.ROWS_MAX`` rows each. A retried test
    is one test: ``flaky`` if it passed in the end. ``suites`` failed outside of their tests. ``unlisted`` are suites
    whose attributes count more failed tests than they list, with that number as ``times``; they are part of
    ``failures``. ``unread`` are sentences: which file was not read to its end, and why.
    """

    __test__ = False

    tests: int
    failures: int = 0
    failed: tuple[FailedTest, ...] = ()
    flakes: int = 0
    flaky: tuple[FailedTest, ...] = ()
    suites: tuple[FailedTest, ...] = ()
    unlisted: tuple[FailedTest, ...] = ()
    unread: tuple[str, ...] = ()
