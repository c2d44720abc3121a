"""A generated document as text: which fragment a line stands in, and the document without some of its fragments.

The generator prints one selection a line and a blank line between definitions, so text is enough, and exact.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_NAME = re.compile(r"\s*(?:query|mutation|fragment) (\w+)")
_SPREAD = re.compile(r"^\s*\.\.\.(\w+)", re.MULTILINE)
_BETWEEN = re.compile(r"\n\s*\n")
_VARIABLE = re.compile(r'\$(\w+): [\w!\[\]]+(?: = (?:\{[^}]*\}|"[^"]*"|\w+))?(?:, )?')


def definition_at(text: str, line: int) -> str:
    """The name of the operation or fragment that a line, counted from 1, belongs to; empty for none."""
    names = [found[1] for one in text.split("\n")[: max(line, 0)] if (found := _NAME.match(one))]
    return names[-1] if names else ""


def without(text: str, fragments: Collection[str]) -> str:
    """The document without these fragments, what they alone need, and the variables that nothing uses any more."""
    operation, *others = _BETWEEN.split(text.strip("\n "))
    definitions = {_name(one): _unspread(one, fragments) for one in (operation, *others)}
    wanted = [_name(operation)]
    for name in wanted:
        wanted += [spread for spread in _SPREAD.findall(definitions[name]) if spread not in wanted]
    kept = [definition for name, definition in definitions.items() if name in wanted]
    return "\n\n".join([_redeclared(kept[0], kept[1:]), *kept[1:]])


def _name(definition: str) -> str:
    found = _NAME.match(definition)
    return found[1] if found else ""


def _unspread(definition: str, fragments: Collection[str]) -> str:
    lines = definition.split("\n")
    return "\n".join(line for line in lines if not ((found := _SPREAD.match(line)) and found[1] in fragments))


def _redeclared(operation: str, others: list[str]) -> str:
    head, brace, body = operation.partition(") {\n")
    used = set(re.findall(r"\$(\w+)", "\n".join([body, *others])))
    head = _VARIABLE.sub(lambda found: found[0] if found[1] in used else "", head)
    return head.removesuffix(", ") + brace + body
