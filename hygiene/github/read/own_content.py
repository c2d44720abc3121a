"""Reading what hygiene left in a repository, in bounded pages, and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.apply_plan import ApplyPlan
from hygiene_github.enums import PullRequestState
from hygiene_github.fragments import MoreComments
from hygiene_github.read_more_comments import ReadMoreComments
from hygiene_github.read_more_trackers import ReadMoreTrackers
from hygiene_github.read_traces import ReadTraces

from hygiene.github.client import UnknownOutcomeError
from hygiene.github.errors import ApiError, ErrorKind, exception_for, missing, one_line
from hygiene.github.read import translate
from hygiene.github.write.mutation import fill
from hygiene.github.write.response import judged
from hygiene.model.own_content import Thread, Traces
from hygiene.model.plan import Applied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene_github.fragments import PullRequestTraces

    from hygiene.github.client import Connection
    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import Comment, Issue

OPEN_MAX = 1_000
TRACKERS_MAX = 1_000
COMMENT_PAGES_MAX = 40


def read_traces(connection: Connection, repository: str, label: str, closed_max: int) -> Traces:
    """Every open pull request, the ``closed_max`` closed ones that were updated last, and every open tracker."""
    remaining: list[str] = []
    ended = [PullRequestState.CLOSED, PullRequestState.MERGED]
    found = _threads(connection, repository, [PullRequestState.OPEN], OPEN_MAX, remaining)
    found += _threads(connection, repository, ended, closed_max, remaining) if closed_max else []
    threads = tuple(_thread(connection, node, label, remaining) for node in found)
    return Traces(threads, tuple(_trackers(connection, repository, label, remaining)), tuple(dict.fromkeys(remaining)))


def remove(connection: Connection, plan: Plan, labels: tuple[str, str]) -> Applied:
    """As much of the plan as one document holds. Raises ``AuthorizationError`` for a permission that is missing."""
    client, filled = connection.client, fill(plan, rereads=False)

    def call() -> ApplyPlan:
        return client.apply_plan(*labels, **filled.variables)

    try:
        response = connection.mutate(call, ApplyPlan)
    except UnknownOutcomeError:
        return Applied(None)
    return Applied(None, *judged(filled, response))


def _threads(
    connection: Connection, repository: str, states: list[PullRequestState], count_max: int, remaining: list[str]
) -> list[PullRequestTraces]:
    owner, _, name = repository.partition("/")
    found: list[PullRequestTraces] = []
    after, total = None, 0
    while len(found) < count_max:
        cursor = after
        response = connection.query(lambda: connection.client.read_traces(owner, name, states, cursor), ReadTraces)  # noqa: B023
        if response.data.repository is None:
            raise _absent(response.errors, repository, connection.url.host)
        remaining += [one_line(failure.message) for failure in response.errors]
        pulls = response.data.repository.pull_requests
        found += [node for node in pulls.nodes or [] if node is not None]
        total, after = pulls.total_count, pulls.page_info.end_cursor
        if not pulls.page_info.has_next_page:
            break
    found = found[:count_max]
    if total > len(found):
        word = "open" if PullRequestState.OPEN in states else "closed"
        remaining.append(f"{total - len(found):,} of {total:,} {word} pull requests, those updated longest ago")
    return found


def _absent(failures: Sequence[ApiError], repository: str, host: str) -> Exception:
    other = [failure for failure in failures if failure.kind not in (ErrorKind.NOT_FOUND, ErrorKind.INVALID)]
    return exception_for(other[0], host) if other else missing(f"repository {repository}", host)


def _thread(connection: Connection, node: PullRequestTraces, label: str, remaining: list[str]) -> Thread:
    comments = {row.id: translate.note(row) for row in node.comments.nodes or [] if row is not None}
    total = node.comments.total_count
    if total > len(comments):
        comments |= _more_comments(connection, node.id, total)
    if total > len(comments):
        remaining.append(f"{total - len(comments):,} comments in the middle of #{node.number}")
    labels = [translate.label(one) for one in (node.labels.nodes or [] if node.labels else []) if one is not None]
    ours = next((one for one in labels if one.name.casefold() == label.casefold()), None)
    return Thread(node.id, node.number, translate.in_order(comments.values()), ours)


def _more_comments(connection: Connection, thread: str, total: int) -> dict[str, Comment]:
    """The comments of a long conversation, read from both ends."""
    found: dict[str, Comment] = {}
    after = before = None
    for _ in range(COMMENT_PAGES_MAX):
        ends = (after, before)
        response = connection.query(
            lambda: connection.client.read_more_comments(thread, ends[0], ends[1]),  # noqa: B023
            ReadMoreComments,
        )
        node = response.data.node
        if not isinstance(node, MoreComments):
            break
        rows = [*(node.next.nodes or []), *(node.last.nodes or [])]
        found |= {row.id: translate.comment(row) for row in rows if row is not None}
        if len(found) >= total or not node.next.page_info.has_next_page:
            break
        after, before = node.next.page_info.end_cursor, node.last.page_info.start_cursor
    return found


def _trackers(connection: Connection, repository: str, label: str, remaining: list[str]) -> list[Issue]:
    owner, _, name = repository.partition("/")
    found: list[Issue] = []
    after = None
    while len(found) < TRACKERS_MAX:
        cursor = after
        response = connection.query(
            lambda: connection.client.read_more_trackers(owner, name, label, cursor),  # noqa: B023
            ReadMoreTrackers,
        )
        if response.data.repository is None:
            raise _absent(response.errors, repository, connection.url.host)
        issues = response.data.repository.issues
        found += [translate.issue(node) for node in issues.nodes or [] if node is not None]
        after = issues.page_info.end_cursor
        if not issues.page_info.has_next_page:
            return found
    remaining.append(f"open issues with the label {label} beyond the first {len(found):,}")
    return found
