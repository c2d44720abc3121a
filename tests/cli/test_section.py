"""Sections of other steps share the one comment: none is lost, and the rest of the comment stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.faults import GatewayError
from hygiene.sandbox.people import BOT_LOGIN
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from hygiene.sandbox.faults import RequestInfo
    from tests.workflow_runner import Ran, Runner


def set_section(runner: Runner, name: str, text: str, number: int) -> Ran:
    """Set a section with the command line."""
    (runner.folder / f"{name}.md").write_text(text, encoding="utf-8")
    return runner.run("section", "set", name, "--file", f"{name}.md", "--pr", str(number))


def body(runner: Runner, number: int) -> str:
    """The one status comment's text."""
    (comment,) = runner.comments(number)
    return comment.body


def test_a_section_follows_the_results(runner: Runner) -> None:
    """The results are unchanged, the section follows them, and no tracker is written."""
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    before = body(runner, number).split("\n", 1)[1]
    assert set_section(runner, "coverage", "**90 %** covered\n", number).code == 0
    after = body(runner, number).split("\n", 1)[1]
    assert after.startswith(before.partition("<sub>")[0])
    assert "**90 %** covered" in after
    assert list(runner.repository.issues()) == []


@pytest.mark.parametrize("command", ["section set a --file a.md", "section remove a", "post-ci --only status-comment"])
def test_links_to_trackers_stay(runner: Runner, command: str) -> None:
    """A command that writes no trackers links to those that are there, as the run before it did."""
    number, _ = runner.proposal(RED)
    runner.post_ci("--pr", str(number))
    linked = re.findall(r"\[tracker\]\([^)]+\)", body(runner, number))
    assert linked
    (runner.folder / "a.md").write_text("text", encoding="utf-8")
    assert runner.run(*command.split(), "--pr", str(number)).code == 0
    assert re.findall(r"\[tracker\]\([^)]+\)", body(runner, number)) == linked


def test_a_section_may_come_before_the_first_report(runner: Runner) -> None:
    """A job that is faster than the Gate creates the comment; the results are added to it."""
    number, run = runner.proposal(RED)
    set_section(runner, "bench", "12 ms", number)
    runner.post_ci(run=run)
    assert "12 ms" in body(runner, number)
    assert "Pytest" in body(runner, number)


def test_the_same_section_again_writes_nothing(runner: Runner) -> None:
    """A second run with the same text writes nothing."""
    number, _ = runner.proposal(GREEN)
    set_section(runner, "coverage", "90 %", number)
    before = body(runner, number)
    again = set_section(runner, "coverage", "90 %", number)
    assert "1 query, 0 mutations" in again.stdout
    assert body(runner, number) == before


@pytest.mark.parametrize("ahead_s", [0, 60, 300, 86_400, -300, -86_400])
def test_a_clock_that_is_wrong_decides_nothing(runner: Runner, ahead_s: int) -> None:
    """A section that a runner with a fast or slow clock has set can be set and removed by others."""
    number, _ = runner.proposal(GREEN)
    runner.clock.ahead_s = ahead_s
    set_section(runner, "coverage", "from a wrong clock", number)
    runner.clock.ahead_s = 0
    assert set_section(runner, "coverage", "90 percent", number).code == 0
    visible = body(runner, number).partition("\n")[2]
    assert "90 percent" in visible
    assert "from a wrong clock" not in visible
    runner.clock.ahead_s = ahead_s
    assert set_section(runner, "coverage", "91 percent", number).code == 0
    assert "91 percent" in body(runner, number).partition("\n")[2]
    runner.clock.ahead_s = -ahead_s
    assert runner.run("section", "remove", "coverage", "--pr", str(number)).code == 0
    assert "coverage" not in body(runner, number).partition("\n")[2]


def test_a_section_of_the_future_can_be_replaced(runner: Runner) -> None:
    """An order that an earlier version took from a fast clock is followed by one more, not waited for."""
    number, _ = runner.proposal(GREEN)
    set_section(runner, "coverage", "90 percent", number)
    (comment,) = runner.comments(number)
    row = re.compile(r'\["coverage",(\d+),')
    future = row.sub('["coverage",4102444800,', comment.body)
    assert future != comment.body
    runner.repository.person(BOT_LOGIN).edit_comment(comment.id, future)
    set_section(runner, "coverage", "91 percent", number)
    assert "91 percent" in body(runner, number).partition("\n")[2]
    assert row.search(body(runner, number)).group(1) == "4102444801"  # type: ignore[union-attr] # it was there before


@pytest.mark.parametrize("moved_s", [0, -3_600, 3_600])
def test_the_later_of_two_commands_counts(runner: Runner, moved_s: int) -> None:
    """Within one second, with a clock that jumps, and a removal too: who has read the other comes after it."""
    number, _ = runner.proposal(GREEN)
    began = runner.world.now
    for text in ("90 %", "10 %", "50 %"):
        runner.world.now = began
        runner.clock.ahead_s += moved_s
        set_section(runner, "coverage", text, number)
        assert text in body(runner, number)
    runner.world.now = began
    assert runner.run("section", "remove", "coverage", "--pr", str(number)).code == 0
    assert "coverage" not in body(runner, number).split("\n", 1)[1]


