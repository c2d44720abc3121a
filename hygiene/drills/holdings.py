"""What GitHub holds, read by eye: found by the words of the marker, without a line of the program that wrote them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.threads import Comment, Issue

STATUS, TRACKER, NOTE = "<!-- hygiene:1 status", "<!-- hygiene:1 tracker/", "<!-- hygiene:1 note/"
_COUNT = re.compile(r"^\*\*(\d+)\*\* occurrences?", re.MULTILINE)


def status_comments(repository: RepositorySeed, number: int) -> list[Comment]:
    """The bot's status comments on a pull request that people see, oldest first."""
    found = repository.comments(number)
    return [one for one in found if _ours(one.author, one.body, STATUS) and one.minimized is None]


def trackers(repository: RepositorySeed) -> list[Issue]:
    """The bot's trackers, open and closed, by number."""
    return [issue for issue in repository.issues() if _ours(issue.author, issue.body, TRACKER)]


def notes(repository: RepositorySeed, number: int, word: str = "") -> list[Comment]:
    """The bot's comments on a tracker; those that begin with a word, such as ``Resolved``, when one is given."""
    found = [one for one in repository.comments(number) if _ours(one.author, one.body, NOTE)]
    return [one for one in found if not word or f"\n**{word}.**" in one.body]


def pull_requests(repository: RepositorySeed) -> list[PullRequest]:
    """The pull requests of a repository, by number."""
    return [repository.world.state.get(node, PullRequest) for node in repository.record.pull_requests]


def occurrences(issue: Issue) -> int:
    """The count that a tracker shows to people; 0 when it shows none."""
    found = _COUNT.search(issue.body)
    return int(found[1]) if found else 0


def shown(body: str) -> str:
    """A body as people see it: without its hidden lines."""
    return re.sub(r"^<!--.*?-->\n?", "", body, flags=re.MULTILINE | re.DOTALL).strip()


def _ours(author: str | None, body: str, marker: str) -> bool:
    return author == BOT_LOGIN and any(line.startswith(marker) for line in body.splitlines())
