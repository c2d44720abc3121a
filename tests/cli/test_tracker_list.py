"""The table of trackers for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.tracked import GREEN, Life, failing

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


def test_the_list_for_people(runner: Runner) -> None:
    """A row for each open tracker, the newest failure first; no untrusted text breaks a row."""
    life = Life(runner)
    life.push(GREEN)
    assert runner.run("trackers").stdout == "No tracker is open.\n"
    life.push(failing("a\x1b[31m\nb"), "one")
    life.push(failing("lint"), "two")
    life.push(failing("lint"), "three")
    header, first, address, second, _ = runner.run("trackers").stdout.splitlines()
    assert " ".join(header.split()) == "CATEGORY STATE OCCURRENCES LAST SEEN KEPT OPEN BY"
    link = next(issue.number for issue in runner.repository.issues() if "lint" in issue.title)
    numbers = [life.pulls[name] for name in ("two", "three")]
    assert first.split()[:3] == ["lint", "open", "2"]
    assert " UTC " in first
    assert max(map(len, (header, first, second))) <= 80
    assert ", ".join(f"#{number}" for number in numbers) in first
    assert address == f"  https://github.com/{runner.repository.full_name}/issues/{link}"
    assert "\x1b" not in second
    assert runner.run("trackers", "--json").json == runner.run("snapshot").json


def test_the_list_of_a_tracker_with_many_subjects(runner: Runner) -> None:
    """Three are named and the others counted; one that flaked or is damaged is marked."""
    life = Life(runner)
    for name in "abcde":
        life.push(failing("lint"), name)
    ran = runner.run("trackers")
    assert ran.stderr == ""
    assert " and 2 more" in ran.stdout.splitlines()[1]
    issue = runner.repository.issues()[0]
    runner.repository.person("bob").edit(issue.number, issue.body.replace('"category":', '"category:'))
    assert "damaged" in runner.run("trackers").stdout.splitlines()[1]
    assert runner.run("trackers", "--repo", "o").code == 2
