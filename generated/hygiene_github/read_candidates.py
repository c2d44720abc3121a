from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor, Namesake


class ReadCandidates(BaseModel):
    repository: Optional["ReadCandidatesRepository"] = Field(default=None)
    rate_limit: Optional["ReadCandidatesRateLimit"] = Field(default=None)


class ReadCandidatesRepository(BaseModel):
    pull_requests: "ReadCandidatesRepositoryPullRequests"


class ReadCandidatesRepositoryPullRequests(BaseModel):
    total_count: int
    page_info: "ReadCandidatesRepositoryPullRequestsPageInfo"
    nodes: Optional[list[Optional["ReadCandidatesRepositoryPullRequestsNodes"]]] = (
        Field(default=None)
    )


ReadCandidatesRepositoryPullRequestsPageInfo = Cursor
ReadCandidatesRepositoryPullRequestsNodes = Namesake
ReadCandidatesRateLimit = Budget
