"""What people do in a browser, at any point between two requests of a client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.sandbox import commits, writes
from hygiene.sandbox.threads import Comment, Issue, PullRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.store import Store
    from hygiene.sandbox.threads import StateReason, Thread


def thread_numbered(store: Store, repository: Repository, number: int) -> Thread:
    """Return the issue or pull request with this number, which must exist."""
    thread = store.state.nodes[store.state.names["number", repository.id, str(number)]]
    assert isinstance(thread, Issue | PullRequest), "numbers lead to threads"  # noqa: S101 - a bug of the sandbox
    return thread


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with write permission in one repository. Threads are given by number, comments by node id."""

    world: Store
    full_name: str
    login: str

    @property
    def _repository(self) -> Repository:
        repository = self.world.state.repository(self.full_name)
        assert repository is not None, f"{self.full_name} does not exist"  # noqa: S101 - a bug of the caller
        return repository

    def _thread(self, number: int) -> Thread:
        return thread_numbered(self.world, self._repository, number)

    def _issue(self, number: int) -> Issue:
        return self.world.state.get(self._thread(number).id, Issue)

    def _comment(self, comment: str) -> Comment:
        return self.world.state.get(comment, Comment)

    def comment(self, number: int, body: str) -> str:
        """Comment and return the node id of the comment."""
        return writes.add_comment(self.world, self.login, self._thread(number), body).id

    def edit_comment(self, comment: str, body: str) -> None:
        """Replace the body of anybody's comment."""
        writes.edit_comment(self.world, self.login, self._comment(comment), body)

    def delete_comment(self, comment: str) -> None:
        """Delete anybody's comment."""
        writes.delete_comment(self.world, self.login, self._comment(comment))

    def minimize_comment(self, comment: str, reason: str | None = "off-topic") -> None:
        """Minimize a comment, or show it again when the reason is None."""
        writes.minimize_comment(self.world, self.login, self._comment(comment), reason)

    def edit(self, number: int, body: str) -> None:
        """Replace the body of an issue or a pull request."""
        writes.edit_thread(self.world, self.login, self._thread(number), body=body)

    def change(self, number: int, change: Callable[[str], str]) -> None:
        """Replace the body of an issue or a pull request by what ``change`` returns for the current one."""
        self.edit(number, change(self._thread(number).body))

    def change_comment(self, comment: str, change: Callable[[str], str]) -> None:
        """Replace the body of a comment by what ``change`` returns for the current one."""
        self.edit_comment(comment, change(self._comment(comment).body))

    def retitle(self, number: int, title: str) -> None:
        """Rename an issue or a pull request."""
        writes.edit_thread(self.world, self.login, self._thread(number), title=title)

    def close(self, number: int, reason: StateReason = "COMPLETED", *, duplicate_of: int | None = None) -> None:
        """Close an issue for a reason, or a pull request."""
        thread = self._thread(number)
        if isinstance(thread, PullRequest):
            writes.end_pull_request(self.world, self.login, thread, "CLOSED")
        else:
            original = None if duplicate_of is None else self._issue(duplicate_of).id
            writes.close_issue(self.world, self.login, thread, reason, original)

    def reopen(self, number: int) -> None:
        """Reopen an issue or a pull request."""
        thread = self._thread(number)
        if isinstance(thread, PullRequest):
            writes.end_pull_request(self.world, self.login, thread, "OPEN")
        else:
            writes.reopen_issue(self.world, self.login, thread)

    def merge(self, number: int) -> None:
        """Merge a pull request."""
        pull_request = self.world.state.get(self._thread(number).id, PullRequest)
        writes.end_pull_request(self.world, self.login, pull_request, "MERGED")

    def push(self, number: int, files: Mapping[str, str] | None = None) -> str:
        """Push one more commit to the branch of a pull request and return it."""
        pull_request = self.world.state.get(self._thread(number).id, PullRequest)
        source = self.world.state.repository(pull_request.head_repository or "")
        assert source is not None, "the fork was deleted"  # noqa: S101 - a bug of the caller
        return commits.push(self.world, source, pull_request.head_ref, files or {}, "More work")

    def add_label(self, number: int, name: str) -> None:
        """Add a label to an issue or a pull request. The label is created if it does not exist."""
        label = writes.label_named(self.world.state, self._repository.id, name)
        label = label or writes.create_label(self.world, self.login, self._repository, name)
        thread = self._thread(number)
        writes.set_labels(self.world, self.login, thread, tuple(dict.fromkeys((*thread.labels, label.id))))

    def remove_label(self, number: int, name: str) -> None:
        """Remove a label from an issue or a pull request."""
        label = writes.label_named(self.world.state, self._repository.id, name)
        thread = self._thread(number)
        rest = tuple(node for node in thread.labels if label is None or node != label.id)
        writes.set_labels(self.world, self.login, thread, rest)

    def delete_label(self, name: str) -> None:
        """Delete a label of the repository, also from all issues and pull requests."""
        label = writes.label_named(self.world.state, self._repository.id, name)
        assert label is not None, f"there is no label {name}"  # noqa: S101 - a bug of the caller
        writes.delete_label(self.world, self.login, label)

    def lock(self, number: int, *, locked: bool = True) -> None:
        """Lock or unlock a conversation."""
        writes.lock(self.world, self.login, self._thread(number), locked=locked)
