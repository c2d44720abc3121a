"""JUnit files that match a pattern, read within bounds: size, elements, depth and names, per file and together."""

from __future__ import annotations

import heapq
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from hygiene.errors import MissingExtraError, UsageError
from hygiene.files import NotRegularFileError, open_regular_file
from hygiene.model.junit import FailedTest, TestResults
from hygiene.runner.junit.decode import xml_text
from hygiene.runner.junit.reader import TAG_CHARS_MAX, Budget, JUnitHandler, Rows, Tally, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE_BYTES_MAX = 50_000_000
FILES_MAX = 200
TOTAL_BYTES_MAX = 100_000_000
TOTAL_ELEMENTS_MAX = 5_000_000
CHUNK_BYTES = 65_536
PATH_CHARS_MAX = 100


class Parser(Protocol):
    """An incremental SAX parser."""

    def feed(self, text: str) -> None:
        """Parse the next piece."""

    def close(self) -> None:
        """There is no further piece."""


def read_junit(pattern: str, root: Path) -> TestResults:
    """The results in all files that match the glob ``pattern``, below ``root`` where it is relative.

    Only regular files are read whose real path is inside the folder that the pattern names before its first wildcard.
    What cannot be read, or not to its end, is a line in ``unread``; what was read before counts.
    Raises ``UsageError`` for a pattern that is no glob, and where the extra ``junit`` is not installed.
    """
    parser = _parsers()
    tally, budget, unread = Tally(), Budget(TOTAL_BYTES_MAX, TOTAL_ELEMENTS_MAX), []
    try:
        folder, paths, count = _matching(pattern, root)
    except RecursionError:
        # Python 3.11 and 3.12 search folders within folders by calls within calls.
        return TestResults(0, unread=("the folders are nested too deep, so no file was read",))
    for at, path in enumerate(paths):
        if budget.bytes <= 0 or budget.elements <= 0:
            unread.append(
                f"{len(paths) - at:,} files were not read: the files before them used up what is read in a run"
            )
            break
        reason = _read(path, folder, parser, tally, budget)
        if reason:
            shown = os.path.relpath(path, root) if path.is_relative_to(root) else str(path)
            unread.append(f"{shown[-PATH_CHARS_MAX:]}: {reason}")
    if count > len(paths):
        unread.append(f"{count - len(paths):,} more files were not read: at most {FILES_MAX} are")
    if not count:
        unread.append("no file matches the pattern")
    failures = tally.failed.total + tally.unlisted.total
    return TestResults(
        tests=max(tally.tests, failures + tally.flaky.total),
        failures=failures,
        failed=_rows(tally.failed),
        flakes=tally.flaky.total,
        flaky=_rows(tally.flaky),
        suites=_rows(tally.suites),
        unlisted=_rows(tally.unlisted),
        unread=tuple(unread),
    )


def _rows(rows: Rows) -> tuple[FailedTest, ...]:
    return tuple(FailedTest(name, message, times) for (name, message), times in rows.times.items())


def _parsers() -> Callable[[JUnitHandler], Parser]:
    try:
        from defusedxml.expatreader import DefusedExpatParser  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtraError("Reading JUnit files", "junit") from None

    class Buffered(DefusedExpatParser):
        """Refuses entities and everything that would be read from elsewhere."""

        def reset(self) -> None:
            super().reset()
            # Otherwise each line of text is two calls, and ten million lines are ten seconds.
            self._parser.buffer_text = True  # type: ignore[attr-defined] # not in the stubs
            # Defaults are given to each element: a small file would be many gigabytes of attributes.
            self._parser.AttlistDeclHandler = _refuse_attributes  # type: ignore[attr-defined] # not in the stubs

    def parser(handler: JUnitHandler) -> Parser:
        made = Buffered()
        made.setContentHandler(handler)
        return made

    return parser


def _refuse_attributes(*_: object) -> None:
    raise UnreadableError("it declares attributes")


def _matching(pattern: str, root: Path) -> tuple[Path, list[Path], int]:
    """The folder that the pattern names, the first files in order of name, and how many match."""
    try:
        fixed = Path(*_before_wildcard(pattern))
        folder = root / fixed
        rest = str(Path(pattern).relative_to(fixed))
        if rest == ".":
            folder, rest = folder.parent, folder.name
        found = _Counted(path for path in folder.glob(rest) if not path.is_dir())
        return folder, heapq.nsmallest(FILES_MAX, found), found.count
    except (ValueError, OSError, NotImplementedError, IndexError):
        raise UsageError(f"{pattern!r} is no glob.", hint="Write it like 'reports/**/*.xml'.") from None


def _before_wildcard(pattern: str) -> list[str]:
    parts: list[str] = []
    for part in Path(pattern).parts:
        if any(mark in part for mark in "*?["):
            break
        parts.append(part)
    return parts


class _Counted:
    """Counts what goes through: a folder may hold more files than there is room for."""

    def __init__(self, paths: Iterator[Path]) -> None:
        self._paths = paths
        self.count = 0

    def __iter__(self) -> Iterator[Path]:
        for path in self._paths:
            self.count += 1
            yield path


def _read(path: Path, folder: Path, parser: Callable[[JUnitHandler], Parser], tally: Tally, budget: Budget) -> str:
    """Why the file was not read to its end; empty where it was."""
    try:
        file = open_regular_file(path, folder)
    except NotRegularFileError as error:
        return f"not read: {error.strerror}"
    except OSError as error:
        return f"not read: {error.strerror or type(error).__name__}"
    handler = JUnitHandler(tally, budget)
    with file:
        reason = _parse(file, handler, parser(handler), budget)
    handler.finish(whole=not reason)
    return reason


def _parse(file: BinaryIO, handler: JUnitHandler, parser: Parser, budget: Budget) -> str:
    from xml.sax import SAXParseException  # noqa: PLC0415 - most runs read no JUnit file

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - an extra

    try:
        _feed(file, handler, parser, budget)
    except DefusedXmlException:
        return "not read: it defines entities"
    except UnreadableError as error:
        return f"not read{_so_far(handler)}: {error}"
    except SAXParseException as error:
        return f"not read{_so_far(handler)}: line {error.getLineNumber()}: {error.getMessage()}"
    except (OSError, UnicodeError) as error:
        return f"not read{_so_far(handler)}: {error}"
    return ""


def _so_far(handler: JUnitHandler) -> str:
    return " to its end" if handler.events else ""


def _feed(file: BinaryIO, handler: JUnitHandler, parser: Parser, budget: Budget) -> None:
    read = waiting = events = 0

    def chunks() -> Iterator[bytes]:
        nonlocal read
        while chunk := file.read(CHUNK_BYTES):
            read += len(chunk)
            budget.bytes -= len(chunk)
            if read > FILE_BYTES_MAX:
                raise UnreadableError(f"it is larger than {FILE_BYTES_MAX:,} bytes")
            if budget.bytes < 0:
                raise UnreadableError("the files are larger together than what is read in one run")
            yield chunk

    for text in xml_text(chunks()):
        parser.feed(text)
        # A tag is kept whole until it ends: one that never ends would grow without bound.
        waiting = waiting + len(text) if handler.events == events else 0
        events = handler.events
        if waiting > TAG_CHARS_MAX:
            raise UnreadableError(f"it has a tag or comment of more than {TAG_CHARS_MAX:,} characters")
    if not handler.events:
        parser.feed(" ")
    parser.close()
