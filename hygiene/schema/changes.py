"""What changed between two schemas in the parts that the documents use."""

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
from hygiene.schema.fetch import parse_sdl
from hygiene.schema.prune import prune
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphql import GraphQLSchema


# hygiene passes no new optional argument, and reads no new interface.
UNNOTICED = {DangerousChangeType.OPTIONAL_ARG_ADDED, DangerousChangeType.IMPLEMENTED_INTERFACE_ADDED}
REMOVAL = re.compile(r"Removal on (\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Changes:
    """Messages, sorted. ``dangerous`` changes add values or types, which the client reads as unknown."""

    breaking: tuple[str, ...] = ()
    dangerous: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is a change."""
        return bool(self.breaking or self.dangerous or self.deprecated)


def changes(old_sdl: str, new_sdl: str, documents: Iterable[str]) -> Changes:
    """Compare two schemas, full or pruned, in the parts that the documents use."""
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
    """List new types that implement an interface of the old schema; graphql-core lists additions to unions only."""
    for name, type_ in new.type_map.items():
        before = old.type_map.get(name)
        if isinstance(type_, GraphQLInterfaceType) and isinstance(before, GraphQLInterfaceType):
            known = {possible.name for possible in old.get_possible_types(before)}
            for possible in new.get_possible_types(type_):
                if possible.name not in known and possible.name not in old.type_map:
                    yield f"{possible.name} is a new implementation of {name}."


def _deprecations(schema: GraphQLSchema) -> Iterator[str]:
    """List what is deprecated, with the reason, in which GitHub writes the date of the removal."""
    for name, type_ in schema.type_map.items():
        if name.startswith("__"):
            continue
        for member, reason in _reasons(type_):
            yield f"{name}.{member} is deprecated: {reason}"


def _reasons(type_: GraphQLNamedType) -> Iterator[tuple[str, str]]:
    """List the deprecated fields, arguments and values of a type with their reasons."""
    parts = type_.values if isinstance(type_, GraphQLEnumType) else getattr(type_, "fields", {})
    for name, part in parts.items():
        if part.deprecation_reason:
            yield name, part.deprecation_reason
        for argument_name, argument in getattr(part, "args", {}).items():
            if argument.deprecation_reason:
                yield f"{name}({argument_name}:)", argument.deprecation_reason


def _by_date(sentence: str) -> tuple[str, str]:
    """Sort by the date of the removal."""
    found = REMOVAL.search(sentence)
    return (found.group(1) if found else "9999", sentence)


NOTHING = "Nothing changed in the parts that hygiene uses."
HEADINGS = (
    ("breaking", "Breaking"),
    ("dangerous", "Dangerous: read as unknown until the code handles it"),
    ("deprecated", "Newly deprecated"),
)


def plain(changes: Changes) -> str:
    """The changes as plain text."""
    if not changes:
        return NOTHING
    return "\n".join(
        line
        for kind, heading in HEADINGS
        if (sentences := getattr(changes, kind))
        for line in (f"{heading}:", *(f"  - {sentence}" for sentence in sentences))
    )


def markdown(changes: Changes, *, old: str, new: str) -> str:
    """The changes as Markdown. ``old`` and ``new`` name the schemas."""
    parts = ["## Changes of GitHub's schema in the parts that hygiene uses", f"From: {_code(old)}  \nTo: {_code(new)}"]
    if not changes:
        parts.append(NOTHING)
    for kind, heading in HEADINGS:
        sentences = getattr(changes, kind)
        if sentences:
            parts += [f"### {heading}", "\n".join(f"- {_inline(sentence)}" for sentence in sentences)]
    return "\n\n".join(parts) + "\n"


def _code(text: str) -> str:
    """Text as inline code, so that it links and mentions nothing."""
    return f"`{text.replace('`', chr(39))}`"


def _inline(sentence: str) -> str:
    """A message with GitHub's text as inline code."""
    subject, colon, reason = sentence.partition(" is deprecated: ")
    return f"{_code(subject)}{colon}{_code(reason)}" if colon else _code(sentence)
