"""The event's file: whatever is wrong with it is an error that states what to do."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from hygiene.errors import UsageError
from hygiene.runner.event import EVENT_BYTES_MAX, read_event


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
    """A missing file and a folder are reported with the system's own reason."""
    with pytest.raises(UsageError, match="cannot be read: No such file or directory"):
        read_event(str(tmp_path / "gone.json"))
    with pytest.raises(UsageError, match="cannot be read: it is not a regular file"):
        read_event(str(tmp_path))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b'{"a": 1,\n', r"is not valid JSON: line 2, column 1: Expecting property name"),
        (b"<html>", r"is not valid JSON: line 1, column 1: Expecting value"),
        (b"[" * 200_000, "is not valid JSON: it is nested too deeply"),
        (b'{"number": %s}' % (b"1" * 5_000), "is not valid JSON: a number in it has too many digits"),
        (b"[1, 2]", "does not contain a JSON object"),
        (b'"text"', "does not contain a JSON object"),
        (b"null", "does not contain a JSON object"),
        (b"\xff\xfe{}", "cannot be read: Not UTF-8 text"),
        (b'{"a": "\xed\xa0\x80"}', "cannot be read: Not UTF-8 text"),
    ],
)
def test_files_that_are_no_events(tmp_path: Path, content: bytes, expected: str) -> None:
    """The error describes what is in the file without repeating it."""
    path = tmp_path / "event.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=expected) as caught:
        read_event(str(path))
    assert str(path) in caught.value.message
    assert "--event" in caught.value.hint


def test_a_file_beyond_reason(tmp_path: Path) -> None:
    """GitHub caps payloads at 25 MB; what is larger is not loaded at all."""
    path = tmp_path / "event.json"
    with path.open("wb") as file:
        file.truncate(EVENT_BYTES_MAX + 1)
    with pytest.raises(UsageError, match="it is larger than 25,000,000 bytes"):
        read_event(str(path))


@pytest.mark.parametrize("many", ["{},", "[],", "1,", '"",'])
def test_a_file_of_many_values(tmp_path: Path, many: str) -> None:
    """Reading it would take many times its size."""
    path = tmp_path / "event.json"
    path.write_text(f'{{"a": [{many * 500_000}1]}}', encoding="utf-8")
    with pytest.raises(UsageError, match="has more values than an event of GitHub"):
        read_event(str(path))


def test_a_large_event(tmp_path: Path) -> None:
    """A text with many commas and brackets is one value."""
    path = tmp_path / "event.json"
    body = "[{,},]" * 400_000
    path.write_text(json.dumps({"body": body}), encoding="utf-8")
    assert read_event(str(path)) == {"body": body}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\ud83d\ude00", "\N{GRINNING FACE}"),
        (r"\ud83d", "?"),
        (r"\ude00", "?"),
        (r"\ude00\ud83d", "??"),
        (r"a\uDFFFb", "a?b"),
        (r"\\ud83d", r"\ud83d"),
    ],
)
def test_halves_of_surrogate_pairs(tmp_path: Path, written: str, read: str) -> None:
    """JSON can name characters that no text can contain; they become question marks, in keys and values."""
    path = tmp_path / "event.json"
    path.write_text(f'{{"{written}": ["{written}", {{"x": "{written}"}}]}}', encoding="utf-8")
    assert read_event(str(path)) == {read: [read, {"x": read}]}


@pytest.mark.skipif(os.name == "nt", reason="no pipes and devices with a path")
def test_files_that_never_end(tmp_path: Path) -> None:
    """A pipe without a writer, a device and a socket are refused at once, also through a link."""
    fifo, link = tmp_path / "fifo", tmp_path / "link"
    os.mkfifo(fifo)
    link.symlink_to("/dev/zero")
    for path in (fifo, link, Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(UsageError, match="cannot be read: it is not a regular file"):
            read_event(str(path))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        with pytest.raises(UsageError, match="cannot be read: "):
            read_event(str(tmp_path / "s"))
