"""What the status comment's marker holds: named sections that other steps contribute, merged without losing one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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

    ``head`` is the commit that the text speaks of, ``state`` its headline's word, ``base`` the number of edits that the
    writer had seen: a body whose edit count has moved past that by more than the writer's own edit overwrote somebody.
    """

    head: str = ""
    state: str = ""
    base: int = 0
    sections: tuple[Section, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


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
        "state": state.state,
        "base": state.base,
        "sections": [[section.name, section.at, section.head, section.text] for section in state.sections],
    }


def decode_state(raw: Mapping[str, Any]) -> CommentState:
    """From a marker that anybody may have edited: what does not fit is left out, never raised."""
    rows = raw.get("sections")
    sections = [section for row in (rows if isinstance(rows, list) else []) if (section := _section(row)) is not None]
    base = raw.get("base")
    return CommentState(
        head=str(raw.get("head", "")),
        state=str(raw.get("state", "")),
        base=base if isinstance(base, int) and base >= 0 else 0,
        sections=merge_sections(sections),
    )


def _section(row: object) -> Section | None:
    match row:
        case [str(name), int(at), str(head), str() | None as text]:
            return Section(name, at, head, text)
        case _:
            return None
