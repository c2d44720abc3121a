from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, MoreSuites
from .open_world import by_typename


class ReadMoreSuites(BaseModel):
    repository: Optional[ReadMoreSuitesRepository] = None
    rate_limit: Optional[Budget] = None


class ReadMoreSuitesRepository(BaseModel):
    head: Optional[
        Annotated[
            Union[
                ReadMoreSuitesRepositoryHeadCommit,
                ReadMoreSuitesRepositoryHeadGitObject,
            ],
            by_typename("Commit"),
        ]
    ] = None


class ReadMoreSuitesRepositoryHeadGitObject(BaseModel):
    typename__: str
    _known = ("Blob", "GitObject", "Tag", "Tree")


class ReadMoreSuitesRepositoryHeadCommit(MoreSuites):
    typename__: Literal["Commit"]
