"""Of several equal classes one is kept, and what names the others names it."""

from __future__ import annotations

import ast

import pytest

from hygiene.schema.codegen.plugin import merge_equal


def merged(source: str) -> tuple[str, set[str]]:
    """The source afterwards, without blank lines, and the names that are gone."""
    module = ast.parse(source)
    for node in ast.walk(module):
        # The generator writes a forward reference as a name with quotes.
        if isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Constant):
            assert isinstance(node.annotation.value, str)
            node.annotation = ast.Name(f'"{node.annotation.value}"')
    dropped = merge_equal(module)
    return "\n".join(line for line in ast.unparse(module).splitlines() if line), dropped


@pytest.mark.parametrize(
    ("source", "expected", "dropped"),
    [
        ("class A(M):\n    x: int\nclass B(M):\n    x: int", "class A(M):\n    x: int", {"B"}),
        (
            'class R(M):\n    a: "A1"\n    b: "A2"\nclass A1(M):\n    n: "N1"\nclass N1(M):\n    x: int\n'
            'class A2(M):\n    n: "N2"\nclass N2(M):\n    x: int',
            'class R(M):\n    a: "A1"\n    b: "A1"\nclass A1(M):\n    n: "N1"\nclass N1(M):\n    x: int',
            {"A2", "N2"},
        ),
        ('class R(M):\n    a: "A"\nA = Fragment', 'class R(M):\n    a: "Fragment"', {"A"}),
        ("class A(M):\n    x: int\nclass B(M):\n    x: str", "class A(M):\n    x: int\nclass B(M):\n    x: str", set()),
        ("class A(M):\n    x: int\nclass B(N):\n    x: int", "class A(M):\n    x: int\nclass B(N):\n    x: int", set()),
        ("class A(M):\n    x: int\nclass B(M):\n    y: int", "class A(M):\n    x: int\nclass B(M):\n    y: int", set()),
    ],
    ids=["equal", "equal once what they name is", "another name", "other type", "other base", "other field"],
)
def test_merge(source: str, expected: str, dropped: set[str]) -> None:
    """Equal are classes with the same bases and the same fields, however they are named."""
    assert merged(source) == (expected, dropped)
