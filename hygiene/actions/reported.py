"""What of the names that GitHub saw may be held against the configuration, and what would be a false alarm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.model.seen import SeenChecks

OID_CHARS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class Reported:
    """Names for an audit, None for what cannot be judged; ``note`` says what was looked at and what was left out."""

    names: tuple[str, ...] | None
    required: tuple[str, ...] | None
    note: str


def reported_by(seen: SeenChecks, paths: Sequence[str]) -> Reported:
    """Judge names only where each of these workflows has run to its end, and requirements only where there are any."""
    names, left_out = _names(seen, paths)
    required = seen.required
    if seen.by_pull_request:
        needed = [run.name for run in seen.runs if run.required]
        required = tuple(dict.fromkeys([*(required or ()), *needed])) if required is not None or needed else None
    at = f"{seen.where} at {seen.oid[:OID_CHARS_SHOWN]}" if seen.oid else seen.where
    note = f"Compared with what reported on {at}." if not left_out else f"Not compared with {at}: {left_out}"
    if required is None:
        note += " No rule of the branch names required checks."
    return Reported(names, required, " ".join([note, *seen.refused]))


def _names(seen: SeenChecks, paths: Sequence[str]) -> tuple[tuple[str, ...] | None, str]:
    ran = {run.workflow for run in seen.runs}
    for path in paths:
        if path in seen.unfinished:
            return None, f"{path} has not reported everything there yet."
        if path not in ran:
            return None, f"{path} did not run there. Name a pull request with --pr N."
    return seen.names, ""
