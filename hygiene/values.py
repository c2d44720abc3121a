"""Data classes that are cheap to import.

The standard decorator writes and compiles six methods for each class, which takes a millisecond, and a run imports a
hundred classes. Here all classes share their methods. An ``__init__`` is compiled for classes of which many objects are
made, and what the ``dataclasses`` module reads from a class is made when it does: ``dataclasses.fields`` and
``asdict`` work as for any data class.
"""

from __future__ import annotations

import dataclasses
import operator
from functools import cache
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass, replace

__all__ = ["dataclass", "replace"]
# Compiling takes as long as it saves with about so many objects.
COMPILED_AFTER = 50
_MISSING = dataclasses.MISSING
_set = object.__setattr__


class _Field:
    """One field. ``default`` and ``factory`` may be missing."""

    __slots__ = ("compare", "default", "factory", "init", "name", "repr")

    def __init__(self, name: str, default: Any) -> None:
        self.name, self.default = name, default
        self.factory: Any = _MISSING
        self.init = self.repr = self.compare = True
        if isinstance(default, dataclasses.Field):
            self.default, self.factory = default.default, default.default_factory
            self.init, self.repr, self.compare = default.init, default.repr, bool(default.compare)


def _dataclass(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False
) -> Callable[[type], type]:
    """``dataclasses.dataclass`` with those options that hygiene uses. No base class may be a data class."""
    methods: dict[str, Any] = {"__repr__": _repr, "__dataclass_fields__": _STANDARD}
    if eq:
        methods |= {"__eq__": _equals, "__hash__": _hash if frozen else None}
    if order:
        methods |= _ORDERINGS
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _set_state}

    def made(given: type) -> type:
        content = given.__dict__
        names = [name for name, type_ in given.__annotations__.items() if not str(type_).startswith("ClassVar")]
        fields = [_Field(name, content.get(name, _MISSING)) for name in names]
        added: dict[str, Any] = {"_own_fields": fields, "__init__": _init(fields), **methods}
        added["__match_args__"] = tuple(field.name for field in fields if field.init)
        # Python itself writes ``__hash__ = None`` beside an ``__eq__``.
        added = {name: value for name, value in added.items() if content.get(name) is None}
        if slots:
            kept = {name: value for name, value in content.items() if name not in names and name not in _OF_A_CLASS}
            cls = type(given)(given.__name__, given.__bases__, kept | added | {"__slots__": tuple(names)})
            cls.__qualname__ = given.__qualname__
            return cls
        for field in fields:
            if field.default is not _MISSING:
                setattr(given, field.name, field.default)
            elif field.name in content:
                delattr(given, field.name)
        for name, value in added.items():
            setattr(given, name, value)
        return given

    return made


def _replace(value: Any, /, **changes: Any) -> Any:
    """``dataclasses.replace`` for classes of this module."""
    for field in value._own_fields:
        if field.init and field.name not in changes:
            changes[field.name] = getattr(value, field.name)
    return value.__class__(**changes)


if not TYPE_CHECKING:
    dataclass, replace = _dataclass, _replace
_OF_A_CLASS = ("__dict__", "__weakref__")


class _StandardFields:
    """What the ``dataclasses`` module reads from a class."""

    def __get__(self, _: object, cls: Any) -> Mapping[str, dataclasses.Field[Any]]:
        return _standard_fields(cls)


@cache
def _standard_fields(cls: Any) -> Mapping[str, dataclasses.Field[Any]]:
    """The fields as the ``dataclasses`` module makes them, of a class with the same fields."""
    content: dict[str, Any] = {"__annotations__": {}, "__doc__": cls.__name__, "__module__": cls.__module__}
    for field in cls._own_fields:
        content["__annotations__"][field.name] = cls.__annotations__[field.name]
        has_factory = field.factory is not _MISSING
        default = {"default_factory": field.factory} if has_factory else {"default": field.default}
        flags = {"init": field.init, "repr": field.repr, "compare": field.compare}
        content[field.name] = dataclasses.field(**default, **flags)
    like: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type(cls.__name__, (), content))
    return like.__dataclass_fields__  # type: ignore[no-any-return]


_STANDARD = _StandardFields()


def _init(fields: list[_Field]) -> Callable[..., None]:
    """An ``__init__`` for the first objects of a class, which takes no time to make."""
    count = 0

    def __init__(self: Any, *args: object, **named: object) -> None:  # noqa: N807
        nonlocal count
        count += 1
        if count > COMPILED_AFTER or not _filled(self, fields, args, named):
            owner: Any = next(cls for cls in type(self).__mro__ if "_own_fields" in cls.__dict__)
            owner.__init__ = init = _compiled(owner, fields)
            init(self, *args, **named)
        elif hasattr(self, "__post_init__"):
            self.__post_init__()

    return __init__


def _filled(self: object, fields: list[_Field], args: tuple[object, ...], named: dict[str, object]) -> bool:
    """Set the fields. False where the arguments do not fit, which a compiled function describes best."""
    at, used = 0, 0
    for field in fields:
        if field.init and at < len(args):
            value, at = args[at], at + 1
        elif field.init and field.name in named:
            value, used = named[field.name], used + 1
        elif field.factory is not _MISSING:
            value = field.factory()
        elif field.default is not _MISSING:
            value = field.default
        elif field.init:
            return False
        else:
            continue
        _set(self, field.name, value)
    return at == len(args) and used == len(named)


def _compiled(cls: type, fields: list[_Field]) -> Callable[..., None]:
    """The function that the standard decorator would write."""
    names: dict[str, object] = {"_set": _set, "_missing": _MISSING}
    parameters, lines = ["self"], []
    for field in fields:
        name, value = field.name, field.name
        has_factory, has_default = field.factory is not _MISSING, field.default is not _MISSING
        names |= {f"_default_{name}": field.default, f"_factory_{name}": field.factory}
        if field.init:
            default = "_missing" if has_factory else f"_default_{name}"
            parameters.append(f"{name}={default}" if has_factory or has_default else name)
            if has_factory:
                value = f"_factory_{name}() if {name} is _missing else {name}"
        elif has_factory or has_default:
            value = f"_factory_{name}()" if has_factory else f"_default_{name}"
        else:
            continue
        lines.append(f" _set(self, {name!r}, {value})")
    lines += [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines, " return None"]), names)  # noqa: S102 - our own names
    init: Any = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init  # type: ignore[no-any-return]


@cache
def _key(cls: Any) -> Callable[[Any], Any]:
    """What objects of the class are compared by."""
    names = [field.name for field in cls._own_fields if field.compare]
    return operator.attrgetter(*names) if names else lambda _: ()


@recursive_repr()
def _repr(self: Any) -> str:
    shown = [field.name for field in self._own_fields if field.repr]
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _hash(self: Any) -> int:
    return hash(_key(self.__class__)(self))


def _equals(self: Any, other: Any) -> Any:
    if self.__class__ is not other.__class__:
        return NotImplemented
    key = _key(self.__class__)
    return key(self) == key(other)


def _ordering(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def ordered(self: Any, other: Any) -> Any:
        key = _key(self.__class__)
        return compare(key(self), key(other)) if self.__class__ is other.__class__ else NotImplemented

    return ordered


_ORDERINGS = {f"__{one.__name__}__": _ordering(one) for one in (operator.lt, operator.le, operator.gt, operator.ge)}


def _refuse(_: object, name: str, __: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in self._own_fields]


def _set_state(self: Any, state: list[object]) -> None:
    for field, value in zip(self._own_fields, state, strict=True):
        _set(self, field.name, value)
