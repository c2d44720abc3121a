"""How much one query reads. GitHub refuses queries that take too long or load too much, and does not state beforehand.

https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

_FRACTION = 4


class QuerySize(IntEnum):
    """What is left out of queries, each value with all that the lower ones leave out.

    What a smaller query leaves out is read on its own, so that the result is the same: details of failed jobs by their
    ids, the rest in further pages. Only the checks of the base branch are not read at all at the last size.
    """

    FULL = 0
    WITHOUT_DETAILS = 1
    SMALL_PAGES = 2
    WITHOUT_BASE = 3

    def smaller(self) -> QuerySize:
        """The next smaller size; the smallest is followed by itself."""
        return QuerySize(min(self + 1, QuerySize.WITHOUT_BASE))

    def pages(self, **usual: int) -> dict[str, Any]:
        """The page sizes that differ from the usual ones, which the documents have, by variable."""
        return {} if self < QuerySize.SMALL_PAGES else {name: length // _FRACTION for name, length in usual.items()}
