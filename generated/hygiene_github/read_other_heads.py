from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, CommitsChecked


class ReadOtherHeads(BaseModel):
    repository: Optional["ReadOtherHeadsRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadOtherHeadsRepository(BaseModel):
    pull_requests: "ReadOtherHeadsRepositoryPullRequests"
    pull_request: Optional["ReadOtherHeadsRepositoryPullRequestsNodes"] = None


class ReadOtherHeadsRepositoryPullRequests(BaseModel):
    nodes: Optional[list[Optional["ReadOtherHeadsRepositoryPullRequestsNodes"]]] = (
        Field(default=None)
    )


class ReadOtherHeadsRepositoryPullRequestsNodes(BaseModel):
    id: str
    number: int
    commits: "CommitsChecked"
