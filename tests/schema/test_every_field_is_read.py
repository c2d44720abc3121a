"""No field is fetched that nothing reads: each costs points and bytes, and hosts of all ages have to have it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from graphql import FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode
from hygiene.model.operations import WRITES
from hygiene.schema.prune import parse_documents

from .material import documents

PACKAGES = ("hygiene/github", "hygiene/doctor")
ROOT = Path(__file__).parents[2]
# What is requested for its own sake: the generator needs it, or a payload has to select something.
ASKED_ANYWAY = {"__typename", "client_mutation_id", "cost"}
# Read under names that are put together: each kind's own, and a number.
SLOTS = {f"{write.name}_{number}" for write in WRITES for number in range(1, write.fields_max + 1)}


def snake(name: str) -> str:
    """The name under which Python code reads a field."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[a-z])(?=\d)", "_", name).lower()


SLOTS |= {snake(part) for write in WRITES for part in write.payload}


def selected(node: SelectionSetNode | None) -> set[str]:
    """Every response key below a selection."""
    found: set[str] = set()
    for selection in node.selections if node else ():
        if isinstance(selection, FieldNode):
            found.add(snake((selection.alias or selection.name).value))
        found |= selected(getattr(selection, "selection_set", None))
    return found


@cache
def read() -> set[str]:
    """Every attribute that the packages which use GitHub's API read, and every name that they spell out."""
    found: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute):
                    found.add(node.attr)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


def definitions() -> list[tuple[str, set[str]]]:
    """Each operation and fragment with the keys that it selects."""
    document = parse_documents(documents())
    nodes = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    return [(node.name.value if node.name else "", selected(node.selection_set)) for node in nodes]


@pytest.mark.long
@pytest.mark.parametrize(("name", "keys"), definitions(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_field_is_read(name: str, keys: set[str]) -> None:
    """A field that was selected for a reader that is gone shows here."""
    windows = {key for key in keys if name == "Conversation" and key[-1].isdigit()}
    assert sorted(keys - SLOTS - windows - read() - ASKED_ANYWAY) == []


def test_a_field_that_nobody_reads_is_seen() -> None:
    """The comparison can fail."""
    assert "nobody_reads_this" not in read()
    assert snake("nobodyReadsThis") == "nobody_reads_this"
    assert snake("createLabel1") == "create_label_1"
