"""The check can fail: bugs of one line each are planted, and each is found in its shortest schedule."""

from __future__ import annotations

import pytest

from hygiene.status_comment import existing
from tests.simulation.bugs import BUGS, Bug
from tests.simulation.explorers import shortest
from tests.simulation.planting import planted

BUGS_MIN = 12


# Their shortest schedules come after thousands of others.
LATE = ("the newest check run has the event's attempt", "the label that a person took off stays off")


@pytest.mark.parametrize(
    "bug",
    [pytest.param(bug, marks=[pytest.mark.explore] if bug.name in LATE else []) for bug in BUGS],
    ids=lambda bug: bug.name.replace(" ", "-"),
)
def test_bug_is_found(bug: Bug) -> None:
    """Found, for the expected reason, in the schedule that the table records."""
    scenario = bug.make()
    with planted(bug.module, bug.line, bug.bug) as functions:
        violation = shortest(scenario)
    assert functions == 1
    assert violation is not None
    assert bug.complaint in violation.complaint
    assert violation.schedule == bug.witness


def test_enough_bugs() -> None:
    """At least a dozen, no two alike."""
    assert (
        len({bug.name for bug in BUGS})
        == len({(bug.module, bug.line, bug.bug) for bug in BUGS})
        == len(BUGS)
        >= BUGS_MIN
    )


def test_planting_leaves_no_trace() -> None:
    """Whatever happens meanwhile, the code is what it was."""
    before = existing.existing_comments.__code__
    bug = next(bug for bug in BUGS if bug.module == "hygiene.status_comment.existing" and "comment.own" in bug.line)

    def inside() -> None:
        with planted(bug.module, bug.line, bug.bug):
            assert existing.existing_comments.__code__ != before
            raise KeyError(bug.name)

    with pytest.raises(KeyError):
        inside()
    assert existing.existing_comments.__code__ == before


def test_bug_without_a_place() -> None:
    """A line that is not there any more is reported, not skipped."""
    with pytest.raises(AssertionError, match="0 places"), planted("hygiene.post_ci.reconcile", "no such line", ""):
        pass
