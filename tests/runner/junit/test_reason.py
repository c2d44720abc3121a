"""The line that is shown for a failure, for what each framework writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hygiene.runner.junit.reason import CHARS_MAX, LINES_MAX, reason


def written() -> list[tuple[str, str, str]]:
    """The cases of ``failures.txt``: message, text, and what is shown."""
    content = (Path(__file__).parent / "failures.txt").read_text(encoding="utf-8").replace("ESC", "\x1b")
    found = []
    for case in content.split("\n##### ")[1:]:
        message, text, shown = re.split("\n--- (?:message|text|shown)\n", case)[1:]
        found.append((message, text, shown.strip()))
    return found


@pytest.mark.parametrize(("message", "text", "expected"), written())
def test_reason(message: str, text: str, expected: str) -> None:
    """The reason, not the place, the test's name, a stack trace or "Failed"."""
    assert reason(message, text) == expected


def test_the_cases_are_read() -> None:
    """None is lost to a slip in the file."""
    assert len(written()) >= 60


@pytest.mark.parametrize(
    ("message", "text", "kind", "expected"),
    [
        ("", "", "AssertionError", "AssertionError"),
        ("", "", "", ""),
        ("Failed", "", "", "Failed"),
        ("", "\n \n---\n", "", ""),
        ("null", "java.lang.AssertionError\n\tat a.B(B.java:1)", "x", "java.lang.AssertionError"),
    ],
)
def test_without_a_reason(message: str, text: str, kind: str, expected: str) -> None:
    """Then the class of the error, its type, or any line there is; never a line of dashes."""
    assert reason(message, text, kind) == expected


@pytest.mark.parametrize(
    "line", ["a" * 100_000, ":" * 50_000, "(in " * 9_000, "a.b:" * 9_000, "at " * 9_000, "a/" * 9_000, "Error." * 9_000]
)
def test_long_lines_are_cut(line: str) -> None:
    """Whoever writes the file chooses the text; patterns see a bounded part of it."""
    assert len(reason(line, "\n".join([line] * 50))) <= CHARS_MAX


def test_the_end_of_a_long_text_is_seen() -> None:
    """A traceback of thousands of frames ends with the reason."""
    frames = '  File "a.py", line 1, in f\n' * (LINES_MAX * 5)
    assert (
        reason("", f"Traceback (most recent call last):\n{frames}RecursionError: too deep")
        == "RecursionError: too deep"
    )
