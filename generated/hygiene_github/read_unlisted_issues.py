from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor, TrackerIssue


class ReadUnlistedIssues(BaseModel):
    repository: Optional["ReadUnlistedIssuesRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadUnlistedIssuesRepository(BaseModel):
    issues: Optional["ReadUnlistedIssuesRepositoryIssues"] = None
    closed_trackers: Optional["ReadUnlistedIssuesRepositoryClosedTrackers"] = None


class ReadUnlistedIssuesRepositoryIssues(BaseModel):
    page_info: "Cursor"
    nodes: Optional[list[Optional["ReadUnlistedIssuesRepositoryIssuesNodes"]]] = Field(
        default=None
    )


class ReadUnlistedIssuesRepositoryIssuesNodes(BaseModel):
    id: str
    viewer_did_author: bool


class ReadUnlistedIssuesRepositoryClosedTrackers(BaseModel):
    page_info: "Cursor"
    nodes: Optional[list[Optional["TrackerIssue"]]] = Field(default=None)
