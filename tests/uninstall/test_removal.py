"""A removal as it is printed: one line for each object, and no untrusted control character on it."""

from __future__ import annotations

from hygiene.model.plan import CloseIssue, DeleteComment, RemoveLabels
from hygiene.model.snapshot import Version
from hygiene.uninstall.plan import removal_lines, removed_line

HOSTILE = "x\n::error::y\x1b[31m\u202e"
PLAN = (
    DeleteComment("IC_1", 7),
    RemoveLabels("PR_7", 7, ("LA_1",), (HOSTILE,)),
    CloseIssue("I_1", 2, HOSTILE, Version(None, None, "")),
)


def test_one_line_each() -> None:
    """Whatever names hold, a line stays a line and steers no terminal."""
    lines = removal_lines(PLAN, (HOSTILE,), (HOSTILE,))
    assert len(lines) == 5
    assert all(line.isprintable() for line in lines)
    assert [line.split(" x")[0] for line in lines[1:]] == [
        "  #7: remove the label",
        "  #2: close the tracker",
        "kept:",
        "not read:",
    ]


def test_nothing() -> None:
    """An empty removal is reported too."""
    assert removal_lines((), (), ()) == ["  nothing"]


def test_counted() -> None:
    """What was done is counted by kind."""
    assert removed_line(PLAN) == "Deleted 1 comment, removed 1 label, closed 1 tracker."
    assert removed_line(PLAN * 2) == "Deleted 2 comments, removed 2 labels, closed 2 trackers."
