"""The grammar of ``${{ … }}``: text to a tree, or what is wrong with it.

GitHub refuses a workflow file as a whole if one expression in it breaks this grammar.
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
https://github.com/actions/runner/blob/main/src/Sdk/Expressions/Tokens/LexicalAnalyzer.cs
"""

from __future__ import annotations

import math
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from hygiene.audit.workflows.functions import ARGUMENTS, HASH_FUNCTION, STATUS_FUNCTIONS
from hygiene.audit.workflows.values import Value, parse_number
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

EXPRESSION_CHARS_MAX = 21_000
DEPTH_LEVELS_MAX = 50
NESTING_LEVELS_MAX = 60


class ExpressionError(ValueError):
    """GitHub refuses this expression. The message is the reason, without a place."""


class NestingError(ValueError):
    """The expression nests deeper than this module follows; GitHub may accept it."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, number, boolean or null."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A context such as ``github``, in lower case."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, in lower case, with its arguments."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """``target.name`` or ``target[key]``; the key is None for ``target.*``."""

    target: Expression
    key: Expression | None


@dataclass(frozen=True, slots=True)
class Not:
    """``!operand``."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Compare:
    """``left sign right`` with one of ``== != < <= > >=``."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Logical:
    """``a && b && c`` or ``a || b || c``."""

    sign: str
    operands: tuple[Expression, ...]


Expression: TypeAlias = "Literal | Name | Call | Member | Not | Compare | Logical"

_SPACE = pattern(r"\s*")
_TEXT = pattern(r"'((?:[^']|'')*)'")
_NUMBER = pattern(r"[^\s()\[\],!><=&|]+")
_KEYWORD = pattern(r"[^\s()\[\],.!><=&|]+")
_LEGAL_KEYWORD = pattern(r"[A-Za-z_][A-Za-z0-9_-]*")
_SIGN = pattern(r"&&|\|\||[=!<>]=|[!<>()\[\],.*]")
# Case matters here, unlike in names.
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None, "NaN": math.nan, "Infinity": math.inf}
_BEFORE_A_NUMBER = frozenset({"", "(", "[", ",", "&&", "||", "!", "==", "!=", "<", "<=", ">", ">="})
_COMPARISONS = (("==", "!="), ("<=", "<", ">=", ">"))


def parse(text: str) -> Expression:
    """The tree of the inside of ``${{ }}``. Raises ``ExpressionError`` or ``NestingError``."""
    if len(text) > EXPRESSION_CHARS_MAX:
        raise ExpressionError(f"the expression is longer than {EXPRESSION_CHARS_MAX:,} characters")
    parser = _Parser(list(_tokens(text)))
    tree = parser.logical("||")
    if parser.position < len(parser.tokens):
        raise parser.unexpected()
    if _depth(tree) > DEPTH_LEVELS_MAX:
        raise ExpressionError(f"the expression nests deeper than {DEPTH_LEVELS_MAX} levels")
    return tree


def split(text: str) -> list[tuple[str, bool]]:
    """Cut text into literal pieces and the insides of expressions, which are marked with True.

    Raises ``ExpressionError`` if an expression is not closed.
    """
    pieces: list[tuple[str, bool]] = []
    position = 0
    while (start := text.find("${{", position)) >= 0:
        end, quoted = start + 3, False
        while end < len(text) and (quoted or not text.startswith("}}", end)):
            quoted ^= text[end] == "'"
            end += 1
        if end >= len(text):
            raise ExpressionError("`${{` has no closing `}}`")
        pieces += [(text[position:start], False), (text[start + 3 : end], True)]
        position = end + 2
    pieces.append((text[position:], False))
    return [(piece, is_expression) for piece, is_expression in pieces if piece or is_expression]


def walk(tree: Expression) -> Iterator[Expression]:
    """The node and every node below it."""
    ahead = [tree]
    while ahead:
        node = ahead.pop()
        yield node
        ahead += _children(node)


def _children(node: Expression) -> tuple[Expression, ...]:
    match node:
        case Call():
            return node.arguments
        case Member():
            return (node.target,) if node.key is None else (node.target, node.key)
        case Not():
            return (node.operand,)
        case Compare():
            return (node.left, node.right)
        case Logical():
            return node.operands
        case _:
            return ()


def _depth(tree: Expression) -> int:
    """The number of levels, counted without recursion: chains of operators may be long."""
    levels, row = 0, [tree]
    while row:
        levels += 1
        row = [child for node in row for child in _children(node)]
    return levels


@dataclass(frozen=True, slots=True)
class _Token:
    """``kind`` is text, number, word or sign."""

    kind: str
    text: str
    value: Value = None


def _tokens(text: str) -> Iterator[_Token]:
    position, last = 0, ""
    while True:
        position += _length(_SPACE, text, position)
        if position >= len(text):
            return
        token, length = _token(text, position, last)
        yield token
        position += length
        last = token.text if token.kind == "sign" else token.kind


def _token(text: str, position: int, last: str) -> tuple[_Token, int]:
    """The token at this position and its length. ``last`` is the sign or the kind of the one before."""
    first = text[position]
    if first == "'":
        if found := _TEXT.match(text, position):
            return _Token("text", found[0], found[1].replace("''", "'")), len(found[0])
        raise ExpressionError(f"`{_short(text[position:])}` has no closing quote")
    if first in "+-0123456789" or (first == "." and last in _BEFORE_A_NUMBER):
        written = text[position : position + _length(_NUMBER, text, position)]
        number = parse_number(written)
        if math.isnan(number):
            raise ExpressionError(f"`{_short(written)}` is not a number")
        return _Token("number", written, number), len(written)
    if found := _SIGN.match(text, position):
        return _Token("sign", found[0]), len(found[0])
    written = text[position : position + _length(_KEYWORD, text, position)] or first
    if not _LEGAL_KEYWORD.fullmatch(written):
        raise ExpressionError(f"`{_short(written)}` is not expected" + _QUOTES.get(first, ""))
    return _Token("word", written), len(written)


def _length(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() - position if found else 0


_QUOTES = {'"': "; text takes single quotes"}


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - enough to find the place


@dataclass(slots=True)
class _Parser:
    """A parser by recursive descent; ``nesting`` counts open parentheses, brackets and ``!``."""

    tokens: list[_Token]
    position: int = field(default=0)
    nesting: int = field(default=0)

    def unexpected(self) -> ExpressionError:
        """The error for the next token, or for the end of the text."""
        if self.position < len(self.tokens):
            return ExpressionError(f"`{_short(self.tokens[self.position].text)}` is not expected")
        return ExpressionError("the expression ends too early" if self.tokens else "the expression is empty")

    def accept(self, *signs: str) -> str:
        """The next token if it is one of the signs, which is then read; else empty."""
        if self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.kind == "sign" and token.text in signs:
                self.position += 1
                return token.text
        return ""

    def expect(self, sign: str) -> None:
        """Read the sign, which must come next."""
        if not self.accept(sign):
            raise self.unexpected()

    def logical(self, sign: str) -> Expression:
        """Operands joined by ``||``, which binds less than ``&&``."""
        operands = [self.logical("&&") if sign == "||" else self.comparison(0)]
        while self.accept(sign):
            operands.append(self.logical("&&") if sign == "||" else self.comparison(0))
        return operands[0] if len(operands) == 1 else Logical(sign, tuple(operands))

    def comparison(self, level: int) -> Expression:
        """Operands compared by ``==`` and ``!=``, which bind less than the other comparisons."""
        if level == len(_COMPARISONS):
            return self.negation()
        left = self.comparison(level + 1)
        while sign := self.accept(*_COMPARISONS[level]):
            left = Compare(sign, left, self.comparison(level + 1))
        return left

    def negation(self) -> Expression:
        """An operand with any number of ``!``."""
        count = 0
        while self.accept("!"):
            count += 1
        if count >= DEPTH_LEVELS_MAX:
            raise ExpressionError(f"the expression nests deeper than {DEPTH_LEVELS_MAX} levels")
        tree = self.operand()
        for _ in range(count):
            tree = Not(tree)
        return tree

    def nested(self) -> Expression:
        """A whole expression inside parentheses or brackets."""
        self.nesting += 1
        if self.nesting > NESTING_LEVELS_MAX:
            raise NestingError
        tree = self.logical("||")
        self.nesting -= 1
        return tree

    def operand(self) -> Expression:
        """A literal, a group, a call or a context, with the members that are read from it."""
        if self.accept("("):
            tree = self.nested()
            self.expect(")")
            return self.members(tree)
        if self.position >= len(self.tokens) or self.tokens[self.position].kind == "sign":
            raise self.unexpected()
        token = self.tokens[self.position]
        self.position += 1
        if token.kind != "word":
            return Literal(token.value)
        if token.text in _WORDS:
            return Literal(_WORDS[token.text])
        if self.accept("("):
            return self.members(self.call(token.text))
        return self.members(Name(token.text.lower()))

    def call(self, written: str) -> Call:
        """A function behind its opening parenthesis."""
        arguments: list[Expression] = []
        if not self.accept(")"):
            arguments.append(self.nested())
            while self.accept(","):
                arguments.append(self.nested())
            self.expect(")")
        name = written.lower()
        least, most = (ARGUMENTS | STATUS_FUNCTIONS | HASH_FUNCTION).get(name, (0, len(arguments)))
        if not least <= len(arguments) <= most:
            few = "few" if len(arguments) < least else "many"
            raise ExpressionError(f"`{written}` has too {few} arguments")
        return Call(name, tuple(arguments))

    def members(self, tree: Expression) -> Expression:
        """Any number of ``.name``, ``.*``, ``[key]`` and ``[*]``."""
        while sign := self.accept(".", "["):
            if self.accept("*"):
                tree = Member(tree, None)
            elif sign == "[":
                tree = Member(tree, self.nested())
            else:
                if self.position >= len(self.tokens) or self.tokens[self.position].kind != "word":
                    raise self.unexpected()
                tree = Member(tree, Literal(self.tokens[self.position].text))
                self.position += 1
            if sign == "[":
                self.expect("]")
        return tree
