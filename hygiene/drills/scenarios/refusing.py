"""Stories about a GitHub that refuses, or breaks in the middle."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hygiene.drills.claims import Claim, counted, headline, one_comment, one_tracker, silent_since, within
from hygiene.drills.ground import begin, opened
from hygiene.drills.holdings import status_comments
from hygiene.drills.scenario import Scenario
from hygiene.drills.stage import READER, Call
from hygiene.sandbox.faults import FieldFails, GatewayError, LateResults, ResourceLimits, Timeout, WentWrong
from hygiene.sandbox.threads import Comment

if TYPE_CHECKING:
    from hygiene.drills.stage import Stage
    from hygiene.sandbox.history import RequestRecord

ALICE = "alice"
BROKEN = 3
LATE_READS = 3
_LIMITED = "without-statuses"


def _fork(stage: Stage) -> Call:
    begin(stage)
    failed = opened(stage, "sum", "Add a sum", fork=f"{ALICE}/app", author=ALICE)
    event = stage.home.pull_request_event(failed.number)
    stage.step("The Gate of a fork's pull request runs hygiene itself, with the read-only token of a fork")
    stage.post_ci(Call(event, token=READER))
    stage.keep("read-only")
    stage.step("Its completion starts a workflow of the repository itself, whose token may write")
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
    stage.step("The Gate fails on another; the first query times out, and so does the response to the write")
    stage.post_ci(Call(third.event, faults=(Timeout(), None, None, Timeout(after=True))))
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


def _late(stage: Stage) -> Call:
    begin(stage)
    first = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on #1; GitHub sends the event some seconds before it shows the results")
    stage.post_ci(Call(first.event, faults=(LateResults(), LateResults(), LateResults())))
    stage.keep("shown")
    second = opened(stage, "product", "Add a product")
    stage.step("The Gate fails on #3; GitHub does not show the results for more than a minute")
    stage.post_ci(Call(second.event, faults=(LateResults(),) * 12))
    stage.keep("late")
    stage.step("The next run of the Gate's workflow reads them")
    stage.post_ci(Call(second.event))
    return Call(second.event)


def _waited(stage: Stage) -> str:
    """Nothing was written while the results of #1 were not shown."""
    late = [one.number for one in stage.kept["shown"].requests if one.fault]
    early = [event.what for event in stage.kept["shown"].history if event.request and event.request <= max(late)]
    return ", ".join(early) or ("" if len(late) == LATE_READS else f"{len(late)} requests were late")


def _says_how_it_ended(stage: Stage) -> str:
    (comment,) = status_comments(stage.at("late"), 3)
    text = comment.body
    return "" if "The run ended with `failure`" in text and "\u274c" in text else text.splitlines()[1]


def _called_unfinished(stage: Stage) -> str:
    texts = [event.after.body for event in stage.world.history if isinstance(event.after, Comment) and event.request]
    return ", ".join(text.splitlines()[1] for text in texts if "not finished" in text)


def _too_much(stage: Stage) -> Call:
    begin(stage)
    first = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on #1; GitHub gives up on the first three queries: 200 without data, 502, and silence")
    stage.post_ci(Call(first.event, faults=(WentWrong(), GatewayError(body="went_wrong"), Timeout())))
    stage.keep("given up")
    second = opened(stage, "product", "Add a product")
    stage.step("The Gate fails on #3; the resource limits of a query are exceeded, with partial data")
    stage.post_ci(Call(second.event, faults=(ResourceLimits(), ResourceLimits())))
    third = opened(stage, "difference", "Add a difference")
    stage.step("The Gate fails on #4; the rules of the base branch are too much, whatever the size of the query")
    rules = ResourceLimits(null=("pullRequest", "baseRef", "rules"))
    stage.post_ci(Call(third.event, faults=(rules, rules, rules)))
    fourth = opened(stage, "quotient", "Add a quotient")
    stage.step("The Gate fails on #5; the limits are exceeded by the write, which was carried out in part")
    stage.post_ci(Call(fourth.event, faults=(None, ResourceLimits(place=2))))
    return Call(fourth.event)


def _read_before(stage: Stage) -> str:
    """After a query that GitHub did not answer in full, the next request is a query."""
    again = [two.number for one, two in pairwise(stage.world.requests) if one.fault and two.kind != "query"]
    return ", ".join(f"request {number} writes" for number in again)


def _names_rulesets(stage: Stage) -> str:
    told = {number: "rulesets" in status_comments(stage.home, number)[0].body for number in (1, 3, 4, 5)}
    return "" if told == {1: False, 3: False, 4: True, 5: False} else str(told)


def _not_allowed(stage: Stage) -> Call:
    begin(stage)
    stage.world.token(_LIMITED, statuses="none")
    first = opened(stage, "sum", "Add a sum")
    stage.home.status(first.head, "license/cla", "success")
    stage.step("The Gate fails on #1; the token may not read commit statuses")
    stage.post_ci(Call(first.event, token=_LIMITED))
    second = opened(stage, "product", "Add a product")
    stage.home.person(ALICE).lock(second.number)
    stage.step("The Gate fails on #3, whose conversation is locked")
    stage.post_ci(Call(second.event))
    stage.keep("open")
    third = opened(stage, "difference", "Add a difference")
    stage.home.change(archived=True)
    stage.step("The Gate fails on #4, and the repository was archived")
    stage.post_ci(Call(third.event))
    return Call(third.event)


def _names_permission(stage: Stage) -> str:
    (comment,) = status_comments(stage.home, 1)
    return "" if "statuses: read" in comment.body else comment.body.splitlines()[1]


def _no_comment(stage: Stage) -> str:
    counts = {number: len(status_comments(stage.home, number)) for number in (3, 4)}
    return "" if not any(counts.values()) else str(counts)


REFUSING = (
    Scenario(
        "fork",
        "A fork's read-only token writes nothing; the repository's own run does",
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
            Claim("looked-first", "After a write without a response, the next request was a read.", _looked_first),
            one_comment(1, 2, 4),
            one_tracker(),
            counted(3),
            within(18),
        ),
    ),
    Scenario(
        "late-results",
        "GitHub announces the end of a run before it shows the results",
        _late,
        (
            Claim("waited", "Nothing was written while the results of #1 were not shown.", _waited),
            Claim("how-it-ended", "The comment on #3 said that the run had failed.", _says_how_it_ended),
            Claim("never-unfinished", "No job of a run that had ended was shown as not finished.", _called_unfinished),
            one_comment(1, 3),
            headline(3, "❌", "that it failed"),
            one_tracker(),
            counted(2),
            within(17),
        ),
    ),
    Scenario(
        "too-much",
        "GitHub gives up on queries, or refuses them for their size",
        _too_much,
        (
            Claim("read-before", "After an incomplete response, the next request was a query.", _read_before),
            Claim("named", "The comment on #4, and no other, says that rulesets were not read.", _names_rulesets),
            one_comment(1, 3, 4, 5),
            one_tracker(),
            counted(4),
            within(24),
        ),
    ),
    Scenario(
        "not-allowed",
        "A permission is missing, a conversation is locked, and the repository is archived",
        _not_allowed,
        (
            Claim("permission-named", "The comment on #1 names the permission that is missing.", _names_permission),
            Claim(
                "no-comment", "Nothing was written to the locked conversation, nor after the archiving.", _no_comment
            ),
            silent_since("open", "After the repository was archived nothing was written."),
            one_comment(1),
            one_tracker(),
            counted(2),
            within(10),
        ),
    ),
)
