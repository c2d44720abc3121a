"""Replaces the generated module of this name, so that the files beside it can be checked and tested here."""

from __future__ import annotations

from pydantic import BaseModel as PydanticBaseModel
from pydantic import ConfigDict


class UnsetType:
    """The type of ``UNSET``."""

    def __bool__(self) -> bool:
        """Be false, as nothing is."""
        return False


UNSET = UnsetType()


class BaseModel(PydanticBaseModel):
    """What every generated class derives from."""

    model_config = ConfigDict(populate_by_name=True, defer_build=True)
