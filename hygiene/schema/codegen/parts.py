"""Splits the module of the fragments, so that a run imports only the classes that it needs.

To import a class takes a third of a millisecond, and the generator writes all of them to one module. The classes of the
first operation of every run are one part, those of the mutation another; the rest is loaded on demand.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MODULE, LATE = "fragments", "late_fragments"
# The parts in order, each with the operation whose classes it has; what is in an earlier one is not in a later one.
PARTS = {"early_fragments": "read_scope", "write_fragments": "apply_plan", LATE: ""}
_WORD = re.compile(r"\w+")
_FACADE = '''"""The classes of the fragments; a part of them is loaded when one of its classes is used."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
{imports}

_PARTS = {{
{names}
}}


def __getattr__(name: str) -> Any:
    if name not in _PARTS:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{{__package__}}.{{_PARTS[name]}}"), name)
'''


def cut(package: Path) -> None:
    """Replace the module by its parts, and one of the old name that finds each class."""
    path = package / f"{MODULE}.py"
    if not path.exists() or not (package / f"{PARTS['early_fragments']}.py").exists():
        return
    head, classes = _parts(path.read_text(encoding="utf-8"))
    needs = {name: {word for word in _WORD.findall(text) if word in classes} for name, text in classes.items()}
    places: dict[str, str] = {}
    for part, operation in PARTS.items():
        file = package / f"{operation}.py"
        words = set(_WORD.findall(file.read_text(encoding="utf-8"))) if operation and file.exists() else set()
        named = words & classes.keys() if operation else set(classes)
        places |= dict.fromkeys(_closed(named, needs) - places.keys(), part)
    for part in PARTS:
        own = [name for name in classes if places[name] == part]
        # Inherited annotations name further classes, and are resolved in the module of the subclass.
        borrowed = _closed({need for name in own for need in needs[name]}, needs) - set(own)
        imports = [_borrowing(other, (name for name in borrowed if places[name] == other)) for other in PARTS]
        _write(package / f"{part}.py", head + "".join(imports), [classes[name] for name in own])
    lines = [f"    from .{places[name]} import {name} as {name}" for name in _in_order(places)]
    names = [f'    "{name}": "{places[name]}",' for name in _in_order(places)]
    path.write_text(_FACADE.format(imports="\n".join(lines), names="\n".join(names)), encoding="utf-8")


def _in_order(places: Mapping[str, str]) -> list[str]:
    parts = list(PARTS)
    return sorted(places, key=lambda name: (parts.index(places[name]), name))


def _borrowing(part: str, names: Iterable[str]) -> str:
    listed = "".join(f"    {name},\n" for name in sorted(names))
    return f"from .{part} import (\n{listed})\n" if listed else ""


def _parts(source: str) -> tuple[str, dict[str, str]]:
    """The imports, and each class in order; aliases of a class count as classes."""
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
