"""The sections of status comments as a table and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.markdown.text import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.model.comment_state import ListedSection

_HEADER = ("PULL REQUEST", "SECTION", "BYTES", "COMMIT")


def sections_table(sections: Sequence[ListedSection]) -> str:
    """A row for each section, or a sentence where there is none."""
    if not sections:
        return "No status comment has a section."
    rows = [_HEADER] + [
        (
            f"#{section.pull_request}",
            section.name,
            f"{len(section.text.encode()):,}",
            short(section.commit) + ("" if section.current else ", not the newest"),
        )
        for section in sections
    ]
    return aligned(rows)


def aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """The rows of a table, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def sections_json(repository: str, sections: Sequence[ListedSection]) -> dict[str, Any]:
    """The sections as JSON; its schema is docs/reference/sections.schema.json."""
    rows = [
        {
            "pull_request": section.pull_request,
            "name": section.name,
            "commit": section.commit,
            "current": section.current,
            "text": section.text,
        }
        for section in sections
    ]
    return {"repository": repository, "sections": rows}
