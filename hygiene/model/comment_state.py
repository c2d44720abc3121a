"""What the status comment's marker holds: named sections that other steps contribute, merged without losing one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORD_CHARS_MAX = 100
COUNT_MAX = 2**31
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


def is_name(name: str) -> bool:
    """Whether a section may be called so: lower-case letters, digits and hyphens, at most 41 of them."""
    return _NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True, order=True)
class Section:
    """A contribution under a name. ``at`` orders writes (whole seconds since 1970, then the text decides).

    ``text`` is Markdown, None for a removal that must win over older writes. ``head`` is the commit it speaks of.
    """

    name: str
    at: int
    head: str = ""
    text: str | None = None

    @property
    def rank(self) -> tuple[int, str, bool, str]:
        """Total: two different writes never rank the same."""
        return self.at, self.head, self.text is not None, self.text or ""


@dataclass(frozen=True, slots=True)
class CommentState:
    """The mergeable state of a status comment.

    ``head`` is the commit that the text speaks of, ``previous`` the one before it, ``state`` the headline's word,
    ``last_conclusion`` the last result that was a success or a failure.
    ``base`` is the number of edits that the writer had seen: a body whose edit count has moved past that by more than
    the writer's own edit overwrote somebody. ``generation`` grows with each fresh comment that replaces an older one.
    """

    head: str = ""
    previous: str = ""
    state: str = ""
    last_conclusion: str = ""
    base: int = 0
    generation: int = 0
    sections: tuple[Section, ...] = ()


def merge_sections(*several: Iterable[Section]) -> tuple[Section, ...]:
    """For each name the write of highest rank. Commutative, associative, idempotent."""
    newest: dict[str, Section] = {}
    for section in (section for sections in several for section in sections):
        known = newest.get(section.name)
        if known is None or known.rank < section.rank:
            newest[section.name] = section
    return tuple(newest[name] for name in sorted(newest))


def encode_state(state: CommentState) -> dict[str, Any]:
    """As the marker holds it."""
    return {
        "head": state.head,
        "previous": state.previous,
        "state": state.state,
        "conclusion": state.last_conclusion,
        "base": state.base,
        "generation": state.generation,
        "sections": [[section.name, section.at, section.head, section.text] for section in state.sections],
    }


def decode_state(raw: Mapping[str, Any]) -> CommentState:
    """From a marker that anybody may have edited: what does not fit is left out, never raised."""
    rows = raw.get("sections")
    sections = [section for row in (rows if isinstance(rows, list) else []) if (section := _section(row)) is not None]
    return CommentState(
        head=_word(raw.get("head")),
        previous=_word(raw.get("previous")),
        state=_word(raw.get("state")),
        last_conclusion=_word(raw.get("conclusion")),
        base=_count(raw.get("base")),
        generation=_count(raw.get("generation")),
        sections=merge_sections(sections),
    )


def _section(row: object) -> Section | None:
    match row:
        case [str(name), int(at), str(head), str() | None as text] if is_name(name):
            return Section(name, int(at), _word(head), None if text is None else _sound(text))
        case _:
            return None


def _word(value: object) -> str:
    return _sound(value)[:WORD_CHARS_MAX] if isinstance(value, str) else ""


def _count(value: object) -> int:
    return int(value) if isinstance(value, int) and 0 <= value < COUNT_MAX else 0


def _sound(text: str) -> str:
    """JSON may spell half a surrogate pair, which no body can hold."""
    return text.encode("utf-8", "replace").decode()
