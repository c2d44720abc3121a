"""How many examples a property is tested with."""

from __future__ import annotations

from hypothesis import settings

# What hypothesis takes by itself: https://hypothesis.readthedocs.io/en/latest/reference/api.html#hypothesis.settings
USUAL = 100


def examples(count: int) -> int:
    """So many; in the second call of ``.ci/run`` as many times more as its profile has."""
    return count * settings().max_examples // USUAL
