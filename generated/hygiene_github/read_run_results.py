from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    RunResults,
    RunResultsRuns,
    SuiteRefApp,
    SuiteRefWorkflowRun,
)
from .open_world import Known, by_typename


class ReadRunResults(BaseModel):
    node: Optional[
        Annotated[
            Union[
                Annotated["ReadRunResultsNodeCheckSuite", Tag("CheckSuite")],
                Annotated["ReadRunResultsNodeNode", Tag("*")],
            ],
            by_typename("CheckSuite"),
        ]
    ] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadRunResultsNodeNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadRunResultsNodeCheckSuite(RunResults):
    typename__: Literal["CheckSuite"] = Field(alias="__typename")
