from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .fragments import Budget, Cursor, TrackerIssue


class ReadMoreTrackers(BaseModel):
    repository: Optional[ReadMoreTrackersRepository] = None
    rate_limit: Optional[Budget] = None


class ReadMoreTrackersRepository(BaseModel):
    issues: ReadMoreTrackersRepositoryIssues


class ReadMoreTrackersRepositoryIssues(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[TrackerIssue]]] = None
