"""The claims about trackers fail when they should."""

from __future__ import annotations

import pytest

from hygiene.drills.content import status_comments, tracker_comments, trackers
from tests.drills.results import new_result
from tests.drills.scenarios.changed import bot, by_request, found


def test_in_place_needs_the_same_comment() -> None:
    """A comment that was deleted and created again is not edited in place."""
    result = new_result("repeated-failure")
    comment = status_comments(result.simulation.repository, 1)[0]
    bot(result).delete_comment(comment.id)
    bot(result).comment(1, comment.body)
    assert found(result, "in-place") == "2 became 2, 1 of them the same"


def test_in_place_needs_an_edit() -> None:
    """A tracker that was not edited is reported."""
    result = new_result("repeated-failure")
    result.simulation.world = result.simulation.saved["first failure"]
    assert "was never edited" in found(result, "in-place")


def test_no_write() -> None:
    """A write after the second failure is seen."""
    result = new_result("repeated-failure")
    by_request(result).retitle(2, "Another title")
    assert found(result, "no-writes") == "issue.edited"


@pytest.mark.parametrize(
    ("old", "new", "instead"),
    [
        ("<!-- tracked-pr: 3 -->\n", "", "missing [3], visible line present"),
        ("Tracked PR: #1, #3", "Tracked PR: #1", "missing [], visible line missing"),
    ],
)
def test_names_both(old: str, new: str, instead: str) -> None:
    """Both the hidden and the visible line are searched for."""
    result = new_result("another-pull-request")
    tracker = trackers(result.simulation.repository)[0]
    bot(result).edit(tracker.number, tracker.body.replace(old, new))
    assert found(result, "names-both") == instead


def test_links_the_run() -> None:
    """A resolution that links another run, or none, is seen."""
    result = new_result("recovery")
    note = tracker_comments(result.simulation.repository, 2, "Resolved")[0]
    bot(result).edit_comment(note.id, note.body.replace("/actions/runs/", "/actions/runs/1"))
    assert "is not in" in found(result, "links-the-run")
    bot(result).delete_comment(note.id)
    assert "is not in []" in found(result, "links-the-run")


def test_unlabeled() -> None:
    """A label that is left is seen."""
    result = new_result("recovery")
    bot(result).add_label(1, "ci-failure")
    assert found(result, "unlabeled") == "1 labels are left"


def test_open_meanwhile() -> None:
    """The claim is about the time after the first recovery."""
    result = new_result("partial-recovery")
    middle = result.simulation.repository_at("one recovered")
    middle.person("github-actions[bot]").close(3)
    assert found(result, "open-until-last") == "closed [3], with a resolution []"
    result.simulation.saved["one recovered"] = result.simulation.saved["before"]
    assert found(result, "open-until-last") == "there was no tracker"
