"""What users of trackers request everywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hygiene.checks import fingerprint
from hygiene.sandbox.runs import Job
from tests.cli.after_use import labels
from tests.cli.tracked import GREEN, RED, Life, Meanwhile, broken, failing

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

DAY_S = 86_400
DOCUMENTS = Path(__file__).parents[2] / "graphql" / "documents"


@pytest.fixture
def life(runner: Runner) -> Life:
    """A repository without a past."""
    return Life(runner)


def test_the_search_index_is_not_used() -> None:
    """It lags: trackers are listed."""
    assert [path.name for path in DOCUMENTS.glob("*.graphql") if re.search(r"\bsearch\s*\(", path.read_text())] == []


@pytest.mark.parametrize("word", ["skipped", "cancelled", "neutral", "stale", "action_required"])
def test_what_proves_nothing(life: Life, word: str) -> None:
    """It neither opens a tracker, nor closes one, nor counts as an occurrence."""
    life.push(GREEN | {"docker smoke": word})
    assert life.trackers == []
    life.push(RED)
    before = life.tracker.body
    life.push(GREEN | {"python ci (3.11)": word})
    assert (life.tracker.state, life.tracker.body) == ("OPEN", before)


def test_no_opening_and_closing_in_turns(life: Life) -> None:
    """Passing on a repeat is no recovery: a flake stays open until it has passed twice, and is labelled once sure."""
    for branch in ("one", "two"):
        run = life.report(RED, branch)
        life.handle(run)
        life.again(run, GREEN)
    assert life.state == "OPEN"
    assert "2 of 2 occurrences passed when repeated on the same commit" in life.tracker.body
    assert labels(life.runner, life.tracker.number) == {"ci-failure", "flaky"}
    assert [note.body.count("**Flaky.**") for note in life.notes] == [1]
    for branch in ("one", "two"):
        life.push(GREEN, branch)
    assert life.state == "CLOSED"


def test_another_run_on_the_same_commit_is_a_repeat_too(life: Life) -> None:
    """Whoever starts the workflow anew has repeated it as well."""
    life.handle(life.report(RED))
    head = life.runner.repository.head("feature")
    life.handle(life.runner.repository.workflow_run(head=head, jobs=GREEN))
    assert life.exported["flakes"] == 1
    assert "one more success closes this issue" in life.tracker.body


def test_stale_evidence_reopens_nothing(life: Life) -> None:
    """A failing run whose event comes after a newer one passed."""
    late = life.report(RED)
    life.push(GREEN | {"docker smoke": "failure"}, "other")
    life.push(GREEN)
    life.handle(late)
    assert [issue.title for issue in life.trackers] == ["CI failure: docker smoke"]


def test_evidence_older_than_the_close(life: Life) -> None:
    """A run of before whose event comes after the tracker was closed is written down, and no more."""
    life.push(RED)
    late = life.report(RED, "late")
    life.runner.world.advance(60)
    life.runner.repository.person("alice").close(life.tracker.number)
    life.handle(late)
    assert life.state == "CLOSED"
    assert "**2** occurrences" in life.tracker.body
    life.push(RED, "newer")
    assert life.state == "OPEN"


def test_not_planned_is_respected_and_reopening_undoes_it(life: Life) -> None:
    """Counted in the report, in silence, until a person opens it again."""
    life.push(RED)
    alice = life.runner.repository.person("alice")
    alice.close(life.tracker.number, "NOT_PLANNED")
    before = life.tracker
    (row,) = life.push(RED, "two").json["trackers"]
    assert (row["action"], row["occurrences"], row["reason"]) == (
        "withheld",
        2,
        f"#{before.number} was closed as not planned by alice",
    )
    assert life.tracker == before
    alice.reopen(before.number)
    life.push(RED, "three")
    assert (life.tracker.number, life.exported["state"]) == (before.number, "open")


def test_titles_are_peoples(life: Life) -> None:
    """Renamed, it is found, and stays renamed."""
    life.push(RED)
    life.runner.repository.person("alice").retitle(life.tracker.number, "The one with the socket")
    life.push(RED, "two")
    assert life.tracker.title == "The one with the socket"
    assert life.exported["occurrences"] == 2


def test_a_new_normaliser_matches_old_fingerprints(life: Life) -> None:
    """The count under the old fingerprint goes on under the new one, in one row."""
    life.push(RED)
    better = {1: fingerprint.normalise, 2: lambda text: fingerprint.normalise(text).upper()}
    life.runner.monkeypatch.setattr(fingerprint.names_of, "__defaults__", (better,))
    life.push(RED)
    (row,) = life.exported["fingerprints"]
    assert (row["count"], row["id"][:2]) == (2, "2:")


def test_no_message_is_a_row_of_its_own(life: Life) -> None:
    """A failure without a message does not share a row with one that has one, and is marked."""
    life.push(GREEN | {"python ci (3.11)": Job("failure", steps={"Pytest": "failure"})})
    life.push(GREEN | {"python ci (3.11)": broken("boom")}, "two")
    assert "- no error message\n" in life.tracker.body
    assert len(life.exported["fingerprints"]) == 2


def test_a_subject_leaves_when_it_is_merged_or_closed(life: Life) -> None:
    """The last one takes the tracker with it, and the note claims no green run."""
    for branch in ("one", "two"):
        life.push(RED, branch)
    bob = life.runner.repository.person("bob")
    bob.merge(life.pulls["one"])
    bob.close(life.pulls["two"])
    life.runner.run("sweep")
    assert life.state == "CLOSED"
    assert "merged, closed or deleted" in life.notes[-1].body


def test_only_its_own_category_recovers(life: Life) -> None:
    """Other jobs of the same pull request that pass prove nothing about this one."""
    life.push(failing("lint"))
    life.push({"docs": "success", "gate": "success"})
    assert life.state == "OPEN"
    life.push({"lint": "success"})
    assert life.state == "CLOSED"


def test_a_duplicate_is_merged_and_closed_as_one(life: Life) -> None:
    """GitHub records of which issue, and what the duplicate recorded has moved there."""
    life.push(RED, "one")
    first = life.tracker
    life.push(RED, "two")
    bot = life.runner.repository.person("github-actions[bot]")
    second = life.runner.repository.issue(
        first.title, life.tracker.body, author="github-actions[bot]", labels=("ci-failure",)
    )
    bot.edit(first.number, first.body)
    life.runner.run("sweep")
    oldest, youngest = life.trackers
    assert (oldest.number, oldest.state, youngest.number) == (first.number, "OPEN", second)
    assert (youngest.state_reason, youngest.duplicate_of) == ("DUPLICATE", oldest.id)
    assert life.exported["occurrences"] == 2


def test_who_closed_it_and_why_decides(life: Life) -> None:
    """A closing by hygiene is undone by any failure within the window, a person's only by a newer one."""
    life.push(RED)
    life.push(GREEN)
    life.push(RED)
    assert life.state == "OPEN"
    run = life.report(RED)
    life.handle(run)
    life.runner.repository.person("alice").close(life.tracker.number)
    (row,) = life.handle(run).json["trackers"]
    assert row["reason"] == "closed by alice, and nothing failed since"
    assert life.state == "CLOSED"


