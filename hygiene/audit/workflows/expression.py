"""``${{ … }}`` → value.

An expression that cannot be read, or that asks for something only the run knows, is worth an unknown value: GitHub is
the judge of expressions, and a new function of its language must not break a name that was right before.
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hygiene.audit.workflows.functions import Function, call, text_of
from hygiene.audit.workflows.nodes import MappingNode, Node, ScalarNode
from hygiene.audit.workflows.values import (
    UNKNOWN,
    Unknown,
    Value,
    equal,
    member,
    scalar_value,
    to_number,
    to_text,
    truthy,
)

EXPRESSION_CHARS_MAX = 21_000
DEPTH_LEVELS_MAX = 50

Scope = Mapping[str, Value]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?))(?![\w-])"
    r"|(?P<name>[A-Za-z_][\w-]*)|(?P<sign>&&|\|\||[=!<>]=|[!<>()\[\],.*]))"
)
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class _UnreadableError(Exception):
    """The text is not an expression that this module can read."""


def evaluate(text: str, scope: Scope, functions: dict[str, Function] | None = None) -> Value:
    """Evaluate the inside of ``${{ }}``. A name missing from the scope is unknown."""
    if len(text) > EXPRESSION_CHARS_MAX:
        return UNKNOWN
    try:
        reader = _Reader(_tokens(text), scope, functions or {})
        value = reader.alternatives()
        return value if reader.at_end() else UNKNOWN
    except (_UnreadableError, ValueError, LookupError, RecursionError):
        return UNKNOWN


def fill(text: str, scope: Scope) -> Value:
    """Evaluate text with embedded expressions. One expression alone keeps its kind; anything else is text."""
    pieces = _split(text)
    if pieces is None:
        return UNKNOWN
    if len(pieces) == 1 and pieces[0][1]:
        return evaluate(pieces[0][0], scope)
    values = [evaluate(piece, scope) if is_expression else piece for piece, is_expression in pieces]
    return text_of([to_text(value) for value in values], known=not any(isinstance(value, Unknown) for value in values))


def node_value(node: Node | None, scope: Scope) -> Value:
    """Evaluate a node and everything in it. A mapping with an expression for a key is unknown."""
    if node is None:
        return None
    if isinstance(node, ScalarNode):
        return fill(node.text, scope) if "${{" in node.text else scalar_value(node)
    if isinstance(node, MappingNode):
        if any("${{" in key.text for key, _ in node.pairs):
            return UNKNOWN
        return {key.text: node_value(value, scope) for key, value in node.pairs}
    return [node_value(item, scope) for item in node.items]


def _split(text: str) -> list[tuple[str, bool]] | None:
    """Cut text into literal pieces and the insides of expressions; nothing when one is not closed."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    while (start := text.find("${{", position)) >= 0:
        end, quoted = start + 3, False
        while end < len(text) and (quoted or not text.startswith("}}", end)):
            quoted ^= text[end] == "'"
            end += 1
        if end >= len(text):
            return None
        pieces += [(text[position:start], False), (text[start + 3 : end], True)]
        position = end + 2
    pieces.append((text[position:], False))
    return [(piece, is_expression) for piece, is_expression in pieces if piece or is_expression]


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise _UnreadableError
        tokens.append((found.lastgroup, found[found.lastgroup]))
        position = found.end()
    return tokens


@dataclass(slots=True)
class _Reader:
    """Reads and evaluates in one go, loosest operator first. Nothing has side effects, so nothing needs skipping."""

    tokens: list[tuple[str, str]]
    scope: Scope
    functions: dict[str, Function]
    position: int = field(default=0)
    depth: int = field(default=0)

    def at_end(self) -> bool:
        """Say whether every token was read."""
        return self.position == len(self.tokens)

    def accept(self, *signs: str) -> str:
        """Read one of the signs when it comes next."""
        if not self.at_end() and self.tokens[self.position] in [("sign", sign) for sign in signs]:
            self.position += 1
            return self.tokens[self.position - 1][1]
        return ""

    def expect(self, sign: str) -> None:
        """Read the sign, which must come next."""
        if not self.accept(sign):
            raise _UnreadableError

    def alternatives(self) -> Value:
        """Read ``a || b``: the first true operand, else the last."""
        self.depth += 1
        if self.depth > DEPTH_LEVELS_MAX:
            raise _UnreadableError
        value = self.conjunction()
        while self.accept("||"):
            other = self.conjunction()
            value = value if isinstance(value, Unknown) or truthy(value) else other
        self.depth -= 1
        return value

    def conjunction(self) -> Value:
        """Read ``a && b``: the first false operand, else the last."""
        value = self.equality()
        while self.accept("&&"):
            other = self.equality()
            value = value if isinstance(value, Unknown) or not truthy(value) else other
        return value

    def equality(self) -> Value:
        """Read ``a == b`` and ``a != b``."""
        value = self.order()
        while sign := self.accept("==", "!="):
            same = equal(value, self.order())
            value = UNKNOWN if same is None else same == (sign == "==")
        return value

    def order(self) -> Value:
        """Read ``a < b`` and its kin: text by its letters, everything else as numbers."""
        value = self.negation()
        while sign := self.accept("<=", ">=", "<", ">"):
            other = self.negation()
            if isinstance(value, Unknown) or isinstance(other, Unknown):
                value = UNKNOWN
            elif isinstance(value, str) and isinstance(other, str):
                value = _ORDERS[sign](value.lower(), other.lower())
            else:
                value = _ORDERS[sign](to_number(value), to_number(other))
        return value

    def negation(self) -> Value:
        """Read ``!a``."""
        count = 0
        while self.accept("!"):
            count += 1
        value = self.operand()
        if not count or isinstance(value, Unknown):
            return value
        return truthy(value) == (count % 2 == 0)

    def operand(self) -> Value:
        """Read a literal, a group, a call or a name, and what is looked up in it."""
        if self.accept("("):
            value = self.alternatives()
            self.expect(")")
            return self.lookups(value)
        if self.at_end():
            raise _UnreadableError
        kind, text = self.tokens[self.position]
        self.position += 1
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "number":
            return float(int(text, 0)) if text.startswith(("0x", "0o")) else float(text)
        if kind != "name":
            raise _UnreadableError
        if self.accept("("):
            return self.lookups(call(text, self.arguments(), self.functions))
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        return self.lookups(self.scope.get(text.lower(), UNKNOWN))

    def arguments(self) -> list[Value]:
        """Read a call's arguments up to the closing parenthesis."""
        values: list[Value] = []
        while not self.accept(")"):
            if values:
                self.expect(",")
            values.append(self.alternatives())
        return values

    def lookups(self, value: Value) -> Value:
        """Read ``.name``, ``[index]`` and ``.*`` as often as they come."""
        while sign := self.accept(".", "["):
            if self.accept("*"):
                value = UNKNOWN
            elif sign == "[":
                value = member(value, self.alternatives())
            else:
                value = member(value, self.property_name())
            if sign == "[":
                self.expect("]")
        return value

    def property_name(self) -> str:
        """Read the name after a dot."""
        if self.at_end() or self.tokens[self.position][0] != "name":
            raise _UnreadableError
        self.position += 1
        return self.tokens[self.position - 1][1]
