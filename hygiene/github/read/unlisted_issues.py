"""Issues that the first read did not list: trackers that have lost their label, and those that were closed long ago."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hygiene_github.fragments import RecentIssue
from hygiene_github.read_issue_bodies import ReadIssueBodies
from hygiene_github.read_unlisted_issues import ReadUnlistedIssues

from hygiene.github.read import translate
from hygiene.github.read.pages import whole_page
from hygiene.github.read.snapshot import by_number
from hygiene.model.snapshot import Remaining
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.github.client import Connection
    from hygiene.github.read.scope import Scope
    from hygiene.model import snapshot as model

# Pages of a hundred, the most recently updated first. A sweep has more time than a failure that waits for its tracker.
PAGES_MAX = 10
SWEEP_PAGES_MAX = 40
IDS_MAX = 100


def with_unlisted_issues(connection: Connection, scope: Scope, label: str, snapshot: model.Snapshot) -> model.Snapshot:
    """The snapshot with our open issues without the label and, unless it sweeps, with closed trackers.

    One request for each hundred open issues, one for each hundred of them that are ours and without the label.
    """
    pages_max = SWEEP_PAGES_MAX if scope.sweeping else PAGES_MAX
    remaining = replace(snapshot.remaining, closed=0) if scope.sweeping else snapshot.remaining
    mine, closed = _pages(connection, scope, label, remaining, pages_max)
    known = {issue.id: issue for issue in (*closed, *snapshot.trackers)}
    lost = {issue.id: issue for issue in snapshot.unlisted_issues}
    wanted = [node for node in dict.fromkeys(mine) if node not in known and node not in lost]
    lost |= {issue.id: issue for issue in _texts(connection, wanted)}
    return replace(
        snapshot, trackers=by_number(known.values()), unlisted_issues=by_number(lost.values()), remaining=Remaining()
    )


def _pages(
    connection: Connection, scope: Scope, label: str, remaining: Remaining, pages_max: int
) -> tuple[list[str], list[model.Issue]]:
    """The node ids of our open issues, and the closed trackers; both listings are turned over together."""
    mine: list[str] = []
    closed: list[model.Issue] = []
    client, owner, name = connection.client, scope.trigger.owner, scope.trigger.name
    # For each listing its cursor and whether it goes on.
    issues: tuple[str | None, bool] = (None, bool(remaining.issues))
    trackers: tuple[str | None, bool] = (None, bool(remaining.closed))
    for _ in range(pages_max):
        if not (issues[1] or trackers[1]):
            break
        ask = partial(client.read_unlisted_issues, owner, name, label, issues[0], trackers[0], issues[1], trackers[1])
        home = whole_page(connection, connection.query(ask, ReadUnlistedIssues)).repository
        issues, trackers = (None, False), (None, False)
        if home and home.issues:
            mine += [node.id for node in home.issues.nodes or [] if node is not None and node.viewer_did_author]
            issues = home.issues.page_info.end_cursor, home.issues.page_info.has_next_page
        if home and home.closed_trackers:
            closed += [translate.issue(node) for node in home.closed_trackers.nodes or [] if node is not None]
            page = home.closed_trackers.page_info
            trackers = page.end_cursor, page.has_next_page
    return mine, closed


def _texts(connection: Connection, ids: Sequence[str]) -> list[model.RecentIssue]:
    """The bodies of these issues."""
    found: list[model.RecentIssue] = []
    for start in range(0, len(ids), IDS_MAX):
        page = list(ids[start : start + IDS_MAX])
        response = connection.query(lambda: connection.client.read_issue_bodies(page), ReadIssueBodies)  # noqa: B023
        found += [translate.recent_issue(node) for node in response.data.nodes if isinstance(node, RecentIssue)]
    return found
