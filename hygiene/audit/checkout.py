"""The repository's files as they are on disk, read with bounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hygiene.audit.workflows.nodes import TEXT_CHARS_MAX
from hygiene.errors import UsageError
from hygiene.settings.file import not_text

if TYPE_CHECKING:
    from collections.abc import Callable

WORKFLOWS_FOLDER = ".github/workflows"
UTF8_BYTES_PER_CHAR_MAX = 4


def repository_root(folder: Path) -> Path:
    """The root of the Git repository that a folder is in; the folder itself outside of one."""
    return next((place for place in (folder, *folder.resolve().parents) if _exists(place / ".git")), folder)


def existing_folder(folder: Path) -> Path:
    """The folder. Raises ``UsageError`` if there is none."""
    if not _exists(folder, Path.is_dir):
        raise UsageError(f"There is no folder {folder}.", hint="Name the root folder of the repository with --root.")
    return folder


def workflow_paths(root: Path) -> tuple[str, ...]:
    """List the repository's workflow files, by name."""
    folder = root / WORKFLOWS_FOLDER
    return tuple(
        sorted(f"{WORKFLOWS_FOLDER}/{path.name}" for suffix in ("yml", "yaml") for path in folder.glob(f"*.{suffix}"))
    )


def text_at(root: Path, path: str) -> str | None:
    """Read a text file of the repository; nothing when it is not there."""
    file = root / path
    try:
        inside = file.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        # Until Python 3.13 a link that leads to itself is a RuntimeError: https://docs.python.org/3/library/pathlib.html#pathlib.Path.resolve
        raise UsageError(message=f"{path} is a link that leads to itself.", hint="Remove the link.") from None
    if not inside:
        raise UsageError(message=f"{path} is outside the repository.", hint="Name a file below the repository root.")
    if not _exists(file, Path.is_file):
        return None
    size_bytes = file.stat().st_size
    if size_bytes > TEXT_CHARS_MAX * UTF8_BYTES_PER_CHAR_MAX:
        raise UsageError(
            message=f"{path} has {size_bytes:,} bytes; no workflow or configuration file is that large.",
            hint=f"GitHub refuses workflows above {TEXT_CHARS_MAX:,} characters; split it.",
        )
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_text(error, path) from None
    except OSError as error:
        raise UsageError(
            message=f"{path} cannot be read: {error.strerror}.", hint="Check the file's permissions."
        ) from None


def make_place(root: Path, path: str) -> None:
    """Make the folder of a file. Raises ``UsageError`` if it cannot be made, or what is there is no file."""
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, f"{error.strerror}") from None
    if (_exists(file) or _exists(file, Path.is_symlink)) and not _exists(file, Path.is_file):
        raise _unwritable(path, "it is no file")


def write_text_at(root: Path, path: str, text: str) -> None:
    """Write a text file of the repository. Raises ``UsageError`` if that fails."""
    try:
        (root / path).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise _unwritable(path, f"{error.strerror}") from None


def _unwritable(path: str, why: str) -> UsageError:
    hint = "Move what is in its place, or allow writing there."
    return UsageError(f"{path} cannot be written: {why}.", hint=hint)


def _exists(path: Path, kind: Callable[[Path], bool] = Path.exists) -> bool:
    """Whether there is a path of a kind; not where its name is too long, or in a folder that may not be searched."""
    try:
        return kind(path)
    except OSError:
        return False
