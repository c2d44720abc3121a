"""What people do by hand, in a browser: everything that a bot must expect to find done between two requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.sandbox import seed_commits, write_comments, write_labels, write_threads
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, PullRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.threads import StateReason, Thread
    from hygiene.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work in one repository. Threads are named by number, comments by node id."""

    world: World
    full_name: str
    login: str

    @property
    def _home(self) -> Repository:
        home = self.world.state.find(Repository, "repository", self.full_name.casefold())
        assert home is not None, f"{self.full_name} is gone"  # noqa: S101 - a mistake of the caller's code
        return home

    def _thread(self, number: int) -> Thread:
        thread = self.world.state.nodes[self.world.state.names["number", self._home.id, str(number)]]
        assert isinstance(thread, Issue | PullRequest), "numbers lead to threads"  # noqa: S101 - the sandbox's mistake
        return thread

    def _issue(self, number: int) -> Issue:
        return self.world.state.get(self._thread(number).id, Issue)

    def _pull_request(self, number: int) -> PullRequest:
        return self.world.state.get(self._thread(number).id, PullRequest)

    def _comment(self, comment: str) -> Comment:
        return self.world.state.get(comment, Comment)

    def comment(self, number: int, body: str) -> str:
        """Comment and return the comment's node id."""
        return write_comments.add_comment(self.world, self.login, self._thread(number), body).id

    def edit_comment(self, comment: str, body: str) -> None:
        """Replace the text of anybody's comment."""
        write_comments.edit_comment(self.world, self.login, self._comment(comment), body)

    def delete_comment(self, comment: str) -> None:
        """Delete anybody's comment."""
        write_comments.delete_comment(self.world, self.login, self._comment(comment))

    def minimize_comment(self, comment: str, reason: str | None = "off-topic") -> None:
        """Hide a comment; with None show it again."""
        write_comments.minimize_comment(self.world, self.login, self._comment(comment), reason)

    def edit(self, number: int, body: str) -> None:
        """Replace the first text of an issue or a pull request."""
        write_threads.edit_thread(self.world, self.login, self._thread(number), body=body)

    def retitle(self, number: int, title: str) -> None:
        """Rename an issue or a pull request."""
        write_threads.edit_thread(self.world, self.login, self._thread(number), title=title)

    def close(self, number: int, reason: StateReason = "COMPLETED", *, duplicate_of: int | None = None) -> None:
        """Close an issue for a reason, or a pull request without one."""
        thread = self._thread(number)
        if isinstance(thread, PullRequest):
            write_threads.end_pull_request(self.world, self.login, thread, "CLOSED")
        else:
            original = None if duplicate_of is None else self._issue(duplicate_of).id
            write_threads.close_issue(self.world, self.login, thread, reason, original)

    def reopen(self, number: int) -> None:
        """Reopen an issue or a pull request."""
        thread = self._thread(number)
        if isinstance(thread, PullRequest):
            write_threads.end_pull_request(self.world, self.login, thread, "OPEN")
        else:
            write_threads.reopen_issue(self.world, self.login, thread)

    def merge(self, number: int) -> None:
        """Merge a pull request."""
        write_threads.end_pull_request(self.world, self.login, self._pull_request(number), "MERGED")

    def push(self, number: int, files: Mapping[str, str] | None = None) -> str:
        """Push one more commit to a pull request's branch and return it."""
        pull_request = self._pull_request(number)
        source = self.world.state.find(Repository, "repository", (pull_request.head_repository or "").casefold())
        assert source is not None, "the fork is gone"  # noqa: S101 - a mistake of the caller's code
        return seed_commits.push(self.world, source, pull_request.head_ref, files or {}, "More work")

    def add_label(self, number: int, name: str) -> None:
        """Put a label on a thread; the label is created when missing."""
        label = write_labels.label_named(self.world.state, self._home.id, name)
        label = label or write_labels.create_label(self.world, self.login, self._home, name)
        thread = self._thread(number)
        write_labels.set_labels(self.world, self.login, thread, tuple(dict.fromkeys((*thread.labels, label.id))))

    def remove_label(self, number: int, name: str) -> None:
        """Take a label off a thread."""
        label = write_labels.label_named(self.world.state, self._home.id, name)
        thread = self._thread(number)
        left = tuple(node for node in thread.labels if label is None or node != label.id)
        write_labels.set_labels(self.world, self.login, thread, left)

    def delete_label(self, name: str) -> None:
        """Delete a label from the repository and so from every thread."""
        label = write_labels.label_named(self.world.state, self._home.id, name)
        assert label is not None, f"there is no label {name}"  # noqa: S101 - a mistake of the caller's code
        write_labels.delete_label(self.world, self.login, label)

    def lock(self, number: int, *, locked: bool = True) -> None:
        """Lock a conversation, or unlock it."""
        write_threads.lock(self.world, self.login, self._thread(number), locked=locked)
