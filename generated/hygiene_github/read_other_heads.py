from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .fragments import Budget, CommitsChecked


class ReadOtherHeads(BaseModel):
    repository: Optional[ReadOtherHeadsRepository] = None
    rate_limit: Optional[Budget] = None


class ReadOtherHeadsRepository(BaseModel):
    pull_requests: ReadOtherHeadsRepositoryPullRequests
    pull_request: Optional[ReadOtherHeadsRepositoryPullRequestsNodes] = None


class ReadOtherHeadsRepositoryPullRequests(BaseModel):
    nodes: Optional[list[Optional[ReadOtherHeadsRepositoryPullRequestsNodes]]] = None


class ReadOtherHeadsRepositoryPullRequestsNodes(BaseModel):
    id: str
    number: int
    commits: CommitsChecked
