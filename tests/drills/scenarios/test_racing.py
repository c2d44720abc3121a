"""What the stories about several writers would find in worlds where it went wrong."""

from __future__ import annotations

from hygiene.drills.holdings import status_comments, trackers
from hygiene.sandbox.people import BOT_LOGIN
from tests.drills.scenarios.tampering import bot, by_request, found, fresh


def test_one_label() -> None:
    """A repository whose label is gone has not one label."""
    played = fresh("concurrent-runs")
    bot(played).delete_label("ci-failure")
    assert found(played, "one-label") == "the labels are []"


def test_oldest_stays() -> None:
    """A survivor that is not the first one is seen."""
    played = fresh("concurrent-runs")
    first = next(issue for issue in trackers(played.stage.home) if issue.state == "OPEN")
    later = played.stage.home.issue("Later", first.body, author=BOT_LOGIN)
    bot(played).close(first.number, "DUPLICATE", duplicate_of=later)
    assert found(played, "oldest-stays") == f"#{first.number} was first, [{later}] are open"


def test_race_is_tight() -> None:
    """The story is worth something only when all eight look before anybody writes."""
    exchanges = fresh("concurrent-runs").stage.tape.exchanges
    assert [one.kind for one in exchanges[:8]] == ["query"] * 8
    assert {one.writer for one in exchanges[:8]} == set("ABCDEFGH")


def test_stale_run_is_silent_each_time() -> None:
    """A write at the end is seen, and so is one between the push and the new run."""
    played = fresh("stale-run")
    by_request(played).retitle(2, "Another title")
    assert found(played, "silent") == "issue.edited"
    played = fresh("stale-run")
    played.stage.kept["pushed"] = played.stage.kept["before"]
    assert "comment.created" in found(played, "silent")


def test_unmoved() -> None:
    """A single byte is seen, and so is a comment that is gone."""
    played = fresh("older-attempt")
    comment = status_comments(played.stage.home, 1)[0]
    bot(played).edit_comment(comment.id, f"{comment.body} ")
    assert found(played, "unmoved") == "the comment has changed"
    bot(played).delete_comment(comment.id)
    assert found(played, "unmoved") == "the comment has changed"
