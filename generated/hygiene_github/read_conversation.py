from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, Conversation
from .open_world import by_typename


class ReadConversation(BaseModel):
    node: Optional[
        Annotated[
            Union[ReadConversationNodePullRequest, ReadConversationNodeNode],
            by_typename("PullRequest"),
        ]
    ] = None
    rate_limit: Optional[Budget] = None


class ReadConversationNodeNode(BaseModel):
    typename__: str
    _known = ()


class ReadConversationNodePullRequest(Conversation):
    typename__: Literal["PullRequest"]
