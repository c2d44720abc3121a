"""Each threat of the security model is issues by a test that exists, and each part of the brief for it is there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.pages import ROOT, read

PAGE = "docs/explanation/security.md"
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", read(PAGE))))


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[f"{path}::{name}" for path, name in NAMED])
def test_the_test_exists(path: str, name: str) -> None:
    """A test that was renamed or removed leaves no empty promise behind."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_threat_names_a_test() -> None:
    """A row without a test is a wish."""
    tables = re.findall(r"^\| Threat .*\n\|[ -|]+\n((?:\|.*\n)+)", read(PAGE), re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]
    assert len(rows) >= 40
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py::\w+`", row.rsplit(" | ", 1)[-1])] == []


@pytest.mark.parametrize(
    "word", ["Text in comments", "Stolen markers", "The token", "YAML", "TOML", "XML", "Log and outputs", "redirect"]
)
def test_nothing_is_left_out(word: str) -> None:
    """The threats that anybody would ask about are there."""
    assert word in read(PAGE)


def test_the_policy_leads_to_the_model() -> None:
    """Whoever reports something finds what is known."""
    assert "(docs/explanation/security.md)" in read("SECURITY.md")
