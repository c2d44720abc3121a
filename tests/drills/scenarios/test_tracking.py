"""What the stories about the tracker would find in worlds where it went wrong."""

from __future__ import annotations

import pytest

from hygiene.drills.holdings import notes, status_comments, trackers
from tests.drills.scenarios.tampering import bot, by_request, found, fresh


def test_in_place_needs_the_same_comment() -> None:
    """A comment that was deleted and added again is not edited in place."""
    played = fresh("repeated-failure")
    comment = status_comments(played.stage.home, 1)[0]
    bot(played).delete_comment(comment.id)
    bot(played).comment(1, comment.body)
    assert found(played, "in-place") == "2 became 2, 1 of them the same"


def test_in_place_needs_an_edit() -> None:
    """A tracker that never changed has not been kept up."""
    played = fresh("repeated-failure")
    played.stage.world = played.stage.kept["first failure"]
    assert "was never edited" in found(played, "in-place")


def test_silent() -> None:
    """A write after the second failure is seen."""
    played = fresh("repeated-failure")
    by_request(played).retitle(2, "Another title")
    assert found(played, "silent") == "issue.edited"


@pytest.mark.parametrize(
    ("old", "new", "instead"),
    [
        ("<!-- tracked-pr: 3 -->\n", "", "lacking [3], visible line there"),
        ("Tracked PR: #1, #3", "Tracked PR: #1", "lacking [], visible line missing"),
    ],
)
def test_names_both(old: str, new: str, instead: str) -> None:
    """Both the hidden and the visible line are looked for."""
    played = fresh("another-pull-request")
    tracker = trackers(played.stage.home)[0]
    bot(played).edit(tracker.number, tracker.body.replace(old, new))
    assert found(played, "names-both") == instead


def test_links_the_run() -> None:
    """A resolution that links another run, or none, is seen."""
    played = fresh("recovery")
    note = notes(played.stage.home, 2, "Resolved")[0]
    bot(played).edit_comment(note.id, note.body.replace("/actions/runs/", "/actions/runs/1"))
    assert "is not in" in found(played, "links-the-run")
    bot(played).delete_comment(note.id)
    assert "is not in []" in found(played, "links-the-run")


def test_unlabeled() -> None:
    """A label that is left is seen."""
    played = fresh("recovery")
    bot(played).add_label(1, "ci-failure")
    assert found(played, "unlabeled") == "1 labels are left"


def test_open_meanwhile() -> None:
    """The world that is looked at is the one in the middle of the story."""
    played = fresh("one-green-of-two")
    middle = played.stage.at("one green")
    middle.person("github-actions[bot]").close(3)
    assert found(played, "open-meanwhile") == "closed [3], said to be resolved []"
    played.stage.kept["one green"] = played.stage.kept["before"]
    assert found(played, "open-meanwhile") == "there was no tracker"
