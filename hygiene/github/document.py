"""A generated document, cut down to what one request uses.

The generated client holds every document whole: all fragments, and switches (``@include(if: $x)``) around what only
some requests need. What is switched off is removed here before anything is sent. GitHub may estimate the cost of a
document without evaluating its switches, no use of ``@include`` on root fields of a mutation is known, and fewer
bytes are sent. What a host lacks (``hygiene.model.host_features``) is removed in the same way.

Only what a generated document contains is understood: named operations and fragments, ``@include`` and ``@skip`` with a
variable.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_TOKEN = pattern(r'"(?:[^"\\\n]|\\.)*"|\.\.\.|[A-Za-z_]\w*|-?\d[\d.eE+-]*|[{}()\[\]:$!=@&|]|#[^\n]*')
_USED_VARIABLE = pattern(r"\$(\w+)")
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_DOCUMENTS_KEPT = 32


@dataclass(frozen=True, slots=True)
class _Selection:
    """A field or spread as text, the switches on it, and its own selections (None for a leaf)."""

    text: str
    spread: str = ""
    switches: tuple[tuple[bool, str], ...] = ()
    selections: tuple[_Selection, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Variable:
    """A variable's declaration; ``type`` and ``default`` are GraphQL."""

    name: str
    type: str
    default: str

    def text(self, *, given: bool) -> str:
        """The declaration. A default that is not used is left out: the dummy inputs of the mutation are defaults."""
        if not self.default:
            return f"${self.name}:{self.type}"
        return f"${self.name}:{self.type}!" if given else f"${self.name}:{self.type}={self.default}"


@dataclass(frozen=True, slots=True)
class _Definition:
    """An operation with its variables by name, or a fragment, whose ``text`` is its type."""

    name: str
    text: str
    selections: tuple[_Selection, ...]
    variables: Mapping[str, _Variable] = field(default_factory=dict)


def trimmed(text: str, given: Mapping[str, object], without: Collection[str] = ()) -> tuple[str, frozenset[str]]:
    """The document that one request needs, one definition a line, and the names of the variables that it declares.

    ``given`` are the request's variables, which decide about the switches; ``without`` are names of fragments to leave
    out with all that only they need.
    """
    operation, *fragments = _parsed(text)
    variables = operation.variables
    switched_on = {name for name, declared in variables.items() if given.get(name, declared.default == "true")}
    cutter = _Cutter({one.name: one for one in fragments}, switched_on, frozenset(without))
    body = cutter.selection_set(operation.selections)
    written = [body, *cutter.written.values()]
    used = frozenset(name for one in written for name in _USED_VARIABLE.findall(one))
    declared = " ".join(one.text(given=name in given) for name, one in variables.items() if name in used)
    head = f"{operation.text}({declared})" if declared else operation.text
    definitions = [f"fragment {name} on {cutter.type_of(name)}{one}" for name, one in cutter.written.items()]
    return "\n".join([head + body, *definitions]), used


def definition_at(text: str, line: int) -> str:
    """The name of the operation or fragment on a line of a trimmed document, counted from 1; empty for none."""
    lines = text.split("\n")
    found = re.match(r"(?:query|mutation|fragment) (\w+)", lines[line - 1]) if 0 < line <= len(lines) else None
    return found[1] if found else ""


