"""Schedules as lanes of text."""

from __future__ import annotations

from typing import Any

import pytest

from hygiene.drills.lanes import lanes, spent, words
from hygiene.drills.tape import Exchange

TAKEN = {"type": "UNPROCESSABLE", "message": "Name has already been taken"}
DATA: dict[str, Any] = {"data": {"repository": {}}}


def asked(number: int, writer: str = "A", kind: str = "query", **changes: Any) -> Exchange:  # noqa: ANN401 - fields
    """An exchange that went well."""
    operation = {"query": "ReadScope", "mutation": "ApplyPlan"}[kind]
    known: dict[str, Any] = {"status": 200, "answer": DATA, **changes}
    return Exchange(number, 1, writer, "bot", 0, operation, kind, "", {}, **known)


def test_one_writer() -> None:
    """A single writer needs no head."""
    found = lanes([asked(1), asked(2, kind="mutation", wrote=("comment.created",))], 80)
    assert found == ["1  ○  reads", "2  ●  writes: comment created"]


def test_several_writers() -> None:
    """A lane goes on while its writer is between two requests, and not before or after."""
    exchanges = [asked(8), asked(9, "B"), asked(10, kind="mutation", wrote=("issue.closed",)), asked(11, "B")]
    assert lanes(exchanges, 80) == [
        "    A B",
        " 8  ○    reads",
        " 9  │ ○  reads",
        "10  ● │  writes: issue closed",
        "11    ○  reads",
    ]


def test_long_lines_are_broken() -> None:
    """What does not fit goes on below, with the lanes drawn through."""
    exchanges = [asked(1, kind="mutation", wrote=("issue.edited", "pull_request.labeled", "comment.created")), asked(2)]
    assert lanes(exchanges, 40) == [
        "1  ●  writes: issue edited, pull request",
        "   │    labeled, comment created",
        "2  ○  reads",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"wrote": ("comment.created", "comment.created")}, "writes: comment created (2)"),
        ({}, "writes: nothing to change"),
        (
            {"answer": {"data": {"a": None}, "errors": [{"type": "NOT_FOUND"}]}},
            "writes: all of it was already removed by another run",
        ),
        (
            {"answer": {"data": {"a": 1}, "errors": [{"type": "FORBIDDEN"}]}, "wrote": ("comment.deleted",)},
            "writes: comment deleted; refused (FORBIDDEN)",
        ),
        (
            {"answer": {"data": {"a": 1}, "errors": [{"type": "NOT_FOUND"}]}, "wrote": ("comment.deleted",)},
            "writes: comment deleted; the rest was already removed by another run",
        ),
        (
            {"answer": {"data": {"a": None}, "errors": [{"type": "NOT_FOUND"}, {"type": "FORBIDDEN"}]}},
            "writes: refused (NOT_FOUND, FORBIDDEN)",
        ),
        (
            {"answer": {"data": {"a": None}, "errors": [TAKEN, {"type": "FORBIDDEN"}]}, "wrote": ("comment.created",)},
            "writes: comment created; the label was there already; refused (FORBIDDEN)",
        ),
        ({"status": 502, "answer": "<html>"}, "writes: answered 502"),
        (
            {"status": 0, "answer": "timeout", "wrote": ("comment.created",)},
            "writes: no answer (timeout), but it happened: comment created",
        ),
    ],
)
def test_words(changes: dict[str, Any], said: str) -> None:
    """What became of a request, in words."""
    assert words(asked(1, kind="mutation", **changes)) == said


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"wrote": ("comment.created",)}, "●"),
        ({"status": 502, "answer": "<html>", "wrote": ("comment.created",)}, "✗"),
        ({"answer": {"data": {"a": None}, "errors": [{"type": "FORBIDDEN"}]}}, "✗"),
        ({"answer": {"data": {"a": None}, "errors": [{"type": "NOT_FOUND"}]}}, "◇"),
    ],
)
def test_marks(changes: dict[str, Any], mark: str) -> None:
    """A cross for everything that did not go through."""
    assert lanes([asked(1, kind="mutation", **changes)], 80)[0].split()[1] == mark


def test_unknown_operation() -> None:
    """Readers of the drawing do not know the names of operations."""
    exchange = Exchange(1, 1, "A", "bot", 0, "Another", "query", "", {}, 200, DATA)
    assert words(exchange) == "reads"


def test_spent() -> None:
    """Queries and mutations, counted in words."""
    assert spent([asked(1)]) == "1 read, 0 writes"
    assert spent([asked(1), asked(2), asked(3, kind="mutation")]) == "2 reads, 1 write"
    assert spent([]) == "none"


def test_nothing() -> None:
    """No requests are no lines."""
    assert lanes([], 80) == []
