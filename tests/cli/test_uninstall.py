"""``hygiene uninstall`` against a sandbox: what is ours goes, what is anybody else's stays, and it says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import ExitCode
from hygiene.sandbox.faults import GatewayError, Refused
from tests.runner import GREEN, RED, SETTINGS

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.wire import RequestInfo
    from tests.runner import Runner

QUOTED = "<!-- hygiene:1 status {} -->\nlooks like ours"


@pytest.fixture
def used(runner: Runner) -> Runner:
    """A repository where hygiene has worked: two failing pull requests, #1 and #3, and their tracker, #2."""
    runner.settings(SETTINGS)
    for branch in ("one", "two"):
        assert runner.post_ci(run=runner.proposal(RED, branch)[1]).code == ExitCode.OK
    return runner


def labels(runner: Runner, number: int) -> set[str]:
    """The names of the labels on an issue or a pull request."""
    thread, nodes = runner.repository.thread(number), runner.world.state.nodes
    return {getattr(nodes[node], "name", "") for node in thread.labels}


def holds_anything(runner: Runner, *numbers: int) -> bool:
    """Whether comments or the failure label of ours are on one of these pull requests."""
    return any(runner.comments(number) or "ci-failure" in labels(runner, number) for number in numbers)


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_shown_first(used: Runner, arguments: tuple[str, ...]) -> None:
    """Without --yes everything is listed and nothing is changed."""
    before = used.world.digest()
    ran = used.run("uninstall", *arguments)
    assert (ran.code, used.world.digest()) == (ExitCode.OK, before)
    assert ran.stdout.splitlines() == [
        "What hygiene wrote in o/r:",
        "  #3: delete the status comment",
        "  #3: take off the label ci-failure",
        "  #1: delete the status comment",
        "  #1: take off the label ci-failure",
        "  #2: close the tracker python-ci",
        "Nothing was changed. Pass --yes to remove it.",
    ]


def test_removed(used: Runner) -> None:
    """With --yes comments and labels are gone and the tracker is closed; a second time there is nothing to do."""
    ran = used.run("uninstall", "--yes")
    assert (ran.code, holds_anything(used, 1, 3)) == (ExitCode.OK, False)
    assert [(issue.number, issue.state, issue.state_reason) for issue in used.repository.issues()] == [
        (2, "CLOSED", "COMPLETED")
    ]
    assert "Deleted 2 comments, took off 2 labels, closed 1 tracker." in ran.stdout
    before = used.world.digest()
    again = used.run("uninstall", "--yes")
    assert (again.stdout.splitlines()[1], used.world.digest()) == ("  nothing", before)


def test_trackers_kept(used: Runner) -> None:
    """--keep-trackers leaves them open and says so; the rest goes."""
    ran = used.run("uninstall", "--yes", "--keep-trackers")
    assert not holds_anything(used, 1, 3)
    assert used.repository.issues()[0].state == "OPEN"
    assert "stays: the tracker https://github.com/o/r/issues/2, open as it is" in ran.stdout


def test_the_label_itself_stays(used: Runner) -> None:
    """Other things may carry the label, so the repository keeps it; the command that deletes it is printed."""
    ran = used.run("uninstall", "--yes")
    assert used.repository.label("ci-failure").name == "ci-failure"
    assert len(used.repository.record.labels) == 1
    assert "gh label delete ci-failure" in ran.stdout


def test_nobody_elses(used: Runner) -> None:
    """A marker that somebody pasted proves nothing, and a comment of ours without a marker is not known to be ours."""
    alice, bot = used.repository.person("alice"), used.repository.person("github-actions[bot]")
    kept = [alice.comment(1, QUOTED), alice.comment(1, "words"), bot.comment(1, "another tool's")]
    issue = used.repository.issue("Mine", "<!-- hygiene:1 tracker/x {} -->", author="alice", labels=("ci-failure",))
    ran = used.run("uninstall", "--yes")
    assert [comment.id for comment in used.repository.comments(1)] == kept
    assert used.repository.thread(issue).state == "OPEN"
    assert "stays: 2 with our marker by another account" in ran.stdout


def test_damaged_markers_stay(used: Runner) -> None:
    """What cannot be told to be ours is left for people, with its address."""
    bot = used.repository.person("github-actions[bot]")
    broken = bot.comment(1, "<!-- hygiene:1 status {oops -->\ntext")
    newer = bot.comment(1, "<!-- hygiene:99 status {} -->\ntext")
    ran = used.run("uninstall", "--yes")
    assert [comment.id for comment in used.repository.comments(1)] == [broken, newer]
    assert ran.stdout.count("stays: a comment of this account whose marker is") == 2


def test_every_slot_goes(used: Runner) -> None:
    """Several Gate workflows have a slot each; removal asks for none of them by name."""
    used.post_ci("--pr", "1", "--key", "nightly")
    assert len(used.comments(1)) == 2
    used.run("uninstall", "--yes")
    assert used.comments(1) == []


