"""Cutting Markdown to a number of bytes: between lines, with fences and HTML elements closed behind the cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.markdown.closing import closed
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = 1_000_000
CUT_NOTE = "*… cut here to fit.*"


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of a status is rendered.

    ``chars_max`` limits each untrusted text, ``failures_max`` the failing jobs with their errors, ``names_max`` the
    names in a sentence, ``jobs_max`` the rows of a folded table. ``extras`` keeps the table of other checks and the
    timeline. ``sections_bytes_max`` is for all sections together, None for no limit.
    """

    extras: bool = True
    jobs_max: int = ALL
    chars_max: int = 160
    failures_max: int = ALL
    names_max: int = 20
    sections_bytes_max: int | None = None

    @property
    def shortened(self) -> bool:
        """Whether something was left out, which the text must state."""
        return not self.extras


WHOLE = Detail(names_max=ALL, chars_max=400)
_SMALL = Detail(extras=False, jobs_max=200, sections_bytes_max=8_000)
LADDER = (
    Detail(),
    Detail(extras=False),
    Detail(extras=False, jobs_max=200),
    _SMALL,
    replace(_SMALL, chars_max=60, names_max=10),
    replace(_SMALL, chars_max=60, names_max=10, failures_max=50),
    replace(_SMALL, chars_max=40, names_max=10, failures_max=20, jobs_max=50, sections_bytes_max=2_000),
    replace(_SMALL, chars_max=24, names_max=5, failures_max=10, jobs_max=0, sections_bytes_max=2_000),
)


def size(text: str) -> int:
    """The number of UTF-8 bytes."""
    return len(text.encode("utf-8", "replace"))


def first_fitting(texts: Iterable[str], bytes_max: int, *, foot: str = "") -> str:
    """The first text that fits; when none does, the last one is cut and ``foot`` is appended."""
    text = ""
    for text in texts:
        if size(text) <= bytes_max:
            return text
    ending = f"\n\n{foot}" if foot else ""
    return cut_markdown(text, bytes_max - size(ending)) + ending


def cut_markdown(text: str, bytes_max: int) -> str:
    """The Markdown cut to this many bytes: whole lines, open fences and elements closed, and a note about the cut."""
    if size(text) <= bytes_max:
        return text
    kept = _lines_within(text, max(0, bytes_max - size(f"\n\n{CUT_NOTE}")))
    while kept:
        whole = closed("\n".join(kept).rstrip())
        cut = f"{whole}\n\n{CUT_NOTE}"
        excess = size(cut) - bytes_max
        if excess <= 0:
            return cut
        while kept and excess > 0:
            excess -= size(kept.pop()) + 1
    return CUT_NOTE if size(CUT_NOTE) <= bytes_max else ""


def _lines_within(text: str, bytes_max: int) -> list[str]:
    kept: list[str] = []
    left = bytes_max
    for line in text.split("\n"):
        left -= size(line) + 1
        if left < -1:
            break
        kept.append(line)
    if not kept:
        kept = [text.encode("utf-8", "replace")[:bytes_max].decode("utf-8", "ignore")]
    return kept
