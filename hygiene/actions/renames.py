"""Which new name an old label most likely became."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKENESS_MIN = 0.5
COMPARISONS_MAX = 20_000


def likely_renames(gone: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Pair old labels with new names, the most alike first, each used once; the unlike stay without a pair.

    Where one of each is left, they are a pair however unlike: one job went and one came.
    """
    scored = []
    if len(gone) * len(new) <= COMPARISONS_MAX:
        for order, candidate in enumerate(new):
            matcher = SequenceMatcher(b=candidate.lower(), autojunk=False)
            for index, label in enumerate(gone):
                matcher.set_seq1(label.lower())
                if matcher.quick_ratio() >= LIKENESS_MIN and (ratio := matcher.ratio()) >= LIKENESS_MIN:
                    scored.append((-ratio, index, order))
    pairs: dict[str, str] = {}
    for _, index, order in sorted(scored):
        if gone[index] not in pairs and new[order] not in pairs.values():
            pairs[gone[index]] = new[order]
    old = [label for label in gone if label not in pairs]
    left = [candidate for candidate in new if candidate not in pairs.values()]
    return pairs | {old[0]: left[0]} if len(old) == len(left) == 1 else pairs
