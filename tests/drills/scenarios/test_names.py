"""The claims about names fail when they should."""

from __future__ import annotations

import pytest

from hygiene.drills.content import status_comments, trackers
from hygiene.drills.scenarios.names import BODY_BYTES_MAX
from tests.drills.results import new_result
from tests.drills.scenarios.changed import bot, found


@pytest.mark.parametrize(
    ("claim", "old", "new", "instead"),
    [
        ("markers-intact", "} -->", "} --> x -->", "closed early"),
        ("markers-intact", '"state"', "state", "Expecting"),
        ("tables-intact", "| --- | --- | --- |", "| --- | --- |", "| --- "),
        ("no-injection", "### ", "### <img src=x> ", "'<img'"),
        ("no-injection", "### ", "### \u202e", "\\u202e"),
        ("no-injection", "### ", "### \x1b[31m", "\\x1b"),
        ("body-limit", "### ", f"### {'x' * BODY_BYTES_MAX}", "bytes"),
    ],
)
def test_hostile_name(claim: str, old: str, new: str, instead: str) -> None:
    """Each way to break out of a body is seen by the claim that is about it."""
    result = new_result("hostile-name")
    comment = status_comments(result.simulation.repository, 1)[0]
    assert old in comment.body
    bot(result).edit_comment(comment.id, comment.body.replace(old, new, 1))
    assert instead in found(result, claim)


def test_hostile_names_are_there() -> None:
    """The hostile names are in the comment, so the claims are about something."""
    body = status_comments(new_result("hostile-name").simulation.repository, 1)[0].body
    assert "octocat" in body
    assert "gnp.exe" in body


@pytest.mark.parametrize(
    ("claim", "old", "new"),
    [
        ("not-passed", "### ❓", "### ✅"),
        ("not-passed", "### ", "#"),
        ("missing-named", "never reported", "passed"),
        ("missing-named", "`python ci (3.12)`", "`unit tests (3.12)`"),
    ],
)
def test_renamed_job(claim: str, old: str, new: str) -> None:
    """A comment that hides what never reported is seen."""
    result = new_result("renamed-job")
    comment = status_comments(result.simulation.repository, 1)[0]
    assert old in comment.body
    bot(result).edit_comment(comment.id, comment.body.replace(old, new))
    assert found(result, claim)


def test_still_open() -> None:
    """A tracker that was closed without a recovery is seen."""
    result = new_result("renamed-job")
    bot(result).close(trackers(result.simulation.repository)[0].number)
    assert found(result, "still-open") == "the trackers are ['CLOSED']"


def test_first_stays() -> None:
    """A survivor that came later is seen."""
    result = new_result("duplicates")
    comment = status_comments(result.simulation.repository, 1)[0]
    bot(result).delete_comment(comment.id)
    bot(result).comment(1, comment.body)
    assert "became" in found(result, "oldest-kept")


@pytest.mark.parametrize("what", ["comment", "issue"])
def test_copies_unchanged(what: str) -> None:
    """A person's comment that is gone, or issue that was closed, is seen."""
    result = new_result("duplicates")
    home = result.simulation.repository
    if what == "comment":
        bot(result).delete_comment(next(one.id for one in home.comments(1) if one.author == "mallory"))
    else:
        bot(result).close(next(one.number for one in home.issues() if one.author == "mallory"))
    assert found(result, "copies-unchanged") == "what the person pasted has changed"
