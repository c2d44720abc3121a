"""What a repository of the sandbox contains. Nothing here uses the code that wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.threads import Comment, Issue

    Body = tuple[str, str]

_STATUS, _TRACKER, _NOTE = "<!-- hygiene:1 status", "<!-- hygiene:1 tracker/", "<!-- hygiene:1 note/"
_COUNT = re.compile(r"^\*\*(\d+)\*\* occurrences?", re.MULTILINE)


def status_comments(repository: RepositorySeed, number: int) -> list[Comment]:
    """The status comments of hygiene on a pull request that are not minimized, oldest first."""
    found = repository.comments(number)
    return [one for one in found if _is_ours(one, _STATUS) and one.minimized is None]


def trackers(repository: RepositorySeed) -> list[Issue]:
    """The trackers of hygiene, open and closed, by number."""
    return [issue for issue in repository.issues() if _is_ours(issue, _TRACKER)]


def tracker_comments(repository: RepositorySeed, number: int, kind: str = "") -> list[Comment]:
    """The comments of hygiene on a tracker; with ``kind`` those that begin with this word, such as ``Resolved``."""
    found = [one for one in repository.comments(number) if _is_ours(one, _NOTE)]
    return [one for one in found if not kind or f"\n**{kind}.**" in one.body]


def occurrences(issue: Issue) -> int:
    """The number of occurrences that a tracker shows; 0 if it shows none."""
    found = _COUNT.search(issue.body)
    return int(found[1]) if found else 0


def without_markers(body: str) -> str:
    """A body without its hidden lines."""
    return re.sub(r"^<!--.*?-->\n?", "", body, flags=re.MULTILINE | re.DOTALL).strip()


def bodies(simulation: Simulation) -> dict[tuple[str, str], tuple[Body | None, Body | None]]:
    """State and text of everything that people can read, before hygiene first ran and now, by place and author."""
    before, after = _bodies(simulation.repository_at("before")), _bodies(simulation.repository)
    return {key: (before.get(key), after.get(key)) for key in {**after, **before}}


def _bodies(repository: RepositorySeed) -> dict[tuple[str, str], Body]:
    pulls = [repository.world.state.get(node, PullRequest) for node in repository.record.pull_requests]
    found: dict[tuple[str, str], Body] = {}
    threads: list[Issue | PullRequest] = [*repository.issues(), *pulls]
    for thread in sorted(threads, key=lambda thread: thread.number):
        found[f"#{thread.number}", thread.author or "ghost"] = (thread.state, thread.body)
        for comment in repository.comments(thread.number):
            place = f"#{thread.number} comment {comment.database_id}"
            found[place, comment.author or "ghost"] = ("minimized" if comment.minimized else "", comment.body)
    return found


def _is_ours(text: Comment | Issue, marker: str) -> bool:
    return text.author == BOT_LOGIN and any(line.startswith(marker) for line in text.body.splitlines())
