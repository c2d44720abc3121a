from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import ProbeIssue


class ProbeOpen(BaseModel):
    create_issue: Optional["ProbeOpenCreateIssue"] = Field(default=None)


class ProbeOpenCreateIssue(BaseModel):
    issue: Optional["ProbeIssue"] = Field(default=None)
