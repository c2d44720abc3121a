"""Files that somebody else names: read only if they are regular, and no further than a limit."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_regular(path: str | Path, bytes_max: int) -> bytes:
    """The content of a regular file of at most ``bytes_max`` bytes.

    Raises ``OSError`` with a reason in ``strerror``: a pipe or a device could block or never end, so it is refused.
    """
    # Opening a pipe blocks until somebody writes to it. Windows has no such pipes, and no such flag.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        content = file.read(bytes_max + 1)
    if len(content) > bytes_max:
        raise OSError(errno.EFBIG, f"Larger than {bytes_max:,} bytes", str(path))
    return content
