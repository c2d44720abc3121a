"""Deletions as GitHub may show them: logins in two spellings, accounts that are gone, other events."""

from __future__ import annotations

from typing import Any

import pytest
from hygiene_github.fragments import PullRequestFields

from hygiene.github.read.translate import deleted_by_people
from tests.github.read.test_translate import PULL

BOT = "github-actions[bot]"


def event(author: str | None, actor: str | None) -> dict[str, Any]:
    """An event of the timeline; a deleted account has no actor."""
    people = {"deletedCommentAuthor": author, "actor": actor}
    shown = {name: login and {"__typename": "Bot", "login": login} for name, login in people.items()}
    return {"__typename": "CommentDeletedEvent", **shown}


def deleted(viewer: str, *events: dict[str, Any] | None) -> bool:
    """What a pull request with these events states to this viewer."""
    raw = PULL | {"deletions": {"nodes": list(events)}}
    return deleted_by_people(PullRequestFields.model_validate(raw), viewer)


@pytest.mark.parametrize(
    ("author", "actor", "viewer", "expected"),
    [
        ("github-actions", "octocat", BOT, True),
        ("github-actions", None, BOT, True),
        ("octocat", "bob", "Octocat", True),
        ("github-actions", "github-actions", BOT, False),
        ("bob", "octocat", BOT, False),
        (None, "octocat", BOT, False),
        (None, "octocat", "", False),
    ],
)
def test_whose_and_by_whom(author: str | None, actor: str | None, viewer: str, *, expected: bool) -> None:
    """A status comment that somebody else deleted; ``[bot]`` is only sometimes part of an app's login."""
    assert deleted(viewer, event(author, actor)) is expected


def test_one_among_others() -> None:
    """Deletions by ourselves, holes, and unknown kinds of events hide nothing."""
    others = [event("github-actions", "github-actions"), None, {"__typename": "NewEvent"}]
    assert not deleted(BOT, *others)
    assert deleted(BOT, *others, event("github-actions", "octocat"))
    assert deleted(BOT, event("github-actions", "octocat"), *others)


def test_not_requested() -> None:
    """Without the option the field is not there."""
    assert not deleted_by_people(PullRequestFields.model_validate(PULL), BOT)
