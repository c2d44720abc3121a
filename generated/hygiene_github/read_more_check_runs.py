from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, MoreCheckRuns
from .open_world import by_typename


class ReadMoreCheckRuns(BaseModel):
    node: Optional[
        Annotated[
            Union[ReadMoreCheckRunsNodeCheckSuite, ReadMoreCheckRunsNodeNode],
            by_typename("CheckSuite"),
        ]
    ] = None
    rate_limit: Optional[Budget] = None


class ReadMoreCheckRunsNodeNode(BaseModel):
    typename__: str
    _known = ()


class ReadMoreCheckRunsNodeCheckSuite(MoreCheckRuns):
    typename__: Literal["CheckSuite"]
