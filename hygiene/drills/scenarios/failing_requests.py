"""Scenarios in which GitHub refuses requests, or fails while it executes them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hygiene.drills import claims
from hygiene.drills.content import status_comments
from hygiene.drills.scenario import claim, scenario
from hygiene.drills.setup import create_repository, open_pull_request
from hygiene.drills.simulation import READER, HygieneRun
from hygiene.sandbox.faults import FieldFails, GatewayError, LateResults, ResourceLimits, Timeout, WentWrong
from hygiene.sandbox.threads import Comment

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation

FORK_OWNER = "alice"
BROKEN_WRITES = 3
LATE_READS = 3
_LIMITED = "without-statuses"


@claim("With the read-only token nothing was written.")
def _nothing_written(simulation: Simulation) -> str:
    return claims.writes_since(simulation, "before", "read-only")


@claim("After one refusal no further write was tried.")
def _one_attempt(simulation: Simulation) -> str:
    tried = [one for one in simulation.saved["read-only"].requests if one.kind == "mutation"]
    return "" if len(tried) <= 1 else f"{len(tried)} mutations were sent with a token that may not write"


@scenario(
    "With the read-only token of a fork nothing is written; the run of the repository itself writes",
    _nothing_written,
    _one_attempt,
    claims.one_comment(1),
    claims.headline(1, "❌", "that it failed"),
    claims.one_tracker,
    claims.request_limit(6),
)
def _fork(simulation: Simulation) -> None:
    create_repository(simulation)
    failed = open_pull_request(simulation, fork=f"{FORK_OWNER}/app", author=FORK_OWNER)
    event = simulation.repository.pull_request_event(failed.number)
    simulation.post_ci(
        HygieneRun(event, token=READER),
        title="The Gate of a fork's pull request runs hygiene itself, with the read-only token of a fork",
    )
    simulation.save("read-only")
    simulation.post_ci(
        HygieneRun(failed.event, "B"),
        title="Its completion starts a workflow of the repository itself, whose token may write",
    )


@claim("Each of the three broken writes had written something.")
def _faults_after_writes(simulation: Simulation) -> str:
    """The scenario proves something only if the faults came after a write."""
    broken = [one for one in simulation.world.requests if one.fault and one.kind == "mutation" and one.events]
    return "" if len(broken) == BROKEN_WRITES else f"{len(broken)} of {BROKEN_WRITES} broken writes had written"


@claim("After a write without a response, the next request was a read.")
def _read_after_lost_write(simulation: Simulation) -> str:
    """A write with an unknown result is not repeated without a read."""
    again = [
        two.number
        for one, two in pairwise(simulation.world.requests)
        if one.kind == "mutation" and one.fault in {"GatewayError", "Timeout"} and two.kind != "query"
    ]
    return ", ".join(f"request {number} writes again" for number in again)


@scenario(
    "GitHub fails in the middle of a write",
    _faults_after_writes,
    _read_after_lost_write,
    claims.one_comment(1, 2, 4),
    claims.one_tracker,
    claims.occurrence_count(3),
    claims.request_limit(18),
)
def _broken_write(simulation: Simulation) -> None:
    create_repository(simulation)
    first, second = open_pull_request(simulation), open_pull_request(simulation, "Add a product")
    simulation.post_ci(
        HygieneRun(first.event, faults=(None, None, FieldFails(place=2))),
        title="The Gate fails on #1; GitHub fails within the mutation, after its first field has been written",
    )
    simulation.post_ci(
        HygieneRun(second.event, faults=(None, GatewayError(after=True))),
        title="The Gate fails on #2; GitHub writes, but responds with status 502",
    )
    third = open_pull_request(simulation, "Add a difference")
    simulation.post_ci(
        HygieneRun(third.event, faults=(Timeout(), None, None, Timeout(after=True))),
        title="The Gate fails on #4; the first query times out, and so does the response to the write",
    )


@claim("Nothing was written while the results of #1 were late.")
def _waited(simulation: Simulation) -> str:
    saved = simulation.saved["first"]
    late = [one.number for one in saved.requests if one.fault]
    early = [event.what for event in saved.history if event.request and event.request <= max(late)]
    return ", ".join(early) or ("" if len(late) == LATE_READS else f"{len(late)} requests were late")


@claim("The comment on #3 showed that the run had failed.")
def _conclusion_shown(simulation: Simulation) -> str:
    (comment,) = status_comments(simulation.repository_at("late"), 3)
    text = comment.body
    return "" if "The run ended with `failure`" in text and "\u274c" in text else text.splitlines()[1]


@claim("No job of a run that had ended was shown as not finished.")
def _never_unfinished(simulation: Simulation) -> str:
    comments = [event.after for event in simulation.world.history if event.request]
    texts = [comment.body for comment in comments if isinstance(comment, Comment)]
    return ", ".join(text.splitlines()[1] for text in texts if "not finished" in text)


@scenario(
    "GitHub sends the event of a run before it shows the results",
    _waited,
    _conclusion_shown,
    _never_unfinished,
    claims.one_comment(1, 3),
    claims.headline(3, "❌", "that it failed"),
    claims.one_tracker,
    claims.occurrence_count(2),
    claims.request_limit(17),
)
def _late_results(simulation: Simulation) -> None:
    create_repository(simulation)
    first = open_pull_request(simulation)
    simulation.post_ci(
        HygieneRun(first.event, faults=(LateResults(),) * LATE_READS),
        title="The Gate fails on #1; GitHub sends the event some seconds before it shows the results",
    )
    simulation.save("first")
    second = open_pull_request(simulation, "Add a product")
    simulation.post_ci(
        HygieneRun(second.event, faults=(LateResults(),) * 12),
        title="The Gate fails on #3; GitHub does not show the results for more than a minute",
    )
    simulation.save("late")
    simulation.post_ci(second.event, title="The next run of the Gate's workflow reads them")


@claim("After an incomplete response, the next request was a query.")
def _read_after_incomplete(simulation: Simulation) -> str:
    again = [two.number for one, two in pairwise(simulation.world.requests) if one.fault and two.kind != "query"]
    return ", ".join(f"request {number} writes" for number in again)


@claim("The comment on #4, and no other, states that rulesets were not read.")
def _missing_part_named(simulation: Simulation) -> str:
    numbers = (1, 3, 4, 5)
    named = {number: "rulesets" in status_comments(simulation.repository, number)[0].body for number in numbers}
    return "" if named == {number: number == 4 for number in numbers} else str(named)  # noqa: PLR2004 - #4


@scenario(
    "GitHub cancels queries, or refuses them for their size",
    _read_after_incomplete,
    _missing_part_named,
    claims.one_comment(1, 3, 4, 5),
    claims.one_tracker,
    claims.occurrence_count(4),
    claims.request_limit(24),
)
def _query_limits(simulation: Simulation) -> None:
    create_repository(simulation)
    first = open_pull_request(simulation)
    simulation.post_ci(
        HygieneRun(first.event, faults=(WentWrong(), GatewayError(body="went_wrong"), Timeout())),
        title="The Gate fails on #1; GitHub cancels the first three queries: 200 without data, 502, and a timeout",
    )
    second = open_pull_request(simulation, "Add a product")
    simulation.post_ci(
        HygieneRun(second.event, faults=(ResourceLimits(), ResourceLimits())),
        title="The Gate fails on #3; the resource limits of a query are exceeded, with partial data",
    )
    third = open_pull_request(simulation, "Add a difference")
    rules = ResourceLimits(null=("pullRequest", "baseRef", "rules"))
    simulation.post_ci(
        HygieneRun(third.event, faults=(rules, rules, rules)),
        title="The Gate fails on #4; the rules of the base branch exceed the limits in a query of any size",
    )
    fourth = open_pull_request(simulation, "Add a quotient")
    simulation.post_ci(
        HygieneRun(fourth.event, faults=(None, ResourceLimits(place=2))),
        title="The Gate fails on #5; the limits are exceeded by the write, a part of which was carried out",
    )


@claim("The comment on #1 names the permission that is missing.")
def _permission_named(simulation: Simulation) -> str:
    (comment,) = status_comments(simulation.repository, 1)
    return "" if "statuses: read" in comment.body else comment.body.splitlines()[1]


@claim("Nothing was written to the locked conversation, nor after the archiving.")
def _no_comment(simulation: Simulation) -> str:
    counts = {number: len(status_comments(simulation.repository, number)) for number in (3, 4)}
    return "" if not any(counts.values()) else str(counts)


@scenario(
    "A permission is missing, a conversation is locked, and the repository is archived",
    _permission_named,
    _no_comment,
    claims.no_writes_since("open", "After the repository was archived nothing was written."),
    claims.one_comment(1),
    claims.one_tracker,
    claims.occurrence_count(2),
    claims.request_limit(10),
)
def _not_allowed(simulation: Simulation) -> None:
    create_repository(simulation)
    simulation.world.token(_LIMITED, statuses="none")
    first = open_pull_request(simulation)
    simulation.repository.status(first.head, "license/cla", "success")
    simulation.post_ci(
        HygieneRun(first.event, token=_LIMITED),
        title="The Gate fails on #1; the token may not read commit statuses",
    )
    second = open_pull_request(simulation, "Add a product")
    simulation.repository.person(FORK_OWNER).lock(second.number)
    simulation.post_ci(second.event, title="The Gate fails on #3, whose conversation is locked")
    simulation.save("open")
    third = open_pull_request(simulation, "Add a difference")
    simulation.repository.change(archived=True)
    simulation.post_ci(third.event, title="The Gate fails on #4, and the repository was archived")


SCENARIOS = (_fork, _broken_write, _late_results, _query_limits, _not_allowed)
