"""Folds operation strings over several lines, in the place of the generator's own function.

ariadne-codegen 0.19 looks for them with a pattern that tries every pair of quotes after every equals sign; the method
of a mutation with a hundred optional variables is one line of ten thousand characters, and the search does not end.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ariadne_codegen import utils

if TYPE_CHECKING:
    from collections.abc import Iterator

OPERATION_MARK = "= gql('"


@contextmanager
def linear_folding() -> Iterator[None]:
    """Let the generator fold in linear time while the block runs."""
    theirs = utils.format_multiline_strings
    utils.format_multiline_strings = fold
    try:
        yield
    finally:
        utils.format_multiline_strings = theirs


def fold(source: str, offset: int = 4) -> str:
    """Write each operation as one triple-quoted string."""
    return "\n".join(_folded(line, offset) if OPERATION_MARK in line else line for line in source.split("\n"))


def _folded(line: str, offset: int) -> str:
    """Replace everything from the first quote to the last."""
    start, end = line.index("'"), line.rindex("'") + 1
    indent = utils.get_variable_indent_size(line)
    text = utils.convert_to_multiline_string(line[start:end], variable_indent_size=indent, offset=offset)
    return line[:start] + text + line[end:]
