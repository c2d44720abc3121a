from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, MoreComments
from .open_world import by_typename


class ReadMoreComments(BaseModel):
    node: Optional[
        Annotated[
            Union[ReadMoreCommentsNodePullRequest, ReadMoreCommentsNodeNode],
            by_typename("PullRequest"),
        ]
    ] = None
    rate_limit: Optional[Budget] = None


class ReadMoreCommentsNodeNode(BaseModel):
    typename__: str
    _known = ()


class ReadMoreCommentsNodePullRequest(MoreComments):
    typename__: Literal["PullRequest"]
