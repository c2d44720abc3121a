from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .fragments import Budget, Cursor, TrackerIssue


class ReadUnlistedIssues(BaseModel):
    repository: Optional[ReadUnlistedIssuesRepository] = None
    rate_limit: Optional[Budget] = None


class ReadUnlistedIssuesRepository(BaseModel):
    issues: Optional[ReadUnlistedIssuesRepositoryIssues] = None
    closed_trackers: Optional[ReadUnlistedIssuesRepositoryClosedTrackers] = None


class ReadUnlistedIssuesRepositoryIssues(BaseModel):
    page_info: Cursor
    nodes: Optional[list[Optional[ReadUnlistedIssuesRepositoryIssuesNodes]]] = None


class ReadUnlistedIssuesRepositoryIssuesNodes(BaseModel):
    id: str
    viewer_did_author: bool


class ReadUnlistedIssuesRepositoryClosedTrackers(BaseModel):
    page_info: Cursor
    nodes: Optional[list[Optional[TrackerIssue]]] = None
