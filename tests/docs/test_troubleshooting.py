"""Troubleshooting has each message of an operating error, and no message that the program does not print."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import ROOT, read

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "docs/how-to/troubleshooting.md"
CODES = {
    "UsageError": 2,
    "WorldFileError": 2,
    "AuthorizationError": 4,
    "RejectedError": 5,
    "UnavailableError": 6,
    "UnsettledError": 7,
    "OutputError": 10,
}
# Sentences about schemas and workflow files carry their own place and fix; the page has one entry for each kind.
# So do those about a run that gh printed, which the drills wrap in a sentence of their own.
NEED_NO_EXPLANATION = ("hygiene/schema/", "hygiene/audit/workflows/", "hygiene/drills/")
BETWEEN = "…"
FIXED_SHARE_MIN = 0.4


def modules() -> list[str]:
    """Every module of hygiene."""
    return [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "hygiene").rglob("*.py"))]


def fragment(node: ast.expr) -> str:
    """The longest part of a message that is always the same; empty when all of it is put together elsewhere."""
    return max((part.strip(" .:;,({)}`'") for part in fixed_parts(node)), key=len, default="")


def fixed_parts(node: ast.expr) -> list[str]:
    """The parts of a text that are always the same, in order."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def messages() -> Iterator[tuple[str, str, int]]:
    """Every message of an operating error: file, its fixed part, exit code."""
    for place in modules():
        # Parsing is slow: most files have no such message.
        if place.startswith(NEED_NO_EXPLANATION) or not any(f"{error}(" in read(place) for error in CODES):
            continue
        for function in ast.walk(ast.parse(read(place))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CODES:
                    parts = (fragment(text) for text in meant(node.args, function))
                    yield from ((place, fixed, CODES[node.func.id]) for fixed in parts if fixed)


def meant(args: list[ast.expr], function: ast.FunctionDef) -> list[ast.expr]:
    """The first argument, or what the function assigns to it where it is a variable."""
    if not args or not isinstance(args[0], ast.Name):
        return args[:1]
    assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    return [node.value for node in assigned if ast.unparse(node.targets[0]) == ast.unparse(args[0])]


@cache
def texts() -> tuple[str, ...]:
    """Each text of the program that is no docstring, with ``…`` for what differs."""
    found = set()
    for tree in map(ast.parse, map(read, modules())):
        documented = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = ("".join(fixed_parts(one)) or BETWEEN for one in node.values)
                found.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
                found.add(node.value)
    return tuple(found)


def part(code: int) -> str:
    """The page's section for an exit code."""
    return read(PAGE).partition(f"## Exit code {code}\n")[2].partition("\n## ")[0]


def quoted() -> list[str]:
    """The messages that are the headings of the entries."""
    headings = re.findall(r"^### (.+)$", read(PAGE), re.MULTILINE)
    return [message for heading in headings for message in heading.split(" · ")]


SAID = sorted(set(messages()))


@pytest.mark.parametrize(("place", "fixed", "code"), SAID, ids=[f"{place}: {fixed}" for place, fixed, _ in SAID])
def test_messages(place: str, fixed: str, code: int) -> None:
    """Every error message is in the section of its exit code."""
    assert fixed.casefold() in part(code).casefold(), place


def test_there_are_messages() -> None:
    """The search for them finds what it should."""
    assert {code for _, _, code in SAID} == set(CODES.values())
    assert len(SAID) >= 40
    assert len(quoted()) >= 60


@pytest.mark.parametrize("message", quoted())
def test_no_message_that_is_not_printed(message: str) -> None:
    """It is the start of a text of the program, or such a text with words in the place of what differs."""
    start = re.compile(r"[^.\n]+?".join(map(re.escape, message.removeprefix("FILE:LINE:COLUMN ").split(BETWEEN))))
    filled = (text for text in texts() if len(text.replace(BETWEEN, "")) >= FIXED_SHARE_MIN * len(message))
    assert any(map(start.match, texts())) or any(
        _with_holes(text).fullmatch(f"{message}.".replace("..", ".")) for text in filled
    )


def _with_holes(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, text.split(BETWEEN))))


def test_a_message_that_nobody_prints() -> None:
    """The comparison can fail."""
    with pytest.raises(AssertionError):
        test_no_message_that_is_not_printed("There is no … token.")


def test_each_entry_has_a_cause_and_a_fix() -> None:
    """In this order."""
    entries = re.split(r"^### .+$", read(PAGE), flags=re.MULTILINE)[1:]
    assert [one for one in entries if not re.match(r"\n\nCause: .+?\n\nFix: .+", one, re.DOTALL)] == []
