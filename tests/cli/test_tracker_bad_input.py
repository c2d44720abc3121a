"""Trackers that people, other tools and newer versions have changed: nothing is lost without a notice."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from hygiene.model.marker import Marker, decode
from tests.cli.after_use import labels
from tests.cli.tracked import GREEN, RED, Life

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflow_runner import Runner

BOT = "github-actions[bot]"
MARKER = "<!-- hygiene:1 tracker/python-ci "
DAMAGES: dict[str, Callable[[str], str]] = {
    "truncated": lambda body: body[: len(MARKER) + 40],
    "garbled": lambda body: body.replace('"category"', '"cat'),
    "not json": lambda body: f"{MARKER}null -->\n{body.partition(chr(10))[2]}",
    "base64 of garbage": lambda _: f"{MARKER}{base64.b64encode(bytes(range(256))).decode()} -->",
    "60 KB long": lambda body: f'{MARKER}{{"x":"{"y" * 60_000}"}} -->\n{body.partition(chr(10))[2]}'[:65_000],
    "gone": lambda body: body.partition("\n")[2],
    "empty": lambda _: "",
}


@pytest.fixture
def life(runner: Runner) -> Life:
    """A tracker of two occurrences."""
    life = Life(runner)
    for branch in ("one", "two"):
        life.push(RED, branch)
    return life


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_marker(life: Life, damage: str) -> None:
    """What the tracker recorded is read from its edit history: two failures are not lost."""
    issue = life.tracker
    life.runner.repository.person("alice").edit(issue.number, DAMAGES[damage](issue.body))
    ran = life.push(RED, "three")
    assert ran.json["outcome"] == "settled"
    assert (life.exported["number"], life.exported["occurrences"], life.exported["damaged"]) == (issue.number, 3, "")
    if damage not in ("gone", "empty"):
        assert any("damaged" in notice for notice in ran.json["notices"])
    assert life.runner.post_ci("--json").json["requests"]["mutations"] == 0


def test_two_of_our_blocks_in_one_body(life: Life) -> None:
    """They become one, with what both recorded and people's text between them."""
    first = life.tracker.body
    life.push(RED, "three")
    life.runner.repository.person("alice").edit(life.tracker.number, f"{first}\nIn between.\n{life.tracker.body}")
    life.push(RED, "four")
    assert life.tracker.body.count("<!-- hygiene:1 tracker/") == 1
    assert "In between." in life.tracker.body
    assert life.exported["occurrences"] == 4


def test_a_newer_version(life: Life) -> None:
    """The newer version is left alone: nothing is written, no second tracker opens, the report gives the reason."""
    issue = life.tracker
    bot = life.runner.repository.person(BOT)
    bot.edit(issue.number, issue.body.replace("hygiene:1 tracker", "hygiene:9 tracker"))
    before = life.runner.repository.thread(issue.number)
    (row,) = life.push(RED, "three").json["trackers"]
    assert (row["action"], "newer version" in row["reason"]) == ("withheld", True)
    assert life.runner.repository.issues() == [before]


def test_words_around_our_block(life: Life) -> None:
    """People's text stays, before and after; the block that they changed is restored."""
    body = life.tracker.body.replace("**python ci** fails on", "**python ci** is fine on")
    life.runner.repository.person("alice").edit(life.tracker.number, f"Ask @infra.\n\n{body}\n\nSee the wiki.")
    life.push(RED, "three")
    assert life.tracker.body.startswith("Ask @infra.\n\n<!-- hygiene:1 ")
    assert life.tracker.body.endswith("<!-- /hygiene -->\n\nSee the wiki.")
    assert "**python ci** fails on" in life.tracker.body
    assert "all fine" not in life.tracker.body


def test_many_words_around_our_block(life: Life) -> None:
    """The block is shortened step by step, with a note; if nothing fits, nothing is written, which is reported."""
    alice = life.runner.repository.person("alice")
    alice.edit(life.tracker.number, f"{life.tracker.body}\n{'w' * (65_000 - len(life.tracker.body.encode()))}")
    life.push(RED, "three")
    assert len(life.tracker.body.encode()) <= 65_000
    assert "_Shortened to fit: without " in life.tracker.body
    assert life.exported["occurrences"] == 3
    alice.edit(life.tracker.number, f"{life.tracker.body.partition('wwww')[0]}{'w' * 64_900}"[:65_536])
    before = life.tracker.body
    (row,) = life.push(RED, "four").json["trackers"]
    assert (row["action"], life.tracker.body) == ("withheld", before)
    assert "leaves no room" in row["reason"]


@pytest.mark.parametrize("settings", ["", '[tracker]\nlabel = "broken"\n'], ids=["deleted", "configured anew"])
def test_the_label_is_gone(life: Life, settings: str) -> None:
    """Deleted from the repository, or another one from now on: the tracker gets the one by which it is found."""
    if settings:
        life.runner.settings(settings)
    else:
        life.runner.repository.person("alice").delete_label("ci-failure")
    life.push(RED, "three")
    assert ("broken" if settings else "ci-failure") in labels(life.runner, life.tracker.number)
    assert life.exported["occurrences"] == 3


