"""Connections: pages of a list, opaque cursors, and the bounds that GitHub requires."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.sandbox.context import Args

PAGE_SIZE_MAX = 100
LISTING = frozenset({"nodes", "edges", "pageInfo"})


@dataclass(slots=True)
class Connection:
    """A list with the arguments of the field that selects a page of it."""

    items: Sequence[Any]
    args: Args
    _bounds: tuple[int, int] | None = field(default=None)

    def bounds(self) -> tuple[int, int]:
        """Return the index of the first item of the page and the index after its last one."""
        if self._bounds is None:
            start, stop = 0, len(self.items)
            after, before = self.args.get("after"), self.args.get("before")
            if after is not None:
                start = self._index_of(after) + 1
            if before is not None:
                stop = min(stop, self._index_of(before))
            first, last = self.args.get("first"), self.args.get("last")
            if first is not None:
                stop = min(stop, start + first)
            if last is not None:
                start = max(start, stop - last)
            self._bounds = (start, max(start, stop))
        return self._bounds

    def page(self) -> Sequence[Any]:
        """Return the items of the page."""
        start, stop = self.bounds()
        return self.items[start:stop]

    def cursor(self, index: int) -> str:
        """Return the cursor of one item. It stays valid when other items are added or removed."""
        name = getattr(self.items[index], "id", "")
        return base64.b64encode(f"cursor:{index}:{name}".encode()).decode()

    def _index_of(self, cursor: str) -> int:
        index, name = decoded(cursor)
        found = next((at for at, item in enumerate(self.items) if name and item.id == name), None)
        if found is not None:
            return found
        # The item of the cursor was removed, so the next item has its index.
        return index - 1 if name else index


def decoded(cursor: str) -> tuple[int, str]:
    """Return the index and the node id of a cursor."""
    try:
        _, index, name = base64.b64decode(cursor, validate=True).decode().split(":", 2)
        return int(index), name
    except (binascii.Error, UnicodeDecodeError, ValueError):
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise Refusal("INVALID_CURSOR_ARGUMENTS", message) from None


def check_bounds(name: str, args: Args) -> None:
    """Refuse a connection without ``first`` or ``last``, pages that are too large, and invalid cursors."""
    for bound in ("first", "last"):
        size = args.get(bound)
        if size is not None and size > PAGE_SIZE_MAX:
            message = (
                f"Requesting {size} records on the `{name}` connection "
                f"exceeds the `{bound}` limit of {PAGE_SIZE_MAX} records."
            )
            raise Refusal("EXCESSIVE_PAGINATION", message)
    if args.get("first") is None and args.get("last") is None:
        message = f"You must provide a `first` or `last` value to properly paginate the `{name}` connection."
        raise Refusal("MISSING_PAGINATION_BOUNDARIES", message)
    for bound in ("after", "before"):
        if args.get(bound) is not None:
            decoded(args[bound])


def nodes(connection: Connection, _context: object, _args: Args) -> Sequence[Any]:
    """``nodes`` of any connection."""
    return connection.page()


def edges(connection: Connection, _context: object, _args: Args) -> list[dict[str, Any]]:
    """``edges`` of any connection."""
    start, stop = connection.bounds()
    return [{"node": connection.items[index], "cursor": connection.cursor(index)} for index in range(start, stop)]


def total_count(connection: Connection, _context: object, _args: Args) -> int:
    """``totalCount`` of any connection, which counts the whole list."""
    return len(connection.items)


def page_info(connection: Connection, _context: object, _args: Args) -> dict[str, Any]:
    """``pageInfo`` of any connection."""
    start, stop = connection.bounds()
    return {
        "hasNextPage": stop < len(connection.items),
        "hasPreviousPage": start > 0,
        "startCursor": connection.cursor(start) if stop > start else None,
        "endCursor": connection.cursor(stop - 1) if stop > start else None,
    }


CONNECTION = {"nodes": nodes, "edges": edges, "totalCount": total_count, "pageInfo": page_info}
