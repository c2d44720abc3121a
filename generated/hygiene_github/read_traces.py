from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, Cursor, PullRequestTraces


class ReadTraces(BaseModel):
    repository: Optional["ReadTracesRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadTracesRepository(BaseModel):
    pull_requests: "ReadTracesRepositoryPullRequests"


class ReadTracesRepositoryPullRequests(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["PullRequestTraces"]]] = Field(default=None)
