from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import Budget, RecentIssue
from .open_world import Known, by_typename


class ReadIssueBodies(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    Annotated["ReadIssueBodiesNodesIssue", Tag("Issue")],
                    Annotated["ReadIssueBodiesNodesNode", Tag("*")],
                ],
                by_typename("Issue"),
            ]
        ]
    ]
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadIssueBodiesNodesNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadIssueBodiesNodesIssue(RecentIssue):
    typename__: Literal["Issue"] = Field(alias="__typename")
