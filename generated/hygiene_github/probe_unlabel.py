from __future__ import annotations

from typing import Optional

from .base_model import BaseModel


class ProbeUnlabel(BaseModel):
    delete_label: Optional[ProbeUnlabelDeleteLabel] = None


class ProbeUnlabelDeleteLabel(BaseModel):
    client_mutation_id: Optional[str] = None
