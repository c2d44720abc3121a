"""What machines report: commits, check suites, check runs, legacy statuses and workflow runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as one repository knows it; ``files`` are all text files of its tree."""

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
class Status:
    """A legacy commit status."""

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
    """A check suite: one app's runs on one commit; Actions has one per workflow run, for all its attempts."""

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
    """An annotation; ``level`` is FAILURE, WARNING or NOTICE."""

    typename: ClassVar[str] = "CheckAnnotation"
    path: str
    line: int
    message: str
    title: str | None = None
    level: str = "FAILURE"


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A job of one attempt, or any other app's check."""

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
    """A run of a workflow; re-running it raises ``attempt`` and adds check runs to the same suite."""

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
    head_repository: str
    display_title: str
    actor: str
    suite: str
    created_at: int
    updated_at: int
    url: str
