"""Which sections the comment keeps, and how much of them: the newest write of each name, for two heads, within caps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.markdown.budget import cut_markdown, size
from hygiene.model.comment_state import Section, merge_sections
from hygiene.model.marker import encoded_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.model.policy import StatusPolicy

SECTIONS_MAX = 40
STORED_BYTES_MAX = 30_000


def renewed(written: Iterable[Section], contributed: Iterable[Section]) -> tuple[Section, ...]:
    """With what somebody contributes now; saying the same again, or removing what is not there, leaves no trace."""
    known = merge_sections(written)
    said = {section.name: (section.head, section.text) for section in known}
    return merge_sections(known, (new for new in contributed if not _said(new, said)))


def _said(new: Section, said: Mapping[str, tuple[str, str | None]]) -> bool:
    head, text = said.get(new.name, ("", None))
    if new.text is None or text is None:
        return new.text is text
    return head == new.head and text in (new.text, cut_markdown(new.text, size(text)))


def kept(sections: Iterable[Section], heads: tuple[str, str], policy: StatusPolicy) -> tuple[Section, ...]:
    """Those that speak of this head or of the one before it, capped one by one and together, in order of name."""
    result: list[Section] = []
    shown_left, stored_left = policy.sections_bytes_max, STORED_BYTES_MAX
    for section in merge_sections(sections):
        if section.head not in heads or len(result) >= SECTIONS_MAX:
            continue
        if section.text is not None:
            text = _capped(section.text, min(policy.section_bytes_max, shown_left), stored_left)
            shown_left -= size(text)
            stored_left -= encoded_size(text)
            result.append(replace(section, text=text))
        else:
            result.append(section)
    return tuple(result)


def _capped(text: str, shown_max: int, stored_max: int) -> str:
    capped = cut_markdown(text, shown_max)
    while capped and encoded_size(capped) > stored_max:
        capped = cut_markdown(text, size(capped) * min(stored_max, encoded_size(capped) - 1) // encoded_size(capped))
    return capped
