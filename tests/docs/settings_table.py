"""The keys of ``hygiene.toml`` as the tables of the reference, from the models that read the file."""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

HEADER = "| Key | Value | Default | Meaning |\n| --- | --- | --- | --- |"


def table(model: type[BaseModel]) -> str:
    """One row for each key that holds a value, in the order of the model."""
    rows = [_row(field) for field in model.model_fields.values() if not _is_table(field.annotation)]
    return "\n".join([HEADER, *rows])


def _row(field: FieldInfo) -> str:
    default = "required" if field.is_required() else _shown(field.get_default(call_default_factory=True))
    return f"| `{field.alias}` | {_value(field.annotation)} | {default} | {field.description} |"


def _shown(default: object) -> str:
    return "left out" if default is None else f"`{json.dumps(default)}`"


def _value(annotation: Any) -> str:  # noqa: ANN401 - any type of a field
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f'`"{one}"`' for one in inner)
    if origin in (Union, UnionType):
        return _value(next(one for one in inner if one is not NoneType))
    if origin is list:
        return "list of texts"
    if origin is not None:
        return _value(inner[0])
    return {bool: "`true` or `false`", str: "text", int: "whole number from 1"}[annotation]


def _is_table(annotation: Any) -> bool:  # noqa: ANN401 - any type of a field
    inner = (annotation, *get_args(annotation))
    return any(isinstance(one, type) and issubclass(one, BaseModel) for one in inner)
