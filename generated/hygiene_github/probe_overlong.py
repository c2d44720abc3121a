from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import ProbeIssue


class ProbeOverlong(BaseModel):
    update_issue: Optional["ProbeOverlongUpdateIssue"] = Field(default=None)


class ProbeOverlongUpdateIssue(BaseModel):
    issue: Optional["ProbeIssue"] = Field(default=None)
