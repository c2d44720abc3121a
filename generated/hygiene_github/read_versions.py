from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import Budget, CommentVersion, IssueVersion, PullRequestVersion
from .open_world import Known, by_typename


class ReadVersions(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    Annotated["ReadVersionsNodesIssue", Tag("Issue")],
                    Annotated["ReadVersionsNodesIssueComment", Tag("IssueComment")],
                    Annotated["ReadVersionsNodesPullRequest", Tag("PullRequest")],
                    Annotated["ReadVersionsNodesNode", Tag("*")],
                ],
                by_typename("Issue", "IssueComment", "PullRequest"),
            ]
        ]
    ]
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadVersionsNodesNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadVersionsNodesIssue(IssueVersion):
    typename__: Literal["Issue"] = Field(alias="__typename")


class ReadVersionsNodesIssueComment(CommentVersion):
    typename__: Literal["IssueComment"] = Field(alias="__typename")


class ReadVersionsNodesPullRequest(PullRequestVersion):
    typename__: Literal["PullRequest"] = Field(alias="__typename")