def test_two_concurrent_runners_with_different_clocks(runner: Runner) -> None:
    """Between one command's read and its write another sets the same section: the one that started later is shown."""
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    entered: list[str] = []

    def meanwhile(info: RequestInfo) -> None:
        if info.operation == "ApplyPlan" and not entered:
            entered.append(info.operation)
            runner.world.advance(5)
            runner.clock.ahead_s = -900
            set_section(runner, "coverage", "started later", number)
            runner.clock.ahead_s = 900

    runner.clock.ahead_s = 900
    (runner.folder / "a.md").write_text("started first", encoding="utf-8")
    ran = runner.run("section", "set", "coverage", "--file", "a.md", "--pr", str(number), before=meanwhile)
    assert (ran.code, entered) == (0, ["ApplyPlan"])
    assert "started later" in body(runner, number).partition("\n")[2]


def test_failed_tests_from_a_fast_clock(runner: Runner) -> None:
    """The section that `post-ci --junit` sets has the same order."""
    number, run = runner.proposal(RED)
    report = runner.folder / "report.xml"
    report.write_text("<testsuite><testcase name='a'><failure/></testcase></testsuite>")
    runner.clock.ahead_s = 300
    runner.post_ci("--junit", "*.xml", run=run)
    report.write_text("<testsuite><testcase name='a'/></testsuite>")
    runner.clock.ahead_s = 0
    runner.post_ci("--junit", "*.xml", run=run)
    assert "None of 1 test failed." in body(runner, number)


def test_a_newer_text_replaces_the_older(runner: Runner) -> None:
    """The newest write of a name is shown, once."""
    number, _ = runner.proposal(GREEN)
    set_section(runner, "coverage", "90 percent", number)
    set_section(runner, "coverage", "91 percent", number)
    visible = body(runner, number).split("\n", 1)[1]
    assert visible.count("91 percent") == 1
    assert "90 percent" not in visible


def test_a_section_is_removed_and_stays_removed(runner: Runner) -> None:
    """A removal is kept against the older write, also when the report is written again."""
    number, run = runner.proposal(GREEN)
    set_section(runner, "coverage", "90 percent", number)
    assert runner.run("section", "remove", "coverage", "--pr", str(number)).code == 0
    runner.post_ci(run=run)
    assert "90 percent" not in body(runner, number)


def test_another_step_in_the_middle_loses_nothing(runner: Runner) -> None:
    """Between one writer's read and its write another one writes; both sections are there afterwards."""
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    entered: list[str] = []

    def meanwhile(info: RequestInfo) -> None:
        if info.operation == "ApplyPlan" and not entered:
            entered.append(info.operation)
            set_section(runner, "bench", "12 ms", number)

    (runner.folder / "coverage.md").write_text("90 percent", encoding="utf-8")
    ran = runner.run("section", "set", "coverage", "--file", "coverage.md", "--pr", str(number), before=meanwhile)
    assert entered
    assert ran.code == 0
    assert "12 ms" in body(runner, number)
    assert "90 percent" in body(runner, number)


def test_a_write_with_a_lost_response_is_not_repeated(runner: Runner) -> None:
    """The write happened and its answer was lost: still one comment, one section."""
    number, _ = runner.proposal(GREEN)
    (runner.folder / "c.md").write_text("90 percent", encoding="utf-8")
    ran = runner.run(
        "section", "set", "c", "--file", "c.md", "--pr", str(number), faults=[None, GatewayError(after=True)]
    )
    assert ran.code == 0
    assert body(runner, number).split("\n", 1)[1].count("90 percent") == 1


def test_sections_of_an_older_head_are_marked_and_then_leave(runner: Runner) -> None:
    """The next head's report marks what was not renewed; the one after that no longer has it."""
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    set_section(runner, "coverage", "90 percent", number)
    for push, stays in ((1, True), (2, False)):
        head = runner.repository.push("feature", {"README.md": f"again {push}"})
        runner.post_ci(run=runner.repository.workflow_run(head=head, jobs=GREEN))
        assert ("90 percent" in body(runner, number)) is stays


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("Coverage!", "x", "no name for a section"),
        ("coverage", " \n", "is empty"),
        ("coverage", None, "cannot be read"),
    ],
)
def test_what_cannot_be_a_section(runner: Runner, name: str, text: str | None, message: str) -> None:
    """Exit 2, nothing written."""
    number, _ = runner.proposal(GREEN)
    if text is not None:
        (runner.folder / "s.md").write_text(text, encoding="utf-8")
    ran = runner.run("section", "set", name, "--file", "s.md", "--pr", str(number))
    assert ran.code == 2
    assert message in ran.stderr
    assert runner.comments(number) == []


def test_a_branch_has_no_comment_to_contribute_to(runner: Runner) -> None:
    """A run of a push is an error, not a success that did nothing."""
    head = runner.repository.push("main", {"README.md": "x"})
    run = runner.repository.workflow_run(head=head, jobs=GREEN, event="push")
    runner.event(runner.repository.run_event(run))
    (runner.folder / "s.md").write_text("x", encoding="utf-8")
    ran = runner.run("section", "set", "coverage", "--file", "s.md")
    assert ran.code == 2
    assert "no status comment" in ran.stderr


def test_a_long_section_is_cut_with_a_note(runner: Runner) -> None:
    """A cap for each section; the cut is visible and the marker whole."""
    number, _ = runner.proposal(GREEN)
    set_section(runner, "long", "\n".join(f"line {n} of many" for n in range(3_000)), number)
    text = body(runner, number)
    assert len(text.encode()) <= 65_000
    assert "line 5 of many" in text
    assert "line 2999 of many" not in text
    assert "cut" in text.casefold()
