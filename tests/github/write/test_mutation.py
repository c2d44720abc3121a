"""A plan as the variables of one document: each operation in a slot of its kind, the last one re-reads."""

from __future__ import annotations

import pytest
from hygiene_github.base_model import as_json

from hygiene.github.write.mutation import as_input, fill
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

SEEN = Version(None, None, "")
EACH: tuple[Operation, ...] = (
    CreateLabel("R", "l", "ffffff", "d"),
    CreateIssue("R", "c", "t", "b", ("L",), ("U",)),
    UpdateIssue("I", 1, "c", "b", SEEN, ""),
    ReopenIssue("I", 1, "c", SEEN),
    AddLabels("I", 1, ("L",), ("l",)),
    AddNote("I", 1, "c", "b"),
    CloseIssue("I", 1, "c", SEEN),
    RemoveLabels("I", 1, ("L",), ("l",)),
    DeleteComment("C", 1),
    MinimizeComment("C", 1),
    AddComment("P", 1, "b"),
    UpdateComment("C", 1, "b", SEEN, ""),
)


def test_the_last_of_its_kind_is_last() -> None:
    """The re-read hangs on the last slot of a kind, so that fewer operations move up."""
    notes = [AddNote("I", 1, "c", str(place)) for place in range(2)]
    filled = fill(tuple(notes))
    assert filled.fields == {"add_note_3": notes[0], "add_note_4": notes[1]}
    assert filled.variables["do_add_note_3"] is filled.variables["do_add_note_4"] is True
    assert "do_add_note_1" not in filled.variables
    assert filled.reread_at == ("add_note_4", "comment_edge", "node", "repository")


@pytest.mark.parametrize("operation", EACH, ids=lambda one: type(one).__name__)
def test_who_reads_again(operation: Operation) -> None:
    """Alone, every operation carries the re-read, save a deletion, whose payload has nothing to read from."""
    filled = fill((operation,))
    seeing = [name for name in filled.variables if name.startswith("see_")]
    assert len(seeing) == (not isinstance(operation, DeleteComment))
    assert bool(filled.reread_at) == bool(seeing)


def test_only_the_last_reads_again() -> None:
    """However much is written, the scope is read once, after everything else."""
    filled = fill(EACH[::-1])
    assert [name for name in filled.variables if name.startswith("see_")] == ["see_update_comment"]
    assert list(filled.fields.values()) == list(EACH)
    assert filled.reread_at == ("update_comment_3", "issue_comment", "repository")
    assert fill((*EACH[:9],)).reread_at[0] == "remove_labels_4"


def test_overflow() -> None:
    """What finds no slot is left out, first come first served."""
    comments = tuple(AddComment("P", number, "b") for number in range(5))
    assert list(fill(comments).fields.values()) == list(comments[:2])


def ending(number: int) -> tuple[Operation, ...]:
    """What ends one tracker."""
    name = str(number)
    return (
        UpdateIssue(name, number, name, "b", SEEN, ""),
        AddNote(name, number, name, "n"),
        CloseIssue(name, number, name, SEEN),
    )


def test_what_changes_one_tracker_goes_together() -> None:
    """Four notes fit, so four trackers end, though more bodies and closings would fit: the others wait."""
    plan = tuple(operation for number in range(1, 7) for operation in ending(number))
    sent = list(fill(plan).fields.values())
    assert sorted(sent, key=plan.index) == [operation for number in range(1, 5) for operation in ending(number)]


def test_what_needs_less_space_does_not_wait() -> None:
    """After trackers whose notes do not fit, an edit alone and a duplicate still do."""
    edit, duplicate = UpdateIssue("9", 9, "9", "b", SEEN, ""), CloseIssue("8", 8, "8", SEEN, "9")
    plan = (*(operation for number in range(1, 7) for operation in ending(number)), edit, duplicate)
    assert {edit, duplicate} <= set(fill(plan).fields.values())


def test_nothing() -> None:
    """An empty plan is an empty document."""
    filled = fill(())
    assert (filled.variables, filled.fields, filled.reread_at) == ({}, {}, ())


@pytest.mark.parametrize("operation", EACH, ids=lambda one: type(one).__name__)
def test_inputs(operation: Operation) -> None:
    """An input has GitHub's names and only what was given; the target's id is always in it."""
    sent = as_json(as_input(operation))
    assert all("_" not in name for name in sent)
    assert None not in sent.values()
    assert {"I", "C", "P", "R"} & {value for value in sent.values() if isinstance(value, str)}


def test_closing() -> None:
    """Closed is completed, or the duplicate of a named issue."""
    done = as_json(as_input(CloseIssue("I", 1, "c", SEEN)))
    assert done == {"issueId": "I", "stateReason": "COMPLETED"}
    twin = as_json(as_input(CloseIssue("I", 1, "c", SEEN, "J")))
    assert twin == {"issueId": "I", "stateReason": "DUPLICATE", "duplicateIssueId": "J"}


def test_an_update_touches_the_body_alone() -> None:
    """Title, labels and assignees of a tracker are people's; what is not given is not changed."""
    sent = as_json(as_input(UpdateIssue("I", 1, "c", "new", SEEN, "old")))
    assert sent == {"id": "I", "body": "new"}
