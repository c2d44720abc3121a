"""Fields of commits, check suites, check runs, statuses and workflow runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import CheckRun, Commit, Status, Suite, WorkflowRun
from hygiene.sandbox.ids import object_id
from hygiene.sandbox.pages import Connection
from hygiene.sandbox.permissions import home_of, require_read
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.rollup import conclusion_of, latest, runs_of, status_of
from hygiene.sandbox.seed_commits import lineage
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.ask import Args, Ask, Resolver


def _suites(commit: Commit, ask: Ask, args: Args) -> Connection:
    require_read(ask, home_of(ask, commit.repository), "checks")
    return Connection([ask.state.get(node, Suite) for node in commit.suites], args)


def _status(commit: Commit, ask: Ask, _args: Args) -> dict[str, Any] | None:
    newest: dict[str, Status] = {}
    for node in commit.statuses:
        status = ask.state.get(node, Status)
        newest[status.context] = status
    return {"id": f"S_{commit.id}", "contexts": list(newest.values())} if newest else None


def _check_runs(suite: Suite, ask: Ask, args: Args) -> Connection:
    runs = runs_of(ask.state, suite)
    chosen = args.get("filterBy") or {}
    # Without a filter GitHub lists the latest runs, as its REST interface does.
    if chosen.get("checkType", "LATEST") != "ALL":
        runs = latest(runs)
    if chosen.get("checkName") is not None:
        runs = [run for run in runs if run.name == chosen["checkName"]]
    if chosen.get("conclusions") is not None:
        runs = [run for run in runs if run.conclusion in chosen["conclusions"]]
    statuses = chosen.get("statuses") or ([chosen["status"]] if chosen.get("status") else None)
    if statuses is not None:
        runs = [run for run in runs if run.status in statuses]
    return Connection(runs, args)


def _workflow_run(suite: Suite, ask: Ask, _args: Args) -> WorkflowRun | None:
    return None if suite.workflow_run is None else ask.state.get(suite.workflow_run, WorkflowRun)


def _required(record: CheckRun | Status, ask: Ask, args: Args) -> bool:
    home = home_of(ask, record.repository)
    name = record.name if isinstance(record, CheckRun) else record.context
    number = args.get("pullRequestNumber")
    pull_request = ask.state.find(PullRequest, "number", home.id, str(number))
    if pull_request is None and args.get("pullRequestId") is not None:
        known = ask.state.nodes.get(args["pullRequestId"])
        pull_request = known if isinstance(known, PullRequest) else None
    if pull_request is None:
        message = f"Could not resolve to a PullRequest with the number of {number}."
        raise Refusal("NOT_FOUND", message)
    return name in (home.required(pull_request.base_ref) or ())


COMMIT: dict[str, Resolver] = {
    "committedDate": lambda commit, _ask, _args: commit.committed_at,
    "url": lambda commit, ask, _args: f"{home_of(ask, commit.repository).url}/commit/{commit.oid}",
    "repository": lambda commit, ask, _args: home_of(ask, commit.repository),
    "messageHeadline": lambda commit, _ask, _args: commit.message.partition("\n")[0],
    "history": lambda commit, ask, args: Connection(list(lineage(ask.state, commit.repository, commit.oid)), args),
    "checkSuites": _suites,
    "status": _status,
}

STATUS_CONTEXT: dict[str, Resolver] = {"isRequired": _required}

SUITE: dict[str, Resolver] = {
    "app": lambda suite, _ask, _args: {"id": f"A_{object_id(suite.app)[:16]}", "slug": suite.app, "name": suite.app},
    "checkRuns": _check_runs,
    "status": lambda suite, ask, _args: status_of(ask.state, suite),
    "conclusion": lambda suite, ask, _args: conclusion_of(ask.state, suite),
    "workflowRun": _workflow_run,
    "url": lambda suite, ask, _args: f"{home_of(ask, suite.repository).url}/commit/checks?id={suite.database_id}",
}

CHECK_RUN: dict[str, Resolver] = {
    "permalink": lambda run, _ask, _args: run.url,
    "isRequired": _required,
    "checkSuite": lambda run, ask, _args: ask.state.get(run.suite, Suite),
    "steps": lambda run, _ask, args: Connection(run.steps, args),
    "annotations": lambda run, _ask, args: Connection(run.annotations, args),
}

ANNOTATION: dict[str, Resolver] = {
    "annotationLevel": lambda annotation, _ask, _args: annotation.level,
    "location": lambda annotation, _ask, _args: {"line": annotation.line},
}

SPAN: dict[str, Resolver] = {
    "start": lambda span, _ask, _args: span,
    "end": lambda span, _ask, _args: span,
}

WORKFLOW_RUN: dict[str, Resolver] = {
    "checkSuite": lambda run, ask, _args: ask.state.get(run.suite, Suite),
    "file": lambda run, _ask, _args: {"id": f"WRF_{run.id}", "path": run.path},
    "workflow": lambda run, _ask, _args: {"id": f"W_{object_id(run.workflow_id)[:16]}", "name": run.name},
}
