"""Claims: sentences that can be false, each with the look at GitHub that decides it.

A check reads the world and its history. It never asks the program, and it shares no code with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.holdings import notes, occurrences, status_comments, trackers
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import Authored, PullRequest
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.drills.stage import Stage
    from hygiene.sandbox.history import Event


@dataclass(frozen=True, slots=True)
class Claim:
    """``found`` gives what was found instead; the empty text when the claim holds."""

    name: str
    text: str
    found: Callable[[Stage], str]


def one_comment(*numbers: int) -> Claim:
    """Exactly one status comment on each of these pull requests."""

    def found(stage: Stage) -> str:
        counts = {number: len(status_comments(stage.home, number)) for number in numbers}
        return "; ".join(f"#{number} has {count}" for number, count in counts.items() if count != 1)

    each = ", ".join(f"#{number}" for number in numbers)
    return Claim("one-comment", f"{each} {'has' if len(numbers) == 1 else 'have'} exactly one status comment.", found)


def one_tracker() -> Claim:
    """Exactly one open tracker; every other is a duplicate of it, and younger."""

    def found(stage: Stage) -> str:
        every = trackers(stage.home)
        still = [issue for issue in every if issue.state == "OPEN"]
        if len(still) != 1:
            return f"{len(still)} are open"
        others = [issue for issue in every if issue is not still[0]]
        wrong = [issue for issue in others if issue.duplicate_of != still[0].id or issue.number < still[0].number]
        return ", ".join(f"#{issue.number} is no duplicate of #{still[0].number}" for issue in wrong)

    return Claim("one-tracker", "One tracker is open; any other is closed as its younger duplicate.", found)


def counted(count: int) -> Claim:
    """The open tracker's count."""

    def found(stage: Stage) -> str:
        counts = [occurrences(issue) for issue in trackers(stage.home) if issue.state == "OPEN"]
        return "" if counts == [count] else f"the trackers show {counts}"

    return Claim("counted", f"The tracker shows {count} occurrence{'' if count == 1 else 's'}.", found)


def resolved_once() -> Claim:
    """One tracker, closed as completed, with one resolution comment."""

    def found(stage: Stage) -> str:
        every = trackers(stage.home)
        if len(every) != 1 or (every[0].state, every[0].state_reason) != ("CLOSED", "COMPLETED"):
            return ", ".join(f"#{issue.number} is {issue.state} {issue.state_reason or ''}".strip() for issue in every)
        count = len(notes(stage.home, every[0].number, "Resolved"))
        return "" if count == 1 else f"{count} resolution comments"

    return Claim("resolved-once", "The tracker is closed as completed, with exactly one resolution comment.", found)


def headline(number: int, symbol: str, words: str) -> Claim:
    """The state that the status comment shows."""

    def found(stage: Stage) -> str:
        lines = [_headline(comment.body) for comment in status_comments(stage.home, number)]
        return "" if lines and all(symbol in text for text in lines) else f"it says {lines}"

    return Claim("headline", f"The comment on #{number} says {words}.", found)


def silent_since(name: str, text: str) -> Claim:
    """No request has written anything since the world was kept under a name."""
    return Claim("silent", text, lambda stage: _written(stage, name))


def settled() -> Claim:
    """Once more the same event: nothing is written."""
    text = "The same event, processed again, writes nothing."
    return Claim("settled", text, lambda stage: _written(stage, "end"))


def people_untouched() -> Claim:
    """Whatever people wrote stands as they left it."""

    def found(stage: Stage) -> str:
        return ", ".join(f"request {event.request}: {event.what}" for event in _ours(stage) if _touches_people(event))

    return Claim("people-untouched", "No text of a person was changed, hidden or deleted, and none closed.", found)


def nobody_called() -> Claim:
    """No ``@mention`` notified anybody, and no number but those of pull requests that are there."""

    def found(stage: Stage) -> str:
        known = {f"#{number}" for number in range(1, stage.home.record.last_number + 1)}
        mentioned = {mention for event in _ours(stage) for mention in event.mentions}
        return ", ".join(sorted(mentioned - known))

    return Claim("nobody-called", "Nobody was mentioned, and no issue that does not exist was linked.", found)


def within(requests_max: int) -> Claim:
    """The bound on requests, for the whole story."""

    def found(stage: Stage) -> str:
        count = len(stage.world.requests)
        return "" if count <= requests_max else f"{count} requests"

    return Claim("within-bounds", f"The whole story took at most {requests_max} requests.", found)


def _headline(body: str) -> str:
    return next((text for text in body.splitlines() if text.startswith("#")), "")


def _ours(stage: Stage) -> list[Event]:
    return [event for event in stage.world.history if event.request]


def _written(stage: Stage, name: str) -> str:
    known = len(stage.kept[name].history)
    return ", ".join(event.what for event in stage.world.history[known:] if event.request)


def _touches_people(event: Event) -> bool:
    """Labels on a pull request are the one thing that is ours to change on what people made."""
    before = event.before
    if not isinstance(before, Authored) or before.author == BOT_LOGIN:
        return False
    labeled = event.what.endswith(("labeled", "unlabeled")) and isinstance(before, PullRequest)
    return not labeled
