"""What users of the tracker's predecessor rely on, and what was measured wrong with it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.after_use import labels
from tests.cli.tracked import GREEN, RED, Life, Meanwhile, broken, failing

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

DAY_S = 86_400


@pytest.fixture
def life(runner: Runner) -> Life:
    """A repository without a past."""
    return Life(runner)


def test_one_labelled_issue_for_each_kind(life: Life) -> None:
    """Two broken jobs are two issues, each found by its label; another pull request opens no third."""
    for branch in ("one", "two"):
        life.push(failing("lint", "docker smoke"), branch)
    assert sorted(issue.title for issue in life.trackers) == ["CI failure: docker smoke", "CI failure: lint"]
    assert all(labels(life.runner, issue.number) == {"ci-failure"} for issue in life.trackers)


def test_count_and_last_seen(life: Life) -> None:
    """How often, when first and when last are in one line; the snapshot has the newest recorded result as well."""
    life.push(RED)
    life.runner.world.advance(3 * DAY_S)
    life.push(RED)
    life.push(GREEN | {"docker smoke": "failure"}, "elsewhere")
    exported = next(row for row in life.runner.run("snapshot").json["trackers"] if row["category"] == "python ci")
    (body,) = [issue.body for issue in life.trackers if "tracker/python-ci" in issue.body]
    last, first = (exported[key].replace("T", " ")[:16] for key in ("last_seen", "first_seen"))
    assert f"**2** occurrences · first {first} UTC · last {last} UTC" in body
    assert exported["last_result"] == exported["last_seen"]


def test_ten_rows_are_ten_and_the_count_goes_on(life: Life) -> None:
    """Forty occurrences leave ten history rows and a count of forty: the text is never read back."""
    for _ in range(40):
        life.push(RED)
    assert life.exported["occurrences"] == 40
    assert len(life.exported["history"]) == 10
    _, _, history = life.tracker.body.partition("### Recent runs")
    assert len(re.findall(r"^\| 20\d\d-", history, flags=re.MULTILINE)) == 10
    assert "**40** occurrences" in life.tracker.body


def test_tracked_pull_requests(life: Life) -> None:
    """As a line for people and as a marker each, gone with the pull request."""
    for branch in ("one", "two"):
        life.push(RED, branch)
    one, two = life.pulls.values()
    assert f"Tracked PR: #{one}, #{two}\n" in life.tracker.body
    assert re.findall(r"<!-- tracked-pr: (\d+) -->", life.tracker.body) == [str(one), str(two)]
    life.push(GREEN, "one")
    assert re.findall(r"<!-- tracked-pr: (\d+) -->", life.tracker.body) == [str(two)]


def test_comments_are_few(life: Life) -> None:
    """A failure that goes on is one note, at the third occurrence; the same run is never noted twice."""
    counts = []
    for _ in range(6):
        run = life.report(RED)
        life.handle(run)
        life.handle(run)
        counts.append(len(life.notes))
    assert counts == [0, 0, 1, 1, 1, 1]


def test_the_budget_of_an_hour(life: Life) -> None:
    """What opens and closes all the time gets four notes an hour; the body has the rest."""
    for _ in range(5):
        life.push(RED)
        life.push(GREEN)
    assert len(life.notes) == 4
    life.runner.world.advance(3_600)
    life.push(RED)
    assert len(life.notes) == 5


def test_the_third_occurrence_escalates_once(life: Life) -> None:
    """With its label, if one is configured and there; the note comes once in the tracker's life."""
    life.runner.settings('[tracker]\nescalate-label = "urgent"\n')
    life.runner.repository.label("urgent")
    seen = []
    for _ in range(4):
        life.push(RED)
        seen.append("urgent" in labels(life.runner, life.tracker.number))
    assert seen == [False, False, True, True]
    life.push(GREEN)
    life.push(RED)
    assert [note.body.count("**Escalated.**") for note in life.notes] == [1, 0, 0]


def test_no_second_issue_while_one_cools_down(life: Life) -> None:
    """Instead of twelve hours without any tracker: for fourteen days the same issue opens again, then a new one."""
    life.push(RED)
    life.push(GREEN)
    life.runner.world.advance(13 * DAY_S)
    life.push(RED)
    assert (len(life.trackers), life.tracker.state) == (1, "OPEN")
    life.push(GREEN)
    life.runner.world.advance(15 * DAY_S)
    life.push(RED)
    assert [issue.state for issue in life.trackers] == ["CLOSED", "OPEN"]
    assert f"- continues #{life.trackers[0].number}" in life.trackers[1].body


