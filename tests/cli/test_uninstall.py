"""``hygiene uninstall`` against a sandbox: what hygiene wrote is removed, the rest stays, and both are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import ExitCode
from tests.cli.after_use import QUOTED, holds_anything, use
from tests.workflow_runner import GREEN, SETTINGS

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


@pytest.fixture
def used(runner: Runner) -> Runner:
    """A repository where hygiene has worked."""
    return use(runner)


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_shown_first(used: Runner, arguments: tuple[str, ...]) -> None:
    """Without --yes everything is listed and nothing is changed."""
    before = used.world.digest()
    ran = used.run("uninstall", *arguments)
    assert (ran.code, used.world.digest()) == (ExitCode.OK, before)
    assert ran.stdout.splitlines() == [
        "What hygiene wrote in o/r:",
        "  #3: delete the status comment",
        "  #3: remove the label ci-failure",
        "  #1: delete the status comment",
        "  #1: remove the label ci-failure",
        "  #2: close the tracker python-ci",
        "Nothing was changed. Pass --yes to remove this.",
    ]


def test_removed(used: Runner) -> None:
    """With --yes comments and labels are gone and the tracker is closed; a second time there is nothing to do."""
    ran = used.run("uninstall", "--yes")
    assert (ran.code, holds_anything(used, 1, 3)) == (ExitCode.OK, False)
    assert [(issue.number, issue.state, issue.state_reason) for issue in used.repository.issues()] == [
        (2, "CLOSED", "COMPLETED")
    ]
    assert "Deleted 2 comments, removed 2 labels, closed 1 tracker." in ran.stdout
    before = used.world.digest()
    again = used.run("uninstall", "--yes")
    assert (again.stdout.splitlines()[1], used.world.digest()) == ("  nothing", before)


def test_trackers_kept(used: Runner) -> None:
    """--keep-trackers leaves them open and reports it; the rest is removed."""
    ran = used.run("uninstall", "--yes", "--keep-trackers")
    assert not holds_anything(used, 1, 3)
    assert used.repository.issues()[0].state == "OPEN"
    assert "kept: the tracker https://github.com/o/r/issues/2, still open" in ran.stdout


def test_the_label_itself_stays(used: Runner) -> None:
    """Other things may carry the label, so the repository keeps it; the command that deletes it is printed."""
    ran = used.run("uninstall", "--yes")
    assert used.repository.label("ci-failure").name == "ci-failure"
    assert len(used.repository.record.labels) == 1
    assert "gh label delete ci-failure" in ran.stdout


def test_nobody_elses(used: Runner) -> None:
    """A marker that somebody pasted proves nothing, and neither does hygiene's account without a marker."""
    alice, bot = used.repository.person("alice"), used.repository.person("github-actions[bot]")
    kept = [alice.comment(1, QUOTED), alice.comment(1, "words"), bot.comment(1, "another tool's")]
    issue = used.repository.issue("Mine", "<!-- hygiene:1 tracker/x {} -->", author="alice", labels=("ci-failure",))
    ran = used.run("uninstall", "--yes")
    assert [comment.id for comment in used.repository.comments(1)] == kept
    assert used.repository.thread(issue).state == "OPEN"
    assert "kept: 2 with our marker by another account" in ran.stdout


def test_damaged_markers_stay(used: Runner) -> None:
    """What is not certain to be hygiene's is left for people, with its address."""
    bot = used.repository.person("github-actions[bot]")
    broken = bot.comment(1, "<!-- hygiene:1 status {oops -->\ntext")
    newer = bot.comment(1, "<!-- hygiene:99 status {} -->\ntext")
    ran = used.run("uninstall", "--yes")
    assert [comment.id for comment in used.repository.comments(1)] == [broken, newer]
    assert ran.stdout.count("kept: a comment of this account whose marker is") == 2


def test_every_slot_goes(used: Runner) -> None:
    """Several Gate workflows have a slot each; removal names none of them."""
    used.post_ci("--pr", "1", "--key", "nightly")
    assert len(used.comments(1)) == 2
    used.run("uninstall", "--yes")
    assert used.comments(1) == []


def test_long_conversations(used: Runner) -> None:
    """A comment is found at any place among hundreds."""
    number, _ = used.proposal(GREEN, "long")
    alice = used.repository.person("alice")
    for place in range(450):
        if place == 230:
            used.post_ci("--pr", str(number))
        alice.comment(number, f"word {place}")
    assert len(used.comments(number)) == 1
    ran = used.run("uninstall", "--yes")
    assert (used.comments(number), "not looked at" in ran.stdout) == ([], False)
    assert len(used.repository.comments(number)) == 450


def test_what_was_not_read(used: Runner) -> None:
    """Closed pull requests are read from the newest on, and the rest is counted and reported."""
    author = used.repository.person("octocat")
    for place in range(30):
        used.repository.push(f"old-{place}")
        author.close(used.repository.pull_request(f"old-{place}"))
    used.world.advance(60)
    author.merge(1)
    ran = used.run("uninstall", "--closed", "20", "--yes")
    assert "not read: 11 of 31 closed pull requests, those updated longest ago" in ran.stdout
    assert not holds_anything(used, 1, 3)
    assert "not looked at" not in used.run("uninstall").stdout


def test_open_alone(used: Runner) -> None:
    """--closed 0 reads open pull requests only."""
    used.repository.person("octocat").merge(1)
    used.run("uninstall", "--closed", "0", "--yes")
    assert (holds_anything(used, 1), holds_anything(used, 3)) == (True, False)


@pytest.mark.parametrize("arguments", [("--yes", "--dry-run"), ("--closed", "-1"), ("--repo", "nobody")])
def test_usage(used: Runner, arguments: tuple[str, ...]) -> None:
    """A command line that cannot be meant sends nothing."""
    sent = len(used.world.requests)
    assert used.run("uninstall", *arguments).code == ExitCode.USAGE
    assert len(used.world.requests) == sent


def test_no_such_repository(used: Runner) -> None:
    """A repository that is not there, or hidden from the token, is named."""
    ran = used.run("uninstall", "--repo", "o/other")
    assert (ran.code, "o/other" in ran.stderr) == (ExitCode.USAGE, True)


def test_the_configured_label(used: Runner) -> None:
    """The label that the configuration names is the one that is removed."""
    used.settings(SETTINGS + '[tracker]\nlabel = "broken"\n')
    ran = used.run("uninstall")
    assert "close the tracker" not in ran.stdout
    assert "gh label" not in ran.stdout


def test_words_of_others_are_fenced(used: Runner) -> None:
    """In a runner the listing is between stop-commands, since it quotes what others wrote."""
    used.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert used.run("uninstall").stdout.startswith("::stop-commands::")