def test_long_conversations(used: Runner) -> None:
    """A comment of ours is found wherever it stands among hundreds."""
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


def test_what_was_not_looked_at(used: Runner) -> None:
    """Closed pull requests are looked at from the newest on, and the rest is counted, not passed over in silence."""
    author = used.repository.person("octocat")
    for place in range(30):
        used.repository.push(f"old-{place}")
        author.close(used.repository.pull_request(f"old-{place}"))
    used.world.advance(60)
    author.merge(1)
    ran = used.run("uninstall", "--closed", "20", "--yes")
    assert "not looked at: 11 of 31 closed pull requests, those updated longest ago" in ran.stdout
    assert not holds_anything(used, 1, 3)
    assert "not looked at" not in used.run("uninstall").stdout


def test_open_alone(used: Runner) -> None:
    """--closed 0 asks about open pull requests only."""
    used.repository.person("octocat").merge(1)
    used.run("uninstall", "--closed", "0", "--yes")
    assert (holds_anything(used, 1), holds_anything(used, 3)) == (True, False)


def test_a_lost_answer(used: Runner) -> None:
    """A write whose answer was lost is not repeated blindly: the next look shows what it did."""
    lost = iter([GatewayError(after=True)])

    def fails(info: RequestInfo) -> Fault | None:
        return next(lost, None) if info.kind == "mutation" else None

    ran = used.run("uninstall", "--yes", before=fails)
    assert (ran.code, holds_anything(used, 1, 3)) == (ExitCode.OK, False)


def test_somebody_was_faster(used: Runner) -> None:
    """A comment that a person deleted meanwhile is gone, which is what was wanted."""
    alice = used.repository.person("alice")

    def deletes(info: RequestInfo) -> Fault | None:
        for comment in used.comments(1) if info.kind == "mutation" else ():
            alice.delete_comment(comment.id)
        return None

    assert used.run("uninstall", "--yes", before=deletes).code == ExitCode.OK
    assert not holds_anything(used, 1, 3)


def test_hygiene_still_runs(used: Runner) -> None:
    """While its workflow is there, what is removed comes back: that ends as unsettled, with what to do first."""
    bot = used.repository.person("github-actions[bot]")

    def writes(info: RequestInfo) -> Fault | None:
        if info.operation == "ReadTraces" and not used.comments(1):
            bot.comment(1, QUOTED)
        return None

    ran = used.run("uninstall", "--yes", before=writes)
    assert (ran.code, "Remove the workflow" in ran.stderr) == (ExitCode.UNSETTLED, True)


def test_gone_is_no_refusal(used: Runner) -> None:
    """What somebody deleted in time is not held against the host, even when the removal does not settle."""
    alice, bot = used.repository.person("alice"), used.repository.person("github-actions[bot]")

    def swaps(info: RequestInfo) -> Fault | None:
        for comment in used.comments(1) if info.kind == "mutation" else ():
            alice.delete_comment(comment.id)
            bot.comment(1, QUOTED)
        return None

    assert used.run("uninstall", "--yes", before=swaps).code == ExitCode.UNSETTLED


def test_a_read_only_token(used: Runner) -> None:
    """The permission that is missing is named, and nothing was changed."""
    used.world.token("reader", level="read")
    used.monkeypatch.setenv("GITHUB_TOKEN", "reader")
    before = used.world.digest()
    ran = used.run("uninstall", "--yes")
    assert (ran.code, used.world.digest()) == (ExitCode.AUTHORIZATION, before)
    assert "issues: write" in ran.stderr


def test_another_account(used: Runner) -> None:
    """A person's own token removes nothing that the workflow's token wrote, and the reason is said."""
    used.world.token("mine", "octocat", kind="user")
    used.monkeypatch.setenv("GITHUB_TOKEN", "mine")
    ran = used.run("uninstall", "--yes")
    assert len(used.comments(1)) == 1
    assert "stays: 3 with our marker by another account; only the token that wrote them may remove them" in ran.stdout


def test_refused(used: Runner) -> None:
    """A host that refuses every write ends as rejected, with its words."""
    refusal = Refused("UNPROCESSABLE", "Repository was archived so is read-only.")

    def archived(info: RequestInfo) -> Fault | None:
        return refusal if info.kind == "mutation" else None

    ran = used.run("uninstall", "--yes", before=archived)
    assert (ran.code, "archived" in ran.stderr) == (ExitCode.REJECTED, True)


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
    """The label that the configuration names is the one that is looked for."""
    used.settings(SETTINGS + '[tracker]\nlabel = "broken"\n')
    ran = used.run("uninstall")
    assert "close the tracker" not in ran.stdout
    assert "gh label" not in ran.stdout


def test_words_of_others_are_fenced(used: Runner) -> None:
    """In a runner the listing stands between stop-commands, since it quotes what others wrote."""
    used.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert used.run("uninstall").stdout.startswith("::stop-commands::")
