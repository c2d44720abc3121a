"""Stories about the tracker: it counts, it is joined, it waits for the last one, it is closed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.claims import (
    Claim,
    counted,
    headline,
    one_comment,
    one_tracker,
    resolved_once,
    silent_since,
    within,
)
from hygiene.drills.ground import GREEN, RED, begin, opened, pushed
from hygiene.drills.holdings import notes, status_comments, trackers
from hygiene.drills.scenario import Scenario
from hygiene.drills.stage import Call

if TYPE_CHECKING:
    from hygiene.drills.stage import Stage


def _repeated(stage: Stage) -> Call:
    begin(stage)
    first = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on pull request #1")
    stage.post_ci(Call(first.event))
    stage.keep("first failure")
    second = pushed(stage, first.number, RED)
    stage.step("Its author pushes again, and the Gate fails again")
    stage.post_ci(Call(second.event))
    stage.keep("second failure")
    stage.step("The same run is processed two more times")
    stage.post_ci(Call(second.event), Call(second.event))
    return Call(second.event)


def _in_place(stage: Stage) -> str:
    """What was edited in place has kept its id and has been edited."""
    before = [*status_comments(stage.at("first failure"), 1), *trackers(stage.at("first failure"))]
    after = {one.id: one for one in (*status_comments(stage.home, 1), *trackers(stage.home))}
    kept = [after[one.id] for one in before if one.id in after]
    if len(kept) != len(before) or len(after) != len(before):
        return f"{len(before)} became {len(after)}, {len(kept)} of them the same"
    return ", ".join(f"{one.id} was never edited" for one in kept if not one.edits)


def _joined(stage: Stage) -> Call:
    begin(stage)
    first = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on pull request #1")
    stage.post_ci(Call(first.event))
    second = opened(stage, "product", "Add a product")
    stage.step("The Gate fails the same way on pull request #3")
    stage.post_ci(Call(second.event))
    return Call(second.event)


def _names_both(stage: Stage) -> str:
    lines = [line for issue in trackers(stage.home) for line in issue.body.splitlines()]
    lacking = [number for number in (1, 3) if f"<!-- tracked-pr: {number} -->" not in lines]
    visible = "Tracked PR: #1, #3" in lines
    return "" if not lacking and visible else f"lacking {lacking}, visible line {'there' if visible else 'missing'}"


def _recovered(stage: Stage) -> Call:
    begin(stage)
    failed = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on pull request #1")
    stage.post_ci(Call(failed.event))
    fixed = pushed(stage, failed.number, GREEN)
    stage.step("A fix is pushed, and the Gate passes")
    stage.post_ci(Call(fixed.event))
    stage.keep("recovery")
    again = pushed(stage, failed.number, GREEN)
    stage.step("Another commit is pushed, and it passes again")
    stage.post_ci(Call(again.event))
    return Call(again.event)


def _links_the_run(stage: Stage) -> str:
    """The resolution names the run that recovered: the second of the story, the third of the repository."""
    recovered = stage.at("recovery").record.workflow_runs[-1]
    url = stage.world.state.nodes[recovered].url  # type: ignore[union-attr]
    bodies = [note.body for issue in trackers(stage.home) for note in notes(stage.home, issue.number, "Resolved")]
    return "" if bodies and all(f"({url})" in body for body in bodies) else f"{url} is not in {bodies}"


def _unlabeled(stage: Stage) -> str:
    labels = stage.home.thread(1).labels
    return "" if not labels else f"{len(labels)} labels are left"


def _one_of_two(stage: Stage) -> Call:
    begin(stage)
    first, second = opened(stage, "sum", "Add a sum"), opened(stage, "product", "Add a product")
    stage.step("The Gate fails on pull requests #1 and #2")
    stage.post_ci(Call(first.event), Call(second.event))
    fixed = pushed(stage, first.number, GREEN)
    stage.step("Pull request #1 recovers, #2 has not")
    stage.post_ci(Call(fixed.event))
    stage.keep("one green")
    last = pushed(stage, second.number, GREEN)
    stage.step("Pull request #2 recovers too")
    stage.post_ci(Call(last.event))
    return Call(last.event)


def _open_meanwhile(stage: Stage) -> str:
    meanwhile = trackers(stage.at("one green"))
    closed = [issue.number for issue in meanwhile if issue.state != "OPEN"]
    said = [issue.number for issue in meanwhile if notes(stage.at("one green"), issue.number, "Resolved")]
    if not meanwhile:
        return "there was no tracker"
    return f"closed {closed}, said to be resolved {said}" if closed or said else ""


TRACKING = (
    Scenario(
        "repeated-failure",
        "A failure that repeats updates the tracker that is there",
        _repeated,
        (
            one_comment(1),
            one_tracker(),
            counted(2),
            Claim("in-place", "Comment and tracker are edited in place, and keep their ids.", _in_place),
            silent_since("second failure", "A run that is processed again adds nothing and writes nothing."),
            within(9),
        ),
    ),
    Scenario(
        "another-pull-request",
        "Another pull request that fails the same way joins the tracker",
        _joined,
        (
            one_comment(1, 3),
            one_tracker(),
            counted(2),
            Claim("names-both", "The tracker names both pull requests, to people and to programs.", _names_both),
            within(6),
        ),
    ),
    Scenario(
        "recovery",
        "A recovery posts one resolution and closes the tracker",
        _recovered,
        (
            one_comment(1),
            headline(1, "✅", "that it passed"),
            resolved_once(),
            Claim("links-the-run", "The resolution links the run that recovered.", _links_the_run),
            Claim("unlabeled", "The pull request has lost its label.", _unlabeled),
            within(8),
        ),
    ),
    Scenario(
        "one-green-of-two",
        "One green leaves the tracker open while another pull request still fails",
        _one_of_two,
        (
            one_comment(1, 2),
            Claim("open-meanwhile", "While #2 still failed, the tracker was open, unresolved.", _open_meanwhile),
            resolved_once(),
            within(11),
        ),
    ),
)
