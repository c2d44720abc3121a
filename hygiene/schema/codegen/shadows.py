"""Keeps an enum apart from a fragment of the same name: both become classes, and the later would hide the earlier."""

from __future__ import annotations

import ast

ENUMS_MODULE = "enums"
SUFFIX = "Enum"


def step_aside(module: ast.Module) -> set[str]:
    """Import enums under another name where a class of the module takes theirs; return the names taken, in place."""
    defined = {node.name for node in module.body if isinstance(node, ast.ClassDef)}
    taken: set[str] = set()
    for node in module.body:
        if isinstance(node, ast.ImportFrom) and node.module == ENUMS_MODULE:
            for alias in node.names:
                if alias.name in defined:
                    alias.asname = alias.name + SUFFIX
                    taken.add(alias.name)
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            _Renamer(taken).visit(node)
    return taken


class _Renamer(ast.NodeTransformer):
    """Renames enums in annotations; classes of the module stand there in quotes, so their names differ."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        """Go into the annotation, not into the bases of the class."""
        for name in ast.walk(node.annotation):
            if isinstance(name, ast.Name) and name.id in self.taken:
                name.id += SUFFIX
        return node
