from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    MoreCheckRuns,
    MoreCheckRunsLast,
    MoreCheckRunsNext,
)
from .open_world import Known, by_typename


class ReadMoreCheckRuns(BaseModel):
    node: Optional[
        Annotated[
            Union[
                Annotated["ReadMoreCheckRunsNodeCheckSuite", Tag("CheckSuite")],
                Annotated["ReadMoreCheckRunsNodeNode", Tag("*")],
            ],
            by_typename("CheckSuite"),
        ]
    ] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadMoreCheckRunsNodeNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadMoreCheckRunsNodeCheckSuite(MoreCheckRuns):
    typename__: Literal["CheckSuite"] = Field(alias="__typename")
