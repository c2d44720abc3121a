"""Tables in columns: as wide as their longest word at least, and together no wider than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.terminal.inline import inline
from hygiene.drills.terminal.spans import Line, Span, Style, line, padded, width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.terminal.inline import Footnotes

GAP = 2
COLUMN_MIN = 4
_ROWS_BEFORE_BODY = 2

Cell = list[list[Span]]


def is_table(markdown: str) -> bool:
    """Whether a block of lines is a table."""
    rows = markdown.split("\n")
    return len(rows) >= _ROWS_BEFORE_BODY and rows[0].startswith("|") and set(rows[1]) <= set("|-: ")


def table_lines(markdown: str, columns: int, notes: Footnotes) -> list[Line]:
    """The table's lines."""
    head, _, *body = (_cells(row) for row in markdown.split("\n"))
    header = [inline(cell, notes, Style.STRONG) for cell in head]
    rows = [[inline(cell, notes) for cell in [*row, *[""] * len(head)][: len(head)]] for row in body]
    widths = _widths([header, *rows], columns)
    rule = line("─" * min(columns, sum(widths) + GAP * (len(widths) - 1)), Style.QUIET)
    lines = [*_row(header, widths), rule]
    tall = any(len(_row(row, widths)) > 1 for row in rows)
    for at, row in enumerate(rows):
        lines += [line("")] if tall and at else []
        lines += _row(row, widths)
    return lines


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _row(cells: Sequence[Cell], widths: Sequence[int]) -> list[Line]:
    """One row: as many lines as its tallest cell."""
    columns = [
        [found for part in cell for found in wrapped(part, size)] for cell, size in zip(cells, widths, strict=True)
    ]
    height = max(len(column) for column in columns)
    filled = [
        [padded(column[at] if at < len(column) else (), size) for column, size in zip(columns, widths, strict=True)]
        for at in range(height)
    ]
    gap = Span(" " * GAP)
    return [tuple(span for cell in found for span in (*cell, gap)) for found in filled]


def _widths(rows: Sequence[Sequence[Cell]], columns: int) -> list[int]:
    """What each column would like; while that is too much, the widest gives way, never below its longest word."""
    wanted = [max(_natural(cell) for cell in column) for column in zip(*rows, strict=True)]
    least = [max(_longest_word(cell) for cell in column) for column in zip(*rows, strict=True)]
    room = columns - GAP * (len(wanted) - 1)
    for floor in (least, [COLUMN_MIN] * len(wanted)):
        while sum(wanted) > room:
            loose = [at for at, size in enumerate(wanted) if size > floor[at]]
            if not loose:
                break
            wanted[max(loose, key=lambda at: wanted[at])] -= 1
    return wanted


def _natural(cell: Cell) -> int:
    return max((width_of(part) for part in cell), default=0)


def _longest_word(cell: Cell) -> int:
    """The widest thing between two spaces, whatever its pieces look like."""
    words = (word for part in cell for word in "".join(span.text for span in part).split(" "))
    return max((width_of([Span(word)]) for word in words), default=0)
