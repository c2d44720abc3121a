"""The bytes of an XML file as text for an XML parser, also where they are not in the encoding that they declare."""

from __future__ import annotations

import codecs
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Python's own escapes: ASCII is a subset of them, but they are no encodings of text files.
_NOT_FOR_FILES = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "utf-7"})
_DECLARATION = re.compile(r"[\ufeff \t\r\n\0]*(?:<\?xml\s[^>]{0,300}\?>)?")
# What is left out of https://www.w3.org/TR/xml/#charsets: the other way round it takes long to compile.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(?P<number>[xX][0-9A-Fa-f]{1,8}|[0-9]{1,8});)?")
_REFERENCE_CHARS_MAX = 12
_REPLACEMENT = "\ufffd"


def xml_text(chunks: Iterable[bytes]) -> Iterator[str]:
    """The text, chunk by chunk.

    What XML does not allow (control characters, also as ``&#27;``, and a bare ``&``) is replaced: writers copy the
    output of programs into their files. What is not valid in the encoding is replaced as well. An encoding that is
    unknown, or that cannot be the one in which the declaration itself is written, is taken for UTF-8.
    """
    decoder: codecs.IncrementalDecoder | None = None
    rest = ""
    for chunk in chunks:
        if decoder is None:
            decoder = codecs.getincrementaldecoder(_encoding(chunk))("replace")
            # What it declares has been considered; a parser would refuse a name that it does not support.
            text = _DECLARATION.sub("", decoder.decode(chunk), count=1)
        else:
            text = rest + decoder.decode(chunk)
        # A reference that the end of the chunk may have cut in two waits for the next one.
        cut = text.rfind("&", -_REFERENCE_CHARS_MAX)
        text, rest = (text, "") if cut < 0 else (text[:cut], text[cut:])
        yield _allowed(text)
    if decoder is not None:
        yield _allowed(rest + decoder.decode(b"", final=True))


def _encoding(start: bytes) -> str:
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name
    declared = _DECLARED.match(start.lstrip()[:200])
    if declared is None:
        return "utf-8"
    try:
        codec = codecs.lookup(declared[1].decode())
        # What could be read of the declaration so far is ASCII: it is neither UTF-16 nor EBCDIC.
        fits = codec.name not in _NOT_FOR_FILES and declared[0].decode(codec.name) == declared[0].decode()
        codecs.getincrementaldecoder(codec.name)("replace")
    except (LookupError, ValueError):
        return "utf-8"
    return codec.name if fits else "utf-8"


def _allowed(text: str) -> str:
    return _REFERENCE.sub(_reference, _NOT_XML.sub(_REPLACEMENT, text))


def _reference(match: re.Match[str]) -> str:
    number = match["number"]
    if number is None:
        return "&amp;"
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return _REPLACEMENT if code > sys.maxunicode or _NOT_XML.match(chr(code)) else f"&#{code};"
