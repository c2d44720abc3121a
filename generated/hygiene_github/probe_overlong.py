from __future__ import annotations

from typing import Optional

from .base_model import BaseModel


class ProbeOverlong(BaseModel):
    update_issue: Optional[ProbeOverlongUpdateIssue] = None


class ProbeOverlongUpdateIssue(BaseModel):
    issue: Optional[ProbeOverlongUpdateIssueIssue] = None


class ProbeOverlongUpdateIssueIssue(BaseModel):
    id: str
    body: str
