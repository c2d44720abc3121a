from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ProbeUnlabel(BaseModel):
    delete_label: Optional["ProbeUnlabelDeleteLabel"] = Field(default=None)


class ProbeUnlabelDeleteLabel(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)
