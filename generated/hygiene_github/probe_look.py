from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, LabelRef, ProbeIssue


class ProbeLook(BaseModel):
    repository: Optional["ProbeLookRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ProbeLookRepository(BaseModel):
    id: str
    first: Optional["LabelRef"] = Field(default=None)
    second: Optional["LabelRef"] = Field(default=None)
    of_first: "ProbeLookRepositoryOfFirst"
    of_second: "ProbeLookRepositoryOfFirst"
    of_both: "ProbeLookRepositoryOfFirst"


class ProbeLookRepositoryOfFirst(BaseModel):
    nodes: Optional[list[Optional["ProbeIssue"]]] = Field(default=None)
