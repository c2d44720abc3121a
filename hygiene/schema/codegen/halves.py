"""Cuts the module of the fragments in two, so that a run does not pay at its start for classes that it never needs.

Each class costs a third of a millisecond, and the generator puts all of them into one module. What the first operation
of every run is made of stays together; the rest is loaded when somebody asks for it.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FIRST_OPERATION = "read_scope"
MODULE, EARLY, LATE = "fragments", "early_fragments", "late_fragments"
_WORD = re.compile(r"\w+")
_FACADE = '''"""The classes of the fragments; those that the first look has no use for are loaded when asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
{imports}

_LATE = {{
{late}
}}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        from . import late_fragments

        return getattr(late_fragments, name)
    from . import early_fragments

    return getattr(early_fragments, name)
'''


def halve(package: Path) -> None:
    """Replace the module by three: the two halves, and one of the old name that finds each class."""
    path = package / f"{MODULE}.py"
    first = package / f"{FIRST_OPERATION}.py"
    if not path.exists() or not first.exists():
        return
    head, classes = _parts(path.read_text(encoding="utf-8"))
    needs = {name: {word for word in _WORD.findall(text) if word in classes} for name, text in classes.items()}
    early = _closed(set(_WORD.findall(first.read_text(encoding="utf-8"))) & classes.keys(), needs)
    late = [name for name in classes if name not in early]
    # What a class inherits names further classes, and is looked up where the heir stands.
    borrowed = _closed({need for name in late for need in needs[name]} & early, needs)
    borrowing = f"from .{EARLY} import (\n" + "".join(f"    {name},\n" for name in sorted(borrowed)) + ")\n"
    _write(package / f"{EARLY}.py", head, [classes[name] for name in classes if name in early])
    _write(package / f"{LATE}.py", head + (borrowing if borrowed else ""), [classes[name] for name in late])
    imports = [f"    from .{EARLY} import {name} as {name}" for name in sorted(early)]
    imports += [f"    from .{LATE} import {name} as {name}" for name in sorted(late)]
    names = "\n".join(f'    "{name}",' for name in sorted(late))
    path.write_text(_FACADE.format(imports="\n".join(imports), late=names), encoding="utf-8")


def _parts(source: str) -> tuple[str, dict[str, str]]:
    """The imports, and each class as it stands there, in order; other names for a class stand like classes."""
    lines = source.splitlines(keepends=True)
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef | ast.Assign)]
    texts = {_name(node): "".join(lines[node.lineno - 1 : node.end_lineno]) for node in nodes}
    return "".join(lines[: nodes[0].lineno - 1]).rstrip("\n") + "\n", texts


def _name(node: ast.ClassDef | ast.Assign) -> str:
    return node.name if isinstance(node, ast.ClassDef) else ast.unparse(node.targets[0])


def _closed(names: set[str], needs: Mapping[str, set[str]]) -> set[str]:
    """The names with everything that they need."""
    while more := {need for name in names for need in needs[name]} - names:
        names |= more
    return names


def _write(path: Path, head: str, classes: Iterable[str]) -> None:
    path.write_text("\n\n".join([head, *classes]), encoding="utf-8")
