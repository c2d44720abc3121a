from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ProbeClose(BaseModel):
    close_issue: Optional["ProbeCloseCloseIssue"] = Field(default=None)


class ProbeCloseCloseIssue(BaseModel):
    issue: Optional["ProbeCloseCloseIssueIssue"] = Field(default=None)


class ProbeCloseCloseIssueIssue(BaseModel):
    id: str
