"""The event's file: missing, empty, cut off or something else, each is a sentence on what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UsageError
from hygiene.runner.event import EVENT_BYTES_MAX, read_event

if TYPE_CHECKING:
    from pathlib import Path


def test_an_event(tmp_path: Path) -> None:
    """A JSON object is read, with or without a byte order mark."""
    path = tmp_path / "event.json"
    path.write_text('{"a": "ü"}', encoding="utf-8")
    assert read_event(str(path)) == {"a": "ü"}
    path.write_text('{"a": 1}', encoding="utf-8-sig")
    assert read_event(str(path)) == {"a": 1}


def test_no_event() -> None:
    """Nobody named a file."""
    with pytest.raises(UsageError, match="neither GITHUB_EVENT_PATH nor --event") as caught:
        read_event("")
    assert "--pr NUMBER" in caught.value.hint


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A missing file and a folder are told by the system's own reason."""
    with pytest.raises(UsageError, match="cannot be read: No such file or directory"):
        read_event(str(tmp_path / "gone.json"))
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        read_event(str(tmp_path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b'{"a": 1,\n', r"is not JSON \(line 2\)"),
        (b"<html>", r"is not JSON \(line 1\)"),
        (b"[" * 200_000, "is not JSON"),
        (b"[1, 2]", "holds no JSON object"),
        (b'"text"', "holds no JSON object"),
        (b"null", "holds no JSON object"),
        (b"\xff\xfe{}", "cannot be read: not UTF-8 text"),
    ],
)
def test_files_that_are_no_events(tmp_path: Path, content: bytes, said: str) -> None:
    """What stands in the file is told without repeating it."""
    path = tmp_path / "event.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=said) as caught:
        read_event(str(path))
    assert str(path) in caught.value.message
    assert "--event" in caught.value.hint


def test_a_file_beyond_reason(tmp_path: Path) -> None:
    """GitHub caps payloads at 25 MB; what is larger is not loaded at all."""
    path = tmp_path / "event.json"
    with path.open("wb") as file:
        file.truncate(EVENT_BYTES_MAX + 1)
    with pytest.raises(UsageError, match="larger than 25,000,000 bytes"):
        read_event(str(path))
