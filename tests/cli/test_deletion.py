"""A person deletes the status comment: it comes back, unless the repository wants the deletion respected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow_runner import GREEN, RED, SETTINGS

if TYPE_CHECKING:
    from hygiene.sandbox.faults import RequestInfo
    from tests.workflow_runner import Ran, Runner

RESPECTING = f"{SETTINGS}[status]\nrespect-deletion = true\n"


def exported(runner: Runner, number: int, by: str = "octocat") -> int:
    """The pull request has its comment, somebody deletes it, and the Gate's run on the next push is given."""
    (comment,) = runner.comments(number)
    person = runner.repository.person(by)
    person.delete_comment(comment.id)
    person.push(number)
    return runner.repository.workflow_run(head=runner.repository.head("feature"), jobs=RED)


def notices(ran: Ran) -> list[str]:
    """The run's notices about deletions."""
    assert ran.code == 0
    return [notice for notice in ran.json["notices"] if "somebody deleted" in notice]


def test_without_the_option_it_comes_back(runner: Runner) -> None:
    """There is one comment at rest, and nobody requested another; nor is anybody's deletion read."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    ran = runner.post_ci("--json", run=exported(runner, number))
    assert notices(ran) == []
    assert [one["action"] for one in ran.json["status_comments"]] == ["created"]
    assert len(runner.comments(number)) == 1


def test_with_the_option_it_stays_away(runner: Runner) -> None:
    """Nothing is created, now or on the next event, and the run names how to get it back."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    later = exported(runner, number)
    for _ in range(2):
        ran = runner.post_ci("--json", run=later)
        assert runner.comments(number) == []
        assert ran.json["status_comments"] == []
        (notice,) = notices(ran)
        assert f"Pull request {number}: somebody deleted the comment" in notice
        assert f"Run `hygiene post-ci --pr {number}` to create it." in notice
        assert ran.json["state"] == "failure"
        assert "python ci (3.11)" in ran.summary


def test_the_tracker_goes_on(runner: Runner) -> None:
    """Deleting the comment has no effect on the tracker."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    ran = runner.post_ci("--json", run=exported(runner, number))
    assert runner.comments(number) == []
    assert [one["action"] for one in ran.json["trackers"]] == ["opened"]


def test_a_manual_run_brings_it_back_permanently(runner: Runner) -> None:
    """A person requested it; from then on the comment is kept up to date like any other."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    later = exported(runner, number)
    runner.post_ci(run=later)
    ran = runner.run("post-ci", "--pr", str(number), "--json")
    assert notices(ran) == []
    assert [one["action"] for one in ran.json["status_comments"]] == ["created"]
    runner.repository.rerun(later, GREEN)
    ran = runner.post_ci("--json", run=later)
    assert [one["action"] for one in ran.json["status_comments"]] == ["updated"]
    assert len(runner.comments(number)) == 1


def test_a_second_deletion_counts_again(runner: Runner) -> None:
    """Whoever deletes what was brought back means it."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    exported(runner, number)
    runner.run("post-ci", "--pr", str(number))
    assert notices(runner.post_ci("--json", run=exported(runner, number)))
    assert runner.comments(number) == []


def test_deduplication_is_nobodys_deletion(runner: Runner) -> None:
    """What the same login deletes, such as a second comment in the slot, silences nothing."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (comment,) = runner.comments(number)
    bot = runner.repository.person(comment.author or "")
    bot.comment(number, comment.body)
    ran = runner.post_ci("--json", run=run)
    assert [one["action"] for one in ran.json["status_comments"]] == ["deduplicated"]
    assert [one.id for one in runner.comments(number)] == [comment.id]
    ran = runner.post_ci("--json", run=exported(runner, number, by=comment.author or ""))
    assert notices(ran) == []
    assert len(runner.comments(number)) == 1


def test_the_comment_of_somebody_else(runner: Runner) -> None:
    """People may delete what other people wrote: the first comment is created as ever."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    octocat, bob = runner.repository.person("octocat"), runner.repository.person("bob")
    octocat.delete_comment(bob.comment(number, "never mind"))
    ran = runner.post_ci("--json", run=run)
    assert notices(ran) == []
    assert len(runner.comments(number)) == 1


def test_another_program_with_the_same_login(runner: Runner) -> None:
    """The limit that the reference states: GitHub shows whose comment was deleted, not which."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    other = runner.repository.person("github-actions[bot]").comment(number, "Coverage: 80 %")
    runner.repository.person("octocat").delete_comment(other)
    assert notices(runner.post_ci("--json", run=run))
    assert runner.comments(number) == []


def test_a_section_does_not_bring_it_back(runner: Runner) -> None:
    """Another step's section would need the comment; a manual run creates it."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.event(runner.repository.run_event(exported(runner, number)))
    (runner.folder / "coverage.md").write_text("80 %", encoding="utf-8")
    assert runner.run("section", "set", "coverage", "--file", "coverage.md").code == 0
    assert runner.comments(number) == []
    assert runner.run("section", "set", "coverage", "--file", "coverage.md", "--pr", str(number)).code == 0
    (comment,) = runner.comments(number)
    assert "80 %" in comment.body


@pytest.mark.parametrize("respecting", [True, False])
def test_the_option_on_the_default_branch(runner: Runner, *, respecting: bool) -> None:
    """A run without a checkout gets the option with its first read, and reads again only then."""
    runner.repository.push("main", {".github/hygiene.toml": RESPECTING if respecting else SETTINGS})
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    ran = runner.post_ci("--json", run=exported(runner, number))
    assert bool(notices(ran)) is respecting
    assert len(runner.comments(number)) == (0 if respecting else 1)
    again = runner.post_ci("--json", run=run)
    assert again.json["requests"]["queries"] == 1 + respecting


def test_a_deletion_in_the_middle_of_a_run(runner: Runner) -> None:
    """The comment is deleted between read and write: the write is refused, and the next read shows the reason."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (comment,) = runner.comments(number)
    runner.repository.rerun(run, GREEN)

    def delete(info: RequestInfo) -> None:
        if info.operation == "ApplyPlan" and runner.comments(number):
            runner.repository.person("octocat").delete_comment(comment.id)

    ran = runner.post_ci("--json", run=run, before=delete)
    assert notices(ran)
    assert runner.comments(number) == []


def test_a_deletion_that_the_answer_to_a_write_shows(runner: Runner) -> None:
    """What is read together with a write shows deletions, too: nothing is created because of that response."""
    runner.settings(RESPECTING)
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (comment,) = runner.comments(number)
    runner.repository.person("octocat").remove_label(number, "ci-failure")

    def delete(info: RequestInfo) -> None:
        if info.operation == "ApplyPlan" and runner.comments(number):
            runner.repository.person("octocat").delete_comment(comment.id)

    ran = runner.post_ci("--json", run=run, before=delete)
    assert notices(ran)
    assert ran.json["requests"] == {"queries": 1, "mutations": 1}
    assert runner.comments(number) == []
