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
from functools import lru_cache
from typing import TYPE_CHECKING

from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# A run sends few; the simulator sends the same few thousands of times.
DOCUMENTS_CACHED_MAX = 256
# The first character is matched on its own, and looked back at: so a search skips to the next of these characters.
_TOKEN = pattern(
    r'(["A-Za-z_0-9.{}()\[\]:$!=@&|#-]'
    r'(?:(?<=[A-Za-z_])\w*|(?<=\.)\.\.|(?<=")(?:[^"\\\n]|\\.)*"|(?<=[0-9-])[\d.eE+-]*|(?<=#)[^\n]*|)) *\n? *'
)
_FRAGMENT = pattern(r"\n\s*fragment (\w+) on (\w+) ")
_USED_VARIABLE = pattern(r"\$(\w+)")
_CLOSING = {"(": ")", "{": "}", "[": "]"}


def trimmed(text: str, given: Mapping[str, object], without: Collection[str] = ()) -> tuple[str, frozenset[str]]:
    """The document that one request needs, one definition a line, and the names of the variables that it declares.

    ``given`` are the request's variables, which decide about the switches; ``without`` are names of fragments to leave
    out with all that only they need.
    """
    true = frozenset(name for name, value in given.items() if value)
    return _trimmed(text, frozenset(given), true, frozenset(without))


@lru_cache(maxsize=DOCUMENTS_CACHED_MAX)
def _trimmed(
    text: str, given: frozenset[str], true: frozenset[str], without: frozenset[str]
) -> tuple[str, frozenset[str]]:
    operation, *parts = _FRAGMENT.split(text)
    fragments = dict(zip(parts[::3], zip(parts[1::3], parts[2::3], strict=True), strict=True))
    tokens = _tokens(operation)
    at = _end(tokens, 2) if tokens[2] == "(" else 2
    variables = _variables(tokens[3 : at - 1])
    switched_on = {
        name for name, (_, default) in variables.items() if (name in true if name in given else default == ["true"])
    }
    cutter = _Cutter({name: inner for name, (_, inner) in fragments.items()}, switched_on, without)
    body, _ = cutter.selection_set(tokens, at + 1)
    used = frozenset(name for one in (body, *cutter.written.values()) for name in _USED_VARIABLE.findall(one))
    declared = " ".join(
        _declaration(name, *declared, given=name in given) for name, declared in variables.items() if name in used
    )
    head = f"{tokens[0]} {tokens[1]}{f'({declared})' if declared else ''}"
    definitions = [f"fragment {name} on {fragments[name][0]}{inner}" for name, inner in cutter.written.items()]
    return "\n".join([head + body, *definitions]), used


def definition_at(text: str, line: int) -> str:
    """The name of the operation or fragment on a line of a trimmed document, counted from 1; empty for none."""
    lines = text.split("\n")
    found = re.match(r"(?:query|mutation|fragment) (\w+)", lines[line - 1]) if 0 < line <= len(lines) else None
    return found[1] if found else ""


class _Cutter:
    """Writes selection sets without what is switched off; the fragments that they spread are in ``written``.

    ``fragments`` are selection sets as text. Only those that are spread are read, and only what is switched on.
    """

    def __init__(self, fragments: Mapping[str, str], switched_on: Collection[str], without: frozenset[str]) -> None:
        self.fragments = fragments
        self.switched_on = switched_on
        self.without = without
        self.written: dict[str, str] = {}
        self.empty: set[str] = set()

    def selection_set(self, tokens: Sequence[str], at: int) -> tuple[str, int]:
        """The selections from here to their closing brace, in braces, and where that ends; empty when none is left."""
        kept: list[str] = []
        while tokens[at] != "}":
            start, spread = at, ""
            if tokens[at] == "...":
                spread = "" if tokens[at + 1] == "on" else tokens[at + 1]
                at += 2 if spread else 3
            else:
                at += 3 if tokens[at + 1] == ":" else 1
                at = _end(tokens, at) if tokens[at] == "(" else at
            end, wanted = at, True
            while tokens[at] == "@":
                # @ include ( if : $ name )
                wanted &= (tokens[at + 6] in self.switched_on) is (tokens[at + 1] == "include")
                at = _end(tokens, at + 2)
            inner = ""
            if tokens[at] == "{":
                inner, at = self.selection_set(tokens, at + 1) if wanted else ("", _end(tokens, at))
                # A field of which nothing is left to select would not be valid without its braces.
                wanted = bool(inner)
            if wanted and (not spread or self._spread(spread)):
                kept.append(_joined(tokens[start:end]) + inner)
        return f"{{{' '.join(kept)}}}" if kept else "", at + 1

    def _spread(self, name: str) -> bool:
        """Whether anything is left of a fragment, which is then written."""
        if name in self.without or name in self.empty:
            return False
        if name not in self.written:
            self.written[name] = ""  # keeps the order: a fragment comes before those that it spreads
            inner, _ = self.selection_set(_tokens(self.fragments[name]), 1)
            if not inner:
                del self.written[name]
                self.empty.add(name)
                return False
            self.written[name] = inner
        return True


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text) if token[0] != "#"]


def _variables(tokens: Sequence[str]) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
    """The type and the default of each variable, as tokens."""
    starts = [at for at, one in enumerate(tokens) if one == "$"]
    found = {}
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        name, declared = tokens[start + 1], tokens[start + 3 : end]
        equals = declared.index("=") if "=" in declared else len(declared)
        found[name] = declared[:equals], declared[equals + 1 :]
    return found


def _declaration(name: str, type_: Sequence[str], default: Sequence[str], *, given: bool) -> str:
    """The declaration. A default that is not used is left out: the dummy inputs of the mutation are defaults."""
    if not default:
        return f"${name}:{_joined(type_)}"
    return f"${name}:{_joined(type_)}!" if given else f"${name}:{_joined(type_)}={_joined(default)}"


def _end(tokens: Sequence[str], at: int) -> int:
    """The position after the bracket that closes the one here."""
    opening, depth = tokens[at], 0
    closing = _CLOSING[opening]
    while True:
        depth += (tokens[at] == opening) - (tokens[at] == closing)
        at += 1
        if not depth:
            return at


def _joined(tokens: Sequence[str]) -> str:
    """Tokens as text, with a space where two would run together or a reader would miss one."""
    text = tokens[0]
    for token in tokens[1:]:
        starts_word = token[0].isalnum() or token[0] in '_"$-'
        ends_word = text[-1:].isalnum() or text[-1:] in {"_", '"', ")", "]", "}", "!"}
        text += f" {token}" if starts_word and ends_word else token
    return text
