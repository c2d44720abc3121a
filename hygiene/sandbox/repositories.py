"""Repositories and their branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository. Tuples of node ids are in the order of creation.

    ``branches`` are (name, commit) pairs, ``rules`` are (branch, required contexts) pairs of branch protection.
    """

    typename: ClassVar[str] = "Repository"
    id: str
    database_id: int
    owner: str
    name: str
    created_at: int
    private: bool = False
    has_issues: bool = True
    default_branch: str = "main"
    fork_of: str | None = None
    branches: tuple[tuple[str, str], ...] = ()
    rules: tuple[tuple[str, tuple[str, ...]], ...] = ()
    labels: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    pull_requests: tuple[str, ...] = ()
    workflow_runs: tuple[str, ...] = ()
    last_number: int = 0

    @property
    def full_name(self) -> str:
        """``owner/name``."""
        return f"{self.owner}/{self.name}"

    @property
    def url(self) -> str:
        """The page in a browser."""
        return f"https://github.com/{self.full_name}"

    def branch(self, name: str) -> str | None:
        """Return the commit that a branch points to."""
        return dict(self.branches).get(name)

    def required(self, branch: str) -> tuple[str, ...] | None:
        """Return the contexts that branch protection requires; None without protection."""
        return dict(self.rules).get(branch)


@dataclass(frozen=True, slots=True)
class Branch:
    """A ref of a repository at the time of the request."""

    typename: ClassVar[str] = "Ref"
    id: str
    repository: str
    name: str
    oid: str
