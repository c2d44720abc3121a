from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, CommentVersion, IssueVersion, PullRequestVersion
from .open_world import by_typename


class ReadVersions(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    ReadVersionsNodesIssue,
                    ReadVersionsNodesIssueComment,
                    ReadVersionsNodesPullRequest,
                    ReadVersionsNodesNode,
                ],
                by_typename("Issue", "IssueComment", "PullRequest"),
            ]
        ]
    ]
    rate_limit: Optional[Budget] = None


class ReadVersionsNodesNode(BaseModel):
    typename__: str
    _known = ()


class ReadVersionsNodesIssue(IssueVersion):
    typename__: Literal["Issue"]


class ReadVersionsNodesIssueComment(CommentVersion):
    typename__: Literal["IssueComment"]


class ReadVersionsNodesPullRequest(PullRequestVersion):
    typename__: Literal["PullRequest"]
