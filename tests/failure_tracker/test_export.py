"""All trackers as JSON: one schema, whatever the path."""

from __future__ import annotations

import json

from hygiene.failure_tracker.export import describe
from tests.failure_tracker.world import BROKEN, JOBS, World


def _world() -> World:
    world = World()
    pull = world.pull(7, "head")
    world.run(pull.head_oid, 500, BROKEN, error="it broke")
    world.handle(7)
    return world


def test_an_open_tracker_is_exported_in_full() -> None:
    """Every key of the documented schema, and values that JSON has."""
    world = _world()
    found = json.loads(json.dumps(describe(world.snapshot("none"))))
    (tracker,) = found.pop("trackers")
    assert found == {"version": 1, "repository": "o/r"}
    subjects, fingerprints, history = (tracker.pop(key) for key in ("subjects", "fingerprints", "history"))
    assert tracker == {
        "category": "python ci",
        "identity": "tracker/python-ci",
        "number": 101,
        "url": "https://github.com/o/r/issues/101",
        "title": "CI failure: python ci",
        "state": "open",
        "closed_by": None,
        "labels": ["ci-failure"],
        "occurrences": 1,
        "first_seen": "2025-10-13T01:01:00Z",
        "last_seen": "2025-10-13T01:01:00Z",
        "last_result": "2025-10-13T01:01:00Z",
        "flaky": False,
        "flakes": 0,
        "escalated": False,
        "episodes": 1,
        "mean_recovery_s": None,
        "previous": None,
        "damaged": "",
    }
    check = {"name": "python ci (3.12)", "run_id": 500, "since": "2025-10-13T01:01:00Z", "successes_needed": 1}
    assert subjects == [{"key": "pr:7", "pull_request": 7, "branch": None, "failing": True, "checks": [check]}]
    assert [(row["job"], row["step"], row["error"], row["location"], row["count"]) for row in fingerprints] == [
        ("python ci (3.12)", "Pytest", "it broke", "tests/test_a.py:7", 1)
    ]
    assert history == [
        {
            "run_id": 500,
            "attempt": 1,
            "at": "2025-10-13T01:01:00Z",
            "subjects": ["pr:7"],
            "url": "https://github.com/o/r/actions/runs/500/attempts/1",
        }
    ]


def test_a_branch_is_exported_as_a_branch() -> None:
    """And not as a pull request."""
    world = World()
    world.run("tip-main", 500, BROKEN, event="push")
    world.handle(branch="main")
    (subject,) = describe(world.snapshot("none"))["trackers"][0]["subjects"]
    assert (subject["pull_request"], subject["branch"]) == (None, "main")


def test_closed_trackers_are_exported_when_requested() -> None:
    """Usually only open ones are."""
    world = _world()
    world.passed(7, 600, JOBS)
    assert describe(world.snapshot("none"))["trackers"] == []
    (tracker,) = describe(world.snapshot("none"), only_open=False)["trackers"]
    assert (tracker["state"], tracker["subjects"], tracker["mean_recovery_s"]) == ("completed", [], 60)


def test_a_damaged_tracker_is_exported_as_far_as_it_can_be_read() -> None:
    """Nothing is left out in silence."""
    world = _world()
    world.edit(101, world.issues[101].body[:200])
    (tracker,) = describe(world.snapshot("none"))["trackers"]
    assert tracker["damaged"]
    assert (tracker["category"], tracker["identity"], tracker["occurrences"]) == ("", "tracker/python-ci", 0)
    assert (tracker["first_seen"], tracker["last_seen"], tracker["history"]) == (None, None, [])


def test_history_ends_after_ten_and_trackers_come_by_number() -> None:
    """Sizes and orders are stated."""
    world = _world()
    for run_id in range(501, 515):
        world.failed(7, run_id, BROKEN | {"docker smoke": BROKEN["gate"]})
    found = describe(world.snapshot("none"))["trackers"]
    assert [tracker["number"] for tracker in found] == sorted(tracker["number"] for tracker in found)
    assert [row["run_id"] for row in found[0]["history"]] == list(range(514, 504, -1))
