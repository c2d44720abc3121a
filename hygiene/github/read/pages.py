"""Further pages, read only where a total shows that the first one does not show everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from hygiene_github.fragments import CheckRunDetails, MoreCheckRuns, MoreComments, MoreSuites
from hygiene_github.read_more_check_runs import ReadMoreCheckRuns
from hygiene_github.read_more_comments import ReadMoreComments
from hygiene_github.read_more_details import ReadMoreDetails
from hygiene_github.read_more_suites import ReadMoreSuites
from hygiene_github.read_more_trackers import ReadMoreTrackers

from hygiene.github.errors import DISPENSABLE, ErrorKind, exception_for
from hygiene.github.read import translate
from hygiene.github.read.translate_checks import check_run, details, suite_checks, with_attempts
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hygiene_github.fragments import SuiteChecks

    from hygiene.github.client import Connection, Model, Response
    from hygiene.github.read.details import Details
    from hygiene.model.checks import CheckRun, Checks, Suite
    from hygiene.model.snapshot import Comment, Issue, PullRequest
    from hygiene.model.trigger import Trigger

    # A suite whose check runs were not all read, and the cursor behind those that were.
    PartialSuite = tuple[Suite, str | None]

PAGES_MAX = 40
DETAILS_MAX = 100


class _Page(Protocol):
    has_next_page: bool
    end_cursor: str | None


def whole_page(connection: Connection, response: Response[Model]) -> Model:
    """The data of a page. Raises for an error beside it, unless it is about details or an object that is gone."""
    for error in response.errors:
        if error.kind is not ErrorKind.NOT_FOUND and not DISPENSABLE & {str(part) for part in error.path}:
            raise exception_for(error, connection.host)
    return response.data


def more_check_runs(
    connection: Connection, asked: Mapping[str, Any], suite: Suite, after: str | None, known: Iterable[CheckRun]
) -> list[CheckRun]:
    """The check runs of a suite beyond its first page, from both ends at once. ``asked`` are the scope's variables."""
    seen = {run.id: run for run in known}
    before: str | None = None
    for _ in range(PAGES_MAX):
        ends = (after, before)
        response = connection.query(
            lambda: connection.client.read_more_check_runs(
                suite.id,
                ends[0],  # noqa: B023
                ends[1],  # noqa: B023
                **_for_pull_request(asked),
                **connection.size.pages(runs=100),
            ),
            ReadMoreCheckRuns,
        )
        node = whole_page(connection, response).node
        if not isinstance(node, MoreCheckRuns) or node.next is None or node.last is None:
            break
        rows = [*(node.next.nodes or []), *(node.last.nodes or [])]
        seen |= {
            row.id: check_run(row, suite, row.is_required) for row in rows if row is not None and row.id not in seen
        }
        after, before = node.next.page_info.end_cursor, node.last.page_info.start_cursor
        if len(seen) >= node.next.total_count or not node.next.page_info.has_next_page:
            break
    return list(seen.values())


def _for_pull_request(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What determines whether a check run is required, of the variables of a scope."""
    return {name: asked[name] for name in ("number", "required") if name in asked}


def whole_head(  # noqa: PLR0913 - what is missing, and what to read it with
    connection: Connection,
    trigger: Trigger,
    asked: Mapping[str, Any],
    head: Checks,
    page: _Page | None,
    partial: list[PartialSuite],
    details: Details,
) -> tuple[Checks, Details]:
    """The checks with the suites after ``page``, the check runs of ``partial`` suites, and details of what failed.

    ``asked`` are the variables of the scope.
    """
    if page is not None:
        nodes = more_suites(connection, trigger, asked, head.oid, page)
        pairs = [suite_checks(node) for node in nodes]
        head = with_more_runs(head, (suite for suite, _ in pairs), (run for _, runs in pairs for run in runs))
        details = details.with_suites(nodes, head.runs)
        for node, (suite, _) in zip(nodes, pairs, strict=True):
            if node.runs and node.runs.page_info.has_next_page:
                partial = [*partial, (suite, node.runs.page_info.end_cursor)]
    for suite, cursor in partial:
        known = [run for run in head.runs if run.suite.id == suite.id]
        head = with_more_runs(head, (), more_check_runs(connection, asked, suite, cursor, known))
    missing = details.missing(head)
    if missing:
        # Those beyond the limit are never read: what is shown must not depend on how often a run has read.
        details = details.with_runs(missing).with_runs(more_details(connection, missing[:DETAILS_MAX]).values())
    return head, details


def more_suites(
    connection: Connection, trigger: Trigger, asked: Mapping[str, Any], oid: str, page: _Page
) -> list[SuiteChecks]:
    """The suites after the first page, with their check runs."""
    suites: list[SuiteChecks] = []
    for _ in range(PAGES_MAX):
        if not page.has_next_page:
            break
        cursor = page.end_cursor
        response = connection.query(
            lambda: connection.client.read_more_suites(
                trigger.owner,
                trigger.name,
                oid,
                cursor,  # noqa: B023
                **_for_pull_request(asked),
                **connection.size.pages(suites=25, runs=100),
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
    response = connection.query(lambda: connection.client.read_more_details(list(wanted)), ReadMoreDetails)
    found = {}
    for node in response.data.nodes:
        if isinstance(node, CheckRunDetails) and node.id in wanted:
            found[node.id] = wanted[node.id].with_details(*details(node))
    return found


def more_comments(connection: Connection, pull: PullRequest, wanted: Callable[[Comment], bool]) -> PullRequest:
    """The pull request with comments read from both ends until one that is wanted is found, or all are read."""
    seen = {comment.id: comment for comment in pull.comments}
    after = before = None
    for _ in range(PAGES_MAX):
        ends = (after, before)
        response = connection.query(
            lambda: connection.client.read_more_comments(
                pull.id,
                ends[0],  # noqa: B023
                ends[1],  # noqa: B023
                **connection.size.pages(comments=100),
            ),
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


def more_trackers(connection: Connection, trigger: Trigger, label: str, page: _Page) -> list[Issue]:
    """The open trackers after the first page."""
    found: list[Issue] = []
    for _ in range(PAGES_MAX):
        if not page.has_next_page:
            break
        cursor = page.end_cursor
        response = connection.query(
            lambda: connection.client.read_more_trackers(
                trigger.owner,
                trigger.name,
                label,
                cursor,  # noqa: B023
                **connection.size.pages(issues=100),
            ),
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
