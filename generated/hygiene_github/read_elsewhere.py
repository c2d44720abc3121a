from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, CommitsChecked


class ReadElsewhere(BaseModel):
    repository: Optional["ReadElsewhereRepository"] = Field(default=None)
    rate_limit: Optional["ReadElsewhereRateLimit"] = Field(default=None)


class ReadElsewhereRepository(BaseModel):
    pull_requests: "ReadElsewhereRepositoryPullRequests"
    pull_request: Optional["ReadElsewhereRepositoryPullRequest"] = None


class ReadElsewhereRepositoryPullRequests(BaseModel):
    nodes: Optional[list[Optional["ReadElsewhereRepositoryPullRequestsNodes"]]] = Field(
        default=None
    )


class ReadElsewhereRepositoryPullRequestsNodes(BaseModel):
    id: str
    number: int
    commits: "ReadElsewhereRepositoryPullRequestsNodesCommits"


ReadElsewhereRepositoryPullRequestsNodesCommits = CommitsChecked


class ReadElsewhereRepositoryPullRequest(BaseModel):
    id: str
    number: int
    commits: "ReadElsewhereRepositoryPullRequestCommits"


ReadElsewhereRepositoryPullRequestCommits = CommitsChecked
ReadElsewhereRateLimit = Budget
