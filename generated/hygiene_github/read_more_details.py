from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    CheckRunDetails,
    CheckRunDetailsAnnotations,
    CheckRunDetailsSteps,
)
from .open_world import Known, by_typename


class ReadMoreDetails(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    Annotated["ReadMoreDetailsNodesCheckRun", Tag("CheckRun")],
                    Annotated["ReadMoreDetailsNodesNode", Tag("*")],
                ],
                by_typename("CheckRun"),
            ]
        ]
    ]
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadMoreDetailsNodesNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadMoreDetailsNodesCheckRun(CheckRunDetails):
    typename__: Literal["CheckRun"] = Field(alias="__typename")
