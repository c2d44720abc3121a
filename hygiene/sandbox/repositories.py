"""Repositories and their branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Ruleset:
    """An active ruleset of one branch: required contexts, and the types of rules without parameters."""

    name: str
    branch: str
    contexts: tuple[str, ...] = ()
    other_rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiredStatusChecks:
    """The parameters of a rule that requires contexts."""

    typename: ClassVar[str] = "RequiredStatusChecksParameters"
    required_status_checks: tuple[Mapping[str, object], ...]
    strict_required_status_checks_policy: bool = False
    do_not_enforce_on_create: bool = False


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository. Tuples of node ids are in the order of creation.

    ``branches`` are (name, commit) pairs, ``rules`` are (branch, required contexts) pairs of branch protection.
    ``former_names`` are full names before renames and transfers, which still lead to the repository.
    """

    typename: ClassVar[str] = "Repository"
    id: str
    database_id: int
    owner: str
    name: str
    created_at: int
    private: bool = False
    has_issues: bool = True
    archived: bool = False
    default_branch: str = "main"
    fork_of: str | None = None
    branches: tuple[tuple[str, str], ...] = ()
    rules: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rulesets: tuple[Ruleset, ...] = ()
    former_names: tuple[str, ...] = ()
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

    def protected(self, branch: str) -> tuple[str, ...] | None:
        """Return the contexts that branch protection requires; None without protection."""
        return dict(self.rules).get(branch)

    def required(self, branch: str) -> set[str]:
        """Return the contexts that branch protection or rulesets require."""
        rulesets = (one.contexts for one in self.rulesets if one.branch == branch)
        return {context for contexts in (self.protected(branch) or (), *rulesets) for context in contexts}


@dataclass(frozen=True, slots=True)
class Branch:
    """A ref of a repository at the time of the request."""

    typename: ClassVar[str] = "Ref"
    id: str
    repository: str
    name: str
    oid: str
