"""Whatever hygiene says when something is wrong, the runbook has heard of it."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from hygiene.audit.findings import FindingKind
from tests.docs.pages import ROOT, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNBOOK = "docs/how-to/runbook.md"
CODES = {
    "UsageError": 2,
    "AuthorizationError": 4,
    "RejectedError": 5,
    "UnavailableError": 6,
    "UnsettledError": 7,
    "OutputError": 10,
}
# Sentences about schemas and workflow files carry their own place and mend; the runbook has a row for each kind.
SPEAK_FOR_THEMSELVES = ("hygiene/schema/", "hygiene/audit/workflows/", "hygiene/drills/")


@cache
def tree(path: Path) -> ast.Module:
    """A parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def fragment(node: ast.expr) -> str:
    """The longest part of a message that is always the same; empty when all of it is put together elsewhere."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    fixed = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return max((part.strip(" .:;,({)}`'") for part in fixed), key=len, default="")


def messages() -> Iterator[tuple[str, str, int]]:
    """Every message of an operating error: file, its fixed part, exit code."""
    for path in sorted((ROOT / "hygiene").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CODES and node.args:
                fixed = fragment(node.args[0])
                if fixed and not place.startswith(SPEAK_FOR_THEMSELVES):
                    yield place, fixed, CODES[node.func.id]


def part(code: int) -> str:
    """The runbook's section for an exit code."""
    return re.split(r"^### ", read(RUNBOOK).partition(f"### Exit code {code}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


SAID = sorted(set(messages()))


@pytest.mark.parametrize(("place", "fixed", "code"), SAID, ids=[f"{place}: {fixed}" for place, fixed, _ in SAID])
def test_messages(place: str, fixed: str, code: int) -> None:
    """Whoever looks for the words of an error finds them in the section of its exit code."""
    assert fixed.casefold() in part(code).casefold(), place


def test_there_are_messages() -> None:
    """The search for them finds what it should."""
    assert {code for _, _, code in SAID} == set(CODES.values())
    assert len(SAID) >= 40


@pytest.mark.parametrize("kind", list(FindingKind), ids=str)
def test_findings(kind: FindingKind) -> None:
    """Every kind of finding has a row with its cause and its mend."""
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
    """Every row that can warn or fail is looked up by its name."""
    table = read(RUNBOOK).partition("## Rows of the doctor")[2].partition("\n## ")[0]
    assert re.search(rf"^\| `{re.escape(row)}` \| .+ \| .+ \| .+ \|$", table, re.MULTILINE)
