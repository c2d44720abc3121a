from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (
    Budget,
    MoreSuites,
    MoreSuitesCheckSuites,  # noqa: F401
)
from .open_world import Known, by_typename


class ReadMoreSuites(BaseModel):
    repository: Optional["ReadMoreSuitesRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadMoreSuitesRepository(BaseModel):
    head: Optional[
        Annotated[
            Union[
                Annotated["ReadMoreSuitesRepositoryHeadCommit", Tag("Commit")],
                Annotated["ReadMoreSuitesRepositoryHeadGitObject", Tag("*")],
            ],
            by_typename("Commit"),
        ]
    ] = Field(default=None)


class ReadMoreSuitesRepositoryHeadGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ReadMoreSuitesRepositoryHeadCommit(MoreSuites):
    typename__: Literal["Commit"] = Field(alias="__typename")
