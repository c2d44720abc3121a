from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import Budget, RecentIssue
from .open_world import Known, by_typename


class ReadUnlabelled(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    Annotated["ReadUnlabelledNodesIssue", Tag("Issue")],
                    Annotated["ReadUnlabelledNodesNode", Tag("*")],
                ],
                by_typename("Issue"),
            ]
        ]
    ]
    rate_limit: Optional["ReadUnlabelledRateLimit"] = Field(default=None)


class ReadUnlabelledNodesNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadUnlabelledNodesIssue(RecentIssue):
    typename__: Literal["Issue"] = Field(alias="__typename")


ReadUnlabelledRateLimit = Budget
