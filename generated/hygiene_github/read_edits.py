from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    CommentEdits,
    CommentHistoryAuthor,
    Edits,
    IssueEdits,
    IssueHistoryAuthor,
)
from .open_world import Known, by_typename


class ReadEdits(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    Annotated["ReadEditsNodesIssue", Tag("Issue")],
                    Annotated["ReadEditsNodesIssueComment", Tag("IssueComment")],
                    Annotated["ReadEditsNodesNode", Tag("*")],
                ],
                by_typename("Issue", "IssueComment"),
            ]
        ]
    ]
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadEditsNodesNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadEditsNodesIssue(IssueEdits):
    typename__: Literal["Issue"] = Field(alias="__typename")


class ReadEditsNodesIssueComment(CommentEdits):
    typename__: Literal["IssueComment"] = Field(alias="__typename")
