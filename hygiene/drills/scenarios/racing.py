"""Stories about several writers: at once, too late, in the wrong order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.claims import Claim, counted, headline, one_comment, one_tracker, silent_since, within
from hygiene.drills.ground import GREEN, begin, opened, pushed
from hygiene.drills.holdings import status_comments, trackers
from hygiene.drills.scenario import Scenario
from hygiene.drills.stage import Call
from hygiene.sandbox.threads import Label

if TYPE_CHECKING:
    from hygiene.drills.stage import Stage

RACERS_FIRST, RACERS_SECOND = "ABCD", "EFGH"


def _concurrent(stage: Stage) -> Call:
    begin(stage)
    first, second = opened(stage, "sum", "Add a sum"), opened(stage, "product", "Add a product")
    stage.step("The Gate fails on #1 and #2; four runs report each, all at once, in an empty repository")
    stage.race(
        *(Call(first.event, writer=name) for name in RACERS_FIRST),
        *(Call(second.event, writer=name) for name in RACERS_SECOND),
    )
    return Call(second.event)


def _one_label(stage: Stage) -> str:
    names = [stage.world.state.get(node, Label).name for node in stage.home.record.labels]
    return "" if names.count("ci-failure") == 1 else f"the labels are {names}"


def _oldest(stage: Stage) -> str:
    """Whoever came first has stayed: comments by database id, issues by number."""
    made = [event.after for event in stage.world.history if event.request and event.what == "issue.created"]
    first = min((issue.number for issue in made if issue is not None), default=0)  # type: ignore[union-attr]
    still = [issue.number for issue in trackers(stage.home) if issue.state == "OPEN"]
    return "" if still == [first] else f"#{first} was first, {still} are open"


def _stale(stage: Stage) -> Call:
    begin(stage)
    old = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on pull request #1")
    stage.post_ci(Call(old.event))
    stage.world.advance(60)
    stage.home.person("octocat").push(old.number, {"sum.py": "print(2 + 2)\n"})
    stage.keep("pushed")
    stage.step("A commit is pushed, nothing has run on it yet, and the old run's event comes late")
    stage.post_ci(Call(old.event, writer="B"))
    stage.keep("late")
    new = pushed(stage, old.number, GREEN)
    stage.step("The Gate passes on the newest commit")
    stage.post_ci(Call(new.event))
    stage.keep("green")
    stage.step("The old run's event is processed again")
    stage.post_ci(Call(old.event, writer="B"))
    return Call(old.event, writer="B")


def _silent_both_times(stage: Stage) -> str:
    """Between each pair of moments no request has written anything."""
    begun, ended = len(stage.kept["pushed"].history), len(stage.kept["late"].history)
    first = [event.what for event in stage.world.history[begun:ended] if event.request]
    last = [event.what for event in stage.world.history[len(stage.kept["green"].history) :] if event.request]
    return ", ".join((*first, *last))


def _older_attempt(stage: Stage) -> Call:
    begin(stage)
    failed = opened(stage, "sum", "Add a sum")
    first = stage.home.run_event(failed.run)
    stage.world.advance(300)
    stage.home.rerun(failed.run, GREEN)
    second = stage.home.run_event(failed.run)
    stage.step("Run again, the Gate passes on pull request #1; attempt 2 is processed first")
    stage.post_ci(Call(second))
    stage.keep("newer")
    stage.step("The event of attempt 1, which failed, comes late")
    stage.post_ci(Call(first, writer="B"))
    stage.step("Both attempts are processed at once, by two writers each")
    stage.race(*(Call(event, writer=name) for name, event in zip("ABCD", (first, second) * 2, strict=True)))
    return Call(first, writer="B")


def _unmoved(stage: Stage) -> str:
    """The newer attempt's words stand."""
    before = [comment.body for comment in status_comments(stage.at("newer"), 1)]
    after = [comment.body for comment in status_comments(stage.home, 1)]
    return "" if before == after and before else "the comment has changed"


RACING = (
    Scenario(
        "concurrent-runs",
        "Eight runs at once leave one comment and one tracker",
        _concurrent,
        (
            one_comment(1, 2),
            one_tracker(),
            counted(2),
            Claim("one-label", "The label was created once.", _one_label),
            Claim("oldest-stays", "The tracker that was opened first is the one that stays.", _oldest),
            within(80),
        ),
    ),
    Scenario(
        "stale-run",
        "A run of a commit that is no longer the head stays silent",
        _stale,
        (
            one_comment(1),
            headline(1, "✅", "that the newest commit passed"),
            Claim("silent", "The old run's event never wrote anything.", _silent_both_times),
            within(8),
        ),
    ),
    Scenario(
        "older-attempt",
        "An older attempt cannot overwrite a newer one",
        _older_attempt,
        (
            one_comment(1),
            headline(1, "✅", "that the newer attempt passed"),
            Claim("unmoved", "The newer attempt's words stand, byte for byte.", _unmoved),
            silent_since("newer", "The older attempt's event never wrote anything."),
            within(12),
        ),
    ),
)
