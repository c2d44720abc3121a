"""The claims about job states fail when they should."""

from __future__ import annotations

import pytest

from hygiene.drills.content import trackers
from tests.drills.results import new_result
from tests.drills.scenarios.changed import bot, found


@pytest.mark.parametrize("name", ["late-skip", "time-out"])
def test_a_failure_without_its_label(name: str) -> None:
    """The label that was taken away is missed."""
    result = new_result(name)
    result.simulation.repository.person("alice").remove_label(1, "ci-failure")
    assert found(result, "label") == "0 labels"


def test_an_allowed_failure_with_a_label() -> None:
    """A label on the pull request is seen, and a tracker too."""
    result = new_result("allowed-failure")
    result.simulation.repository.person("alice").add_label(1, "ci-failure")
    assert found(result, "label") == "1 labels"


def test_a_tracker_that_stays_open() -> None:
    """It is named."""
    result = new_result("closed-pull-request")
    (issue,) = trackers(result.simulation.repository)
    bot(result).reopen(issue.number)
    assert found(result, "no-open-tracker") == f"open: [{issue.number}]"
