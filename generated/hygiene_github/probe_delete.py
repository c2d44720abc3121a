from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ProbeDelete(BaseModel):
    delete_issue: Optional["ProbeDeleteDeleteIssue"] = Field(default=None)


class ProbeDeleteDeleteIssue(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)
