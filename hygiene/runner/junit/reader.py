"""One JUnit file as counts and failures, read as a stream: memory does not grow with the file."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING
from xml.sax.handler import ContentHandler

from hygiene.runner.junit.reason import reason
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.sax.xmlreader import AttributesImpl

DEPTH_MAX = 10_000
NAMES_MAX = 1_000
TAG_CHARS_MAX = 2_000_000
ATTRIBUTE_CHARS_MAX = 8_000
TEXT_CHARS_MAX = 8_000
NAME_CHARS_MAX = 400
ROWS_MAX = 500
# How many failures, with their texts, and how many passed tests are remembered at a time to recognise retries.
FAILING_MAX = 5_000
PASSED_MAX = 50_000

_SUITES = ("testsuites", "testsuite")
_FAILED = ("failure", "error")
_FLAKY = ("flakyFailure", "flakyError")
_RERUN = ("rerunFailure", "rerunError")
_RESULTS = frozenset((*_FAILED, *_FLAKY, *_RERUN))
_OUTPUT = ("system-out", "system-err")
_COUNT = re.compile(r"[0-9]{1,9}")


class UnreadableError(Exception):
    """The rest of a file cannot be read or is not worth reading; the message is the reason."""


@dataclass(slots=True)
class Rows:
    """Names and messages with how often each occurred: ``total`` counts all, ``times`` holds the first ``ROWS_MAX``."""

    total: int = 0
    times: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        """Whether a further name would only be counted."""
        return len(self.times) >= ROWS_MAX

    def add(self, name: str, message: str, times: int = 1) -> None:
        """Count one more; the same name and message is one row."""
        self.total += times
        row = (name, message)
        if row in self.times or not self.full:
            self.times[row] = self.times.get(row, 0) + times


@dataclass(slots=True)
class Tally:
    """The results of all files so far.

    ``suites`` are suites that failed outside of their tests. ``unlisted`` are failures that a suite's attributes count
    and for which it has no element.
    """

    tests: int = 0
    failed: Rows = field(default_factory=Rows)
    flaky: Rows = field(default_factory=Rows)
    suites: Rows = field(default_factory=Rows)
    unlisted: Rows = field(default_factory=Rows)


@dataclass(slots=True)
class Budget:
    """What may still be read of all files together."""

    bytes: int
    elements: int


@dataclass(slots=True)
class _Runs:
    """The executions of one name in one suite, from its first failure on, with the line of each failure.

    ``repeated`` is true while each of them is marked as a repetition; ``distinct`` once they cannot be retries.
    """

    name: str
    lines: list[str]
    repeated: bool
    distinct: bool
    passes: int = 0


@dataclass(slots=True)
class _Suite:
    """An open suite: what its attributes count, and the elements that were seen in it and below."""

    name: str = ""
    tests: int = 0
    failures: int = 0
    seen_tests: int = 0
    seen_failures: int = 0
    failing: dict[int, _Runs] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    forgetful: bool = False


@dataclass(slots=True)
class _Case:
    """An open test case. ``results`` are its failures as (element, row)."""

    key: int
    name: str
    results: list[tuple[str, str, str]] = field(default_factory=list)
    skipped: bool = False
    repeated: bool = False


@dataclass(slots=True)
class _Result:
    """An open failure. Of its text, the start and the end are kept: a traceback ends with the reason."""

    element: str
    message: str
    kind: str
    start: str = ""
    end: str = ""

    def add(self, text: str) -> None:
        room = TEXT_CHARS_MAX // 2 - len(self.start)
        if room > 0:
            self.start += text[:room]
        if len(text) > room:
            self.end = (self.end + text[max(room, 0) :])[-TEXT_CHARS_MAX // 2 :]

    @property
    def line(self) -> str:
        return reason(self.message, self.start + self.end, self.kind)


class JUnitHandler(ContentHandler):
    """Counts what a parser reports into ``tally``. ``finish`` must follow, also after a fault.

    A retry is recognised by the elements for it (``flakyFailure`` and the like: Surefire, Gradle with ``mergeReruns``,
    nextest, Playwright), by a property ``repetition`` (trainer), or by its shape: within one suite, executions of one
    name that fail until the last one passes (gotestsum, https://github.com/gotestyourself/gotestsum/issues/384, and
    Gradle). A name that passes before it fails, or more than once, belongs to several tests, as does one in two suites.
    """

    def __init__(self, tally: Tally, budget: Budget) -> None:
        super().__init__()
        self._tally = tally
        self._budget = budget
        self._path: list[str] = []
        self._names: set[str] = set()
        self._suites = [_Suite()]
        self._cases: list[_Case] = []
        self._result: _Result | None = None
        self._failing = self._passed = 0
        self.events = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name that SAX calls
        """A tag opens."""
        self.events += 1
        self._bounded(name, attrs)
        local = name.rpartition(":")[2]
        parent = self._path[-1] if self._path else ""
        if not parent and local not in (*_SUITES, "testcase"):
            raise UnreadableError(f"it is not a JUnit file: its root is <{name[:40]}>")
        self._path.append(local)
        if self._result is not None:
            return
        if local in _SUITES:
            self._suites.append(_suite(attrs))
        elif local == "testcase":
            self._cases.append(_case(attrs, self._suites[-1]))
        elif local in _RESULTS and (parent == "testcase" or parent in _SUITES):
            self._result = _Result(local, _attribute(attrs, "message"), _attribute(attrs, "type"))
        elif self._cases and local == "skipped":
            self._cases[-1].skipped = True
        elif self._cases and local == "property" and attrs.get("name") == "repetition":
            self._cases[-1].repeated = str(attrs.get("value", "")).startswith("Repetition")

    def characters(self, content: str) -> None:
        """Text, in pieces."""
        self.events += 1
        if self._result is not None and self._path[-1] not in _OUTPUT:
            self._result.add(content)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - the signature that SAX calls
        """A tag closes."""
        self.events += 1
        local = self._path.pop()
        parent = self._path[-1] if self._path else ""
        if self._result is not None:
            if local == self._result.element and (parent == "testcase" or parent in _SUITES):
                self._close_result(parent)
        elif local in _SUITES:
            self._close_suite(whole=True)
        elif local == "testcase":
            self._close_case(self._cases.pop())

    def finish(self, *, whole: bool) -> None:
        """The file ends here. A test case that is cut off counts if it has failed already."""
        if self._result is not None:
            # Its own tag is the last of its name; what is above it is where it belongs.
            at = len(self._path) - 1 - self._path[::-1].index(self._result.element)
            self._close_result(self._path[at - 1])
        while self._cases:
            case = self._cases.pop()
            if case.results:
                self._close_case(case)
        while self._suites:
            self._close_suite(whole=whole)

    def _bounded(self, name: str, attrs: AttributesImpl) -> None:
        self._budget.elements -= 1
        if self._budget.elements < 0:
            raise UnreadableError("the files have more elements than are read in one run")
        if len(self._path) >= DEPTH_MAX:
            raise UnreadableError(f"it is nested more than {DEPTH_MAX:,} deep")
        # The parser keeps each name as long as it exists.
        self._names.add(name)
        self._names.update(attrs.getNames())
        if len(self._names) > NAMES_MAX:
            raise UnreadableError(f"it has more than {NAMES_MAX:,} different names of elements and attributes")

    def _close_result(self, parent: str) -> None:
        result, self._result = self._result, None
        assert result is not None  # noqa: S101 - both callers have checked it
        # Nobody sees the line of a failure that only counts.
        line = "" if self._tally.failed.full else result.line
        if parent == "testcase":
            self._cases[-1].results.append((result.element, result.message, line))
        elif result.element in _FAILED:
            suite = self._suites[-1]
            suite.seen_failures += 1
            self._tally.suites.add(suite.name or "a suite without a name", line)

    def _close_case(self, case: _Case) -> None:
        suite = self._suites[-1]
        suite.seen_tests += 1
        bad = [row for row in case.results if row[0] in _FAILED]
        reruns = [row for row in case.results if row[0] in _RERUN]
        flaky = [row for row in case.results if row[0] in _FLAKY]
        self._tally.tests += 1
        if bad or reruns:
            suite.seen_failures += max(1, len(bad))
            self._failed(suite, case, (bad or reruns)[0])
        elif flaky:
            self._tally.flaky.add(case.name, flaky[0][2])
        elif not case.skipped:
            self._passing(suite, case)

    def _failed(self, suite: _Suite, case: _Case, result: tuple[str, str, str]) -> None:
        element, message, line = result
        runs = suite.failing.get(case.key)
        if runs is None:
            if self._failing >= FAILING_MAX:
                self._tally.failed.total += 1
                return
            distinct = suite.forgetful or case.key in suite.passed
            suite.failing[case.key] = _Runs(case.name, [line], case.repeated, distinct)
        elif element == "error" and message.startswith("failed on teardown with") and not runs.passes:
            # pytest writes a second test case for the teardown of a test that has failed, and counts one.
            self._tally.tests -= 1
            return
        elif self._failing >= FAILING_MAX:
            runs.distinct = True
            self._tally.failed.total += 1
            return
        else:
            runs.lines.append(line)
            runs.distinct = runs.distinct or bool(runs.passes)
            runs.repeated = runs.repeated and case.repeated
        self._failing += 1

    def _passing(self, suite: _Suite, case: _Case) -> None:
        runs = suite.failing.get(case.key)
        if runs is not None:
            runs.passes += 1
            runs.repeated = runs.repeated and case.repeated
        elif self._passed < PASSED_MAX:
            self._passed += case.key not in suite.passed
            suite.passed.add(case.key)
        else:
            suite.forgetful = True

    def _close_suite(self, *, whole: bool) -> None:
        suite = self._suites.pop()
        for runs in suite.failing.values():
            self._judge(runs)
            self._failing -= len(runs.lines)
        self._passed -= len(suite.passed)
        self._compare(suite, whole=whole)
        if self._suites:
            self._suites[-1].seen_tests += suite.seen_tests
            self._suites[-1].seen_failures += suite.seen_failures

    def _judge(self, runs: _Runs) -> None:
        if not runs.distinct and (runs.repeated or runs.passes == 1):
            self._tally.tests -= len(runs.lines) + runs.passes - 1
            (self._tally.flaky if runs.passes else self._tally.failed).add(runs.name, runs.lines[0])
        else:
            for line in runs.lines:
                self._tally.failed.add(runs.name, line)

    def _compare(self, suite: _Suite, *, whole: bool) -> None:
        """Add what the suite's attributes count beyond the elements that were seen.

        Of the tests only where there are none, or where the end is missing: Catch2 counts assertions as tests.
        """
        missing = suite.tests - suite.seen_tests
        unlisted = suite.failures - suite.seen_failures
        if unlisted > 0:
            self._tally.unlisted.add(suite.name or "the file", "", unlisted)
            suite.seen_failures += unlisted
        if suite.seen_tests and whole:
            missing = min(missing, unlisted)
        if missing > 0:
            self._tally.tests += missing
            suite.seen_tests += missing


def _suite(attrs: AttributesImpl) -> _Suite:
    return _Suite(
        _attribute(attrs, "name")[:NAME_CHARS_MAX],
        _count(attrs, "tests"),
        _count(attrs, "failures") + _count(attrs, "errors"),
    )


def _case(attrs: AttributesImpl, suite: _Suite) -> _Case:
    name, group = _attribute(attrs, "name"), _attribute(attrs, "classname")
    key = hash((name, group, attrs.get("file"), attrs.get("line")))
    if not name:
        shown = group or suite.name or "a test without a name"
    elif not group or name.startswith(group) or group == "Test suite failed to run":
        shown = name
    else:
        shown = f"{group}.{name}"
    return _Case(key, shown[:NAME_CHARS_MAX])


def _attribute(attrs: AttributesImpl | Mapping[str, str], name: str) -> str:
    return str(attrs.get(name, ""))[:ATTRIBUTE_CHARS_MAX].strip()


def _count(attrs: AttributesImpl, name: str) -> int:
    value = _attribute(attrs, name)
    return int(value) if _COUNT.fullmatch(value) else 0
