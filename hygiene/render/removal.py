"""A removal for people: what is ours, what stays, what nobody looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.plan import CloseIssue, DeleteComment, RemoveLabels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.model.plan import Operation


def removal_lines(plan: Sequence[Operation], left: Sequence[str], unseen: Sequence[str]) -> list[str]:
    """Each operation, and each thing that stays, on a line of its own."""
    lines = [f"  {_words(operation)}" for operation in plan] or ["  nothing"]
    lines += [f"stays: {_line(one)}" for one in left]
    return lines + [f"not looked at: {_line(one)}" for one in unseen]


def removed_line(done: Sequence[Operation]) -> str:
    """What was carried out, counted."""
    kinds = {"comment": DeleteComment, "label": RemoveLabels, "tracker": CloseIssue}
    counts = {word: sum(isinstance(operation, kind) for operation in done) for word, kind in kinds.items()}
    deleted, taken, closed = (f"{n} {word}" if n == 1 else f"{n} {word}s" for word, n in counts.items())
    return f"Deleted {deleted}, took off {taken}, closed {closed}."


def _words(operation: Operation) -> str:
    match operation:
        case DeleteComment():
            return f"#{operation.number}: delete the status comment"
        case RemoveLabels():
            return f"#{operation.number}: take off the label {_line(', '.join(operation.names))}"
        case CloseIssue():
            return f"#{operation.number}: close the tracker {_line(operation.category)}"
        case _:
            return type(operation).__name__


def _line(text: str) -> str:
    """Without control characters: the words of others must not steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
