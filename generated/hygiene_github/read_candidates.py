from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor


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


class ReadCandidatesRepositoryPullRequestsNodes(BaseModel):
    number: int
    head_ref_oid: str
    head_repository: Optional[
        "ReadCandidatesRepositoryPullRequestsNodesHeadRepository"
    ] = Field(default=None)


class ReadCandidatesRepositoryPullRequestsNodesHeadRepository(BaseModel):
    name_with_owner: str


ReadCandidatesRateLimit = Budget
