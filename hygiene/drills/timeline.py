"""Requests as lines of text, with a lane for each client."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING

from hygiene.sandbox.timeline import BETWEEN, lanes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.sandbox.timeline import Row


def timeline(rows: Sequence[Row], columns: int) -> list[str]:
    """The lines, with the names of the clients on top if there are several."""
    names, lanes = lanes_of(rows)
    digits = len(str(max((row.number for row in rows), default=0)))
    lines = [f"{' ' * digits}  {' '.join(names)}"] if len(names) > 1 else []
    for at, (row, signs) in enumerate(zip(rows, lanes, strict=True)):
        first, *more = wrap(row.what, columns - digits - 2 * len(names) - 3)
        lines.append(f"{row.number:>{digits}}  {' '.join(sign or ' ' for sign in signs)}  {first}")
        follows = {other.lane for other in rows[at + 1 :]}
        between = " ".join(
            BETWEEN if sign and name in follows else " " for name, sign in zip(names, signs, strict=True)
        )
        lines += [f"{' ' * digits}  {between}    {text}" for text in more]
    return [line.rstrip() for line in lines]


def request_counts(rows: Sequence[Row]) -> str:
    """How many requests read and how many wrote."""
    kinds = Counter(row.kind for row in rows)
    counts = [(kinds["query"], "read"), (kinds["mutation"], "write")]
    return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts) if rows else "none"
