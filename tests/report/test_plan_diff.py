"""A plan for people: each operation in a line, each body as a diff."""

from __future__ import annotations

from typing import get_args

import pytest

from hygiene.model.plan import (
    AddComment,
    AddLabels,
    AddNote,
    CloseIssue,
    CreateIssue,
    CreateLabel,
    DeleteComment,
    MinimizeComment,
    Operation,
    RemoveLabels,
    ReopenIssue,
    UpdateComment,
    UpdateIssue,
)
from hygiene.model.snapshot import Version
from hygiene.report.plan_diff import headline, plan_diff

SEEN = Version(None, None, "")
HEADLINES: list[tuple[Operation, str]] = [
    (CreateLabel("R", "ci-failure", "ffffff", "d"), "create label ci-failure"),
    (CreateIssue("R", "lint", "Lint fails", "b", ()), "open tracker lint: Lint fails"),
    (UpdateIssue("I", 4, "lint", "b", SEEN, ""), "update tracker #4 (lint)"),
    (ReopenIssue("I", 4, "lint", SEEN), "reopen tracker #4 (lint)"),
    (CloseIssue("I", 4, "lint", SEEN), "close tracker #4 (lint) as completed"),
    (CloseIssue("I", 4, "lint", SEEN, "J"), "close tracker #4 (lint) as a duplicate"),
    (AddLabels("I", 4, ("L", "M"), ("a", "b")), "add to #4 the label a, b"),
    (RemoveLabels("I", 4, ("L",), ("a",)), "remove from #4 the label a"),
    (AddNote("I", 4, "lint", "b"), "comment on tracker #4 (lint)"),
    (AddComment("P", 7, "b"), "add the status comment to #7"),
    (UpdateComment("C", 7, "b", SEEN, ""), "update the status comment of #7"),
    (DeleteComment("C", 7), "delete a duplicate comment of our own on #7"),
    (MinimizeComment("C", 7), "hide a duplicate comment of our own on #7"),
]


@pytest.mark.parametrize(("operation", "expected"), HEADLINES, ids=[line for _, line in HEADLINES])
def test_headlines(operation: Operation, expected: str) -> None:
    """Each operation states in a line what would become of what."""
    assert headline(operation) == expected


def test_every_operation_has_a_headline() -> None:
    """No member of the closed union is forgotten here."""
    assert {type(operation) for operation, _ in HEADLINES} == set(get_args(Operation))


def test_an_update() -> None:
    """A body that changes is shown as a diff with a little around it."""
    before = "\n".join(f"line {number}" for number in range(9))
    update = UpdateComment("C", 7, before.replace("line 4", "changed"), SEEN, before)
    assert plan_diff((update,)) == (
        "update the status comment of #7\n"
        "  --- as it is\n"
        "  +++ as planned\n"
        "  @@ -3,5 +3,5 @@\n"
        "   line 2\n"
        "   line 3\n"
        "  -line 4\n"
        "  +changed\n"
        "   line 5\n"
        "   line 6\n"
    )


def test_something_new() -> None:
    """A new body is all additions."""
    shown = plan_diff((AddComment("P", 7, "a\nb"), DeleteComment("C", 7)))
    assert shown.splitlines() == [
        "add the status comment to #7",
        "  --- as it is",
        "  +++ as planned",
        "  @@ -0,0 +1,2 @@",
        "  +a",
        "  +b",
        "delete a duplicate comment of our own on #7",
    ]


def test_nothing() -> None:
    """An empty plan is a sentence."""
    assert plan_diff(()) == "Nothing to change.\n"


@pytest.mark.parametrize("words", ["\x1b[31mred", "a\x07b", "\u202egnp", "c\x85d", "e\u2028f", "\x9b1m"])
def test_words_of_others(words: str) -> None:
    """A title or a body steers no terminal and breaks no line."""
    plan = (
        CreateIssue("R", words, words, words, ()),
        CreateLabel("R", words, "ffffff", ""),
        AddLabels("I", 4, ("L",), (words,)),
    )
    shown = plan_diff(plan)
    assert all(line.isprintable() for line in shown.split("\n"))
