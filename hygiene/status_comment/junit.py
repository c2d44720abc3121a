"""Failed tests as a section of the status comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.markdown.text import code, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hygiene.model.junit import FailedTest, TestResults

SHOWN_MAX = 50
FLAKY_SHOWN_MAX = 20
NOTES_SHOWN_MAX = 10
NAME_CHARS_MAX = 160
MESSAGE_CHARS_MAX = 200


def render_junit(results: TestResults) -> str:
    """Markdown: how many tests failed, what was not read, then the failed tests and the flaky ones with their reasons.

    The first sentence mentions it where something was not read. Totals come first, since a long list may be cut.
    """
    blocks = [_first_sentence(results), *_unread(results.unread)]
    failed = [*_rows(results.suites), *_rows(results.failed), *_unlisted(results.unlisted)]
    blocks.append(_list(failed[:SHOWN_MAX], _more(results, failed)))
    if results.flakes:
        flaky = list(_rows(results.flaky))[:FLAKY_SHOWN_MAX]
        shown = sum(test.times for test in results.flaky[:FLAKY_SHOWN_MAX])
        blocks += ["Flaky, failed and then passed:", _list(flaky, results.flakes - shown)]
    return "\n\n".join(filter(None, blocks))


def _first_sentence(results: TestResults) -> str:
    suites = sum(suite.times for suite in results.suites)
    parts = [f"{_count(suites, 'test suite')} failed outside of its tests"] if suites == 1 else []
    parts += [f"{_count(suites, 'test suite')} failed outside of their tests"] if suites > 1 else []
    if results.failures or suites:
        parts.append(f"{results.failures:,} of {_count(results.tests, 'test')} failed")
    elif results.tests and results.unread:
        parts.append(f"No failed test among the {_count(results.tests, 'test')} that were read")
    elif results.tests:
        parts.append(f"None of {_count(results.tests, 'test')} failed")
    else:
        parts.append("No test results were read" if results.unread else "No tests were found")
    if results.flakes:
        parts.append(f"{results.flakes:,} {'was' if results.flakes == 1 else 'were'} flaky")
    end = ":" if results.failures or suites else "."
    return ", ".join(parts) + (". **Not everything could be read:**" if results.unread else end)


def _unread(notes: Sequence[str]) -> Iterator[str]:
    if notes:
        yield _list([plain(note) for note in notes[:NOTES_SHOWN_MAX]], len(notes) - NOTES_SHOWN_MAX)


def _rows(tests: Sequence[FailedTest]) -> Iterator[str]:
    for test in tests:
        message = f": {plain(test.message, MESSAGE_CHARS_MAX)}" if test.message else ""
        times = f" ({test.times:,} times)" if test.times > 1 else ""
        yield f"{code(test.name, NAME_CHARS_MAX)}{message}{times}"


def _unlisted(suites: Sequence[FailedTest]) -> Iterator[str]:
    for suite in suites:
        yield f"{code(suite.name, NAME_CHARS_MAX)}: {_count(suite.times, 'failed test')} counted, but not listed"


def _more(results: TestResults, rows: Sequence[str]) -> int:
    tests = (*results.suites, *results.failed, *results.unlisted)
    total = results.failures + sum(suite.times for suite in results.suites)
    return total - sum(test.times for test in tests[: min(SHOWN_MAX, len(rows))])


def _list(rows: Sequence[str], more: int) -> str:
    return "\n".join([*(f"- {row}" for row in rows), *([f"- and {more:,} more"] if more > 0 else [])])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
