"""The folder of the evidence: written next to its place, and moved there when it is complete."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from hygiene.drills.evidence import TRANSCRIPT, evidence_json
from hygiene.drills.evidence_markdown import evidence_html, evidence_markdown
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hygiene.drills.drill import ScenarioResult
    from hygiene.drills.evidence import Evidence

HTML, JSON, MARKDOWN = "evidence.html", "evidence.json", "evidence.md"
FILES = (HTML, JSON, MARKDOWN, TRANSCRIPT)


def evidence_files(evidence: Evidence, results: Sequence[ScenarioResult], log: str) -> dict[str, str]:
    """The texts of the files by name."""
    markdown = evidence_markdown(evidence, results)
    texts = (evidence_html(markdown), evidence_json(evidence), markdown, log)
    return dict(zip(FILES, texts, strict=True))


def check_folder(folder: Path) -> None:
    """Raise ``UsageError`` unless the folder is new, empty, or contains only older evidence."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", hint="Name a new folder with --out.")
    try:
        others = sorted({found.name for found in folder.iterdir()} - set(FILES))
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.", hint="Name a new folder with --out.") from None
    if others:
        raise UsageError(f"{folder} contains {others[0]}.", hint="Name a new or empty folder with --out.")


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files. The folder has either all of them or none. Raises ``UsageError``."""
    check_folder(folder)
    target = folder.resolve()
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir()
        for name, text in files.items():
            _write(partial / name, text)
        _replace(partial, target)
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise UsageError(
            f"The evidence cannot be written to {folder}: {what}.", hint="Name a folder that can be written with --out."
        ) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _replace(partial: Path, target: Path) -> None:
    """Move the new folder to its place. An older one is renamed first, and restored if the move fails."""
    if not target.exists():
        partial.rename(target)
        return
    older = partial.with_suffix(".old")
    target.rename(older)
    try:
        partial.rename(target)
    except OSError:
        older.rename(target)
        raise
    shutil.rmtree(older, ignore_errors=True)
