"""Scenarios about the tracker: updated by further failures, and closed once after the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills import claims
from hygiene.drills.content import status_comments, tracker_comments, trackers
from hygiene.drills.scenario import claim, scenario
from hygiene.drills.setup import create_repository, open_pull_request, push_commit
from hygiene.sandbox.checks import WorkflowRun
from hygiene.sandbox.example import FAILING_JOBS, PASSING_JOBS

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation


@claim("Comment and tracker are edited in place, and keep their ids.")
def _in_place(simulation: Simulation) -> str:
    first = simulation.repository_at("first failure")
    before = [*status_comments(first, 1), *trackers(first)]
    after = {one.id: one for one in (*status_comments(simulation.repository, 1), *trackers(simulation.repository))}
    kept = [after[one.id] for one in before if one.id in after]
    if len(kept) != len(before) or len(after) != len(before):
        return f"{len(before)} became {len(after)}, {len(kept)} of them the same"
    return ", ".join(f"{one.id} was never edited" for one in kept if not one.edits)


@scenario(
    "A failure that repeats updates the existing tracker",
    claims.one_comment(1),
    claims.one_tracker,
    claims.occurrence_count(2),
    _in_place,
    claims.no_writes_since("second failure", "A run that is processed again writes nothing."),
    claims.request_limit(9),
)
def _repeated_failure(simulation: Simulation) -> None:
    create_repository(simulation)
    first = open_pull_request(simulation)
    simulation.post_ci(first.event, title="The Gate fails on pull request #1")
    simulation.save("first failure")
    second = push_commit(simulation, first.number, FAILING_JOBS)
    simulation.post_ci(second.event, title="A commit is pushed, and the Gate fails again")
    simulation.save("second failure")
    simulation.post_ci(second.event, second.event, title="The same run is processed two more times")


@claim("The tracker names both pull requests, in its text and in its markers.")
def _names_both(simulation: Simulation) -> str:
    lines = [line for issue in trackers(simulation.repository) for line in issue.body.splitlines()]
    missing = [number for number in (1, 3) if f"<!-- tracked-pr: {number} -->" not in lines]
    visible = "Tracked PR: #1, #3" in lines
    return "" if not missing and visible else f"missing {missing}, visible line {'present' if visible else 'missing'}"


@scenario(
    "Another pull request that fails the same way is added to the tracker",
    claims.one_comment(1, 3),
    claims.one_tracker,
    claims.occurrence_count(2),
    _names_both,
    claims.request_limit(6),
)
def _another_pull_request(simulation: Simulation) -> None:
    create_repository(simulation)
    first = open_pull_request(simulation)
    simulation.post_ci(first.event, title="The Gate fails on pull request #1")
    second = open_pull_request(simulation, "Add a product")
    simulation.post_ci(second.event, title="The Gate fails the same way on pull request #3")


@claim("The resolution links the run that recovered.")
def _links_the_run(simulation: Simulation) -> str:
    recovered = simulation.repository_at("recovery").record.workflow_runs[-1]
    url = simulation.world.state.get(recovered, WorkflowRun).url
    resolutions = [
        comment.body
        for issue in trackers(simulation.repository)
        for comment in tracker_comments(simulation.repository, issue.number, "Resolved")
    ]
    return "" if resolutions and all(f"({url})" in body for body in resolutions) else f"{url} is not in {resolutions}"


@claim("The label was removed from the pull request.")
def _unlabeled(simulation: Simulation) -> str:
    labels = simulation.repository.thread(1).labels
    return "" if not labels else f"{len(labels)} labels are left"


@scenario(
    "A recovery posts one resolution and closes the tracker",
    claims.one_comment(1),
    claims.headline(1, "✅", "that it passed"),
    claims.resolved_once,
    _links_the_run,
    _unlabeled,
    claims.request_limit(8),
)
def _recovery(simulation: Simulation) -> None:
    create_repository(simulation)
    failed = open_pull_request(simulation)
    simulation.post_ci(failed.event, title="The Gate fails on pull request #1")
    fixed = push_commit(simulation, failed.number, PASSING_JOBS)
    simulation.post_ci(fixed.event, title="A fix is pushed, and the Gate passes")
    simulation.save("recovery")
    again = push_commit(simulation, failed.number, PASSING_JOBS)
    simulation.post_ci(again.event, title="Another commit is pushed, and the Gate passes again")


@claim("While #2 still failed, the tracker was open, without a resolution.")
def _open_until_last(simulation: Simulation) -> str:
    repository = simulation.repository_at("one recovered")
    found = trackers(repository)
    closed = [issue.number for issue in found if issue.state != "OPEN"]
    resolved = [issue.number for issue in found if tracker_comments(repository, issue.number, "Resolved")]
    if not found:
        return "there was no tracker"
    return f"closed {closed}, with a resolution {resolved}" if closed or resolved else ""


@scenario(
    "The tracker stays open while another pull request still fails",
    claims.one_comment(1, 2),
    _open_until_last,
    claims.resolved_once,
    claims.request_limit(11),
)
def _partial_recovery(simulation: Simulation) -> None:
    create_repository(simulation)
    first, second = open_pull_request(simulation), open_pull_request(simulation, "Add a product")
    simulation.post_ci(first.event, second.event, title="The Gate fails on pull requests #1 and #2")
    fixed = push_commit(simulation, first.number, PASSING_JOBS)
    simulation.post_ci(fixed.event, title="Pull request #1 recovers, #2 does not")
    simulation.save("one recovered")
    last = push_commit(simulation, second.number, PASSING_JOBS)
    simulation.post_ci(last.event, title="Pull request #2 recovers too")


SCENARIOS = (_repeated_failure, _another_pull_request, _recovery, _partial_recovery)
