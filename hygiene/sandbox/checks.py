"""Commits and what is reported on them: check suites, check runs, statuses and workflow runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Shown: TypeAlias = Literal["missing", "unfinished", "previous_attempt"]

# The conclusion of a suite is the first of these that any of its latest check runs has.
_MOST_SEVERE_FIRST = (
    "ACTION_REQUIRED",
    "STARTUP_FAILURE",
    "FAILURE",
    "TIMED_OUT",
    "CANCELLED",
    "STALE",
    "SUCCESS",
    "NEUTRAL",
)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit in one repository. ``files`` are (path, text) pairs of its whole tree."""

    typename: ClassVar[str] = "Commit"
    id: str
    database_id: int
    repository: str
    oid: str
    message: str
    committed_at: int
    parents: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    suites: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blob:
    """A text file at one commit."""

    typename: ClassVar[str] = "Blob"
    id: str
    repository: str
    oid: str
    text: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder at one commit; ``entries`` are the text files that are directly in it, by name."""

    typename: ClassVar[str] = "Tree"
    id: str
    oid: str
    entries: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A commit status, as set through the REST API."""

    typename: ClassVar[str] = "StatusContext"
    id: str
    database_id: int
    repository: str
    commit: str
    context: str
    state: str
    description: str | None
    target_url: str | None
    created_at: int


@dataclass(frozen=True, slots=True)
class Suite:
    """A check suite: the check runs of one app on one commit. Actions has one for each workflow run.

    Without check runs ``conclusion`` is that of the suite, for example STARTUP_FAILURE, and None while it is queued.
    GitHub queues a suite for every installed app, which may never report:
    https://docs.github.com/rest/guides/using-the-rest-api-to-interact-with-checks#about-check-suites
    """

    typename: ClassVar[str] = "CheckSuite"
    id: str
    database_id: int
    repository: str
    commit: str
    app: str
    workflow_run: str | None
    created_at: int
    updated_at: int
    check_runs: tuple[str, ...] = ()
    conclusion: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a job."""

    typename: ClassVar[str] = "CheckStep"
    number: int
    name: str
    conclusion: str | None = "SUCCESS"
    status: str = "COMPLETED"
    started_at: int | None = None
    completed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation. ``level`` is FAILURE, WARNING or NOTICE."""

    typename: ClassVar[str] = "CheckAnnotation"
    path: str
    line: int
    message: str
    title: str | None = None
    level: str = "FAILURE"


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A check run: a job of one attempt of a workflow run, or a check of another app."""

    typename: ClassVar[str] = "CheckRun"
    id: str
    database_id: int
    repository: str
    suite: str
    name: str
    attempt: int
    status: str
    conclusion: str | None
    started_at: int | None
    completed_at: int | None
    url: str
    details_url: str
    steps: tuple[Step, ...] = ()
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkflowRun:
    """A run of a workflow. A re-run raises ``attempt`` and adds check runs to the same suite.

    ``head_repository`` is a full name, None after the fork was deleted.
    """

    typename: ClassVar[str] = "WorkflowRun"
    id: str
    database_id: int
    repository: str
    workflow_id: int
    name: str
    path: str
    event: str
    run_number: int
    attempt: int
    head_oid: str
    head_branch: str
    head_repository: str | None
    display_title: str
    actor: str
    suite: str
    created_at: int
    updated_at: int
    url: str


@dataclass(frozen=True, slots=True)
class Late:
    """How a completed run is still shown: for so many ``reads`` and before the time ``until``, or always without them.

    ``missing``: its suite is not listed. ``unfinished``: check runs of its latest attempt are in progress, those with
    the names ``jobs`` or all of them. ``previous_attempt``: as before the latest attempt was started.
    """

    shows: Shown = "unfinished"
    jobs: tuple[str, ...] = ()
    reads: int | None = None
    until: int | None = None


def latest(runs: Iterable[CheckRun]) -> list[CheckRun]:
    """Return the check run with the highest id of each name, in the order in which the names were first reported."""
    newest: dict[str, CheckRun] = {}
    for run in runs:
        known = newest.get(run.name)
        if known is None or known.database_id < run.database_id:
            newest[run.name] = run
    return list(newest.values())


def suite_status(suite: Suite, runs: Iterable[CheckRun]) -> str:
    """Return COMPLETED when every latest check run of a suite is, else IN_PROGRESS or QUEUED."""
    if suite.conclusion is not None:
        return "COMPLETED"
    statuses = {run.status for run in latest(runs)}
    if statuses <= {"COMPLETED"}:
        return "COMPLETED" if statuses else "QUEUED"
    return "IN_PROGRESS" if statuses & {"COMPLETED", "IN_PROGRESS"} else "QUEUED"


def suite_conclusion(suite: Suite, runs: Iterable[CheckRun]) -> str | None:
    """Return the conclusion of a suite with these check runs, None until all of them have one."""
    found = list(runs)
    if suite.conclusion is not None or suite_status(suite, found) != "COMPLETED":
        return suite.conclusion
    # Each job of a run counts, also one that shares its name with another.
    attempts = {run.name: run.attempt for run in sorted(found, key=lambda run: run.attempt)}
    conclusions = {run.conclusion for run in found if run.attempt == attempts[run.name]}
    return next((severe for severe in _MOST_SEVERE_FIRST if severe in conclusions), "SKIPPED")
