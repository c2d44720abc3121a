"""The state in a status comment's marker: its head, its last result, and the sections that other steps contribute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.model.late_results import RunEnd, is_conclusion, merge_ends
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TEXT_CHARS_MAX = 100
COUNT_MAX = 2**31
ENDED_MAX = 20
_NAME = pattern(r"[a-z0-9][a-z0-9-]{0,40}")


def is_name(name: str) -> bool:
    """Whether this is a valid name of a section: at most 41 lower-case letters, digits and hyphens."""
    return _NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True, order=True)
class Section:
    """A contribution under a name. ``order`` orders the writes of one name; among equal ones the text decides.

    It is the host's time in seconds since 1970 when the writer first read, or one more than the order that it replaces.
    ``text`` is Markdown, None for a removal, which replaces older writes. ``head`` is the commit that it is about.
    """

    name: str
    order: int
    head: str = ""
    text: str | None = None

    @property
    def rank(self) -> tuple[int, str, bool, str]:
        """A total order: two different writes never have the same rank."""
        return self.order, self.head, self.text is not None, self.text or ""


@dataclass(frozen=True, slots=True)
class ListedSection:
    """A section that a status comment shows; ``current`` if it is about the pull request's head."""

    pull_request: int
    name: str
    commit: str
    current: bool
    text: str


@dataclass(frozen=True, slots=True)
class CommentState:
    """The mergeable state of a status comment.

    ``head`` is the commit that the text is about, ``previous`` the one before it, ``state`` the result in the headline,
    ``last_conclusion`` the last result that was a success or a failure.
    ``base`` is the number of edits that the writer had read: when the comment has more edits than that and the writer's
    own one, somebody's text was overwritten. ``generation`` grows with each new comment that replaces an older one.
    ``ended`` are runs of ``head`` that have ended and whose results GitHub did not show: a writer that has not read
    their end would report their jobs as unfinished. ``gate`` is the path of the Gate's workflow file.
    """

    head: str = ""
    previous: str = ""
    state: str = ""
    last_conclusion: str = ""
    base: int = 0
    generation: int = 0
    sections: tuple[Section, ...] = ()
    ended: tuple[RunEnd, ...] = ()
    gate: str = ""


def merge_sections(*several: Iterable[Section]) -> tuple[Section, ...]:
    """The write of the highest rank for each name. Commutative, associative and idempotent."""
    newest: dict[str, Section] = {}
    for section in (section for sections in several for section in sections):
        previous = newest.get(section.name)
        if previous is None or previous.rank < section.rank:
            newest[section.name] = section
    return tuple(newest[name] for name in sorted(newest))


def encode_state(state: CommentState) -> dict[str, Any]:
    """The state as JSON values, for the marker."""
    return {
        "head": state.head,
        "previous": state.previous,
        "state": state.state,
        "conclusion": state.last_conclusion,
        "base": state.base,
        "generation": state.generation,
        "sections": [[section.name, section.order, section.head, section.text] for section in state.sections],
        **({"gate": state.gate} if state.gate else {}),
        **({"ended": [[end.run_id, end.attempt, end.conclusion] for end in state.ended]} if state.ended else {}),
    }


def decode_state(raw: Mapping[str, Any]) -> CommentState:
    """The state from a marker that anybody may have edited; invalid values are left out."""
    rows = raw.get("sections")
    sections = [section for row in (rows if isinstance(rows, list) else []) if (section := _section(row)) is not None]
    return CommentState(
        head=_text(raw.get("head")),
        previous=_text(raw.get("previous")),
        state=_text(raw.get("state")),
        last_conclusion=_text(raw.get("conclusion")),
        base=_count(raw.get("base")),
        generation=_count(raw.get("generation")),
        sections=merge_sections(sections),
        ended=_ended(raw.get("ended")),
        gate=_text(raw.get("gate")),
    )


def _section(row: object) -> Section | None:
    match row:
        case [str(name), int(order), str(head), str() | None as text] if is_name(name):
            return Section(name, int(order), _text(head), None if text is None else _valid(text))
        case _:
            return None


def _ended(rows: object) -> tuple[RunEnd, ...]:
    """The ends of runs; those that do not fit are left out."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        match row:
            case [int(run_id), int(attempt), str(conclusion)] if run_id > 0 and is_conclusion(conclusion):
                found.append(RunEnd(int(run_id), _count(attempt), conclusion))
            case _:
                continue
    return merge_ends(found[:ENDED_MAX])


def _text(value: object) -> str:
    return _valid(value)[:TEXT_CHARS_MAX] if isinstance(value, str) else ""


def _count(value: object) -> int:
    return int(value) if isinstance(value, int) and 0 <= value < COUNT_MAX else 0


def _valid(text: str) -> str:
    """The text without lone surrogates, which JSON can contain and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()
