"""Where there is more than one read shows, nothing opens before all of it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from hygiene.github.read import unlisted_issues as beyond
from tests.cli.after_use import labels
from tests.cli.many_trackers import BOT, LABEL, ledger_of, open_tracker
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from hygiene.sandbox.threads import Issue
    from tests.workflow_runner import Runner

DAY_S = 86_400


def crowd(runner: Runner, count: int) -> None:
    """So many open issues of other people, all updated later than what was there before."""
    runner.world.advance(60)
    for place in range(count):
        runner.repository.issue(f"Other {place}", "Please help")


def lost(runner: Runner, others: int) -> Issue:
    """A tracker without its label, older than so many issues of others."""
    _, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (issue,) = runner.repository.issues()
    runner.repository.person("alice").remove_label(issue.number, LABEL)
    crowd(runner, others)
    return issue


def closed_before(runner: Runner, reason: Literal["COMPLETED", "NOT_PLANNED"], others: int) -> Issue:
    """The tracker of what fails, closed before so many trackers of other categories were."""
    _, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (issue,) = runner.repository.issues()
    runner.repository.person("alice").close(issue.number, reason)
    for place in range(others):
        runner.world.advance(60)
        ledger = ledger_of(f"other {place}", place, 9_999, "", runner.world.now)
        number = open_tracker(runner, ledger.category, ledger)
        runner.repository.person("alice").close(number)
    return issue


def of_category(runner: Runner) -> list[Issue]:
    """The trackers of what fails."""
    return [issue for issue in runner.repository.issues() if "hygiene:1 tracker/python-ci" in issue.body]


@pytest.mark.parametrize("others", [20, 130])
def test_a_tracker_without_its_label_is_found_before_another_opens(runner: Runner, others: int) -> None:
    """However many issues were updated since: it goes on, with its label back."""
    issue = lost(runner, others)
    ran = runner.post_ci("--json", run=runner.proposal(RED, "other")[1])
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert [one.number for one in of_category(runner)] == [issue.number]
    assert labels(runner, issue.number) == {LABEL}
    assert "**2** occurrences" in of_category(runner)[0].body
    again = runner.post_ci("--json")
    assert again.json["requests"] == {"queries": 1, "mutations": 0}


@pytest.mark.parametrize(("others", "queries"), [(0, 1), (20, 1), (21, 2), (100, 2), (101, 3), (230, 4)])
def test_the_first_failure_of_a_category_reads_more_only_if_totals_show_more(
    runner: Runner, others: int, queries: int
) -> None:
    """One request for each hundred open issues, none while every one of them was in the window."""
    crowd(runner, others)
    ran = runner.post_ci("--json", run=runner.proposal(RED)[1])
    assert ran.json["requests"]["queries"] == queries
    assert len(of_category(runner)) == 1


def test_a_known_category_reads_no_further(runner: Runner) -> None:
    """Nothing new opens, so nothing else is read."""
    _, run = runner.proposal(RED)
    runner.post_ci(run=run)
    crowd(runner, 130)
    ran = runner.post_ci("--json", run=runner.proposal(RED, "other")[1])
    assert ran.json["requests"] == {"queries": 1, "mutations": 1}


def test_our_other_issues_are_read_and_left_alone(runner: Runner) -> None:
    """An account that reports other things as well: their texts show that they are no trackers."""
    for place in range(30):
        runner.repository.issue(f"Stale {place}", "Nobody answered", author=BOT)
    ran = runner.post_ci("--json", run=runner.proposal(RED)[1])
    assert ran.json["requests"]["queries"] == 3
    assert all(not labels(runner, issue.number) for issue in runner.repository.issues() if "Stale" in issue.title)
    assert len(of_category(runner)) == 1


def test_beyond_the_bound_a_second_one_opens_and_a_sweep_merges_them(runner: Runner) -> None:
    """A failure waits for ten pages only; the sweep reads forty, and the older one stays."""
    issue = lost(runner, 130)
    runner.monkeypatch.setattr(beyond, "PAGES_MAX", 1)
    runner.post_ci(run=runner.proposal(RED, "other")[1])
    assert len(of_category(runner)) == 2
    ran = runner.run("sweep")
    assert "other open issues to read: 1" in ran.stderr
    assert [one.state_reason for one in of_category(runner)] == [None, "DUPLICATE"]
    oldest = of_category(runner)[0]
    assert (oldest.number, oldest.state) == (issue.number, "OPEN")
    assert "**2** occurrences" in oldest.body


def test_a_sweep_finds_it_too(runner: Runner) -> None:
    """One request for the page that it is on, and one for its text."""
    issue = lost(runner, 30)
    ran = runner.run("sweep", "--json")
    assert labels(runner, issue.number) == {LABEL}
    assert ran.json["requests"] == {"queries": 4, "mutations": 1}
    assert runner.run("sweep", "--json").json["requests"]["mutations"] == 0


@pytest.mark.parametrize("others", [3, 11, 120])
def test_not_planned_holds_however_many_were_closed_since(runner: Runner, others: int) -> None:
    """A person's closing counts without a limit of time or number."""
    issue = closed_before(runner, "NOT_PLANNED", others)
    runner.world.advance(200 * DAY_S)
    before = len(runner.repository.issues())
    ran = runner.post_ci("--json", run=runner.proposal(RED, "other")[1])
    assert [(row["number"], row["action"]) for row in ran.json["trackers"]] == [(issue.number, "withheld")]
    assert len(runner.repository.issues()) == before
    assert of_category(runner)[0].state_reason == "NOT_PLANNED"


@pytest.mark.parametrize("others", [3, 11])
def test_the_window_of_reopening_is_one_of_days(runner: Runner, others: int) -> None:
    """Within it the same issue goes on, as the eleventh closed one too."""
    issue = closed_before(runner, "COMPLETED", others)
    runner.post_ci(run=runner.proposal(RED, "other")[1])
    assert [(one.number, one.state) for one in of_category(runner)] == [(issue.number, "OPEN")]
    assert "**2** occurrences" in of_category(runner)[0].body


@pytest.mark.parametrize("others", [3, 11])
def test_after_the_window_the_new_one_names_the_old(runner: Runner, others: int) -> None:
    """Also when ten others were closed since."""
    issue = closed_before(runner, "COMPLETED", others)
    runner.world.advance(15 * DAY_S)
    ran = runner.post_ci("--json", run=runner.proposal(RED, "other")[1])
    assert [one.state for one in of_category(runner)] == ["CLOSED", "OPEN"]
    assert f"#{issue.number}" in of_category(runner)[1].body
    assert runner.run("snapshot").json["trackers"][0]["previous"] == issue.number
    assert ran.json["requests"] == {"queries": 1 + (others > 10), "mutations": 1}


def test_what_failed_before_a_persons_close_opens_nothing(runner: Runner) -> None:
    """What the eleventh closed tracker could have recorded before a person closed it is recorded there, no more."""
    _, run = runner.proposal(RED, "late")
    closed_before(runner, "COMPLETED", 11)
    ran = runner.post_ci("--json", run=run)
    assert [row["action"] for row in ran.json["trackers"]] == ["updated"]
    assert [one.state for one in of_category(runner)] == ["CLOSED"]


def test_a_recovery_of_what_was_closed_long_ago_costs_one_request(runner: Runner) -> None:
    """Nothing opens: it is not read."""
    closed_before(runner, "COMPLETED", 11)
    ran = runner.post_ci("--json", run=runner.proposal(GREEN, "other")[1])
    assert ran.json["requests"] == {"queries": 1, "mutations": 1}, "the comment alone"
