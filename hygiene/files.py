"""Files that may be untrusted: only regular files are read, and no further than a limit."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

# Without O_NONBLOCK, opening a FIFO waits for a writer. O_NOFOLLOW closes the gap between resolving and opening.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotRegularFileError(OSError):
    """A FIFO, device, socket or folder, or a link that leads out of the folder; ``strerror`` has the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(None, reason)


def open_regular_file(path: Path, folder: Path | None = None) -> BinaryIO:
    """The file, opened for reading, if it is a regular file whose real path is inside ``folder``.

    What counts is the opened descriptor: a file that is replaced in the meantime is refused as well.
    Raises ``NotRegularFileError`` for anything else, and ``OSError`` for what cannot be opened.
    """
    real = Path(os.path.realpath(path))
    if folder is not None and not real.is_relative_to(os.path.realpath(folder)):
        raise NotRegularFileError(f"it is a link to a place outside of {folder.name or 'the folder'}")
    # Opening a device can already have an effect.
    _check(os.lstat(real))
    descriptor = os.open(real, _FLAGS)
    try:
        _check(os.fstat(descriptor))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        # A signal may come when the file object has been made: then it closes the descriptor itself.
        with suppress(OSError):
            os.close(descriptor)
        raise


def read_regular_file(path: str | Path, bytes_max: int) -> bytes:
    """The content of a regular file of at most ``bytes_max`` bytes.

    Raises ``OSError`` whose ``strerror`` is why it cannot be read: no such file, not a regular file, too large.
    """
    with open_regular_file(Path(path)) as file:
        content = file.read(bytes_max + 1)
    if len(content) > bytes_max:
        raise OSError(errno.EFBIG, f"it is larger than {bytes_max:,} bytes", str(path))
    return content


def _check(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NotRegularFileError("it is not a regular file")
