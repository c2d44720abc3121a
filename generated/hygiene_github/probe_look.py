from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, LabelRef, ProbeIssue


class ProbeLook(BaseModel):
    repository: Optional["ProbeLookRepository"] = Field(default=None)
    rate_limit: Optional["ProbeLookRateLimit"] = Field(default=None)


class ProbeLookRepository(BaseModel):
    id: str
    first: Optional["ProbeLookRepositoryFirst"] = Field(default=None)
    second: Optional["ProbeLookRepositorySecond"] = Field(default=None)
    of_first: "ProbeLookRepositoryOfFirst"
    of_second: "ProbeLookRepositoryOfSecond"
    of_both: "ProbeLookRepositoryOfBoth"


ProbeLookRepositoryFirst = LabelRef
ProbeLookRepositorySecond = LabelRef


class ProbeLookRepositoryOfFirst(BaseModel):
    nodes: Optional[list[Optional["ProbeLookRepositoryOfFirstNodes"]]] = Field(
        default=None
    )


ProbeLookRepositoryOfFirstNodes = ProbeIssue


class ProbeLookRepositoryOfSecond(BaseModel):
    nodes: Optional[list[Optional["ProbeLookRepositoryOfSecondNodes"]]] = Field(
        default=None
    )


ProbeLookRepositoryOfSecondNodes = ProbeIssue


class ProbeLookRepositoryOfBoth(BaseModel):
    nodes: Optional[list[Optional["ProbeLookRepositoryOfBothNodes"]]] = Field(
        default=None
    )


ProbeLookRepositoryOfBothNodes = ProbeIssue
ProbeLookRateLimit = Budget
