"""Stories about a GitHub that refuses, or breaks in the middle."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hygiene.drills.claims import Claim, counted, headline, one_comment, one_tracker, within
from hygiene.drills.ground import begin, opened
from hygiene.drills.scenario import Scenario
from hygiene.drills.stage import READER, Call
from hygiene.sandbox.faults import FieldFails, GatewayError, Timeout

if TYPE_CHECKING:
    from hygiene.drills.stage import Stage
    from hygiene.sandbox.history import RequestRecord

ALICE = "alice"
BROKEN = 3


def _fork(stage: Stage) -> Call:
    begin(stage)
    failed = opened(stage, "sum", "Add a sum", fork=f"{ALICE}/app", author=ALICE)
    event = stage.home.pull_request_event(failed.number)
    stage.step("The Gate of a fork's pull request runs hygiene itself, with the read-only token of a fork")
    stage.post_ci(Call(event, token=READER))
    stage.keep("read-only")
    stage.step("Its completion wakes a workflow of the repository itself, whose token may write")
    stage.post_ci(Call(failed.event, writer="B"))
    return Call(failed.event, writer="B")


def _nothing_written(stage: Stage) -> str:
    wrote = [event.what for event in stage.kept["read-only"].history if event.request]
    return ", ".join(wrote)


def _asked_once(stage: Stage) -> str:
    """A refusal is no reason to try again, and again."""
    tried = [one for one in stage.kept["read-only"].requests if one.kind == "mutation"]
    return "" if len(tried) <= 1 else f"{len(tried)} mutations were sent with a token that may not write"


def _broken(stage: Stage) -> Call:
    begin(stage)
    first, second = opened(stage, "sum", "Add a sum"), opened(stage, "product", "Add a product")
    stage.step("The Gate fails on #1; GitHub fails within the mutation, after its first field has been written")
    stage.post_ci(Call(first.event, faults=(None, None, FieldFails(place=2))))
    stage.step("The Gate fails on #2; GitHub writes, and answers 502 all the same")
    stage.post_ci(Call(second.event, faults=(None, GatewayError(after=True))))
    third = opened(stage, "difference", "Add a difference")
    stage.step("The Gate fails on another; the first look times out, and so does the answer to the write")
    stage.post_ci(Call(third.event, faults=(Timeout(), None, Timeout(after=True))))
    return Call(third.event)


def _looked_first(stage: Stage) -> str:
    """After a write whose outcome nobody knows, the next request looks; it never sends the same again."""
    again = [two.number for one, two in pairwise(stage.world.requests) if _unknown(one) and two.kind != "query"]
    return ", ".join(f"request {number} writes again" for number in again)


def _unknown(answered: RequestRecord) -> bool:
    return answered.kind == "mutation" and answered.fault in {"GatewayError", "Timeout"}


def _was_broken(stage: Stage) -> str:
    """The story is told only if the faults came where they hurt: something was written, and no good answer came."""
    hurt = [one for one in stage.world.requests if one.fault and one.kind == "mutation" and one.events]
    return "" if len(hurt) == BROKEN else f"{len(hurt)} of {BROKEN} broken writes had written something"


REFUSING = (
    Scenario(
        "fork",
        "A fork's read-only token degrades; the repository's own run speaks",
        _fork,
        (
            Claim("nothing-written", "With the read-only token nothing was written.", _nothing_written),
            Claim("asked-once", "After one refusal it did not try again.", _asked_once),
            one_comment(1),
            headline(1, "❌", "that it failed"),
            one_tracker(),
            within(6),
        ),
    ),
    Scenario(
        "broken-write",
        "GitHub fails in the middle of a write",
        _broken,
        (
            Claim("was-broken", "Each of the three broken writes had written something.", _was_broken),
            Claim("looked-first", "After a write without an answer the next request looked.", _looked_first),
            one_comment(1, 2, 4),
            one_tracker(),
            counted(3),
            within(18),
        ),
    ),
)
