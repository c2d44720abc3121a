"""What each request did, and the lanes of the clients."""

from __future__ import annotations

import pytest

from hygiene.sandbox.history import RequestRecord
from hygiene.sandbox.timeline import BETWEEN, CONFLICT, FAILED, READ, WROTE, Row, lanes_of, rows_of
from hygiene.sandbox.world import World

TAKEN = ("UNPROCESSABLE", "Name has already been taken")
GONE = ("NOT_FOUND", "Could not resolve to a node")


@pytest.mark.parametrize(
    ("kind", "status", "errors", "mark", "what"),
    [
        ("query", 200, (), READ, "read"),
        ("query", 200, (("", "Too much. Try again."),), FAILED, "read; refused: Too much"),
        ("mutation", 200, (), WROTE, "nothing to change"),
        ("mutation", 200, (GONE,), CONFLICT, "another client had removed it already"),
        ("mutation", 200, (TAKEN, TAKEN), FAILED, "refused: Name has already been taken"),
        ("mutation", 200, (GONE, ("FORBIDDEN", "No.")), FAILED, "refused: Could not resolve to a node; refused: No."),
        ("query", 502, (), FAILED, "read; status 502"),
        ("query", 0, (), FAILED, "read; no response"),
    ],
)
def test_rows(kind: str, status: int, errors: tuple[tuple[str, str], ...], mark: str, what: str) -> None:
    """What each did, and whether another client was first."""
    world = World()
    world.requests.append(RequestRecord(1, world.now, "bot", "Name", kind, status, 0, client="1", errors=errors))
    assert [(row.mark, row.what, row.lane, row.operation) for row in rows_of(world)] == [(mark, what, "A", "Name")]


@pytest.mark.parametrize(
    ("errors", "status", "what"),
    [
        ((), 200, "label created (2)"),
        ((TAKEN,), 200, "label created (2); refused: Name has already been taken"),
        ((GONE,), 200, "label created (2); another client had removed the rest"),
        ((), 0, "label created (2); no response"),
    ],
)
def test_rows_that_wrote(errors: tuple[tuple[str, str], ...], status: int, what: str) -> None:
    """Writes are counted; a part may be refused."""
    world = World()
    repository = world.repository("o/r")
    world.serving = 1
    for name in ("a", "b"):
        repository.label(name)
    world.requests.append(RequestRecord(1, world.now, "bot", "Name", "mutation", status, 2, errors=errors))
    (row,) = rows_of(world)
    assert (row.what, row.wrote) == (what, ("label.created", "label.created"))
    assert row.mark == (WROTE if status else FAILED)


def test_clients_without_a_name() -> None:
    """They get letters, and those after the 26th a number too."""
    world = World()
    for client in range(27):
        world.requests.append(RequestRecord(client + 1, world.now, None, "", "query", 200, 0, client=str(client)))
    lanes = [row.lane for row in rows_of(world)]
    assert (lanes[0], lanes[25], lanes[26]) == ("A", "Z", "A1")


def test_lanes() -> None:
    """A lane has a line between the requests of its client, not before and after them."""
    rows = [Row(number, lane, READ, "read", 0) for number, lane in ((1, "A"), (2, "B"), (3, "A"), (4, "B"))]
    assert lanes_of(rows) == (["A", "B"], [[READ, ""], [BETWEEN, READ], [READ, BETWEEN], ["", READ]])
