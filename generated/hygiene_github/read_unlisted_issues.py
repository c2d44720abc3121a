from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor, TrackerIssue


class ReadUnlistedIssues(BaseModel):
    repository: Optional["ReadUnlistedIssuesRepository"] = Field(default=None)
    rate_limit: Optional["ReadUnlistedIssuesRateLimit"] = Field(default=None)


class ReadUnlistedIssuesRepository(BaseModel):
    issues: Optional["ReadUnlistedIssuesRepositoryIssues"] = None
    closed_trackers: Optional["ReadUnlistedIssuesRepositoryClosedTrackers"] = None


class ReadUnlistedIssuesRepositoryIssues(BaseModel):
    page_info: "ReadUnlistedIssuesRepositoryIssuesPageInfo"
    nodes: Optional[list[Optional["ReadUnlistedIssuesRepositoryIssuesNodes"]]] = Field(
        default=None
    )


ReadUnlistedIssuesRepositoryIssuesPageInfo = Cursor


class ReadUnlistedIssuesRepositoryIssuesNodes(BaseModel):
    id: str
    viewer_did_author: bool


class ReadUnlistedIssuesRepositoryClosedTrackers(BaseModel):
    page_info: "ReadUnlistedIssuesRepositoryClosedTrackersPageInfo"
    nodes: Optional[
        list[Optional["ReadUnlistedIssuesRepositoryClosedTrackersNodes"]]
    ] = Field(default=None)


ReadUnlistedIssuesRepositoryClosedTrackersPageInfo = Cursor
ReadUnlistedIssuesRepositoryClosedTrackersNodes = TrackerIssue
ReadUnlistedIssuesRateLimit = Budget
