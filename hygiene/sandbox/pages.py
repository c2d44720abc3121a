"""Connections: windows on a list, opaque cursors, and the bounds that GitHub insists on."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.sandbox.ask import Args

PAGE_SIZE_MAX = 100
LISTING = frozenset({"nodes", "edges", "pageInfo"})


@dataclass(slots=True)
class Connection:
    """A list as one field was asked for it."""

    items: Sequence[Any]
    args: Args
    _window: tuple[int, int] | None = field(default=None)

    def window(self) -> tuple[int, int]:
        """Return the first place of the page and the one after its last."""
        if self._window is None:
            start, stop = 0, len(self.items)
            after, before = self.args.get("after"), self.args.get("before")
            if after is not None:
                start = self._place(after) + 1
            if before is not None:
                stop = min(stop, self._place(before))
            first, last = self.args.get("first"), self.args.get("last")
            if first is not None:
                stop = min(stop, start + first)
            if last is not None:
                start = max(start, stop - last)
            self._window = (start, max(start, stop))
        return self._window

    def page(self) -> Sequence[Any]:
        """Return the items of the page."""
        start, stop = self.window()
        return self.items[start:stop]

    def cursor(self, place: int) -> str:
        """Return the cursor of one item; it stays good when others come and go."""
        name = getattr(self.items[place], "id", "")
        return base64.b64encode(f"cursor:{place}:{name}".encode()).decode()

    def _place(self, cursor: str) -> int:
        place, name = decoded(cursor)
        found = next((at for at, item in enumerate(self.items) if name and item.id == name), None)
        if found is not None:
            return found
        # The cursor's own item is gone: what stood behind it has moved up by one.
        return place - 1 if name else place


def decoded(cursor: str) -> tuple[int, str]:
    """Return the place and the id that a cursor stands for."""
    try:
        _, place, name = base64.b64decode(cursor, validate=True).decode().split(":", 2)
        return int(place), name
    except (binascii.Error, UnicodeDecodeError, ValueError):
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise Refusal("INVALID_CURSOR_ARGUMENTS", message) from None


def check_bounds(name: str, args: Args) -> None:
    """Refuse a listing without ``first`` or ``last``, pages that are too large, and cursors that are none."""
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


def nodes(connection: Connection, _ask: object, _args: Args) -> Sequence[Any]:
    """``nodes`` of any connection."""
    return connection.page()


def edges(connection: Connection, _ask: object, _args: Args) -> list[dict[str, Any]]:
    """``edges`` of any connection."""
    start, stop = connection.window()
    return [{"node": connection.items[place], "cursor": connection.cursor(place)} for place in range(start, stop)]


def total_count(connection: Connection, _ask: object, _args: Args) -> int:
    """``totalCount`` of any connection: of the whole list, not of the page."""
    return len(connection.items)


def page_info(connection: Connection, _ask: object, _args: Args) -> dict[str, Any]:
    """``pageInfo`` of any connection."""
    start, stop = connection.window()
    return {
        "hasNextPage": stop < len(connection.items),
        "hasPreviousPage": start > 0,
        "startCursor": connection.cursor(start) if stop > start else None,
        "endCursor": connection.cursor(stop - 1) if stop > start else None,
    }


CONNECTION = {"nodes": nodes, "edges": edges, "totalCount": total_count, "pageInfo": page_info}
