"""The tables of ``hygiene.toml`` as models of pydantic, which describe them: their JSON schema and their reference."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

if TYPE_CHECKING:
    from hygiene.settings.tables import Key, Schema, Table

_LIMITS = ("ge", "le", "min_length", "max_length", "pattern")
_TYPES = {"bool": bool, "str": str, "int": int}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@cache
def model_of(table: Table) -> type[BaseModel]:
    """The model of a table, and of those in it."""
    fields: dict[str, Any] = {name.replace("-", "_"): _field(name, key) for name, key in table.keys.items()}
    return create_model(table.name, __base__=_Model, __doc__=table.description, **fields)


def _field(name: str, key: Key) -> tuple[Any, Any]:
    described: dict[str, Any] = {"alias": name, "description": key.description}
    if key.table is None:
        annotation = _annotation(key.takes)
        return annotation, Field(**described) if key.required else Field(default=key.default, **described)
    model = model_of(key.table)
    if key.takes["type"] == "list":
        return list[model], Field(default=key.default, **described)  # type: ignore[valid-type]
    return model, Field(default_factory=model, **described)


def _annotation(takes: Schema) -> Any:  # noqa: ANN401 - any type of a field
    """What pydantic makes a schema of its core of."""
    if takes["type"] == "literal":
        return Literal[tuple(takes["expected"])]
    if takes["type"] == "nullable":
        return _annotation(takes["schema"]) | None
    inner = list[_annotation(takes["items_schema"])] if takes["type"] == "list" else _TYPES[takes["type"]]  # type: ignore[misc]
    limits = {name: takes[name] for name in _LIMITS if name in takes}
    return Annotated[inner, Field(**limits)] if limits else inner
