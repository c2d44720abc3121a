"""Failing tests as a section of the status comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.markdown.text import code, plain

if TYPE_CHECKING:
    from hygiene.model.junit import TestResults

SHOWN_MAX = 50
NAME_CHARS_MAX = 160
MESSAGE_CHARS_MAX = 200


def render_junit(results: TestResults) -> str:
    """A list of the failing tests with the first line of each; one sentence when there are none."""
    count = len(results.failed)
    if not count:
        lines = [f"None of {results.tests:,} tests failed." if results.tests else "No tests were found."]
    else:
        lines = [f"{count:,} of {results.tests:,} tests failed:", ""]
        for test in results.failed[:SHOWN_MAX]:
            said = f": {plain(test.message, MESSAGE_CHARS_MAX)}" if test.message else ""
            lines.append(f"- {code(test.name, NAME_CHARS_MAX)}{said}")
        if count > SHOWN_MAX:
            lines.append(f"- and {count - SHOWN_MAX:,} more")
    if results.unread:
        lines += ["", *(f"- {plain(note)}" for note in results.unread)]
    return "\n".join(lines)
