"""All or nothing: new files are made beside the old ones and take their places in the end."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PREFIX = ".schema-refresh-"


@contextmanager
def staged(root: Path) -> Iterator[Path]:
    """Give a temporary folder on the same file system as ``root``; it is gone afterwards, whatever happened."""
    try:
        folder = Path(mkdtemp(prefix=PREFIX, dir=root))
    except OSError as error:
        raise _unwritable(root, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(pairs: Sequence[tuple[Path, Path]], staging: Path) -> None:
    """Put each new file or folder into its place; when one cannot go, all go back."""
    aside = staging / "replaced"
    moved: list[tuple[Path, Path, Path]] = []
    try:
        aside.mkdir()
        for index, (new, place) in enumerate(pairs):
            kept = aside / str(index)
            if place.exists():
                place.rename(kept)
            moved.append((new, place, kept))
            place.parent.mkdir(parents=True, exist_ok=True)
            new.rename(place)
    except OSError as error:
        for new, place, kept in reversed(moved):
            if place.exists():
                place.rename(new)
            if kept.exists():
                kept.rename(place)
        raise _unwritable(pairs[0][1], error) from error


def _unwritable(path: Path, error: OSError) -> UsageError:
    message = f"{path} cannot be written: {error.strerror or error}."
    return UsageError(message, mend="Run this in a working tree that you may write to. Nothing was changed.")
