from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import LabelRef


class ProbeLabel(BaseModel):
    create_label: Optional["ProbeLabelCreateLabel"] = Field(default=None)


class ProbeLabelCreateLabel(BaseModel):
    label: Optional["LabelRef"] = Field(default=None)
