"""Room for the frames of calls: without it, commands in the sandbox take a quarter longer."""

from __future__ import annotations

from functools import partial
from types import FunctionType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Result = TypeVar("Result")

# CPython keeps frames in pieces of memory of 16 kB, and returns a piece to the system when the last frame in it ends. A
# loop whose calls cross the end of a piece requests and returns memory in each turn: hundreds of times in a command.
# A frame that is larger gets a larger piece, the next power of two, and the rest of it is for the frames below.
# https://github.com/python/cpython/blob/051b8a2589ff28f0194c3701b21f729444691752/Python/pystate.c#L2182
WORDS_OF_A_TEST = 65_000  # half of a megabyte is left
WORDS_OF_A_WRITER = 16_000  # half of 256 kB is left: hundreds of writers wait at a time


def _call(function: Callable[[], Result]) -> Result:
    return function()


def with_room(function: Callable[[], Result], words: int) -> Callable[[], Result]:
    """The same function, below a frame of so many words."""
    return partial(FunctionType(_call.__code__.replace(co_stacksize=words), globals()), function)