def test_who_closed_it_is_named_when_it_is_reopened(life: Life) -> None:
    """A person's closing is named, without a notification; hygiene's own is in its comment."""
    life.push(RED)
    life.runner.repository.person("alice").close(life.tracker.number)
    life.push(RED, "newer")
    (note,) = life.runner.comments(life.tracker.number)
    assert (life.state, note.body.endswith(" `alice` had closed this issue.")) == ("OPEN", True)
    life.push(GREEN)
    life.push(GREEN, "newer")
    assert life.state == "CLOSED"
    life.push(RED)
    *_, reopened = life.runner.comments(life.tracker.number)
    assert (life.state, "**Reopened.**" in reopened.body, "had closed" in reopened.body) == ("OPEN", True, False)


def test_a_recovery_with_a_new_failure(life: Life) -> None:
    """The one writer ends the tracker while the other adds a subject: it stays open, and nothing is lost."""
    life.push(RED, "one")
    green, red = life.report(GREEN, "one"), life.report(RED, "two")
    life.runner.event(life.runner.repository.run_event(green))
    assert life.runner.run("post-ci", before=Meanwhile(life.runner, red)).code == 0
    assert life.state == "OPEN"
    assert [row["pull_request"] for row in life.exported["subjects"]] == [life.pulls["two"]]
    assert life.exported["occurrences"] == 2


def test_how_long_it_takes_to_recover(life: Life) -> None:
    """A mean over its episodes, and a bar for each day once there are several."""
    life.push(RED)
    life.runner.world.advance(3_600)
    life.push(GREEN)
    life.runner.world.advance(2 * DAY_S)
    life.push(RED)
    assert 3_600 <= life.exported["mean_recovery_s"] <= 3_800
    assert "recovers after 1h" in life.tracker.body
    assert re.search(r"by day ▁{11}█▁█", life.tracker.body)
