"""The table of writes is complete, and everything that is derived from it agrees."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from hygiene_github.apply_plan import ApplyPlan

from hygiene.model.operations import WRITE_OF, WRITES, Write, snake
from hygiene.model.plan import Operation, VersionedOperation
from hygiene.schema.mutation_document import NAME, mutation_document

DOCUMENTS = Path(__file__).parents[2] / "graphql" / "documents"
EACH = pytest.mark.parametrize("write", WRITES, ids=lambda write: write.operation.__name__)


def test_every_operation_has_one_row() -> None:
    """A new member of the union without a row could not be sent, and its refusal would name no permission."""
    assert [write.operation for write in WRITES if write.operation not in get_args(Operation)] == []
    assert set(WRITE_OF) == set(get_args(Operation))
    assert len(WRITES) == len(WRITE_OF)


@EACH
def test_versioned_operations_carry_a_version(write: Write) -> None:
    """A write that was planned against a version is compared with it before it is sent, and no other can be."""
    carries = "planned_against" in {field.name for field in fields(write.operation)}
    assert carries == (write.operation in get_args(VersionedOperation))


@EACH
def test_the_document_has_the_fields_of_a_row(write: Write) -> None:
    """The generated client has an attribute for each field, and the payload's path leads to the scope."""
    found = [name for name in ApplyPlan.model_names() if name.rstrip("0123456789") == f"{write.name}_"]
    assert found == [f"{write.name}_{number}" for number in range(1, write.fields_max + 1)]


def test_the_document_is_up_to_date() -> None:
    """``python -m hygiene.schema.generate`` writes it anew."""
    assert (DOCUMENTS / NAME).read_text(encoding="utf-8") == mutation_document()


@pytest.mark.parametrize(("name", "spelled"), [("commentEdge", "comment_edge"), ("id", "id"), ("aBC", "a_b_c")])
def test_names_of_the_client(name: str, spelled: str) -> None:
    """As the generator spells GitHub's names in Python."""
    assert snake(name) == spelled