def test_a_locked_issue(life: Life) -> None:
    """Its body is updated and it is closed; notes are left out, which is reported."""
    life.runner.repository.person("alice").lock(life.tracker.number)
    life.push(RED, "three")
    for branch in ("one", "two"):
        life.push(GREEN, branch)
    ran = life.push(GREEN, "three")
    assert (life.tracker.state, life.notes) == ("CLOSED", [])
    assert any("it is locked" in notice for notice in ran.json["notices"])


@pytest.mark.parametrize("jobs", [RED, GREEN], ids=["failure", "success"])
def test_issues_are_switched_off(life: Life, jobs: dict[str, str]) -> None:
    """Nothing is opened or lost: switched on again, the tracker goes on."""
    life.runner.repository.change(has_issues=False)
    assert life.push(jobs, "one").json["outcome"] == "settled"
    life.runner.repository.change(has_issues=True)
    life.push(RED, "three")
    assert life.exported["occurrences"] >= 3


def test_a_transferred_issue(life: Life) -> None:
    """What has left the repository is not open_subjects: the next failure opens a new one."""
    gone = life.tracker
    life.runner.repository.change(issues=())
    life.push(RED, "three")
    assert life.exported["occurrences"] == 1
    assert life.tracker.number > gone.number


def test_a_pull_request_with_the_label_is_no_tracker(life: Life) -> None:
    """Not even with our marker in its text."""
    number = life.pulls["one"]
    life.runner.repository.person(BOT).edit(number, life.tracker.body)
    before = life.runner.repository.thread(number).body
    life.push(RED, "three")
    assert life.runner.repository.thread(number).body == before
    assert life.exported["occurrences"] == 3


def test_somebody_else_with_the_marker_and_the_label(life: Life) -> None:
    """An older issue of somebody else is neither merged into nor closed, nor counted."""
    pasted = life.runner.repository.issue("Mine", life.tracker.body, author="mallory", labels=("ci-failure",))
    before = life.runner.repository.thread(pasted)
    life.push(RED, "three")
    life.runner.run("sweep")
    assert life.runner.repository.thread(pasted) == before
    assert life.exported["number"] != pasted


@pytest.mark.parametrize("label", ["hygiene:ignore", "hygiene:keep-open", "hygiene:quiet"])
def test_what_people_set_with_labels(life: Life, label: str) -> None:
    """Never changed, never closed, or no notes; everything else goes on."""
    life.runner.repository.person("alice").add_label(life.tracker.number, label)
    before = life.tracker
    for branch in ("one", "two"):
        life.push(GREEN, branch)
    if label == "hygiene:ignore":
        assert life.tracker == before
    elif label == "hygiene:keep-open":
        assert (life.tracker.state, "recovered" in life.tracker.body) == ("OPEN", True)
    else:
        assert (life.tracker.state, life.notes) == ("CLOSED", [])
    assert len(life.trackers) == 1


def test_an_issue_that_is_full_of_comments(life: Life) -> None:
    """From 2,400 on a new one takes over with everything, and the old one is closed as its duplicate."""
    octocat = life.runner.repository.person("octocat")
    for place in range(2_400):
        octocat.comment(life.tracker.number, f"remark {place}")
    life.push(RED, "three")
    old, new = life.trackers
    assert (old.state_reason, new.state, life.exported["occurrences"]) == ("DUPLICATE", "OPEN", 3)
    assert f"- continues #{old.number}" in new.body


def test_markers_hold_whatever_jobs_are_called(life: Life) -> None:
    """Names that resemble the end of a comment or a table stay inside the marker, and mention nobody."""
    name = "a --> | `b` <!-- /hygiene --> @octocat #1\n::error::"
    mentions = life.runner.world.mentions.count("#1")
    life.push(GREEN | {name: "failure"}, "three")
    (issue,) = [one for one in life.trackers if "tracker/python-ci" not in one.body]
    found = decode(issue.body.partition("\n")[0])
    assert isinstance(found, Marker)
    assert issue.body.count("<!-- /hygiene -->") == 1
    assert "@octocat" not in life.runner.world.mentions
    assert life.runner.world.mentions.count("#1") == mentions


@pytest.mark.parametrize("version", [2, 9, 9999])
def test_a_sweep_names_a_tracker_of_a_newer_version(life: Life, version: int) -> None:
    """Nobody repairs it, so the report names its author; nothing is written."""
    octocat = life.runner.repository.person("octocat")
    octocat.change(life.tracker.number, lambda body: body.replace("hygiene:1 ", f"hygiene:{version} "))
    body = life.runner.repository.issues()[0].body
    (row,) = life.runner.run("sweep", "--json").json["trackers"]
    assert (row["action"], "newer version" in row["reason"]) == ("withheld", True)
    assert life.runner.repository.issues()[0].body == body
