"""Lets the classes of optional fragments be made from answers without them: every field has a default of None."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def relax(module: ast.Module, fragments: Collection[str]) -> None:
    """Make the fields of these fragments' classes optional, in place."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name in fragments:
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and field.value is None:
                    field.annotation = ast.Subscript(ast.Name("Optional"), field.annotation)
                    field.value = ast.Constant(None)
