"""Changes as text for a terminal, and as Markdown for the pull request that brings them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hygiene.schema.changes import Changes

NOTHING = "Nothing changed for us."
HEADINGS = (
    ("breaking", "Breaking"),
    ("dangerous", "Dangerous: read as unknown until somebody looks at it"),
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
