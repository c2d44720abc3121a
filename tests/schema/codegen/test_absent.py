"""A class of an optional fragment can be made from an answer that lacks it."""

from __future__ import annotations

import ast

from hygiene_github import fragments
from hygiene_github.fragments import CommentState

from hygiene.model.host_features import OPTIONAL_FRAGMENTS
from hygiene.schema.codegen.plugin import relax

MODULE = """
class Maybe(BaseModel):
    hidden: bool
    reason: Optional[str] = Field(default=None)

class Always(BaseModel):
    hidden: bool
"""
COMMENT = {
    "id": "IC_1",
    "url": "u",
    "body": "b",
    "createdAt": "2025-10-13T00:00:00Z",
    "updatedAt": "2025-10-13T00:00:00Z",
    "viewerDidAuthor": True,
    "isMinimized": False,
    "fullDatabaseId": "1",
}


def test_only_the_named_classes_are_relaxed() -> None:
    """What is there already stays; what was not named is demanded as before."""
    module = ast.parse(MODULE)
    relax(module, {"Maybe"})
    assert ast.unparse(module).split("\n\n") == [
        "class Maybe(BaseModel):\n    hidden: Optional[bool] = None\n    reason: Optional[str] = Field(default=None)",
        "class Always(BaseModel):\n    hidden: bool",
    ]


def test_every_optional_fragment_may_be_empty() -> None:
    """The generated class of each, as committed, is made from nothing."""
    for name in OPTIONAL_FRAGMENTS:
        assert getattr(fragments, name).model_validate({}).model_fields_set == set()


def test_a_comment_without_anything_optional() -> None:
    """What inherits from an optional fragment is read without it."""
    comment = CommentState.model_validate(COMMENT)
    assert comment.user_content_edits is None
