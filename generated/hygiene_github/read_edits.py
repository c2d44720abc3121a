from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, CommentEdits, IssueEdits
from .open_world import by_typename


class ReadEdits(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    ReadEditsNodesIssue, ReadEditsNodesIssueComment, ReadEditsNodesNode
                ],
                by_typename("Issue", "IssueComment"),
            ]
        ]
    ]
    rate_limit: Optional[Budget] = None


class ReadEditsNodesNode(BaseModel):
    typename__: str
    _known = ()


class ReadEditsNodesIssue(IssueEdits):
    typename__: Literal["Issue"]


class ReadEditsNodesIssueComment(CommentEdits):
    typename__: Literal["IssueComment"]
