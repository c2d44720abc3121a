"""Requests as lines of text."""

from __future__ import annotations

from hygiene.drills.timeline import request_counts, timeline
from hygiene.sandbox.timeline import READ, WROTE, Row


def row(number: int, lane: str = "A", what: str = "") -> Row:
    """A request; a write if it did something."""
    mark, kind = (WROTE, "mutation") if what else (READ, "query")
    return Row(number, lane, mark, what or "read", 0, kind=kind)


def test_one_client() -> None:
    """A single client needs no head."""
    assert timeline([row(1), row(2, what="comment created")], 80) == ["1  ○  read", "2  ●  comment created"]


def test_several_clients() -> None:
    """A lane has a line while its client is between two requests."""
    assert timeline([row(8), row(9, "B"), row(10, what="issue closed"), row(11, "B")], 80) == [
        "    A B",
        " 8  ○    read",
        " 9  │ ○  read",
        "10  ● │  issue closed",
        "11    ○  read",
    ]


def test_long_lines_are_wrapped() -> None:
    """The text continues below, between the lanes."""
    assert timeline([row(1, what="issue edited, pull request labeled, comment created"), row(2)], 40) == [
        "1  ●  issue edited, pull request",
        "   │    labeled, comment created",
        "2  ○  read",
    ]


def test_request_counts() -> None:
    """Queries and mutations."""
    assert request_counts([row(1)]) == "1 read, 0 writes"
    assert request_counts([row(1), row(2), row(3, what="issue closed")]) == "2 reads, 1 write"
    assert request_counts([]) == "none"


def test_nothing() -> None:
    """No requests are no lines."""
    assert timeline([], 80) == []