def test_it_recovers_by_itself(life: Life) -> None:
    """Not after a day of silence, in which nothing may have run, but after green runs in which the job ran."""
    life.push(RED)
    life.runner.world.advance(30 * DAY_S)
    life.runner.run("sweep")
    assert life.state == "OPEN"
    for _ in range(10):
        life.main(GREEN)
    life.runner.run("sweep")
    assert (life.tracker.state, life.tracker.state_reason) == ("CLOSED", "COMPLETED")


def test_the_label_of_the_pull_request(life: Life) -> None:
    """On with the failure, off with the success."""
    life.push(RED)
    (number,) = life.pulls.values()
    assert labels(life.runner, number) == {"ci-failure"}
    life.push(GREEN)
    assert labels(life.runner, number) == set()


@pytest.mark.parametrize("jobs", [RED, GREEN], ids=["failure", "success"])
def test_the_snapshot_is_written_on_both_paths(life: Life, jobs: dict[str, str]) -> None:
    """The same document after a failure and after a success, and as the command prints it."""
    life.push(RED, "other")
    life.push(jobs, "feature", "--snapshot", "trackers.json")
    written = json.loads((life.runner.folder / "trackers.json").read_text())
    assert written == life.runner.run("snapshot").json
    assert [row["category"] for row in written["trackers"]] == ["python ci"]


def test_the_kill_switch(life: Life) -> None:
    """No tracker opens, changes or closes; the status comment goes on."""
    life.push(RED)
    before = life.tracker
    life.runner.settings("[tracker]\nenabled = false\n")
    assert life.push(RED, "two").json["status_comments"]
    life.push(GREEN)
    life.runner.run("sweep")
    assert life.tracker == before


def test_resolution(life: Life) -> None:
    """The run that ended it is named in a note, and the issue is closed as completed."""
    life.push(RED)
    run = life.report(GREEN)
    life.handle(run)
    (note,) = life.notes
    assert "**Resolved.**" in note.body
    assert f"/actions/runs/{run}" in note.body
    assert (life.tracker.state, life.tracker.state_reason) == ("CLOSED", "COMPLETED")


def test_two_first_failures_at_once(life: Life) -> None:
    """Both writers see none and open one each: in the end one has both occurrences, the other is its duplicate."""
    life.runner.repository.label("ci-failure")
    one, two = life.report(RED, "one"), life.report(RED, "two")
    life.runner.event(life.runner.repository.run_event(one))
    assert life.runner.run("post-ci", before=Meanwhile(life.runner, two)).code == 0
    assert [issue.state_reason for issue in life.trackers] == [None, "DUPLICATE"]
    assert life.exported["occurrences"] == 2


def test_two_updates_at_once(life: Life) -> None:
    """The later write lands on the earlier one: neither an occurrence nor a subject is lost."""
    life.push(RED, "zero")
    one, two = life.report(RED, "one"), life.report(RED, "two")
    life.runner.event(life.runner.repository.run_event(one))
    assert life.runner.run("post-ci", before=Meanwhile(life.runner, two)).code == 0
    assert life.exported["occurrences"] == 3
    assert len(life.exported["subjects"]) == 3


def test_the_same_run_three_times(life: Life) -> None:
    """One occurrence, and after the first time no write."""
    run = life.report(RED)
    spent = [life.handle(run).json["requests"]["mutations"] for _ in range(3)]
    assert spent[1:] == [0, 0]
    assert life.exported["occurrences"] == 1


def test_one_green_pull_request_closes_nothing_that_another_fails(life: Life) -> None:
    """It leaves, and the tracker stays."""
    for branch in ("one", "two"):
        life.push(RED, branch)
    life.push(GREEN, "one")
    assert life.state == "OPEN"
    assert len(life.exported["subjects"]) == 1


def test_another_temporary_folder_is_the_same_failure(life: Life) -> None:
    """Paths, times, numbers and addresses do not make a row of their own; other words do."""
    for number in (1, 2):
        text = f"12:0{number}:07 no file /tmp/build-{number}/x{number}a/log.txt after {number}.5s at 10.0.0.{number}"
        life.push(GREEN | {"python ci (3.11)": broken(text), "gate": "failure"}, f"branch-{number}")
    assert [row["count"] for row in life.exported["fingerprints"]] == [2]
    life.push(GREEN | {"python ci (3.11)": broken("something else"), "gate": "failure"}, "third")
    assert sorted(row["count"] for row in life.exported["fingerprints"]) == [1, 2]
