"""Workflow runs with their jobs, further attempts, and commit statuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from hygiene.sandbox.checks import Annotation, CheckRun, Commit, Status, Step, Suite, WorkflowRun
from hygiene.sandbox.commits import commit_of
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.state import State
    from hygiene.sandbox.store import Store

JOB_SECONDS = 60
_WAITING = {"queued": "QUEUED", "in_progress": "IN_PROGRESS", "waiting": "WAITING", "pending": "PENDING"}


@dataclass(frozen=True, slots=True)
class Job:
    """A job to report. ``steps`` map names to conclusions, or are ``Step`` records.

    ``conclusion`` may also be a status: ``queued``, ``in_progress``, ``waiting`` or ``pending``.
    """

    conclusion: str = "success"
    steps: Mapping[str, str] | Sequence[Step] = ()
    annotations: Sequence[Annotation] = ()
    seconds: int = JOB_SECONDS
    url: str | None = None
    database_id: int | None = None
    started_at: int | None = None
    completed_at: int | None = None


Jobs: TypeAlias = "Mapping[str, str | Job] | Sequence[tuple[str, str | Job]]"


@dataclass(frozen=True, slots=True)
class Details:
    """The properties of a run beside its jobs. What is not given follows from the commit.

    ``conclusion`` is that of a run without jobs, by default ``startup_failure``. Such a suite was seen with
    ``workflowRun: null`` (https://github.com/int128/wait-for-workflows-action/pull/732), which is ``linked=False``.
    """

    path: str | None = None
    event: str = "pull_request"
    branch: str | None = None
    head_repository: str | None = None
    title: str = ""
    actor: str = "octocat"
    database_id: int | None = None
    app: str = "github-actions"
    url: str | None = None
    conclusion: str | None = None
    linked: bool = True


def report(store: Store, repository: Repository, workflow: str, head: str, jobs: Jobs, details: Details) -> WorkflowRun:
    """Report the first attempt of a workflow run."""
    commit = _commit(store.state, repository, head)
    path = details.path or f".github/workflows/{workflow.lower().replace(' ', '-')}.yml"
    earlier = [run for run in runs_of(store.state, repository) if run.path == path]
    state, node, number = store.state.number("workflow_run", repository.database_id)
    state, suite_node, suite_number = state.number("suite", repository.database_id)
    workflow_id = earlier[0].workflow_id if earlier else 0
    if not workflow_id:
        state, _, workflow_id = state.number("workflow")
    number = number if details.database_id is None else details.database_id
    branch, source = _branch_of(repository, store.state, head)
    run = WorkflowRun(
        id=node,
        database_id=number,
        repository=repository.id,
        workflow_id=workflow_id,
        name=workflow,
        path=path,
        event=details.event,
        run_number=max((run.run_number for run in earlier), default=0) + 1,
        attempt=1,
        head_oid=head,
        head_branch=details.branch or branch,
        head_repository=details.head_repository or source,
        display_title=details.title or commit.message,
        actor=details.actor,
        suite=suite_node,
        created_at=store.now,
        updated_at=store.now,
        url=details.url or f"{repository.url}/actions/runs/{number}",
    )
    conclusion = details.conclusion or (None if jobs else "startup_failure")
    suite = _suite(store, repository, commit, (suite_node, suite_number), details.app, conclusion)
    suite = replace(suite, workflow_run=node if details.linked else None)
    repository = replace(repository, workflow_runs=(*repository.workflow_runs, node))
    state = state.put(run, suite, repository, replace(commit, suites=(*commit.suites, suite_node)))
    store.commit(_with_jobs(state, store.now, run, jobs), BOT_LOGIN, "workflow_run.completed", before=None, after=run)
    return run


def report_again(store: Store, repository: Repository, run: WorkflowRun, jobs: Jobs) -> WorkflowRun:
    """Report the next attempt: same run, same suite, new check runs."""
    again = replace(run, attempt=run.attempt + 1, updated_at=store.now)
    assert repository.id == run.repository, "a run stays in its repository"  # noqa: S101 - a bug of the caller
    state = _with_jobs(store.state.put(again), store.now, again, jobs)
    store.commit(state, BOT_LOGIN, "workflow_run.completed", before=run, after=again)
    return again


def report_suite(store: Store, repository: Repository, head: str, app: str, conclusion: str | None) -> str:
    """Report a check suite without check runs and return its node id. Without a conclusion it is queued."""
    commit = _commit(store.state, repository, head)
    state, node, number = store.state.number("suite", repository.database_id)
    suite = _suite(store, repository, commit, (node, number), app, conclusion)
    state = state.put(suite, replace(commit, suites=(*commit.suites, suite.id)))
    store.commit(state, repository.owner, "check_suite.requested", before=None, after=suite)
    return suite.id


def finish(store: Store, run: WorkflowRun, jobs: Jobs) -> None:
    """Complete jobs of the current attempt. Each keeps its check run and its id."""
    state, ended = store.state, dict(jobs)
    for node in state.get(run.suite, Suite).check_runs:
        known = state.get(node, CheckRun)
        given = ended.get(known.name)
        if given is not None and known.attempt == run.attempt:
            job = given if isinstance(given, Job) else Job(given)
            state = state.put(_check_run(node, known.database_id, store.now, run, known.name, job))
    after = replace(run, updated_at=store.now)
    store.commit(state.put(after), BOT_LOGIN, "workflow_run.completed", before=run, after=after)


def report_status(
    store: Store, repository: Repository, head: str, context: str, state: str, *, description: str = ""
) -> None:
    """Report a commit status. Only the newest of a context is shown."""
    commit = _commit(store.state, repository, head)
    numbered, node, number = store.state.number("status", repository.database_id)
    upper = state.upper()
    status = Status(node, number, repository.id, commit.id, context, upper, description or None, None, store.now)
    after = numbered.put(status, replace(commit, statuses=(*commit.statuses, node)))
    store.commit(after, repository.owner, "status.created", before=None, after=status)


def runs_of(state: State, repository: Repository) -> list[WorkflowRun]:
    """Return the workflow runs of a repository, oldest first."""
    return [state.get(node, WorkflowRun) for node in repository.workflow_runs]


def _with_jobs(state: State, now: int, run: WorkflowRun, jobs: Jobs) -> State:
    suite = state.get(run.suite, Suite)
    nodes = list(suite.check_runs)
    for name, given in jobs.items() if isinstance(jobs, Mapping) else jobs:
        job = given if isinstance(given, Job) else Job(given)
        state, node, number = state.number("check_run", run.database_id)
        if job.database_id is not None:
            number = job.database_id
        state = state.put(_check_run(node, number, now, run, name, job))
        nodes.append(node)
    return state.put(replace(suite, check_runs=tuple(nodes), updated_at=now))


def _check_run(node: str, number: int, now: int, run: WorkflowRun, name: str, job: Job) -> CheckRun:
    status = _WAITING.get(job.conclusion, "COMPLETED")
    url = job.url or f"{run.url}/job/{number}"
    started = now - job.seconds if job.started_at is None else job.started_at
    done = now if job.completed_at is None else job.completed_at
    steps = job.steps
    if isinstance(steps, Mapping):
        named = enumerate(steps.items(), start=1)
        steps = [Step(place, step, conclusion.upper()) for place, (step, conclusion) in named]
    return CheckRun(
        id=node,
        database_id=number,
        repository=run.repository,
        suite=run.suite,
        name=name,
        attempt=run.attempt,
        status=status,
        conclusion=job.conclusion.upper() if status == "COMPLETED" else None,
        started_at=None if status in {"QUEUED", "WAITING", "PENDING"} else started,
        completed_at=done if status == "COMPLETED" else None,
        url=url,
        details_url=url,
        steps=tuple(steps),
        annotations=tuple(job.annotations),
    )


def _suite(
    store: Store, repository: Repository, commit: Commit, ids: tuple[str, int], app: str, conclusion: str | None
) -> Suite:
    given = conclusion and conclusion.upper()
    return Suite(*ids, repository.id, commit.id, app, None, store.now, store.now, conclusion=given)


def _commit(state: State, repository: Repository, head: str) -> Commit:
    commit = commit_of(state, repository.id, head)
    assert commit is not None, f"{repository.full_name} has no commit {head}"  # noqa: S101 - a bug of the caller
    return commit


def _branch_of(repository: Repository, state: State, head: str) -> tuple[str, str | None]:
    for node in repository.pull_requests:
        pull_request = state.get(node, PullRequest)
        if pull_request.head_oid == head:
            return pull_request.head_ref, pull_request.head_repository
    branch = next((name for name, oid in repository.branches if oid == head), repository.default_branch)
    return branch, repository.full_name
