"""Takes out the classes that only repeat a fragment: a field that selects nothing else is of the fragment's class.

The generator makes one for every such field. Each costs time at every start, and tells nothing.
"""

from __future__ import annotations

import ast


def use_fragments(module: ast.Module) -> set[str]:
    """Annotate fields with the fragment's own class, in place, and return the names of the classes left out for it."""
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    bases = {node.name: node.bases[0].id for node in classes if _repeats(node) and isinstance(node.bases[0], ast.Name)}
    module.body = [node for node in module.body if not (isinstance(node, ast.ClassDef) and node.name in bases)]
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            _Renamer(bases).visit(node)
    return set(bases)


def _repeats(node: ast.ClassDef) -> bool:
    return len(node.bases) == 1 and all(isinstance(statement, ast.Pass) for statement in node.body)


class _Renamer(ast.NodeTransformer):
    """Renames classes in annotations, where they stand in quotes, and as bases."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """A forward reference is a name with its quotes."""
        name = node.id.strip('"')
        if name in self.names:
            node.id = node.id.replace(name, self._fragment(name))
        return node

    def _fragment(self, name: str) -> str:
        while name in self.names:
            name = self.names[name]
        return name
