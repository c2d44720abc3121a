from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ProbeOverlong(BaseModel):
    update_issue: Optional["ProbeOverlongUpdateIssue"] = Field(default=None)


class ProbeOverlongUpdateIssue(BaseModel):
    issue: Optional["ProbeOverlongUpdateIssueIssue"] = Field(default=None)


class ProbeOverlongUpdateIssueIssue(BaseModel):
    id: str
    body: str
