"""How much one query reads. GitHub refuses queries that take too long or load too much, and does not say beforehand.

https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

from enum import IntEnum


class QuerySize(IntEnum):
    """What is left out of queries, each value with all that the lower ones leave out.

    What a smaller query leaves out is read on its own, so that the result is the same: details of failed jobs by their
    ids, the rest in further pages. Only the base branch is not read at all at the last size.
    """

    FULL = 0
    WITHOUT_DETAILS = 1
    SMALL_PAGES = 2
    WITHOUT_BASE = 3

    def smaller(self) -> QuerySize:
        """The next smaller size; the smallest is followed by itself."""
        return QuerySize(min(self + 1, QuerySize.WITHOUT_BASE))
