"""Fields of commits, check suites, check runs, commit statuses and workflow runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import CheckRun, Commit, Status, Suite, WorkflowRun, latest, suite_conclusion, suite_status
from hygiene.sandbox.commits import file_of, history_of, tree_of
from hygiene.sandbox.context import may_read_results, not_accessible, require_read
from hygiene.sandbox.formats import object_id
from hygiene.sandbox.pages import Connection
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.context import Args, Context, Resolver


def _suites(commit: Commit, context: Context, args: Args) -> Connection:
    require_read(context, context.repository(commit.repository), "checks")
    return Connection([context.state.get(node, Suite) for node in commit.suites], args)


def _status(commit: Commit, context: Context, _args: Args) -> dict[str, Any] | None:
    newest: dict[str, Status | Refusal] = {}
    for node in commit.statuses:
        status = context.state.get(node, Status)
        # The path of the error ends in the status context, not in `status`:
        # https://github.com/philips-software/pull-request-report-action/issues/557
        newest[status.context] = status if may_read_results(context.token, "statuses") else not_accessible()
    return {"id": f"S_{commit.id}", "contexts": list(newest.values())} if newest else None


def _file(commit: Commit, context: Context, args: Args) -> dict[str, Any] | None:
    require_read(context, context.repository(commit.repository), "contents")
    found = file_of(commit, args["path"]) or tree_of(commit, args["path"])
    return None if found is None else {"object": found, "oid": found.oid}


def _check_runs(suite: Suite, context: Context, args: Args) -> Connection:
    runs = context.state.check_runs(suite)
    wanted = args.get("filterBy") or {}
    # Without a filter GitHub lists the latest check runs, as the REST API does.
    if wanted.get("checkType", "LATEST") != "ALL":
        runs = latest(runs)
    if wanted.get("checkName") is not None:
        runs = [run for run in runs if run.name == wanted["checkName"]]
    if wanted.get("conclusions") is not None:
        runs = [run for run in runs if run.conclusion in wanted["conclusions"]]
    statuses = wanted.get("statuses") or ([wanted["status"]] if wanted.get("status") else None)
    if statuses is not None:
        runs = [run for run in runs if run.status in statuses]
    return Connection(runs, args)


def _workflow_run(suite: Suite, context: Context, _args: Args) -> WorkflowRun | None:
    if suite.workflow_run is None:
        return None
    # The path of the error ends in `checkSuite.workflowRun`: https://github.com/erwins-enkel/shepherd/pull/1195
    if not may_read_results(context.token, "actions"):
        raise not_accessible()
    return context.state.get(suite.workflow_run, WorkflowRun)


def _required(run: CheckRun, context: Context, args: Args) -> bool:
    repository = context.repository(run.repository)
    number = args.get("pullRequestNumber")
    pull_request = context.state.find(PullRequest, "number", repository.id, str(number))
    if pull_request is None and args.get("pullRequestId") is not None:
        known = context.state.nodes.get(args["pullRequestId"])
        pull_request = known if isinstance(known, PullRequest) else None
    if pull_request is None:
        message = f"Could not resolve to a PullRequest with the number of {number}."
        raise Refusal("NOT_FOUND", message)
    return run.name in repository.required(pull_request.base_ref)


COMMIT: dict[str, Resolver] = {
    "committedDate": lambda commit, _context, _args: commit.committed_at,
    "url": lambda commit, context, _args: f"{context.repository(commit.repository).url}/commit/{commit.oid}",
    "history": lambda commit, context, args: Connection(
        list(history_of(context.state, commit.repository, commit.oid)), args
    ),
    "checkSuites": _suites,
    "file": _file,
    "status": _status,
}

SUITE: dict[str, Resolver] = {
    "app": lambda suite, _context, _args: {
        "id": f"A_{object_id(suite.app)[:16]}",
        "slug": suite.app,
        "name": suite.app,
    },
    "checkRuns": _check_runs,
    "status": lambda suite, context, _args: suite_status(suite, context.state.check_runs(suite)),
    "conclusion": lambda suite, context, _args: suite_conclusion(suite, context.state.check_runs(suite)),
    "workflowRun": _workflow_run,
    "url": lambda suite, context, _args: (
        f"{context.repository(suite.repository).url}/commit/checks?id={suite.database_id}"
    ),
}

CHECK_RUN: dict[str, Resolver] = {
    "permalink": lambda run, _context, _args: run.url,
    "isRequired": _required,
    "steps": lambda run, _context, args: Connection(run.steps, args),
    "annotations": lambda run, _context, args: Connection(run.annotations, args),
}

ANNOTATION: dict[str, Resolver] = {
    "annotationLevel": lambda annotation, _context, _args: annotation.level,
    "location": lambda annotation, _context, _args: {"line": annotation.line},
}

SPAN: dict[str, Resolver] = {"start": lambda span, _context, _args: span}

WORKFLOW_RUN: dict[str, Resolver] = {
    "runAttempt": lambda run, _context, _args: run.attempt,
    "file": lambda run, _context, _args: {"id": f"WRF_{run.id}", "path": run.path},
    "workflow": lambda run, _context, _args: {"id": f"W_{object_id(run.workflow_id)[:16]}", "name": run.name},
}
