from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, CommentAuthor, IssueAuthor
from .open_world import by_typename


class ReadAuthors(BaseModel):
    viewer: ReadAuthorsViewer
    nodes: list[
        Optional[
            Annotated[
                Union[
                    ReadAuthorsNodesIssue,
                    ReadAuthorsNodesIssueComment,
                    ReadAuthorsNodesNode,
                ],
                by_typename("Issue", "IssueComment"),
            ]
        ]
    ]
    rate_limit: Optional[Budget] = None


class ReadAuthorsViewer(BaseModel):
    login: str


class ReadAuthorsNodesNode(BaseModel):
    typename__: str
    _known = ()


class ReadAuthorsNodesIssue(IssueAuthor):
    typename__: Literal["Issue"]


class ReadAuthorsNodesIssueComment(CommentAuthor):
    typename__: Literal["IssueComment"]
