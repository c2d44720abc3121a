from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, RecentIssue
from .open_world import by_typename


class ReadIssueBodies(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[ReadIssueBodiesNodesIssue, ReadIssueBodiesNodesNode],
                by_typename("Issue"),
            ]
        ]
    ]
    rate_limit: Optional[Budget] = None


class ReadIssueBodiesNodesNode(BaseModel):
    typename__: str
    _known = ()


class ReadIssueBodiesNodesIssue(RecentIssue):
    typename__: Literal["Issue"]
