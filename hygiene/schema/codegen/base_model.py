"""Replaces the generated module of this name, so that the other files can be checked and tested here."""

from __future__ import annotations

from pydantic import BaseModel as PydanticBaseModel
from pydantic import ConfigDict


class UnsetType:
    """The type of ``UNSET``."""

    def __bool__(self) -> bool:
        """It is false."""
        return False


UNSET = UnsetType()


class BaseModel(PydanticBaseModel):
    """The base of every generated class."""

    model_config = ConfigDict(populate_by_name=True, defer_build=True)
