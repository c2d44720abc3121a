"""A class that only repeats another one is removed."""

from __future__ import annotations

import ast

from hygiene.schema.codegen.plugin import use_fragments

MODULE = """
class Ref(BaseModel):
    id: str

class Page(BaseModel):
    nodes: Optional[list[Optional["PageNodes"]]]
    first: Optional["PageFirst"]

class PageNodes(Ref):
    pass

class PageFirst(PageNodes):
    pass

class Longer(PageFirst):
    name: str

class Both(Ref, Other):
    pass
"""


def quoted(module: ast.Module) -> ast.Module:
    """Write forward references as the generator does: as names in quotes."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, str)
        ):
            node.slice = ast.Name(f'"{node.slice.value}"')
    return module


def test_fields_are_of_the_fragments_own_class() -> None:
    """Also after several repetitions; what adds something, or joins two, stays."""
    module = quoted(ast.parse(MODULE))
    assert use_fragments(module) == {"PageNodes", "PageFirst"}
    assert ast.unparse(module).split("\n\n") == [
        "class Ref(BaseModel):\n    id: str",
        'class Page(BaseModel):\n    nodes: Optional[list[Optional["Ref"]]]\n    first: Optional["Ref"]',
        "class Longer(Ref):\n    name: str",
        "class Both(Ref, Other):\n    pass",
    ]
