"""A class that only repeats another one stands for nothing."""

from __future__ import annotations

import ast

from hygiene.schema.codegen.plugin import use_fragments
from tests.schema.codegen.test_shadows import quoted

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


def test_fields_are_of_the_fragments_own_class() -> None:
    """Also behind several repetitions; what adds something, or joins two, stays."""
    module = quoted(ast.parse(MODULE))
    assert use_fragments(module) == {"PageNodes", "PageFirst"}
    assert ast.unparse(module).split("\n\n") == [
        "class Ref(BaseModel):\n    id: str",
        'class Page(BaseModel):\n    nodes: Optional[list[Optional["Ref"]]]\n    first: Optional["Ref"]',
        "class Longer(Ref):\n    name: str",
        "class Both(Ref, Other):\n    pass",
    ]
