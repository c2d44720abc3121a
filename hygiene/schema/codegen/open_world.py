"""Enum values and types that GitHub added after the client was generated are read as unknown instead of failing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Discriminator, Field
from pydantic import BaseModel as PydanticBaseModel
from pydantic.alias_generators import to_camel

from .base_model import BaseModel

UNKNOWN = "UNKNOWN"
OTHER = "*"
UNKNOWN_TYPE = "?"
TYPENAME = "typename__"
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def _with_zone(value: datetime) -> datetime:
    """The time, in UTC if it has no zone; a year that is too early or too late for calculations is replaced."""
    if not EARLIEST.year <= value.year <= LATEST.year:
        return EARLIEST if value.year < EARLIEST.year else LATEST
    return value if value.tzinfo else value.replace(tzinfo=UTC)


Timestamp = Annotated[datetime, AfterValidator(_with_zone)]


class OpenEnum(StrEnum):
    """An enum whose unknown values are its member ``UNKNOWN``."""

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        return cls.__members__.get(UNKNOWN) if isinstance(value, str) else None


class Unrecognized(BaseModel):
    """An object of a type for which nothing is selected, or which is not in the schema."""

    typename__: str = Field(alias="__typename", default="")


class UnknownMember(Unrecognized):
    """An object of a type that is not in the schema."""


class Known:
    """Annotates ``typename__`` of a class that accepts any type with the types that the schema has."""

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)


def by_typename(*chosen: str, beside: tuple[str, ...] = ()) -> Discriminator:
    """Choose a union's member by ``__typename``; all other types go to the member tagged ``OTHER``.

    Where the schema lists the types ``beside`` them, all other types go to the member tagged ``UNKNOWN_TYPE``.
    """

    def choose(value: object) -> str:
        if isinstance(value, Mapping):
            name = value.get("__typename", value.get(TYPENAME))
        else:
            name = getattr(value, TYPENAME, None)
        if name in chosen:
            return str(name)
        return UNKNOWN_TYPE if name and beside and name not in beside else OTHER

    return Discriminator(choose)


def unknown_values(model: object, raw: object) -> Iterator[str]:
    """List the unknown values in the raw data of a model.

    A value of an enum as ``CheckConclusionState.NEW``, a type as ``type Novelty``.
    """
    if isinstance(model, UnknownMember):
        yield f"type {model.typename__}"
    elif isinstance(model, OpenEnum):
        if raw != model.value:
            yield f"{type(model).__name__}.{raw}"
    elif isinstance(model, list) and isinstance(raw, list):
        for item, raw_item in zip(model, raw, strict=False):
            yield from unknown_values(item, raw_item)
    elif isinstance(model, PydanticBaseModel) and isinstance(raw, Mapping):
        for name, definition in type(model).model_fields.items():
            # A class that was built as a part of another one has not been given its aliases.
            there = raw.get(definition.alias or _camel(name))
            if name == TYPENAME:
                yield from (f"type {there}" for known in definition.metadata if there not in _names(known, there))
            elif isinstance(value := getattr(model, name, None), OpenEnum | PydanticBaseModel | list):
                yield from unknown_values(value, there)


_camel = cache(to_camel)


def _names(known: object, there: object) -> Collection[object]:
    return known.names if isinstance(known, Known) and there else (there,)
