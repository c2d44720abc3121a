"""What changed between two schemas for what the documents touch, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphql import (
    DangerousChangeType,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    find_breaking_changes,
    find_dangerous_changes,
)
from hygiene.schema.prune import prune
from hygiene.schema.source import parse_sdl
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphql import GraphQLSchema


# An optional argument that nobody gives, and an interface that nobody asks for, are no news for us.
UNNOTICED = {DangerousChangeType.OPTIONAL_ARG_ADDED, DangerousChangeType.IMPLEMENTED_INTERFACE_ADDED}
REMOVAL = re.compile(r"Removal on (\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Changes:
    """Sentences, each kind sorted; ``dangerous`` ones are harmless to a client that reads the unknown as unknown."""

    breaking: tuple[str, ...] = ()
    dangerous: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any news."""
        return bool(self.breaking or self.dangerous or self.deprecated)


def changes(old_sdl: str, new_sdl: str, documents: Iterable[str]) -> Changes:
    """Compare two schemas, full or pruned, in what the documents touch."""
    documents = tuple(documents)
    old = parse_sdl(prune(old_sdl, documents, source_line="the old schema"))
    new = parse_sdl(prune(new_sdl, documents, source_line="the new schema"))
    full = parse_sdl(new_sdl)
    breaking = {change.description for change in find_breaking_changes(old, full)}
    dangerous = {change.description for change in find_dangerous_changes(old, new) if change.type not in UNNOTICED}
    dangerous.update(_new_kinds(old, new))
    deprecated = set(_deprecations(new)) - set(_deprecations(old))
    return Changes(tuple(sorted(breaking)), tuple(sorted(dangerous)), tuple(sorted(deprecated, key=_by_date)))


def _new_kinds(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[str]:
    """Name the types that began to implement an interface that we read; graphql-core sees additions to unions only."""
    for name, type_ in new.type_map.items():
        before = old.type_map.get(name)
        if isinstance(type_, GraphQLInterfaceType) and isinstance(before, GraphQLInterfaceType):
            known = {possible.name for possible in old.get_possible_types(before)}
            for possible in new.get_possible_types(type_):
                if possible.name not in known and possible.name not in old.type_map:
                    yield f"{possible.name} is a new kind of {name}."


def _deprecations(schema: GraphQLSchema) -> Iterator[str]:
    """Name what is deprecated, with the reason; GitHub puts the date of the removal into the reason."""
    for name, type_ in schema.type_map.items():
        if name.startswith("__"):
            continue
        for member, reason in _reasons(type_):
            yield f"{name}.{member} is deprecated: {reason}"


def _reasons(type_: GraphQLNamedType) -> Iterator[tuple[str, str]]:
    """Give every deprecated field, argument and value of a type with its reason."""
    parts = type_.values if isinstance(type_, GraphQLEnumType) else getattr(type_, "fields", {})
    for name, part in parts.items():
        if part.deprecation_reason:
            yield name, part.deprecation_reason
        for argument_name, argument in getattr(part, "args", {}).items():
            if argument.deprecation_reason:
                yield f"{name}({argument_name}:)", argument.deprecation_reason


def _by_date(sentence: str) -> tuple[str, str]:
    """Sort what goes soonest first."""
    found = REMOVAL.search(sentence)
    return (found.group(1) if found else "9999", sentence)


NOTHING = "Nothing changed for us."
HEADINGS = (
    ("breaking", "Breaking"),
    ("dangerous", "Dangerous: read as unknown until the code handles it"),
    ("deprecated", "Newly deprecated"),
)


def plain(changes: Changes) -> str:
    """Write the changes as lines of plain text."""
    if not changes:
        return NOTHING
    return "\n".join(
        line
        for kind, heading in HEADINGS
        if (sentences := getattr(changes, kind))
        for line in (f"{heading}:", *(f"  - {sentence}" for sentence in sentences))
    )


def markdown(changes: Changes, *, old: str, new: str) -> str:
    """Write the changes as Markdown; ``old`` and ``new`` say which schemas were compared."""
    parts = ["## GitHub's schema, as far as we use it", f"From: {_code(old)}  \nTo: {_code(new)}"]
    if not changes:
        parts.append(NOTHING)
    for kind, heading in HEADINGS:
        sentences = getattr(changes, kind)
        if sentences:
            parts += [f"### {heading}", "\n".join(f"- {_inline(sentence)}" for sentence in sentences)]
    return "\n\n".join(parts) + "\n"


def _code(text: str) -> str:
    """Quote as code: the words of others link nothing and mention nobody."""
    return f"`{text.replace('`', chr(39))}`"


def _inline(sentence: str) -> str:
    """Quote a sentence that holds somebody else's words; one without them stays prose."""
    subject, colon, reason = sentence.partition(" is deprecated: ")
    return f"{_code(subject)}{colon}{_code(reason)}" if colon else _code(sentence)
