"""Bugs put into production code for the length of a test: one line of a module's source is another, nothing is written.

The changed module is compiled, and its functions lend their code to the real ones, wherever those are imported.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


@contextmanager
def planted(module_name: str, line: str, bug: str) -> Iterator[int]:
    """Within, ``line`` of the module reads ``bug``. Yields how many functions differ."""
    module = import_module(module_name)
    before = _swapped(module, _with_bug(module, line, bug))
    try:
        yield len(before)
    finally:
        for function, code in before.items():
            function.__code__ = code


def _with_bug(module: ModuleType, line: str, bug: str) -> dict[str, Any]:
    assert module.__file__ is not None
    source = Path(module.__file__).read_text(encoding="utf-8")
    assert source.count(line) == 1, f"{module.__name__} has {source.count(line)} places like: {line}"
    changed: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(source.replace(line, bug), module.__file__, "exec"), changed)  # noqa: S102 - that is the planting
    return changed


def _swapped(module: ModuleType, changed: dict[str, Any]) -> dict[FunctionType, CodeType]:
    before: dict[FunctionType, CodeType] = {}
    theirs = _functions(changed, module.__name__)
    for name, function in _functions(vars(module), module.__name__).items():
        if name in theirs and theirs[name].__code__ != function.__code__:
            before[function] = function.__code__
            function.__code__ = theirs[name].__code__
    return before


def _functions(names: dict[str, Any], module_name: str) -> dict[str, FunctionType]:
    """The functions and methods that were defined in a module, by qualified name."""
    found: dict[str, FunctionType] = {}
    for value in list(names.values()):
        inside = list(vars(value).values()) if isinstance(value, type) and value.__module__ == module_name else [value]
        for one in inside:
            function = one.fget if isinstance(one, property) else one
            if isinstance(function, FunctionType) and function.__module__ == module_name:
                found[function.__qualname__] = function
    return found
