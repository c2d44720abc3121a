"""The line and column of each key and array element of a TOML file, for error messages."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Path: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def syntax_error(error: ValueError, text: str) -> tuple[int, int, str]:
    """Line, column and reason of an error that ``tomllib`` raises; the end of the text if it names no place.

    Python converts no number of more than 4,300 digits: https://docs.python.org/3/library/stdtypes.html#int-max-str-digits
    """
    if not isinstance(error, tomllib.TOMLDecodeError):
        digits = re.search(r"[\d_]{4000}", text)
        return *line_and_column(text, digits.start() if digits else 0), "A number has too many digits"
    message = str(error)
    found = _AT.search(message)
    reason = message[: found.start()] if found else message
    if found and found["line"]:
        return int(found["line"]), int(found["column"]), reason
    return *line_and_column(text, len(text.rstrip("\n"))), reason


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, counted from one."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def places(text: str) -> Mapping[Path, tuple[int, int]]:
    """The line and column of each key, table and element by its path, for a text that ``tomllib`` can read."""
    scanner = _Scanner(text)
    scanner.document()
    # A file of many short lines has as many keys: the lines are counted once.
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines = ((path, offset, bisect_right(starts, offset)) for path, offset in scanner.found.items())
    return {path: (line, offset - starts[line - 1] + 1) for path, offset, line in lines}


class _Scanner:
    """Reads valid TOML from the front to the back and notes where each path begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self.tables: dict[Path, int] = {}

    def document(self) -> None:
        """Note everything in the text."""
        table: Path = ()
        while self._skip() < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"offset {self.at} is not the TOML that was read")
        self.at = found.end()
        return found[0]

    def _header(self) -> Path:
        start, double = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        keys = [key for key, _ in self._keys()]
        self.at += 2 if double else 1
        path: Path = ()
        for key in keys[:-1]:
            path = self._last((*path, key))
        path = (*path, keys[-1])
        if double:
            self.found.setdefault(path, start)
            self.tables[path] = self.tables.get(path, -1) + 1
            path = self._last(path)
        self.found.setdefault(path, start)
        return path

    def _last(self, path: Path) -> Path:
        return (*path, self.tables[path]) if path in self.tables else path

    def _keys(self) -> list[tuple[str, int]]:
        """The parts of a dotted key, each with its offset; ends behind the last one and its blanks."""
        parts = []
        while True:
            self._skip()
            start = self.at
            quoted = self.text[start] in "\"'"
            word = self._take(_STRING if quoted else _BARE)
            parts.append((tomllib.loads(f"x = {word}")["x"] if quoted else word, start))
            self._skip()
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _pair(self, table: Path) -> None:
        path = table
        for key, start in self._keys():
            path = (*path, key)
            self.found.setdefault(path, start)
        self.at += 1
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        first = self.text[self.at]
        if first in "\"'":
            self._take(_STRING)
        elif first in "[{":
            self._inside(path, "]" if first == "[" else "}")
        else:
            self._take(_SCALAR)

    def _inside(self, path: Path, end: str) -> None:
        """The elements of an array, or the pairs of an inline table, up to its end."""
        self.at += 1
        number = 0
        while not self.text.startswith(end, self._skip()):
            if self.text.startswith(",", self.at):
                self.at += 1
            elif end == "]":
                self.found[*path, number] = self.at
                self._value((*path, number))
                number += 1
            else:
                self._pair(path)
        self.at += 1
