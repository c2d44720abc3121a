"""Which sections the comment keeps: the newest write of each name, for two heads, within limits of size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.markdown.budget import cut_markdown, size
from hygiene.model.comment_state import Section, merge_sections
from hygiene.model.marker import encoded_size
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.model.policy import StatusPolicy

SECTIONS_MAX = 40
STORED_BYTES_MAX = 30_000


def with_contributed(written: Iterable[Section], contributed: Iterable[Section]) -> tuple[Section, ...]:
    """The written sections with the contributed ones; one that changes nothing is left out, with its time.

    Removing a section that does not exist, and setting the text that is there, change nothing.
    """
    merged = merge_sections(written)
    current = {section.name: (section.head, section.text) for section in merged}
    return merge_sections(merged, (section for section in contributed if not _unchanged(section, current)))


def _unchanged(new: Section, current: Mapping[str, tuple[str, str | None]]) -> bool:
    head, text = current.get(new.name, ("", None))
    if new.text is None or text is None:
        return new.text is text
    return head == new.head and text in (new.text, cut_markdown(new.text, size(text)))


def within_limits(sections: Iterable[Section], heads: tuple[str, str], policy: StatusPolicy) -> tuple[Section, ...]:
    """The sections of these two heads in order of name, each cut to the bytes that it and all of them may have."""
    result: list[Section] = []
    shown_left, stored_left = policy.sections_bytes_max, STORED_BYTES_MAX
    for section in merge_sections(sections):
        if section.head not in heads or len(result) >= SECTIONS_MAX:
            continue
        if section.text is not None:
            text = _cut(section.text, min(policy.section_bytes_max, shown_left), stored_left)
            shown_left -= size(text)
            stored_left -= encoded_size(text)
            result.append(replace(section, text=text))
        else:
            result.append(section)
    return tuple(result)


def _cut(text: str, shown_max: int, stored_max: int) -> str:
    """The text within both limits; its encoded form in the marker may be several times as long."""
    cut = cut_markdown(text, shown_max)
    while cut and encoded_size(cut) > stored_max:
        cut = cut_markdown(cut, size(cut) * min(stored_max, encoded_size(cut) - 1) // encoded_size(cut))
    return cut
