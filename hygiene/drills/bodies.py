"""Every text that GitHub held before a story and after it, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.holdings import pull_requests

if TYPE_CHECKING:
    from hygiene.drills.stage import Stage
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.threads import Issue, PullRequest

Key = tuple[str, str]
Held = tuple[str, str]


def bodies_of(stage: Stage) -> list[tuple[Key, Held | None, Held | None]]:
    """Place and author, then state and text before and after; by number, comments below their thread."""
    before, after = _held(stage.at("before")), _held(stage.home)
    return [(key, before.get(key), after.get(key)) for key in {**after, **before}]


def _held(repository: RepositorySeed) -> dict[Key, Held]:
    threads: list[Issue | PullRequest] = [*repository.issues(), *pull_requests(repository)]
    found: dict[Key, Held] = {}
    for thread in sorted(threads, key=lambda thread: thread.number):
        found[f"#{thread.number}", thread.author or "ghost"] = (thread.state, thread.body)
        for comment in repository.comments(thread.number):
            place = f"#{thread.number} comment {comment.database_id}"
            found[place, comment.author or "ghost"] = ("minimized" if comment.minimized else "", comment.body)
    return found
