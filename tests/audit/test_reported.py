"""Which names of GitHub's are held against the configuration, and which would be a false alarm."""

from __future__ import annotations

import pytest

from hygiene.audit.compare import reported_by
from hygiene.model.reported import SeenChecks, SeenRun

GATE = ".github/workflows/gate.yml"
RUNS = (SeenRun("tests", GATE), SeenRun("gate", GATE, required=True), SeenRun("lint", "other.yml"))


def seen(**parts: object) -> SeenChecks:
    """The default branch's head, where the Gate has run."""
    return SeenChecks(**{"where": "main", "oid": "abcdef0123", "runs": RUNS, **parts})  # type: ignore[arg-type]


def test_names_of_every_kind() -> None:
    """Check runs of all workflows and statuses count, each name once, and the note names their source."""
    judged = reported_by(seen(statuses=("ci/old", "gate")), [GATE])
    assert judged.names == ("tests", "gate", "lint", "ci/old")
    assert judged.note == (
        "Compared with what reported on main at abcdef0. No rule of the branch names required checks."
    )


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"unfinished": frozenset({GATE})}, "has not reported everything there yet"),
        ({"runs": RUNS[2:]}, "did not run there"),
        ({"runs": ()}, "did not run there"),
    ],
)
def test_absence_proves_nothing_before_the_end(parts: dict[str, object], reason: str) -> None:
    """While the Gate has not completed, no name is reported as missing; the note gives the reason."""
    judged = reported_by(seen(**parts), [GATE])
    assert judged.names is None
    assert judged.note.startswith(f"Not compared with main at abcdef0: {GATE} {reason}")


def test_another_workflow_may_still_run() -> None:
    """Only the audited workflows have to be finished."""
    assert reported_by(seen(unfinished=frozenset({"other.yml"})), [GATE]).names is not None


def test_every_audited_workflow_has_to_have_run() -> None:
    """With several files, one that did not run there makes the comparison a false alarm."""
    assert reported_by(seen(), [GATE, "other.yml"]).names is not None
    assert reported_by(seen(), [GATE, "third.yml"]).names is None


def test_a_branch_without_a_rule_is_not_judged() -> None:
    """Without a rule it is unknown what is required; with an empty rule nothing is."""
    assert reported_by(seen(), [GATE]).required is None
    assert reported_by(seen(required=()), [GATE]).required == ()
    assert reported_by(seen(required=("gate",)), [GATE]).required == ("gate",)


def test_a_pull_request_shows_what_it_requires() -> None:
    """What GitHub marks as required for the pull request is added to the rule, or replaces it where there is none."""
    assert reported_by(seen(by_pull_request=True), [GATE]).required == ("gate",)
    assert reported_by(seen(by_pull_request=True, required=("old", "gate")), [GATE]).required == ("old", "gate")
    assert reported_by(seen(by_pull_request=True, runs=RUNS[:1]), [GATE]).required is None


def test_refusals_are_passed_on() -> None:
    """What the token may not see is reported."""
    assert reported_by(seen(refused=("Resource not accessible",)), [GATE]).note.endswith("Resource not accessible")
