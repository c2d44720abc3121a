from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import Budget, GateFile


class ReadGateFile(BaseModel):
    repository: Optional["GateFile"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)
