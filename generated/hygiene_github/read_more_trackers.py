from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor, TrackerIssue


class ReadMoreTrackers(BaseModel):
    repository: Optional["ReadMoreTrackersRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadMoreTrackersRepository(BaseModel):
    issues: "ReadMoreTrackersRepositoryIssues"


class ReadMoreTrackersRepositoryIssues(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["TrackerIssue"]]] = Field(default=None)
