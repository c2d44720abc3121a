"""The base of the generated classes: plain classes, which pydantic's core makes of responses.

To import a class of pydantic itself takes a third of a millisecond, and to use it as long again. A run imports more
than two hundred classes and uses sixty. So what the core has to know of a class is put together at its first use.
"""

from __future__ import annotations

import sys
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, Self, Union, dataclass_transform, get_args, get_origin

from pydantic_core import SchemaValidator

TYPENAME = "typename__"
Schema = dict[str, Any]
_PLAIN = ("str", "int", "bool", "float")


class UnsetType:
    """The type of ``UNSET``."""

    def __bool__(self) -> bool:
        """It is false."""
        return False


UNSET = UnsetType()


@dataclass_transform(eq_default=False, kw_only_default=True)
class BaseModel:
    """The base of every generated class."""

    # The attributes that the core sets: https://docs.pydantic.dev/latest/api/pydantic_core_schema/
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    __pydantic_fields_set__: set[str]
    # GitHub's names that are not the camel case of ours.
    _aliases: ClassVar[dict[str, str]] = {}
    # The types that the schema has, in a class that objects of any type are read into.
    _known: ClassVar[tuple[str, ...] | None] = None

    def __init__(self, **values: object) -> None:
        """Make an input. Raises ``ValidationError``."""
        names = self.model_names()
        given = {names[name]: value for name, value in values.items()}
        self.model_validator().validate_python(given, self_instance=self)

    @classmethod
    def model_validate(cls, raw: object) -> Self:
        """Read an object of a response. Raises ``ValidationError``."""
        found: Self = cls.model_validator().validate_python(raw)
        return found

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were given."""
        return self.__pydantic_fields_set__

    @classmethod
    @cache
    def model_names(cls) -> dict[str, str]:
        """The names of all fields, with GitHub's name of each."""
        found: dict[str, str] = {}
        for owner in cls._owners():
            found |= {name: camel(name) for name in owner.__annotations__} | owner._aliases  # noqa: SLF001 - ours
        return found

    @classmethod
    @cache
    def model_validator(cls) -> SchemaValidator:
        """What reads an object into this class."""
        names, fields = cls.model_names(), {}
        for owner in cls._owners():
            for name, annotation in owner.__annotations__.items():
                schema = _evaluated(annotation, owner.__module__)
                if name in vars(owner):
                    schema = {"type": "default", "schema": schema, "default": vars(owner)[name]}
                fields[name] = {"type": "model-field", "schema": schema, "validation_alias": names[name]}
        content: Any = {"type": "model-fields", "fields": fields, "model_name": cls.__name__}
        return SchemaValidator({"type": "model", "cls": cls, "schema": content})

    @classmethod
    def _owners(cls) -> list[type[BaseModel]]:
        """This class and its bases, each after those that it derives from."""
        return [owner for owner in reversed(cls.__mro__) if issubclass(owner, BaseModel) and owner is not BaseModel]


def as_json(value: Any) -> Any:  # noqa: ANN401 - what is sent
    """An input with the fields that were given, under GitHub's names; any other value as it is."""
    if isinstance(value, BaseModel):
        names = value.model_names()
        return {names[name]: as_json(given) for name, given in vars(value).items() if name in value.model_fields_set}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def camel(name: str) -> str:
    """GitHub's name of a field that we call so, unless the class has an alias for it."""
    if name == TYPENAME:
        return "__typename"
    first, *further = name.split("_")
    return first + "".join(map(str.capitalize, further))


@cache
def _evaluated(annotation: str, module: str) -> Schema:
    # Most annotations are names within two forms: to compile each takes more time than all else that is made of it.
    form, _, inner = annotation.partition("[")
    if form == "Optional":
        return {"type": "nullable", "schema": _evaluated(inner[:-1], module)}
    if form == "list":
        return {"type": "list", "items_schema": _evaluated(inner[:-1], module)}
    if annotation in _PLAIN:
        return {"type": annotation}
    names = vars(sys.modules[module])
    hint = names[annotation] if annotation in names else eval(annotation, names)  # noqa: S307 - the generator wrote it
    return schema_of(hint)


def schema_of(hint: Any) -> Schema:  # noqa: ANN401 - classes and what typing makes of them
    """What an annotation is to pydantic's core; metadata are a function that returns that of the annotated type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        schema: Schema = inner[1](inner[0])
    elif origin in (Union, UnionType):
        schema = {"type": "nullable", "schema": schema_of(*(one for one in inner if one is not NoneType))}
    elif origin is list:
        schema = {"type": "list", "items_schema": schema_of(*inner)}
    elif origin is Literal:
        schema = {"type": "literal", "expected": list(inner)}
    elif issubclass(hint, BaseModel):
        # Not its schema: its own validator is made when there is such an object, and serves all that have such a field.
        schema = {"type": "function-plain", "function": {"type": "no-info", "function": hint.model_validate}}
    elif issubclass(hint, Enum):
        schema = {"type": "enum", "cls": hint, "members": list(hint), "sub_type": "str", "missing": hint._missing_}
    else:
        schema = {"type": "any" if hint is Any else hint.__name__}
    return schema
