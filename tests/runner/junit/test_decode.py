"""Files that are not in the encoding that they declare."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from hygiene.runner.junit.decode import xml_text
from tests.runner.junit.files import results_of, rows

if TYPE_CHECKING:
    from pathlib import Path

BODY = '<testsuite><testcase name="größer"><failure message="böse"/></testcase><testcase name="x"/></testsuite>'


def declared(encoding: str, body: str = BODY) -> str:
    """The file with a declaration."""
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{body}'


@pytest.mark.parametrize(
    "raw",
    [
        BODY.encode(),
        codecs.BOM_UTF8 + declared("utf-8").encode(),
        declared("ISO-8859-1").encode("latin-1"),
        declared("windows-1252").encode("cp1252"),
        declared("utf-16").encode("utf-16"),
        codecs.BOM_UTF16_BE + declared("UTF-16").encode("utf-16-be"),
        declared("utf-16").encode("utf-16-le"),
        declared("utf-16").encode("utf-16-be"),
        declared("utf-32").encode("utf-32"),
        # .NET's StringWriter declares UTF-16 in a file of any encoding.
        declared("utf-16").encode(),
        declared("utf-32").encode(),
        # Unknown, no text, or Python's own.
        declared("hex").encode(),
        declared("rot13").encode(),
        declared("zlib_codec").encode(),
        declared("no-such-encoding").encode(),
        declared("unicode_escape").encode(),
        declared("idna").encode(),
        declared("cp037").encode(),
        declared("undefined").encode(),
        declared("utf-7").encode(),
        declared("..").encode(),
        b"\n \r\n" + declared("utf-8").encode(),
        declared("utf-8").replace("?xml", "?xml ").encode(),
    ],
)
def test_encodings(tmp_path: Path, raw: bytes) -> None:
    """Read by byte order mark, else by the declaration if that can be true, else as UTF-8."""
    results = results_of(tmp_path, raw)
    assert rows(results.failed) == [("größer", "böse", 1)]
    assert (results.tests, results.unread) == (2, ())


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (b"&#27;[31mred&#27;[0m", "red"),
        (b"\x1b[31mred\x1b[0m", "red"),
        (b"a\x00b", "a\ufffdb"),
        (b"a&#0;b&#xFFFE;&#x110000;&#99999999;", "a\ufffdb\ufffd\ufffd\ufffd"),
        (b"R&D and &nbsp; &lt;", "R&D and &nbsp; <"),
        (b"&#xe4;&#228;", "ää"),
        (b"caf\xe9", "caf\ufffd"),
        (b"\xed\xa0\x80x", "\ufffd\ufffd\ufffdx"),
    ],
)
def test_what_xml_does_not_allow(tmp_path: Path, inner: bytes, shown: str) -> None:
    """One control character in a program's output does not lose all tests of the file."""
    raw = b'<testsuite><testcase name="a"><failure>' + inner + b'</failure></testcase><testcase name="b"/></testsuite>'
    results = results_of(tmp_path, raw)
    assert rows(results.failed) == [("a", shown, 1)]
    assert (results.tests, results.unread) == (2, ())


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_pieces_may_end_anywhere(size: int) -> None:
    """References and characters of several bytes are cut in two by the end of a piece."""
    raw = f"{BODY}&#27;&amp;&#x1F600;😀& &am".encode()
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
    assert "".join(xml_text(pieces)) == "".join(xml_text([raw])) == f"{BODY}\ufffd&amp;&#128512;😀&amp; &amp;am"
