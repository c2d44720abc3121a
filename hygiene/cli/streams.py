"""Standard output and standard error that keep the reason why they could not be written."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator


class WatchedStream:
    """A text stream; ``error`` is the first failure to write to it.

    A pipe whose reader has ended, such as `head`, is no failure: what nobody reads is dropped, and the command goes on
    to its exit code.
    """

    def __init__(self, stream: TextIO, name: str) -> None:
        self.stream, self.name = stream, name
        self.error: OSError | None = None

    def write(self, text: str) -> int:
        """Write, as the stream does."""
        try:
            return self.stream.write(text)
        except BrokenPipeError:
            return len(text)
        except OSError as error:
            self.error = self.error or error
            raise

    def flush(self) -> None:
        """Flush, as the stream does."""
        try:
            self.stream.flush()
        except BrokenPipeError:
            pass
        except OSError as error:
            self.error = self.error or error
            raise

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any attribute of the stream
        return getattr(self.stream, name)


@contextmanager
def watched_streams() -> Iterator[None]:
    """Put watched streams in place; what they could not write is forgotten at the end.

    Otherwise Python would try once more when it ends, and change the exit code.
    """
    before = sys.stdout, sys.stderr
    for stream in before:
        # A console with an old code page cannot show every letter. That must not end a run after it has written.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # A stream is None where the process was started without it.
    sys.stdout = cast("TextIO", before[0] and WatchedStream(before[0], "Standard output"))
    sys.stderr = cast("TextIO", before[1] and WatchedStream(before[1], "Standard error"))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in before:
            _discard_unwritten(stream)


def broken_stream() -> WatchedStream | None:
    """The watched stream that could not be written."""
    streams = (stream for stream in (sys.stdout, sys.stderr) if isinstance(stream, WatchedStream))
    return next((stream for stream in streams if stream.error), None)


def _discard_unwritten(stream: TextIO) -> None:
    try:
        if stream is not None:
            stream.flush()
    except OSError:
        with suppress(OSError), Path(os.devnull).open("w", encoding="utf-8") as null:
            os.dup2(null.fileno(), stream.fileno())
