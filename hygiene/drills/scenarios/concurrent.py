"""Scenarios about several runs of hygiene: at the same time, too late, and in the wrong order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills import claims
from hygiene.drills.content import status_comments, trackers
from hygiene.drills.scenario import claim, scenario
from hygiene.drills.setup import create_repository, open_pull_request, push_commit
from hygiene.drills.simulation import HygieneRun
from hygiene.sandbox.example import PASSING_JOBS
from hygiene.sandbox.threads import Issue, Label

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation


@claim("The label was created once.")
def _one_label(simulation: Simulation) -> str:
    labels = simulation.repository.record.labels
    names = [simulation.world.state.get(node, Label).name for node in labels]
    return "" if names.count("ci-failure") == 1 else f"the labels are {names}"


@claim("The tracker that was opened first is the one that stays open.")
def _oldest_kept(simulation: Simulation) -> str:
    created = [event.after for event in simulation.world.history if event.request and event.what == "issue.created"]
    first = min((issue.number for issue in created if isinstance(issue, Issue)), default=0)
    still_open = [issue.number for issue in trackers(simulation.repository) if issue.state == "OPEN"]
    return "" if still_open == [first] else f"#{first} was first, {still_open} are open"


@scenario(
    "Eight concurrent runs leave one comment and one tracker",
    claims.one_comment(1, 2),
    claims.one_tracker,
    claims.occurrence_count(2),
    _one_label,
    _oldest_kept,
    claims.request_limit(80),
)
def _concurrent_runs(simulation: Simulation) -> None:
    create_repository(simulation)
    first, second = open_pull_request(simulation), open_pull_request(simulation, "Add a product")
    simulation.concurrently(
        {**dict.fromkeys("ABCD", first.event), **dict.fromkeys("EFGH", second.event)},
        title="The Gate fails on #1 and #2; four concurrent runs report each, in an empty repository",
    )


@claim("The event of the old run never wrote anything.")
def _no_writes(simulation: Simulation) -> str:
    found = (claims.writes_since(simulation, "pushed", "late"), claims.writes_since(simulation, "passed"))
    return ", ".join(filter(None, found))


@scenario(
    "A run of a commit that is no longer the head writes nothing",
    claims.one_comment(1),
    claims.headline(1, "✅", "that the newest commit passed"),
    _no_writes,
    claims.request_limit(8),
)
def _stale_run(simulation: Simulation) -> None:
    create_repository(simulation)
    old = open_pull_request(simulation)
    simulation.post_ci(old.event, title="The Gate fails on pull request #1")
    simulation.world.advance(60)
    simulation.repository.person("octocat").push(old.number, {"sum.py": "print(2 + 2)\n"})
    simulation.save("pushed")
    late = HygieneRun(old.event, "B")
    simulation.post_ci(
        late, title="A commit is pushed, nothing has run on it yet, and the event of the old run arrives late"
    )
    simulation.save("late")
    new = push_commit(simulation, old.number, PASSING_JOBS)
    simulation.post_ci(new.event, title="The Gate passes on the newest commit")
    simulation.save("passed")
    simulation.post_ci(late, title="The event of the old run is processed again")


@claim("The comment about the newer attempt has not changed.")
def _comment_unchanged(simulation: Simulation) -> str:
    before = [comment.body for comment in status_comments(simulation.repository_at("newer"), 1)]
    after = [comment.body for comment in status_comments(simulation.repository, 1)]
    return "" if before == after and before else "the comment has changed"


@scenario(
    "An older attempt cannot overwrite a newer one",
    claims.one_comment(1),
    claims.headline(1, "✅", "that the newer attempt passed"),
    _comment_unchanged,
    claims.no_writes_since("newer", "The event of the older attempt never wrote anything."),
    claims.request_limit(12),
)
def _older_attempt(simulation: Simulation) -> None:
    create_repository(simulation)
    failed = open_pull_request(simulation)
    first = failed.event
    simulation.world.advance(300)
    simulation.repository.rerun(failed.run, PASSING_JOBS)
    second = simulation.repository.run_event(failed.run)
    simulation.post_ci(second, title="Attempt 2 passes on pull request #1, and is processed first")
    simulation.save("newer")
    simulation.post_ci(HygieneRun(first, "B"), title="The event of attempt 1, which failed, arrives late")
    simulation.concurrently(
        {"A": second, "B": first, "C": second, "D": first},
        title="Two concurrent runs process each of the attempts",
    )


SCENARIOS = (_concurrent_runs, _stale_run, _older_attempt)
