from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    MoreComments,
    MoreCommentsLast,
    MoreCommentsNext,
)
from .open_world import Known, by_typename


class ReadMoreComments(BaseModel):
    node: Optional[
        Annotated[
            Union[
                Annotated["ReadMoreCommentsNodePullRequest", Tag("PullRequest")],
                Annotated["ReadMoreCommentsNodeNode", Tag("*")],
            ],
            by_typename("PullRequest"),
        ]
    ] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadMoreCommentsNodeNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadMoreCommentsNodePullRequest(MoreComments):
    typename__: Literal["PullRequest"] = Field(alias="__typename")
