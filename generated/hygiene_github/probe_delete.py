from __future__ import annotations

from typing import Optional

from .base_model import BaseModel


class ProbeDelete(BaseModel):
    delete_issue: Optional[ProbeDeleteDeleteIssue] = None


class ProbeDeleteDeleteIssue(BaseModel):
    client_mutation_id: Optional[str] = None
