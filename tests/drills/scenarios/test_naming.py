"""What the stories about names would find in worlds where it went wrong."""

from __future__ import annotations

import pytest

from hygiene.drills.holdings import status_comments, trackers
from hygiene.drills.scenarios.naming import BODY_BYTES_MAX
from tests.drills.scenarios.tampering import bot, found, fresh


@pytest.mark.parametrize(
    ("claim", "old", "new", "instead"),
    [
        ("marker-whole", "} -->", "} --> x -->", "closed early"),
        ("marker-whole", '"state"', "state", "Expecting"),
        ("tables-whole", "| --- | --- | --- |", "| --- | --- |", "| --- "),
        ("no-structure", "### ", "### <img src=x> ", "'<img'"),
        ("no-structure", "### ", "### \u202e", "\\u202e"),
        ("no-structure", "### ", "### \x1b[31m", "\\x1b"),
        ("bounded", "### ", f"### {'x' * BODY_BYTES_MAX}", "bytes"),
    ],
)
def test_hostile_name(claim: str, old: str, new: str, instead: str) -> None:
    """Each way to break out of a body is seen by the claim that is about it."""
    played = fresh("hostile-name")
    comment = status_comments(played.stage.home, 1)[0]
    assert old in comment.body
    bot(played).edit_comment(comment.id, comment.body.replace(old, new, 1))
    assert instead in found(played, claim)


def test_hostile_names_are_there() -> None:
    """The story is worth something only when the hostile words are really shown."""
    body = status_comments(fresh("hostile-name").stage.home, 1)[0].body
    assert "octocat" in body
    assert "gnp.exe" in body


@pytest.mark.parametrize(
    ("claim", "old", "new"),
    [
        ("not-green", "### ❓", "### ✅"),
        ("not-green", "### ", "#"),
        ("named", "never reported", "passed"),
        ("named", "`python ci (3.12)`", "`unit tests (3.12)`"),
    ],
)
def test_renamed_job(claim: str, old: str, new: str) -> None:
    """A comment that hides what never reported is seen."""
    played = fresh("renamed-job")
    comment = status_comments(played.stage.home, 1)[0]
    assert old in comment.body
    bot(played).edit_comment(comment.id, comment.body.replace(old, new))
    assert found(played, claim)


def test_still_open() -> None:
    """A tracker that was closed without a recovery is seen."""
    played = fresh("renamed-job")
    bot(played).close(trackers(played.stage.home)[0].number)
    assert found(played, "still-open") == "the trackers are ['CLOSED']"


def test_first_stays() -> None:
    """A survivor that came later is seen."""
    played = fresh("duplicates")
    comment = status_comments(played.stage.home, 1)[0]
    bot(played).delete_comment(comment.id)
    bot(played).comment(1, comment.body)
    assert "became" in found(played, "first-stays")


@pytest.mark.parametrize("what", ["comment", "issue"])
def test_pasted_stands(what: str) -> None:
    """A person's comment that is gone, or issue that was closed, is seen."""
    played = fresh("duplicates")
    home = played.stage.home
    if what == "comment":
        bot(played).delete_comment(next(one.id for one in home.comments(1) if one.author == "mallory"))
    else:
        bot(played).close(next(one.number for one in home.issues() if one.author == "mallory"))
    assert found(played, "pasted-stands") == "what the person pasted has changed"
