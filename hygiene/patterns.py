"""Regular expressions that are compiled when they are first used.

To compile one takes as long as to import a small module, and of those that a run imports it uses a third.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern

__all__ = ["pattern"]


class Pattern:
    """In the place of ``re.Pattern``. ``given`` are the arguments of ``re.compile``."""

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 - those of another function
        self.given = given

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any attribute of a pattern
        """An attribute of the pattern, from then on one of this object."""
        found = getattr(re.compile(*self.given), name)
        setattr(self, name, found)
        return found


if not TYPE_CHECKING:
    pattern = Pattern
