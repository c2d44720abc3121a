from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .fragments import Budget, Cursor, SameBranchName


class ReadCandidates(BaseModel):
    repository: Optional[ReadCandidatesRepository] = None
    rate_limit: Optional[Budget] = None


class ReadCandidatesRepository(BaseModel):
    pull_requests: ReadCandidatesRepositoryPullRequests


class ReadCandidatesRepositoryPullRequests(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[SameBranchName]]] = None
