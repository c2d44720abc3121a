"""The claims about concurrent runs fail when they should."""

from __future__ import annotations

from hygiene.drills.content import status_comments, trackers
from hygiene.sandbox.people import BOT_LOGIN
from tests.drills.results import new_result
from tests.drills.scenarios.changed import bot, by_request, found


def test_one_label() -> None:
    """A repository whose label is gone has not one label."""
    result = new_result("concurrent-runs")
    bot(result).delete_label("ci-failure")
    assert found(result, "one-label") == "the labels are []"


def test_oldest_stays() -> None:
    """A survivor that is not the first one is seen."""
    result = new_result("concurrent-runs")
    first = next(issue for issue in trackers(result.simulation.repository) if issue.state == "OPEN")
    later = result.simulation.repository.issue("Later", first.body, author=BOT_LOGIN)
    bot(result).close(first.number, "DUPLICATE", duplicate_of=later)
    assert found(result, "oldest-kept") == f"#{first.number} was first, [{later}] are open"


def test_runs_are_concurrent() -> None:
    """All eight runs read before one of them writes."""
    exchanges = new_result("concurrent-runs").simulation.exchanges
    assert [one.request.kind for one in exchanges[:8]] == ["query"] * 8
    assert {one.request.client for one in exchanges[:8]} == set("ABCDEFGH")


def test_stale_run_writes_nothing_each_time() -> None:
    """A write at the end is seen, and so is one between the push and the new run."""
    result = new_result("stale-run")
    by_request(result).retitle(2, "Another title")
    assert found(result, "no-writes") == "issue.edited"
    result = new_result("stale-run")
    result.simulation.saved["pushed"] = result.simulation.saved["before"]
    assert "comment.created" in found(result, "no-writes")


def test_unmoved() -> None:
    """A single byte is seen, and so is a comment that is gone."""
    result = new_result("older-attempt")
    comment = status_comments(result.simulation.repository, 1)[0]
    bot(result).edit_comment(comment.id, f"{comment.body} ")
    assert found(result, "comment-unchanged") == "the comment has changed"
    bot(result).delete_comment(comment.id)
    assert found(result, "comment-unchanged") == "the comment has changed"
