from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor, TrackerIssue


class ReadBeyond(BaseModel):
    repository: Optional["ReadBeyondRepository"] = Field(default=None)
    rate_limit: Optional["ReadBeyondRateLimit"] = Field(default=None)


class ReadBeyondRepository(BaseModel):
    issues: Optional["ReadBeyondRepositoryIssues"] = None
    closed_trackers: Optional["ReadBeyondRepositoryClosedTrackers"] = None


class ReadBeyondRepositoryIssues(BaseModel):
    page_info: "ReadBeyondRepositoryIssuesPageInfo"
    nodes: Optional[list[Optional["ReadBeyondRepositoryIssuesNodes"]]] = Field(
        default=None
    )


ReadBeyondRepositoryIssuesPageInfo = Cursor


class ReadBeyondRepositoryIssuesNodes(BaseModel):
    id: str
    viewer_did_author: bool


class ReadBeyondRepositoryClosedTrackers(BaseModel):
    page_info: "ReadBeyondRepositoryClosedTrackersPageInfo"
    nodes: Optional[list[Optional["ReadBeyondRepositoryClosedTrackersNodes"]]] = Field(
        default=None
    )


ReadBeyondRepositoryClosedTrackersPageInfo = Cursor
ReadBeyondRepositoryClosedTrackersNodes = TrackerIssue
ReadBeyondRateLimit = Budget
