"""Workflow commands, outputs and summaries: whatever the text, the runner reads one command or one value."""

from __future__ import annotations

import pytest

from hygiene.runner.commands import (
    SUMMARY_BYTES_MAX,
    command,
    escape_data,
    escape_property,
    fenced,
    outputs_text,
    summary_text,
)

ESCAPES = [
    ("plain", "plain", "plain"),
    ("100%", "100%25", "100%25"),
    ("%0A", "%250A", "%250A"),
    ("a\nb", "a%0Ab", "a%0Ab"),
    ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
    ("a:b,c", "a:b,c", "a%3Ab%2Cc"),
    ("::error::x", "::error::x", "%3A%3Aerror%3A%3Ax"),
    ("ü ✅ 漢", "ü ✅ 漢", "ü ✅ 漢"),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "data", "prop"), ESCAPES)
def test_escapes(text: str, data: str, prop: str) -> None:
    """Data and properties are escaped as the runner's own toolkit does it."""
    assert (escape_data(text), escape_property(text)) == (data, prop)


@pytest.mark.parametrize(
    ("name", "message", "properties", "line"),
    [
        ("error", "no", None, "::error::no"),
        ("error", "no", {}, "::error::no"),
        ("error", "a\nb", {"title": "x: y, z"}, "::error title=x%3A y%2C z::a%0Ab"),
        ("warning", "w", {"file": "a.py", "line": 3}, "::warning file=a.py,line=3::w"),
        ("warning", "w", {"file": "", "line": 0, "title": "t"}, "::warning title=t::w"),
        ("notice", "::error::x", None, "::notice::::error::x"),
        ("group", "", None, "::group::"),
    ],
)
def test_commands(name: str, message: str, properties: dict[str, str | int] | None, line: str) -> None:
    """A command is one line; empty properties are left out."""
    assert command(name, message, properties) == line
    assert "\n" not in line


def test_fences() -> None:
    """Untrusted lines are between stop-commands and a token that they cannot contain."""
    assert fenced(["::error::x", "##[error]y"], "s3cret") == [
        "::stop-commands::s3cret",
        "::error::x",
        "##[error]y",
        "::s3cret::",
    ]


def test_outputs() -> None:
    """Each value is between delimiters that no value can close."""
    assert outputs_text({"a": "1", "b": "x\ny<<EOF\nEOF", "c": ""}, "R4ND0M") == (
        "a<<R4ND0M\n1\nR4ND0M\nb<<R4ND0M\nx\ny<<EOF\nEOF\nR4ND0M\nc<<R4ND0M\n\nR4ND0M\n"
    )


@pytest.mark.parametrize("text", ["# One", "# One\n"])
def test_summary(text: str) -> None:
    """A summary ends with a line end, so that the next step starts on its own line."""
    assert summary_text(text) == "# One\n"


def test_a_summary_beyond_what_a_step_may_write() -> None:
    """It is cut at a line, never in the middle of a character, and states it."""
    text = summary_text("é line\n" * 200_000)
    assert len(text.encode()) <= SUMMARY_BYTES_MAX + 100
    assert text.endswith("é line\n\nCut here: a step summary holds 1 MiB.\n")
