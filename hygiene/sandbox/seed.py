"""Seeding: a repository and what lies in it, said in a few readable lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hygiene.sandbox import events, seed_commits, seed_runs, write_labels, write_threads
from hygiene.sandbox.ids import node_id
from hygiene.sandbox.person import Person
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, PullRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.checks import WorkflowRun
    from hygiene.sandbox.seed_runs import Jobs
    from hygiene.sandbox.threads import Label, Thread
    from hygiene.sandbox.world import World


def found(world: World, full_name: str, settings: Mapping[str, Any]) -> RepositorySeed:
    """Return the repository of this name; it is created, with a first commit, when nobody has it."""
    seed = RepositorySeed(world, full_name)
    if world.state.find(Repository, "repository", full_name.casefold()) is not None:
        return seed
    owner, _, name = full_name.partition("/")
    world.account(owner)
    state, _, database_id = world.state.number("repository")
    node = node_id("repository", database_id, database_id)
    home = Repository(node, database_id, owner, name, world.now, **settings)
    state = state.put(home, names={("repository", full_name.casefold()): node})
    world.commit(state, owner, "repository.created", before=None, after=home)
    if home.fork_of is None:
        seed.push(home.default_branch, message="First commit")
    else:
        parent = RepositorySeed(world, home.fork_of)
        seed_commits.bring(world, parent.record, seed.record, parent.head())
    return seed


@dataclass(frozen=True, slots=True)
class RepositorySeed:
    """One repository of a world; every method writes at once and returns what the next line needs."""

    world: World
    full_name: str

    @property
    def record(self) -> Repository:
        """The repository as it is now."""
        home = self.world.state.find(Repository, "repository", self.full_name.casefold())
        assert home is not None, f"{self.full_name} is gone"  # noqa: S101 - a mistake of the caller's code
        return home

    def change(self, **settings: Any) -> None:  # noqa: ANN401 - the fields of Repository
        """Change settings, for example ``has_issues=False`` or ``private=True``."""
        self.world.state = self.world.state.put(replace(self.record, **settings))

    def head(self, branch: str | None = None) -> str:
        """Return the commit that a branch points to, the default branch without a name."""
        oid = self.record.branch(branch or self.record.default_branch)
        assert oid is not None, f"{self.full_name} has no branch {branch}"  # noqa: S101 - the caller's mistake
        return oid

    def push(
        self,
        branch: str = "main",
        files: Mapping[str, str] | None = None,
        *,
        message: str = "Work",
        oid: str | None = None,
    ) -> str:
        """Push one commit to a branch, which is created when missing; open pull requests follow."""
        return seed_commits.push(self.world, self.record, branch, files or {}, message, oid)

    def protect(self, branch: str, *contexts: str) -> None:
        """Require these contexts on a branch."""
        rules = {**dict(self.record.rules), branch: contexts}
        self.change(rules=tuple(rules.items()))

    def label(self, name: str) -> Label:
        """Return the label of this name; it is created when missing."""
        known = write_labels.label_named(self.world.state, self.record.id, name)
        return known or write_labels.create_label(self.world, self.record.owner, self.record, name)

    def issue(self, title: str, body: str = "", *, author: str = "octocat", labels: tuple[str, ...] = ()) -> int:
        """Open an issue and return its number."""
        self.world.account(author)
        nodes = tuple(self.label(name).id for name in labels)
        return write_threads.create_issue(self.world, author, self.record, title=title, body=body, labels=nodes).number

    def pull_request(
        self, head: str, *, base: str | None = None, fork: str | None = None, author: str = "octocat", title: str = ""
    ) -> int:
        """Open a pull request from a branch (of a fork's, when named) and return its number."""
        source = RepositorySeed(self.world, fork or self.full_name).record
        into = base or self.record.default_branch
        return seed_commits.open_pull_request(
            self.world, self.record, source, head=head, base=into, author=author, title=title
        )

    def workflow_run(self, workflow: str = "Gate", *, head: str, jobs: Jobs, **details: Any) -> int:  # noqa: ANN401 - the fields of Details
        """Report a completed workflow run on a commit and return its database id."""
        return seed_runs.report(self.world, self.record, workflow, head, jobs, seed_runs.Details(**details)).database_id

    def rerun(self, run: int, jobs: Jobs) -> None:
        """Report one more attempt of a run, with the jobs that ran again."""
        seed_runs.report_again(self.world, self.record, self.run(run), jobs)

    def finish(self, run: int, jobs: Jobs) -> None:
        """Let jobs of the current attempt that were still waiting or running come to their end."""
        seed_runs.finish(self.world, self.run(run), jobs)

    def status(self, head: str, context: str, state: str = "success", **details: str) -> None:
        """Report a legacy commit status."""
        seed_runs.report_status(self.world, self.record, head, context, state, **details)

    def run(self, database_id: int) -> WorkflowRun:
        """Return a workflow run."""
        return seed_runs.run_of(self.world.state, self.record, database_id)

    def thread(self, number: int) -> Thread:
        """Return an issue or a pull request as it is now."""
        thread = self.world.state.nodes[self.world.state.names["number", self.record.id, str(number)]]
        assert isinstance(thread, Issue | PullRequest), "numbers lead to threads"  # noqa: S101 - the sandbox's mistake
        return thread

    def issues(self) -> list[Issue]:
        """Return all issues in the order of their numbers."""
        return [self.world.state.get(node, Issue) for node in self.record.issues]

    def comments(self, number: int) -> list[Comment]:
        """Return the comments of an issue or a pull request, oldest first."""
        return [self.world.state.get(node, Comment) for node in self.thread(number).comments]

    def person(self, login: str) -> Person:
        """Return somebody who may do everything here by hand."""
        self.world.account(login)
        return Person(self.world, self.full_name, login)

    def run_event(self, run: int, *, action: str = "completed") -> dict[str, Any]:
        """Return the payload of ``workflow_run`` as GitHub sends it."""
        return events.workflow_run(self.world, self.record, self.run(run), action)

    def pull_request_event(self, number: int, *, action: str = "synchronize") -> dict[str, Any]:
        """Return the payload of ``pull_request`` as GitHub sends it."""
        return events.pull_request(self.world, self.record, self.thread(number), action)

    def merge_group_event(self, number: int) -> dict[str, Any]:
        """Return the payload of ``merge_group`` for a queue that holds one pull request."""
        return events.merge_group(self.record, self.thread(number))
