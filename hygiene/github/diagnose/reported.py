"""Reading what reported on a commit and what its branch waits for; one query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import ReportedChecks
from hygiene_github.read_reported import ReadReported

from hygiene.github.errors import missing, one_line
from hygiene.github.read.translate import required_contexts, unread_rules
from hygiene.model.reported import SeenChecks, SeenRun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene_github.read_reported import ReadReportedRepository

    from hygiene.github.client import Connection

COMPLETED = "COMPLETED"


def read_reported(connection: Connection, repository: str, pull_request: int = 0) -> SeenChecks:
    """The head of a pull request, or of the default branch. Raises ``UsageError`` when there is no such thing."""
    owner, _, name = repository.partition("/")
    response = connection.query(
        lambda: connection.client.read_reported(owner, name, number=pull_request, by_number=bool(pull_request)),
        ReadReported,
    )
    found = response.data.repository
    host = connection.url.host
    if found is None:
        raise missing(f"repository {repository}", host)
    if pull_request and found.pull_request is None:
        raise missing(f"pull request #{pull_request} in {repository}", host)
    where = f"#{pull_request}" if pull_request else "the default branch"
    if found.default_branch_ref is not None:
        where = found.default_branch_ref.name
    base = found.pull_request.base_ref if found.pull_request else found.default_branch_ref
    head, rule = _head(found), required_contexts(base) if base is not None else None
    unread = unread_rules(base) if base is not None else ""
    refused = (*(one_line(failure.message) for failure in response.errors), *connection.lacking)
    refused = (*refused, *([f"Not everything was read: {unread}"] if unread else []))
    if head is None:
        return SeenChecks(where, required=rule, by_pull_request=bool(pull_request), refused=refused)
    return SeenChecks(
        where=where,
        oid=head.oid,
        runs=tuple(_runs(head)),
        statuses=tuple(context.context for context in head.status.contexts) if head.status else (),
        unfinished=_unfinished(head),
        required=rule,
        by_pull_request=bool(pull_request),
        refused=refused,
    )


def _head(found: ReadReportedRepository) -> ReportedChecks | None:
    if found.default_branch_ref is not None:
        target = found.default_branch_ref.target
        return target if isinstance(target, ReportedChecks) else None
    nodes = found.pull_request.commits.nodes or [] if found.pull_request else []
    return next((node.commit for node in nodes if node is not None), None)


def _runs(head: ReportedChecks) -> Iterator[SeenRun]:
    for suite in (head.check_suites.nodes or []) if head.check_suites else []:
        if suite is None or suite.runs is None:
            continue
        file = suite.workflow_run.file if suite.workflow_run else None
        for run in suite.runs.nodes or []:
            if run is not None:
                yield SeenRun(run.name, file.path if file else "", bool(run.is_required))


def _unfinished(head: ReportedChecks) -> frozenset[str]:
    """Name the workflows that may yet report more names than were read."""
    found = set()
    for suite in (head.check_suites.nodes or []) if head.check_suites else []:
        if suite is None or suite.workflow_run is None or suite.workflow_run.file is None:
            continue
        partial = suite.runs is not None and suite.runs.total_count > len(suite.runs.nodes or [])
        if suite.suite_status != COMPLETED or partial:
            found.add(suite.workflow_run.file.path)
    return frozenset(found)
