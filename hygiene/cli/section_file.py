"""The Markdown of a section, from a file or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from hygiene.errors import UsageError

SECTION_BYTES_MAX = 1_000_000


def read_section(path: str) -> str:
    """The text; ``-`` is standard input. Raises ``UsageError`` for what is no readable, bounded, non-empty text."""
    try:
        raw = sys.stdin.buffer.read(SECTION_BYTES_MAX + 1) if path == "-" else _bounded(Path(path))
        text = raw.decode()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", mend="Name a readable file.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text.", mend="Write the section as UTF-8 Markdown.") from None
    if len(raw) > SECTION_BYTES_MAX:
        raise UsageError(f"{path} is larger than {SECTION_BYTES_MAX:,} bytes.", mend="Shorten it, or link to it.")
    if not text.strip():
        raise UsageError(f"{path} is empty.", mend="To take a section away, use `hygiene section remove NAME`.")
    return text


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SECTION_BYTES_MAX + 1)
