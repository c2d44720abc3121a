"""Open pull requests with one branch name: many forks have a ``patch-1``, and one branch may have several bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.read_candidates import ReadCandidates

from hygiene.github.read.pages import PAGES_MAX, whole_page
from hygiene.github.read.snapshot import of_head

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hygiene_github.fragments import SameBranchName
    from hygiene_github.read_scope import ReadScopeRepository

    from hygiene.github.client import Connection
    from hygiene.model.trigger import Trigger


def of_this_head(
    connection: Connection, trigger: Trigger, data: ReadScopeRepository, known: Collection[int]
) -> tuple[int, ...]:
    """The numbers of all open pull requests of the trigger's head, if there are others than those that are known.

    Of more than a hundred with that branch name, further pages are read only where no pull request is known.
    """
    listed = data.same_branch_name
    if listed is None:
        return ()
    nodes = listed.nodes or []
    found = _matching(nodes, trigger)
    if not found and not known and listed.total_count > len(nodes):
        found = _on_later_pages(connection, trigger)
    return found if set(found) - set(known) else ()


def _matching(nodes: Iterable[SameBranchName | None], trigger: Trigger) -> tuple[int, ...]:
    return tuple(sorted(node.number for node in of_head(nodes, trigger)))


def _on_later_pages(connection: Connection, trigger: Trigger) -> tuple[int, ...]:
    after = None
    for _ in range(PAGES_MAX):
        cursor = after
        response = connection.query(
            lambda: connection.client.read_candidates(trigger.owner, trigger.name, trigger.head_ref, cursor),  # noqa: B023
            ReadCandidates,
        )
        home = whole_page(connection, response).repository
        if home is None:
            break
        found = _matching(home.pull_requests.nodes or [], trigger)
        if found or not home.pull_requests.page_info.has_next_page:
            return found
        after = home.pull_requests.page_info.end_cursor
    return ()
