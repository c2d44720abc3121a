"""The pages of the documentation, and the fenced blocks in them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TOP = ("README.md", "SECURITY.md", "CHANGELOG.md")
_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block, and the lines that the page shows below it."""

    text: str
    shown: tuple[str, ...] = ()


def pages() -> list[Path]:
    """Every page, those at the top first."""
    return [ROOT / name for name in TOP] + sorted(DOCS.rglob("*.md"))


def read(name: str) -> str:
    """The text of a page, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def functions(path: str) -> frozenset[str]:
    """The names of the functions and methods in a module."""
    tree = ast.parse(read(path))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def blocks(text: str, info: str) -> list[str]:
    """The fenced blocks of one kind."""
    return [dedent(match["text"]) for match in _FENCE.finditer(text) if match["info"].strip() == info]


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text)


def commands(text: str) -> list[Command]:
    """The commands of all console blocks in order: after ``$``, with further lines after ``>``, then what is shown."""
    found: list[Command] = []
    for block in blocks(text, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:]))
            elif line.startswith("> ") or line == ">":
                found[-1] = Command(f"{found[-1].text}\n{line[2:]}")
            else:
                found[-1] = Command(found[-1].text, (*found[-1].shown, line))
    return found
