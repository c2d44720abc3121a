"""The context of one GraphQL request: its token, what the token may see and do, and the state that it reads."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from hygiene.sandbox.checks import Commit, Suite, WorkflowRun
from hygiene.sandbox.refusal import Refusal, unprocessable
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Issue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.sandbox.checks import CheckRun, Late
    from hygiene.sandbox.people import Area, Token
    from hygiene.sandbox.state import Record, State
    from hygiene.sandbox.store import Store
    from hygiene.sandbox.threads import Thread

Args: TypeAlias = "Mapping[str, Any]"
Resolver: TypeAlias = "Callable[[Any, Context, Args], Any]"

_NOT_ACCESSIBLE = "Resource not accessible by integration"
_CLASSIC_SCOPES = ("public_repo", "repo")
# https://github.com/actions-automation/manage-your-labels/issues/4, https://github.com/cli/cli/issues/14242
_ARCHIVED = "Repository was archived so is read-only"


@dataclass(slots=True)
class Context:
    """One request. A query may read an earlier ``state``; a mutation reads the current one before each field.

    ``late`` are workflow runs by node id whose results are shown late.
    """

    store: Store
    token: Token
    state: State
    cost: int = 1
    node_count: int = 0
    late: Mapping[str, Late] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hide the results that are late."""
        self.state = with_late_results(self.state, self.late)

    def refresh(self) -> None:
        """Read the current state, before and after a write."""
        self.state = with_late_results(self.store.state, self.late)

    def repository(self, node_id: str) -> Repository:
        """Return the repository with this node id."""
        return self.state.get(node_id, Repository)

    def find(self, node_id: str) -> Record | None:
        """Return the record with this node id, unless the token may not see its repository."""
        record = self.state.nodes.get(node_id)
        owner = record if isinstance(record, Repository) else self.state.nodes.get(getattr(record, "repository", ""))
        return None if isinstance(owner, Repository) and not can_see(self.token, owner) else record


def can_see(token: Token, repository: Repository) -> bool:
    """Whether a repository exists for a token. Public ones exist for every token."""
    return not repository.private or token.repositories is None or repository.full_name in token.repositories


def can_write(token: Token, repository: Repository, area: Area) -> bool:
    """Whether a token has write permission in one area of a repository."""
    return token.level(area) == "write" and (token.repositories is None or repository.full_name in token.repositories)


def require_read(context: Context, repository: Repository, area: Area) -> None:
    """Refuse what a token may not read. Every token may read public repositories."""
    if repository.private and context.token.level(area) == "none":
        raise not_accessible()


def may_read_results(token: Token, area: Literal["statuses", "actions"]) -> bool:
    """Whether a token may read commit statuses or workflow runs. Apps need the permission in public repositories too.

    https://github.com/erwins-enkel/shepherd/pull/1195 is such a public repository.
    """
    return token.kind != "integration" or token.level(area) != "none"


def not_accessible() -> Refusal:
    """Return the refusal for a permission that an app lacks."""
    return Refusal("FORBIDDEN", _NOT_ACCESSIBLE)


def require_write(context: Context, repository: Repository, area: Area, mutation: str) -> None:
    """Refuse what a token may not write, and every write to an archived repository."""
    require_scope(context.token)
    if not can_write(context.token, repository, area):
        raise forbidden(context.token, mutation)
    require_not_archived(repository)


def require_not_archived(repository: Repository, also: str = "") -> None:
    """Refuse writes to an archived repository. ``also`` is a second reason in the same message."""
    if repository.archived:
        raise unprocessable(_ARCHIVED + (f" and {also}" if also else ""))


def require_scope(token: Token) -> None:
    """Refuse a classic token without a scope for repositories."""
    if token.kind == "classic" and not set(token.scopes) & set(_CLASSIC_SCOPES):
        granted = ", ".join(f"'{scope}'" for scope in token.scopes)
        message = (
            "Your token has not been granted the required scopes to execute this query. "
            f"It requires one of the following scopes: ['public_repo'], but your token has only been granted the: "
            f"[{granted}] scopes. Please modify your token's scopes at: https://github.com/settings/tokens."
        )
        raise Refusal("INSUFFICIENT_SCOPES", message)


def forbidden(token: Token, mutation: str) -> Refusal:
    """Return the refusal for a missing permission. Its message depends on the kind of token."""
    if token.kind == "integration":
        return not_accessible()
    name = mutation[0].upper() + mutation[1:]
    return Refusal("FORBIDDEN", f"{token.login} does not have the correct permissions to execute `{name}`")


def area_of(thread: Thread) -> Area:
    """Return the permission for a thread. Comments on a pull request need ``pull-requests``, not ``issues``."""
    return "issues" if isinstance(thread, Issue) else "pull_requests"


def with_late_results(state: State, late: Mapping[str, Late]) -> State:
    """Return the state as it is shown while the runs with these node ids are late.

    Seen on github.com: check runs unfinished 67 s after their run had completed (koala73/worldmonitor#5479), and 25
    minutes after it (Twodragon0/claudesec#427).
    """
    for node, how in late.items():
        run = state.get(node, WorkflowRun)
        suite = state.get(run.suite, Suite)
        match how.shows:
            case "missing":
                commit = state.get(suite.commit, Commit)
                suites = tuple(one for one in commit.suites if one != suite.id)
                state = state.drop(run.id, suite.id, *suite.check_runs).put(replace(commit, suites=suites))
            case "unfinished":
                state = state.put(replace(suite, conclusion=None), *_unfinished(state, run, suite, how.jobs))
            case "previous_attempt":
                state = _previous_attempt(state, run, suite)
    return state


def _unfinished(state: State, run: WorkflowRun, suite: Suite, jobs: tuple[str, ...]) -> list[CheckRun]:
    return [
        replace(one, status="IN_PROGRESS", conclusion=None, completed_at=None)
        for one in state.check_runs(suite)
        if one.attempt == run.attempt and one.status == "COMPLETED" and (not jobs or one.name in jobs)
    ]


def _previous_attempt(state: State, run: WorkflowRun, suite: Suite) -> State:
    earlier = tuple(one.id for one in state.check_runs(suite) if one.attempt < run.attempt)
    before = replace(run, attempt=max(1, run.attempt - 1))
    return state.put(before, replace(suite, check_runs=earlier, conclusion=None))
