from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .fragments import Budget, Cursor, PullRequestTraces


class ReadTraces(BaseModel):
    repository: Optional[ReadTracesRepository] = None
    rate_limit: Optional[Budget] = None


class ReadTracesRepository(BaseModel):
    pull_requests: ReadTracesRepositoryPullRequests


class ReadTracesRepositoryPullRequests(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[PullRequestTraces]]] = None
