from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, CheckRunDetails
from .open_world import by_typename


class ReadMoreDetails(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[ReadMoreDetailsNodesCheckRun, ReadMoreDetailsNodesNode],
                by_typename("CheckRun"),
            ]
        ]
    ]
    rate_limit: Optional[Budget] = None


class ReadMoreDetailsNodesNode(BaseModel):
    typename__: str
    _known = ()


class ReadMoreDetailsNodesCheckRun(CheckRunDetails):
    typename__: Literal["CheckRun"]
