"""Enum values and types that GitHub added after the client was generated are read as unknown instead of failing."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, get_args

from .base_model import TYPENAME, BaseModel, Schema, camel, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "UNKNOWN"
OTHER = "*"
UNKNOWN_TYPE = "?"
# Nine in ten fields: to ask each whether it is an object takes longer than all else here.
_LEAVES = frozenset({NoneType, bool, datetime, float, int, str})
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def _with_zone(value: datetime) -> datetime:
    """The time, in UTC if it has no zone; a year that is too early or too late for calculations is replaced."""
    if not EARLIEST.year <= value.year <= LATEST.year:
        return EARLIEST if value.year < EARLIEST.year else LATEST
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _timestamp(_: object) -> Schema:
    function = {"type": "no-info", "function": _with_zone}
    return {"type": "function-after", "function": function, "schema": {"type": "datetime"}}


Timestamp = Annotated[datetime, _timestamp]


class OpenEnum(StrEnum):
    """An enum whose unknown values are its member ``UNKNOWN``."""

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        return cls.__members__.get(UNKNOWN) if isinstance(value, str) else None


class Unrecognized(BaseModel):
    """An object of a type for which nothing is selected, or which is not in the schema."""

    typename__: str = ""


class UnknownMember(Unrecognized):
    """An object of a type that is not in the schema."""


def by_typename(*chosen: str, beside: tuple[str, ...] = ()) -> Callable[[object], Schema]:
    """Choose a union's member by ``__typename``: one for each of the ``chosen``, and one for all other types.

    Where the schema lists the types ``beside`` them, a last one is for the types that it does not list.
    """

    def choose(value: object) -> str:
        name = value.get(camel(TYPENAME)) if isinstance(value, dict) else getattr(value, TYPENAME, None)
        if name in chosen:
            return str(name)
        return UNKNOWN_TYPE if name and beside and name not in beside else OTHER

    def schema(union: object) -> Schema:
        tags = (*chosen, OTHER, UNKNOWN_TYPE) if beside else (*chosen, OTHER)
        members: dict[str, Any] = dict(zip(tags, map(schema_of, get_args(union)), strict=True))
        return {"type": "tagged-union", "discriminator": choose, "choices": members}

    return schema


def unknown_values(model: object, raw: object) -> list[str]:
    """List the unknown values in the raw data of a model.

    A value of an enum as ``CheckConclusionState.NEW``, a type as ``type Novelty``.
    """
    found: list[str] = []
    _add_unknown(model, raw, found)
    return found


def _add_unknown(model: object, raw: object, found: list[str]) -> None:
    if isinstance(model, UnknownMember):
        found.append(f"type {model.typename__}")
    elif isinstance(model, OpenEnum):
        if raw != model:
            found.append(f"{type(model).__name__}.{raw}")
    elif isinstance(model, list) and isinstance(raw, list):
        for item, raw_item in zip(model, raw, strict=False):
            _add_unknown(item, raw_item, found)
    elif isinstance(model, BaseModel) and isinstance(raw, dict):
        names, known = model.model_names(), model._known  # noqa: SLF001 - of our own base
        for name, value in vars(model).items():
            if type(value) not in _LEAVES:
                _add_unknown(value, raw.get(names[name]), found)
            elif name == TYPENAME and known is not None and (there := raw.get(names[name])) and there not in known:
                found.append(f"type {there}")
