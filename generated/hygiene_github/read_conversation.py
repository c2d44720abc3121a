from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (
    Budget,
    CommentWindow,  # noqa: F401
    Conversation,
)
from .open_world import Known, by_typename


class ReadConversation(BaseModel):
    node: Optional[
        Annotated[
            Union[
                Annotated["ReadConversationNodePullRequest", Tag("PullRequest")],
                Annotated["ReadConversationNodeNode", Tag("*")],
            ],
            by_typename("PullRequest"),
        ]
    ] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadConversationNodeNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadConversationNodePullRequest(Conversation):
    typename__: Literal["PullRequest"] = Field(alias="__typename")
