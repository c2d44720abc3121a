from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .fragments import Budget, GateFile, GateFileOnBase


class ReadGateFile(BaseModel):
    repository: Optional[ReadGateFileRepository] = None
    rate_limit: Optional[Budget] = None


class ReadGateFileRepository(GateFile, GateFileOnBase):
    pass
