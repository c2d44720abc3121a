"""Sweeps correct what no event reported; snapshots are one document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.people import Account
from hygiene.sandbox.threads import Label
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


def failing(runner: Runner, *branches: str) -> list[int]:
    """Pull requests that all fail alike."""
    numbers = []
    for branch in branches:
        number, run = runner.proposal(RED, branch)
        runner.post_ci(run=run)
        numbers.append(number)
    return numbers


def tracker(runner: Runner) -> str:
    """The state of the only tracker."""
    (issue,) = runner.repository.issues()
    return issue.state


def test_pull_requests_that_were_closed_unseen_release_their_tracker(runner: Runner) -> None:
    """All that kept it open are gone: one resolution, closed; the report states it."""
    numbers = failing(runner, "one", "two")
    for number in numbers:
        runner.repository.person("bob").close(number)
    ran = runner.run("sweep", "--json")
    assert tracker(runner) == "CLOSED"
    assert [row["action"] for row in ran.json["trackers"]] == ["resolved"]
    assert "trackers left to update: 1\n" in ran.stderr


def test_one_open_subject_keeps_its_tracker(runner: Runner) -> None:
    """A sweep closes nothing that somebody still fails."""
    one, _ = failing(runner, "one", "two")
    runner.repository.person("bob").merge(one)
    assert runner.run("sweep").code == 0
    assert tracker(runner) == "OPEN"


def test_a_second_sweep_writes_nothing(runner: Runner) -> None:
    """A second sweep changes nothing."""
    numbers = failing(runner, "one")
    runner.repository.person("bob").close(numbers[0])
    runner.run("sweep")
    before = runner.world.digest()
    again = runner.run("sweep", "--json")
    assert again.json["requests"]["mutations"] == 0
    assert runner.world.digest() == before


def test_a_dry_run_shows_and_leaves(runner: Runner) -> None:
    """The plan is a diff; the world does not change."""
    numbers = failing(runner, "one")
    runner.repository.person("bob").close(numbers[0])
    ran = runner.run("sweep", "--dry-run")
    assert "close tracker" in ran.stdout
    assert "Dry run: nothing was written." in ran.stdout
    assert "tracker python ci: would be resolved, 1 occurrence" in ran.stdout
    assert tracker(runner) == "OPEN"
    document = runner.run("sweep", "--dry-run", "--json").json
    assert (document["dry_run"], document["trackers"][0]["action"]) == (True, "would_be_resolved")


@pytest.mark.parametrize("news", [True, False])
def test_a_dry_run_reports_that_duplicates_would_be_merged(runner: Runner, news: bool) -> None:  # noqa: FBT001 - a table's column
    """Also when the survivor has to learn something first, and they are closed by the pass after that."""
    failing(runner, "one")
    (oldest,) = runner.repository.issues()
    if news:
        failing(runner, "two")
    newest = runner.repository.issues()[0].body
    bot = "github-actions[bot]"
    runner.repository.issue(oldest.title, newest, author=bot, labels=("ci-failure",))
    if news:
        runner.repository.person(bot).edit(oldest.number, oldest.body)
    (row,) = runner.run("sweep", "--dry-run", "--json").json["trackers"]
    assert row["action"] == "would_be_merged"
    (row,) = runner.run("sweep", "--json").json["trackers"]
    assert row["action"] == "merged"


def test_a_repository_without_trackers_is_read_once(runner: Runner) -> None:
    """Nothing to correct costs two reads and no write."""
    runner.proposal(GREEN)
    ran = runner.run("sweep", "--json")
    assert ran.json["requests"] == {"queries": 2, "mutations": 0}


def test_a_snapshot_is_one_document_on_every_path(runner: Runner) -> None:
    """Printed, written to a file, and written by the main job: the same trackers."""
    number, run = runner.proposal(RED)
    runner.post_ci("--snapshot", "by-post-ci.json", run=run)
    printed = runner.run("snapshot")
    runner.run("snapshot", "--output", "by-command.json")
    written = [json.loads((runner.folder / name).read_text()) for name in ("by-post-ci.json", "by-command.json")]
    assert written == [printed.json, printed.json]
    (row,) = printed.json["trackers"]
    assert row["occurrences"] == 1
    assert [subject["pull_request"] for subject in row["subjects"]] == [number]


def test_an_unwritable_file_is_a_sentence(runner: Runner) -> None:
    """Exit 2 and what to do."""
    runner.proposal(GREEN)
    ran = runner.run("snapshot", "--output", "missing/folder/trackers.json")
    assert ran.code == 2
    assert "cannot be written" in ran.stderr


def test_a_sweep_reports_what_it_closed_and_nothing_twice(runner: Runner) -> None:
    """After the write a closed tracker is no longer read; the report has it once, with its number and count."""
    numbers = failing(runner, "one")
    runner.repository.person("bob").close(numbers[0])
    (row,) = runner.run("sweep", "--json").json["trackers"]
    (issue,) = runner.repository.issues()
    assert (row["action"], row["number"], row["occurrences"]) == ("resolved", issue.number, 1)


def test_a_run_of_another_category_reports_the_duplicate_that_it_closed(runner: Runner) -> None:
    """Once the duplicate is closed no later read has that tracker; the report does."""
    failing(runner, "one")
    (oldest,) = runner.repository.issues()
    label, bot = "ci-failure", "github-actions[bot]"
    second = runner.repository.issue(oldest.title, oldest.body, author=bot, labels=(label,))
    _, run = runner.proposal(GREEN, "two")
    (row,) = runner.post_ci("--json", run=run).json["trackers"]
    assert (row["action"], row["number"], row["category"]) == ("merged", oldest.number, "python ci")
    assert [issue.state for issue in runner.repository.issues() if issue.number == second] == ["CLOSED"]


def test_a_note_that_may_only_be_hidden_is_hidden_once(runner: Runner) -> None:
    """Where the token may not delete, the second of two notes is minimized, and then left alone."""
    failing(runner, "one", "two", "three")
    (issue,) = runner.repository.issues()
    (note,) = runner.repository.comments(issue.number)
    bot = runner.repository.person("github-actions[bot]")
    runner.world.advance(1)
    bot.minimize_comment(bot.comment(issue.number, note.body), "duplicate")
    before = runner.world.digest()
    ran = runner.run("sweep", "--json")
    assert ran.json["requests"]["mutations"] == 0
    assert runner.world.digest() == before


RULE = """
[tracker]
escalate-at = 1
escalate-label = "urgent"

[[tracker.category]]
name = "network"
messages = ["*boom*"]
labels = ["Infra", "lost"]
assignees = ["Bob", "ghost"]
"""


@pytest.mark.parametrize("checked_out", [True, False])
def test_a_rule_names_labels_and_people(runner: Runner, checked_out: bool) -> None:  # noqa: FBT001 - a table's column
    """They are put on the tracker wherever the configuration was read; what the repository lacks is a notice."""
    for name in ("infra", "urgent"):
        runner.repository.label(name)
    runner.world.account("bob")
    if checked_out:
        runner.settings(RULE)
    else:
        runner.repository.push("main", {"hygiene.toml": RULE})
    _, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run)
    assert ran.code == 0, ran.stderr
    report = ran.json
    assert any("label lost, assignee ghost" in notice for notice in report["notices"])
    (issue,) = [issue for issue in runner.repository.issues() if "network" in issue.title]
    nodes = runner.world.state
    assert sorted(nodes.get(one, Label).name for one in issue.labels) == ["ci-failure", "infra", "urgent"]
    assert [nodes.get(one, Account).login for one in issue.assignees] == ["bob"]
