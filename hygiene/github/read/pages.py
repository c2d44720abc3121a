"""What a first page left owing, read on only when the totals say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from hygiene_github.fragments import CheckRunDetails, MoreCheckRuns, MoreComments, MoreSuites
from hygiene_github.read_more_check_runs import ReadMoreCheckRuns
from hygiene_github.read_more_comments import ReadMoreComments
from hygiene_github.read_more_details import ReadMoreDetails
from hygiene_github.read_more_suites import ReadMoreSuites
from hygiene_github.read_more_trackers import ReadMoreTrackers

from hygiene.github.errors import DISPENSABLE, ErrorKind, exception_for
from hygiene.github.read import translate
from hygiene.github.read.translate_checks import check_run, details, suite_checks, with_attempts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hygiene_github.fragments import Scope, SuiteChecks

    from hygiene.github.client import Connection, Model, Response
    from hygiene.github.read.details import Details
    from hygiene.github.read.scope import Look
    from hygiene.model.checks import CheckRun, Checks, Suite
    from hygiene.model.snapshot import Comment, Issue, PullRequest

    Owing = tuple[Suite, str | None]

PAGES_MAX = 40
DETAILS_MAX = 100


class _Page(Protocol):
    has_next_page: bool
    end_cursor: str | None


def whole_page(connection: Connection, response: Response[Model]) -> Model:
    """What a page holds; a page with a hole in it is no page. Only details may be missing."""
    for failure in response.errors:
        if failure.kind is not ErrorKind.NOT_FOUND and not DISPENSABLE & {str(part) for part in failure.path}:
            raise exception_for(failure, connection.host)
    return response.data


def more_check_runs(
    connection: Connection, suite: Suite, after: str | None, known: Iterable[CheckRun]
) -> list[CheckRun]:
    """The check runs of a suite beyond its first page, from both ends at once."""
    seen = {run.id: run for run in known}
    before: str | None = None
    for _ in range(PAGES_MAX):
        ends = (after, before)
        response = connection.query_optional(
            lambda: connection.client.read_more_check_runs(suite.id, ends[0], ends[1]),  # noqa: B023
            ReadMoreCheckRuns,
        )
        node = whole_page(connection, response).node
        if not isinstance(node, MoreCheckRuns) or node.next is None or node.last is None:
            break
        rows = [*(node.next.nodes or []), *(node.last.nodes or [])]
        seen |= {row.id: check_run(row, suite) for row in rows if row is not None and row.id not in seen}
        after, before = node.next.page_info.end_cursor, node.last.page_info.start_cursor
        if len(seen) >= node.next.total_count or not node.next.page_info.has_next_page:
            break
    return list(seen.values())


def whole_head(
    connection: Connection, look: Look, head: Checks, page: _Page | None, owing: list[Owing], details: Details
) -> Checks:
    """The checks with suites from ``page`` on, the check runs that suites owe, and details of what failed."""
    if page is not None:
        nodes = more_suites(connection, look, head.oid, page)
        details.shown(nodes)
        pairs = [suite_checks(node) for node in nodes]
        head = with_more_runs(head, (suite for suite, _ in pairs), (run for _, runs in pairs for run in runs))
        for node, (suite, _) in zip(nodes, pairs, strict=True):
            if node.runs and node.runs.page_info.has_next_page:
                owing.append((suite, node.runs.page_info.end_cursor))
    for suite, cursor in owing:
        known = [run for run in head.runs if run.suite.id == suite.id]
        head = with_more_runs(head, (), more_check_runs(connection, suite, cursor, known))
    lacking = details.lacking(head)
    if lacking:
        # Those beyond the first are never asked for: what is shown must not depend on how often somebody looked.
        details.add(lacking)
        details.add(more_details(connection, lacking[:DETAILS_MAX]).values())
    return head


def more_suites(connection: Connection, look: Look, oid: str, page: _Page) -> list[SuiteChecks]:
    """The suites beyond the first page with their check runs."""
    suites: list[SuiteChecks] = []
    trigger, number = look.trigger, look.scope().get("number", 0)
    for _ in range(PAGES_MAX):
        if not page.has_next_page:
            break
        cursor = page.end_cursor
        response = connection.query_optional(
            lambda: connection.client.read_more_suites(
                trigger.owner,
                trigger.name,
                oid,
                cursor,  # noqa: B023
                number=number,
                required=look.scope().get("required", False),
            ),
            ReadMoreSuites,
        )
        found = whole_page(connection, response).repository
        head = found.head if found else None
        if not isinstance(head, MoreSuites) or head.check_suites is None:
            break
        suites += [node for node in head.check_suites.nodes or [] if node is not None]
        page = head.check_suites.page_info
    return suites


def more_details(connection: Connection, runs: Iterable[CheckRun]) -> dict[str, CheckRun]:
    """Failing check runs with steps and annotations, by id."""
    wanted = {run.id: run for run in runs}
    response = connection.query_optional(lambda: connection.client.read_more_details(list(wanted)), ReadMoreDetails)
    found = {}
    for node in response.data.nodes:
        if isinstance(node, CheckRunDetails) and node.id in wanted:
            steps, annotations = details(node)
            found[node.id] = replace(wanted[node.id], steps=steps, annotations=annotations)
    return found


def more_comments(connection: Connection, pull: PullRequest, wanted: Callable[[Comment], bool]) -> PullRequest:
    """The pull request with comments read from both ends until one that is wanted shows, or all are read."""
    seen = {comment.id: comment for comment in pull.comments}
    after = before = None
    for _ in range(PAGES_MAX):
        ends = (after, before)
        response = connection.query_optional(
            lambda: connection.client.read_more_comments(pull.id, ends[0], ends[1]),  # noqa: B023
            ReadMoreComments,
        )
        node = whole_page(connection, response).node
        if not isinstance(node, MoreComments):
            break
        rows = [*(node.next.nodes or []), *(node.last.nodes or [])]
        new = {row.id: translate.comment(row) for row in rows if row is not None}
        overlap = not new.keys() - seen.keys()
        seen |= new
        if any(wanted(comment) for comment in new.values()) or len(seen) >= node.next.total_count or overlap:
            break
        after, before = node.next.page_info.end_cursor, node.last.page_info.start_cursor
    return replace(pull, comments=translate.in_order(seen.values()))


def more_trackers(connection: Connection, look: Look, label: str, scope: Scope) -> list[Issue]:
    """The open trackers beyond the first page."""
    found: list[Issue] = []
    page: _Page = scope.open_trackers.page_info
    for _ in range(PAGES_MAX):
        if not page.has_next_page:
            break
        cursor = page.end_cursor
        response = connection.query_optional(
            lambda: connection.client.read_more_trackers(look.trigger.owner, look.trigger.name, label, cursor),  # noqa: B023
            ReadMoreTrackers,
        )
        home = whole_page(connection, response).repository
        if home is None:
            break
        issues = home.issues
        found += [translate.issue(node) for node in issues.nodes or [] if node is not None]
        page = issues.page_info
    return found


def with_more_runs(checks: Checks, suites: Iterable[Suite], runs: Iterable[CheckRun]) -> Checks:
    """The checks with suites and check runs of later pages."""
    known = {run.id for run in checks.runs}
    added = [run for run in runs if run.id not in known]
    return replace(checks, suites=(*checks.suites, *suites), runs=with_attempts([*checks.runs, *added]))
