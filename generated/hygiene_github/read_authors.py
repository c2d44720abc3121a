from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    CommentAuthor,
    CommentAuthorAuthor,
    IssueAuthor,
    IssueAuthorAuthor,
)
from .open_world import Known, by_typename


class ReadAuthors(BaseModel):
    viewer: "ReadAuthorsViewer"
    nodes: list[
        Optional[
            Annotated[
                Union[
                    Annotated["ReadAuthorsNodesIssue", Tag("Issue")],
                    Annotated["ReadAuthorsNodesIssueComment", Tag("IssueComment")],
                    Annotated["ReadAuthorsNodesNode", Tag("*")],
                ],
                by_typename("Issue", "IssueComment"),
            ]
        ]
    ]
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadAuthorsViewer(BaseModel):
    login: str


class ReadAuthorsNodesNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadAuthorsNodesIssue(IssueAuthor):
    typename__: Literal["Issue"] = Field(alias="__typename")


class ReadAuthorsNodesIssueComment(CommentAuthor):
    typename__: Literal["IssueComment"] = Field(alias="__typename")
