from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, RunResults
from .open_world import by_typename


class ReadRunResults(BaseModel):
    node: Optional[
        Annotated[
            Union[ReadRunResultsNodeCheckSuite, ReadRunResultsNodeNode],
            by_typename("CheckSuite"),
        ]
    ] = None
    rate_limit: Optional[Budget] = None


class ReadRunResultsNodeNode(BaseModel):
    typename__: str
    _known = ()


class ReadRunResultsNodeCheckSuite(RunResults):
    typename__: Literal["CheckSuite"]
