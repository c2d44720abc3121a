"""The value of an expression, as far as it is known before the workflow runs.

An expression that cannot be read has an unknown value: `refusals` reports what GitHub refuses.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeAlias

from hygiene.audit.workflows.expression import (
    Call,
    Compare,
    Expression,
    ExpressionError,
    Literal,
    Logical,
    Member,
    Name,
    NestingError,
    Not,
    parse,
    split,
)
from hygiene.audit.workflows.functions import Function, call
from hygiene.audit.workflows.nodes import MappingNode, Node, ScalarNode
from hygiene.audit.workflows.values import (
    UNKNOWN,
    Unknown,
    Value,
    equal,
    member,
    members,
    scalar_value,
    text_of,
    to_number,
    to_text,
    truth_of,
)

Scope: TypeAlias = Mapping[str, Value]

# In characters that are read or written, and as many for each operation: a second or two.
WORK_MAX = 4_000_000
_WORK_OF_AN_OPERATION = 4

_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Work:
    """The work that may still be done in one reading; ``used_up`` once there was more to do."""

    def __init__(self) -> None:
        self.left = WORK_MAX

    @property
    def used_up(self) -> bool:
        """Whether values are missing because of it."""
        return self.left < 0


_WORK: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def limited() -> Iterator[Work]:
    """Limit all evaluation within it: a few untrusted lines can produce long texts in thousands of legs.

    What is not evaluated any more has an unknown value.
    """
    work = Work()
    token = _WORK.set(work)
    try:
        yield work
    finally:
        _WORK.reset(token)


def _spend(*values: Value) -> None:
    """Count an operation on these values. Raises ``ValueError`` when there is too much to do."""
    work = _WORK.get()
    if work is None:
        return
    work.left -= _WORK_OF_AN_OPERATION
    if work.left >= 0:
        work.left -= sum(map(_size, values))
    if work.left < 0:
        raise ValueError("too much work")


def _size(value: Value) -> int:
    """The length of a text; of a list or an object, of everything in it."""
    if isinstance(value, str):
        return len(value)
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return len(value.pattern) if isinstance(value, Unknown) else sum(1 + _size(item) for item in inside)


@lru_cache(maxsize=1024)
def _pieces(text: str) -> tuple[tuple[str, bool], ...] | None:
    try:
        return tuple(split(text))
    except ExpressionError:
        return None


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Expression | None:
    try:
        return parse(text)
    except (ExpressionError, NestingError):
        return None


def evaluate(text: str, scope: Scope, functions: dict[str, Function] | None = None) -> Value:
    """The value of the inside of ``${{ }}``. A context that is missing from the scope is unknown."""
    tree = _parsed(text)
    return UNKNOWN if tree is None else value_of(tree, scope, functions)


def value_of(tree: Expression, scope: Scope, functions: dict[str, Function] | None = None) -> Value:
    """The value of an expression's tree. ``functions`` are the status functions, by their names in lower case."""
    try:
        return _value(tree, scope, functions or {})
    except ValueError:
        # GitHub ends the run with an error where a function refuses its arguments; or there is too much to do.
        return UNKNOWN


def _value(tree: Expression, scope: Scope, functions: dict[str, Function]) -> Value:
    match tree:
        case Literal():
            return tree.value
        case Name():
            return scope.get(tree.name, UNKNOWN)
        case Call():
            arguments = [_value(each, scope, functions) for each in tree.arguments]
            _spend(*arguments)
            result = call(tree.function, arguments, functions)
            _spend(result)
            return result
        case Member():
            target = _value(tree.target, scope, functions)
            _spend(target if tree.key is None else None)
            return members(target) if tree.key is None else member(target, _value(tree.key, scope, functions))
        case Not():
            truth = truth_of(_value(tree.operand, scope, functions))
            return UNKNOWN if truth is None else not truth
        case Compare():
            left, right = _value(tree.left, scope, functions), _value(tree.right, scope, functions)
            _spend(left, right)
            return _compared(tree.sign, left, right)
        case Logical():
            return _logical(tree.sign, [_value(each, scope, functions) for each in tree.operands])


def _logical(sign: str, values: list[Value]) -> Value:
    """The first operand that decides: the first true one for ``||``, the first false one for ``&&``, else the last."""
    decisive = sign == "||"
    possible = []
    for value in values[:-1]:
        truth = truth_of(value)
        if truth is None:
            possible.append(value)
        elif truth is decisive:
            break
    else:
        value = values[-1]
    if not possible:
        return value
    # An operand that is not known is the result only if it decides, so it has the decisive truth then.
    return Unknown(truth=decisive if truth_of(value) is decisive else None)


def _compared(sign: str, left: Value, right: Value) -> Value:
    if sign in ("==", "!="):
        same = equal(left, right)
        return UNKNOWN if same is None else same == (sign == "==")
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    if isinstance(left, str) and isinstance(right, str):
        return _ORDERS[sign](left.upper(), right.upper())
    return _ORDERS[sign](to_number(left), to_number(right))


def fill(text: str, scope: Scope) -> Value:
    """The value of text with expressions in it. One expression alone keeps its type; anything else is text."""
    pieces = _pieces(text)
    try:
        _spend(text)
    except ValueError:
        return UNKNOWN
    if pieces is None:
        return UNKNOWN
    if len(pieces) == 1 and pieces[0][1]:
        return evaluate(pieces[0][0], scope)
    values = [evaluate(piece, scope) if is_expression else piece for piece, is_expression in pieces]
    return text_of([to_text(value) for value in values], known=not any(isinstance(value, Unknown) for value in values))


def node_value(node: Node | None, scope: Scope) -> Value:
    """The value of a node and of everything in it. A mapping with an expression as a key is unknown."""
    if node is None:
        return None
    if isinstance(node, ScalarNode):
        return fill(node.text, scope) if "${{" in node.text else scalar_value(node)
    if isinstance(node, MappingNode):
        if any("${{" in key.text for key, _ in node.pairs):
            return UNKNOWN
        return {key.text: node_value(value, scope) for key, value in node.pairs}
    return [node_value(item, scope) for item in node.items]


def is_computed(node: Node | None) -> bool:
    """Whether there is an expression anywhere in a node."""
    if isinstance(node, ScalarNode):
        return "${{" in node.text
    if isinstance(node, MappingNode):
        return any("${{" in key.text or is_computed(value) for key, value in node.pairs)
    return node is not None and any(is_computed(item) for item in node.items)
