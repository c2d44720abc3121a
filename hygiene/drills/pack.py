"""The evidence pack on disk: written beside its place, and moved there when it is whole."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from hygiene.drills.document import TRANSCRIPT, evidence_json, evidence_of
from hygiene.drills.narrative import narrative
from hygiene.drills.transcript import transcript
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hygiene.drills.document import Evidence
    from hygiene.drills.drill import Played

HTML, JSON, MARKDOWN = "evidence.html", "evidence.json", "evidence.md"
FILES = (HTML, JSON, MARKDOWN, TRANSCRIPT)


def pack_of(drill: Sequence[Played], seed: int, version: str, *, pages: bool = True) -> tuple[Evidence, dict[str, str]]:
    """The evidence of a drill, and its files by name. ``pages``: with evidence.html, which needs the whole extra."""
    log = transcript(drill)
    evidence = evidence_of(drill, seed, version, log)
    files = {JSON: evidence_json(evidence), MARKDOWN: narrative(evidence, drill), TRANSCRIPT: log}
    if pages:
        from hygiene.drills.evidence_page import evidence_page  # noqa: PLC0415 - not loaded without --out

        files[HTML] = evidence_page(evidence, drill)
    return evidence, files


def check_place(folder: Path) -> None:
    """Raise ``UsageError`` unless the folder is new, empty, or holds nothing but an older pack."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", hint="Name a new folder with --out.")
    try:
        others = sorted({found.name for found in folder.iterdir()} - set(FILES))
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.", hint="Name a new folder with --out.") from None
    if others:
        raise UsageError(f"{folder} holds something else: {others[0]}.", hint="Name a new or empty folder with --out.")


def write_pack(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files. Under the final name there is a whole pack or none at all. Raises ``UsageError``."""
    check_place(folder)
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
    """Move the new folder to its place; an older pack there steps aside first, and comes back if that fails."""
    if not target.exists():
        partial.rename(target)
        return
    aside = partial.with_suffix(".old")
    target.rename(aside)
    try:
        partial.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
