"""The open trackers as a table, from their JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.markdown.printable import one_line
from hygiene.report.section_list import aligned

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADER = ("CATEGORY", "STATE", "OCCURRENCES", "LAST SEEN", "KEPT OPEN BY")
SUBJECTS_MAX = 3


def trackers_table(described: Mapping[str, Any]) -> str:
    """A row for each tracker with its address below, the one that failed last first; a sentence where there is none."""
    found = sorted(described["trackers"], key=lambda one: (one["last_seen"] or "", one["number"]), reverse=True)
    if not found:
        return "No tracker is open."
    header, *rows = aligned([_HEADER, *map(_row, found)]).split("\n")
    return "\n".join([header, *(f"{row}\n  {one['url']}" for row, one in zip(rows, found, strict=True))])


def _row(tracker: Mapping[str, Any]) -> tuple[str, ...]:
    last_seen = f"{tracker['last_seen'][:16].replace('T', ' ')} UTC" if tracker["last_seen"] else "unknown"
    state = f"{tracker['state']}, damaged" if tracker["damaged"] else tracker["state"]
    return (
        one_line(tracker["category"]) or "unknown",
        f"{state}, flaky" if tracker["flaky"] else state,
        f"{tracker['occurrences']:,}",
        last_seen,
        _kept_open_by(tracker),
    )


def _kept_open_by(tracker: Mapping[str, Any]) -> str:
    names = [
        f"#{one['pull_request']}" if one["pull_request"] else one_line(one["branch"] or one["key"])
        for one in tracker["subjects"]
    ]
    more = f" and {len(names) - SUBJECTS_MAX:,} more" if len(names) > SUBJECTS_MAX else ""
    return f"{', '.join(names[:SUBJECTS_MAX])}{more}" or "-"
