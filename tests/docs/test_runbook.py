"""The runbook has each finding of the audit and each row of the doctor."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from hygiene.audit.findings import FindingKind
from tests.docs.pages import ROOT, read

if TYPE_CHECKING:
    from pathlib import Path

RUNBOOK = "docs/how-to/runbook.md"


@cache
def tree(path: Path) -> ast.Module:
    """A parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", list(FindingKind), ids=str)
def test_findings(kind: FindingKind) -> None:
    """Every kind of finding has a row with its cause and its hint."""
    assert re.search(rf"^\| `{kind.value}` \| .+ \| .+ \|$", read(RUNBOOK), re.MULTILINE)


def doctor_rows() -> set[str]:
    """The names of the doctor's rows, as the source writes them."""
    found: set[str] = set()
    for path in sorted((ROOT / "hygiene" / "doctor").glob("*.py")):
        for node in ast.walk(tree(path)):
            match node:
                case ast.Call(
                    func=ast.Name(id="passed" | "warned" | "failed" | "of_trouble"), args=[ast.Constant(str(name)), *_]
                ):
                    found.add(name)
                case ast.Assign(targets=[ast.Name(id="name" | "NAME")], value=ast.Constant(value=str(name))):
                    found.add(name)
                case _:
                    pass
    return found


@pytest.mark.parametrize("row", sorted(doctor_rows()))
def test_doctor(row: str) -> None:
    """Every row that can warn or fail is listed by its name."""
    table = read(RUNBOOK).partition("## Rows of the doctor")[2].partition("\n## ")[0]
    assert re.search(rf"^\| `{re.escape(row)}` \| .+ \| .+ \| .+ \|$", table, re.MULTILINE)
