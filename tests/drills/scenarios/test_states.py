"""What the stories about states would find where they went wrong."""

from __future__ import annotations

import pytest

from hygiene.drills.holdings import trackers
from tests.drills.scenarios.tampering import bot, found, fresh


@pytest.mark.parametrize("name", ["late-skip", "time-out"])
def test_a_failure_without_its_label(name: str) -> None:
    """The label that was taken away is missed."""
    played = fresh(name)
    played.stage.home.person("alice").remove_label(1, "ci-failure")
    assert found(played, "label") == "0 labels"


def test_an_allowed_failure_with_a_label() -> None:
    """A label on the pull request is seen, and a tracker too."""
    played = fresh("allowed-failure")
    played.stage.home.person("alice").add_label(1, "ci-failure")
    assert found(played, "label") == "1 labels"


def test_a_tracker_that_stays_open() -> None:
    """It is named."""
    played = fresh("ended-pull-request")
    (issue,) = trackers(played.stage.home)
    bot(played).reopen(issue.number)
    assert found(played, "none-open") == f"open: [{issue.number}]"
