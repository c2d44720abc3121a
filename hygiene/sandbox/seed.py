"""Seeding: fill a repository with commits, pull requests, workflow runs, issues and people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hygiene.sandbox import commits, events, runs, writes
from hygiene.sandbox.checks import CheckRun, Late, WorkflowRun
from hygiene.sandbox.formats import node_id
from hygiene.sandbox.person import Person, thread_numbered
from hygiene.sandbox.repositories import Repository, Ruleset
from hygiene.sandbox.threads import Comment, Issue, PullRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.checks import Shown
    from hygiene.sandbox.runs import Jobs
    from hygiene.sandbox.state import Name, Record
    from hygiene.sandbox.store import Store
    from hygiene.sandbox.threads import Label, Thread


def create(store: Store, full_name: str, settings: Mapping[str, Any]) -> RepositorySeed:
    """Return the repository of this name. If it does not exist, it is created with a first commit."""
    seed = RepositorySeed(store, full_name)
    if store.state.repository(full_name) is not None:
        return seed
    owner, _, name = full_name.partition("/")
    store.account(owner)
    state, _, database_id = store.state.number("repository")
    node = node_id("repository", database_id, database_id)
    repository = Repository(node, database_id, owner, name, store.now, **settings)
    names: dict[Name, str] = {("repository", name.casefold()): node for name in (full_name, *repository.former_names)}
    state = state.put(repository, names=names)
    store.commit(state, owner, "repository.created", before=None, after=repository)
    if repository.fork_of is None:
        seed.push(repository.default_branch, message="First commit")
    else:
        parent = RepositorySeed(store, repository.fork_of)
        commits.copy_commits(store, parent.record, seed.record, parent.head())
    return seed


@dataclass(frozen=True, slots=True)
class RepositorySeed:
    """One repository. Every method writes at once and returns what the next call needs."""

    world: Store
    full_name: str

    @property
    def record(self) -> Repository:
        """The repository as it is now."""
        repository = self.world.state.repository(self.full_name)
        assert repository is not None, f"{self.full_name} does not exist"  # noqa: S101 - a bug of the caller
        return repository

    def change(self, **settings: Any) -> None:  # noqa: ANN401 - the fields of Repository
        """Change settings, for example ``has_issues=False`` or ``private=True``."""
        self.world.state = self.world.state.put(replace(self.record, **settings))

    def head(self, branch: str | None = None) -> str:
        """Return the commit that a branch points to, by default that of the default branch."""
        oid = self.record.branch(branch or self.record.default_branch)
        assert oid is not None, f"{self.full_name} has no branch {branch}"  # noqa: S101 - a bug of the caller
        return oid

    def push(
        self,
        branch: str = "main",
        files: Mapping[str, str | None] | None = None,
        *,
        message: str = "Work",
        oid: str | None = None,
    ) -> str:
        """Push one commit to a branch and return it, with ``files`` changed, or deleted if a text is None.

        The heads of open pull requests of the branch move.
        """
        return commits.push(self.world, self.record, branch, files or {}, message, oid)

    def protect(self, branch: str, *contexts: str) -> None:
        """Require these contexts on a branch."""
        rules = {**dict(self.record.rules), branch: contexts}
        self.change(rules=tuple(rules.items()))

    def ruleset(self, branch: str, *contexts: str, name: str = "main", other_rules: tuple[str, ...] = ()) -> None:
        """Require these contexts on a branch through a ruleset."""
        self.change(rulesets=(*self.record.rulesets, Ruleset(name, branch, contexts, other_rules)))

    def rename(self, full_name: str) -> RepositorySeed:
        """Rename the repository, or transfer it to another owner. The old name still leads to it."""
        owner, _, name = full_name.partition("/")
        self.world.account(owner)
        before = self.record
        after = replace(before, owner=owner, name=name, former_names=(*before.former_names, before.full_name))
        renamed = [_renamed(record, before, after) for record in self.world.state.nodes.values()]
        state = self.world.state.put(*renamed, after, names={("repository", full_name.casefold()): after.id})
        self.world.commit(state, before.owner, "repository.renamed", before=before, after=after)
        return RepositorySeed(self.world, full_name)

    def delete(self) -> None:
        """Delete the repository. Pull requests and runs that come from it have no head repository any more."""
        before = self.record
        nodes = self.world.state.nodes.values()
        without = [
            replace(one, head_repository=None)
            for one in nodes
            if isinstance(one, PullRequest | WorkflowRun) and one.head_repository == before.full_name
        ]
        own = [one.id for one in nodes if getattr(one, "repository", one.id) == before.id]
        state = self.world.state.put(*without).drop(*own)
        self.world.commit(state, before.owner, "repository.deleted", before=before, after=None)

    def label(self, name: str) -> Label:
        """Return the label of this name. It is created if it does not exist."""
        known = writes.label_named(self.world.state, self.record.id, name)
        return known or writes.create_label(self.world, self.record.owner, self.record, name)

    def issue(self, title: str, body: str = "", *, author: str = "octocat", labels: tuple[str, ...] = ()) -> int:
        """Open an issue and return its number."""
        self.world.account(author)
        nodes = tuple(self.label(name).id for name in labels)
        content = {"title": title, "body": body, "labels": nodes}
        return writes.open_thread(self.world, author, self.record, Issue, **content).number

    def pull_request(
        self, head: str, *, base: str | None = None, fork: str | None = None, author: str = "octocat", title: str = ""
    ) -> int:
        """Open a pull request from a branch, of a fork if one is named, and return its number."""
        source = RepositorySeed(self.world, fork or self.full_name).record
        into = base or self.record.default_branch
        return commits.open_pull_request(
            self.world, self.record, source, head=head, base=into, author=author, title=title
        )

    def fork(self, full_name: str) -> RepositorySeed:
        """Return the fork of this name. It is created if it does not exist."""
        return create(self.world, full_name, {"fork_of": self.full_name})

    def workflow_run(self, workflow: str = "Gate", *, head: str, jobs: Jobs, **details: Any) -> int:  # noqa: ANN401 - the fields of Details
        """Report a workflow run on a commit and return its database id."""
        return runs.report(self.world, self.record, workflow, head, jobs, runs.Details(**details)).database_id

    def rerun(self, run: int, jobs: Jobs) -> None:
        """Report the next attempt of a run, with the jobs that ran again."""
        runs.report_again(self.world, self.record, self.run(run), jobs)

    def finish(self, run: int, jobs: Jobs) -> None:
        """Complete jobs of the current attempt that were queued or in progress."""
        runs.finish(self.world, self.run(run), jobs)

    def suite(self, head: str, app: str = "dependabot", conclusion: str | None = None) -> str:
        """Report a check suite without check runs and return its node id. Without a conclusion it stays queued."""
        return runs.report_suite(self.world, self.record, head, app, conclusion)

    def late_results(
        self,
        run: int,
        shows: Shown = "unfinished",
        *,
        jobs: tuple[str, ...] = (),
        reads: int | None = None,
        seconds: int | None = None,
    ) -> None:
        """Show the results of a run late: for so many queries or seconds, or always. ``Late`` describes ``shows``."""
        late = Late(shows, jobs, reads, None if seconds is None else self.world.now + seconds)
        state = self.world.state
        self.world.state = replace(state, late={**state.late, self.run(run).id: late})

    def status(self, head: str, context: str, state: str = "success", **details: str) -> None:
        """Report a commit status."""
        runs.report_status(self.world, self.record, head, context, state, **details)

    def run(self, database_id: int) -> WorkflowRun:
        """Return a workflow run."""
        found = runs.runs_of(self.world.state, self.record)
        return next(run for run in found if run.database_id == database_id)

    def thread(self, number: int) -> Thread:
        """Return an issue or a pull request as it is now."""
        return thread_numbered(self.world, self.record, number)

    def issues(self) -> list[Issue]:
        """Return all issues in the order of their numbers."""
        return [self.world.state.get(node, Issue) for node in self.record.issues]

    def comments(self, number: int) -> list[Comment]:
        """Return the comments of an issue or a pull request, oldest first."""
        return [self.world.state.get(node, Comment) for node in self.thread(number).comments]

    def person(self, login: str) -> Person:
        """Return somebody with write permission."""
        self.world.account(login)
        return Person(self.world, self.full_name, login)

    def run_event(self, run: int, *, action: str = "completed") -> dict[str, Any]:
        """Return the payload of a ``workflow_run`` event."""
        return events.workflow_run(self.world.state, self.record, self.run(run), action)

    def pull_request_event(self, number: int, *, action: str = "synchronize") -> dict[str, Any]:
        """Return the payload of a ``pull_request`` event."""
        return events.pull_request(self.world.state, self.record, self.thread(number), action)

    def merge_group_event(self, number: int) -> dict[str, Any]:
        """Return the payload of a ``merge_group`` event for a queue with one pull request."""
        return events.merge_group(self.record, self.thread(number))


def _renamed(record: Record, before: Repository, after: Repository) -> Record:
    """Return a record with the new name of a repository where it has the old one."""
    changes: dict[str, Any] = {}
    if getattr(record, "head_repository", None) == before.full_name:
        changes["head_repository"] = after.full_name
    if isinstance(record, Repository) and record.fork_of == before.full_name:
        changes["fork_of"] = after.full_name
    if isinstance(record, WorkflowRun | CheckRun) and record.repository == before.id:
        changes["url"] = record.url.replace(before.url, after.url)
    if isinstance(record, CheckRun) and record.repository == before.id:
        changes["details_url"] = record.details_url.replace(before.url, after.url)
    return replace(record, **changes) if changes else record
