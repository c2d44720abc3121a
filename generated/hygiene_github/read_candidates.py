from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor, SameBranchName


class ReadCandidates(BaseModel):
    repository: Optional["ReadCandidatesRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadCandidatesRepository(BaseModel):
    pull_requests: "ReadCandidatesRepositoryPullRequests"


class ReadCandidatesRepositoryPullRequests(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["SameBranchName"]]] = Field(default=None)