class _Cutter:
    """Writes selection sets without what is switched off; the fragments that they spread are in ``written``."""

    def __init__(
        self, fragments: Mapping[str, _Definition], switched_on: Collection[str], without: frozenset[str]
    ) -> None:
        self.fragments = fragments
        self.switched_on = switched_on
        self.without = without
        self.written: dict[str, str] = {}
        self.empty: set[str] = set()

    def selection_set(self, selections: Iterable[_Selection]) -> str:
        """The selections in braces; empty when none is left."""
        kept = [text for one in selections if (text := self._selection(one))]
        return f"{{{' '.join(kept)}}}" if kept else ""

    def type_of(self, fragment: str) -> str:
        """The type that a fragment is on."""
        return self.fragments[fragment].text

    def _selection(self, one: _Selection) -> str:
        if any((name in self.switched_on) is not wanted for wanted, name in one.switches):
            return ""
        if one.spread:
            return one.text if self._spread(one.spread) else ""
        if one.selections is None:
            return one.text
        # A field of which nothing is left to select would not be valid without its braces.
        inner = self.selection_set(one.selections)
        return one.text + inner if inner else ""

    def _spread(self, name: str) -> bool:
        """Whether anything is left of a fragment, which is then written."""
        if name in self.without or name in self.empty:
            return False
        if name not in self.written:
            self.written[name] = ""  # keeps the order: a fragment comes before those that it spreads
            inner = self.selection_set(self.fragments[name].selections)
            if not inner:
                del self.written[name]
                self.empty.add(name)
                return False
            self.written[name] = inner
        return True


@lru_cache(maxsize=_DOCUMENTS_KEPT)
def _parsed(text: str) -> tuple[_Definition, ...]:
    """The definitions of a document, the operation first."""
    tokens = [token for token in _TOKEN.findall(text) if not token.startswith("#")]
    definitions: list[_Definition] = []
    at = 0
    while at < len(tokens):
        kind, name, at = tokens[at], tokens[at + 1], at + 2
        variables: dict[str, _Variable] = {}
        head = f"{kind} {name}"
        if kind == "fragment":
            head, at = tokens[at + 1], at + 2
        elif tokens[at] == "(":
            end = _end(tokens, at)
            variables = _variables(tokens[at + 1 : end - 1])
            at = end
        selections, at = _selections(tokens, at + 1)
        definitions.append(_Definition(name, head, selections, variables))
    return tuple(definitions)


def _variables(tokens: list[str]) -> dict[str, _Variable]:
    starts = [at for at, one in enumerate(tokens) if one == "$"]
    found: dict[str, _Variable] = {}
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        name, declared = tokens[start + 1], tokens[start + 3 : end]
        equals = declared.index("=") if "=" in declared else len(declared)
        found[name] = _Variable(name, _joined(declared[:equals]), _joined(declared[equals + 1 :]))
    return found


def _selections(tokens: list[str], at: int) -> tuple[tuple[_Selection, ...], int]:
    """The selections from here to their closing brace, and where that ends."""
    found: list[_Selection] = []
    while tokens[at] != "}":
        start, spread = at, ""
        if tokens[at] == "...":
            spread = "" if tokens[at + 1] == "on" else tokens[at + 1]
            at += 2 if spread else 3
        else:
            at += 3 if tokens[at + 1] == ":" else 1
            at = _end(tokens, at) if tokens[at] == "(" else at
        text = _joined(tokens[start:at])
        switches: list[tuple[bool, str]] = []
        while tokens[at] == "@":
            # @ include ( if : $ name )
            switches.append((tokens[at + 1] == "include", tokens[at + 6]))
            at = _end(tokens, at + 2)
        selections = None
        if tokens[at] == "{":
            selections, at = _selections(tokens, at + 1)
        found.append(_Selection(text, spread, tuple(switches), selections))
    return tuple(found), at + 1


def _end(tokens: list[str], at: int) -> int:
    """The position after the bracket that closes the one here."""
    opening, depth = tokens[at], 0
    while True:
        depth += (tokens[at] == opening) - (tokens[at] == _CLOSING[opening])
        at += 1
        if not depth:
            return at


def _joined(tokens: list[str]) -> str:
    """Tokens as text, with a space where two would run together or a reader would miss one."""
    text = ""
    for token in tokens:
        starts_word = token[0].isalnum() or token[0] in '_"$-'
        ends_word = text[-1:].isalnum() or text[-1:] in {"_", '"', ")", "]", "}", "!"}
        text += f" {token}" if starts_word and ends_word else token
    return text
