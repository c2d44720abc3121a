"""A schema is only ever a recent one: enum values and types that it does not know are read as unknown, not refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from pydantic import BaseModel as PydanticBaseModel
from pydantic import Discriminator, Field

from .base_model import BaseModel

UNKNOWN = "UNKNOWN"
OTHER = "*"


class OpenEnum(StrEnum):
    """An enum whose unknown values are its member ``UNKNOWN``."""

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        return cls.__members__.get(UNKNOWN) if isinstance(value, str) else None


class Unrecognized(BaseModel):
    """An object of a type for which nothing is selected, or which the schema does not know."""

    typename__: str = Field(alias="__typename", default="")


def by_typename(*known: str) -> Discriminator:
    """Choose a union's member by ``__typename``; whatever is not known goes to the member tagged ``OTHER``."""

    def choose(value: object) -> str:
        if isinstance(value, Mapping):
            name = value.get("__typename", value.get("typename__"))
        else:
            name = getattr(value, "typename__", None)
        return name if name in known else OTHER

    return Discriminator(choose)


def strangers(model: object, raw: object) -> Iterator[str]:
    """Name what the model did not understand of the raw data it was made from, such as ``CheckConclusionState.NEW``."""
    if isinstance(model, OpenEnum):
        if raw != model.value:
            yield f"{type(model).__name__}.{raw}"
    elif isinstance(model, list) and isinstance(raw, list):
        for item, raw_item in zip(model, raw, strict=False):
            yield from strangers(item, raw_item)
    elif isinstance(model, PydanticBaseModel) and isinstance(raw, Mapping):
        for name, definition in type(model).model_fields.items():
            yield from strangers(getattr(model, name, None), raw.get(definition.alias or name))
