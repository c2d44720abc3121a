"""A fragment may be named like an enum."""

from __future__ import annotations

import ast

from hygiene.schema.codegen.shadows import step_aside

MODULE = """
from .enums import PullRequestState, IssueState
from .fragments import Other

class PullRequestState(BaseModel):
    state: PullRequestState
    issue: Optional[IssueState] = Field(default=None)
    next: Optional["PullRequestState"]

class Sub(PullRequestState):
    states: list[PullRequestState]
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


def test_the_enum_steps_aside_in_annotations_only() -> None:
    """Classes are referred to in quotes and as bases; those stay the fragment's."""
    module = quoted(ast.parse(MODULE))
    assert step_aside(module) == {"PullRequestState"}
    assert ast.unparse(module).splitlines() == [
        "from .enums import PullRequestState as PullRequestStateEnum, IssueState",
        "from .fragments import Other",
        "",
        "class PullRequestState(BaseModel):",
        "    state: PullRequestStateEnum",
        "    issue: Optional[IssueState] = Field(default=None)",
        '    next: Optional["PullRequestState"]',
        "",
        "class Sub(PullRequestState):",
        "    states: list[PullRequestStateEnum]",
    ]


def test_nothing_happens_where_no_name_is_taken() -> None:
    """Nearly always."""
    text = "from .enums import IssueState\n\nclass A(BaseModel):\n    state: IssueState"
    module = ast.parse(text)
    assert step_aside(module) == set()
    assert ast.unparse(module) == text
