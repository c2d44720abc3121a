"""Claims that several scenarios make. A check reads the sandbox and its history, never what hygiene reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.content import occurrences, status_comments, tracker_comments, trackers
from hygiene.drills.scenario import Claim, claim
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import Authored, PullRequest

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation
    from hygiene.sandbox.history import Event


def one_comment(*numbers: int) -> Claim:
    """Exactly one status comment on each of these pull requests."""

    def check(simulation: Simulation) -> str:
        counts = {number: len(status_comments(simulation.repository, number)) for number in numbers}
        return "; ".join(f"#{number} has {count}" for number, count in counts.items() if count != 1)

    each = ", ".join(f"#{number}" for number in numbers)
    return Claim("one-comment", f"{each} {'has' if len(numbers) == 1 else 'have'} exactly one status comment.", check)


@claim("One tracker is open; any other is closed as its younger duplicate.")
def one_tracker(simulation: Simulation) -> str:
    """Exactly one open tracker."""
    found = trackers(simulation.repository)
    still_open = [issue for issue in found if issue.state == "OPEN"]
    if len(still_open) != 1:
        return f"{len(still_open)} are open"
    kept = still_open[0]
    others = [issue for issue in found if issue is not kept]
    wrong = [issue for issue in others if issue.duplicate_of != kept.id or issue.number < kept.number]
    return ", ".join(f"#{issue.number} is no duplicate of #{kept.number}" for issue in wrong)


@claim("No tracker is open.")
def no_open_tracker(simulation: Simulation) -> str:
    """All trackers are closed."""
    still_open = [issue.number for issue in trackers(simulation.repository) if issue.state == "OPEN"]
    return f"open: {still_open}" if still_open else ""


def occurrence_count(count: int) -> Claim:
    """The count of the open tracker."""

    def check(simulation: Simulation) -> str:
        counts = [occurrences(issue) for issue in trackers(simulation.repository) if issue.state == "OPEN"]
        return "" if counts == [count] else f"the trackers show {counts}"

    return Claim("occurrences", f"The tracker shows {count} occurrence{'' if count == 1 else 's'}.", check)


@claim("The tracker is closed as completed, with exactly one resolution comment.")
def resolved_once(simulation: Simulation) -> str:
    """One tracker, closed as completed, with one resolution comment."""
    found = trackers(simulation.repository)
    if len(found) != 1 or (found[0].state, found[0].state_reason) != ("CLOSED", "COMPLETED"):
        return ", ".join(f"#{issue.number} is {issue.state} {issue.state_reason or ''}".strip() for issue in found)
    count = len(tracker_comments(simulation.repository, found[0].number, "Resolved"))
    return "" if count == 1 else f"{count} resolution comments"


def headline(number: int, symbol: str, result: str) -> Claim:
    """The result that the status comment shows."""

    def check(simulation: Simulation) -> str:
        comments = status_comments(simulation.repository, number)
        found = [next((line for line in one.body.splitlines() if line.startswith("#")), "") for one in comments]
        return "" if found and all(symbol in line for line in found) else f"the headline is {found}"

    return Claim("headline", f"The comment on #{number} shows {result}.", check)


def label(*, present: bool) -> Claim:
    """Whether pull request #1 has a label."""

    def check(simulation: Simulation) -> str:
        count = len(simulation.repository.thread(1).labels)
        return "" if bool(count) is present else f"{count} labels"

    return Claim("label", f"Pull request #1 has {'the' if present else 'no'} label.", check)


def no_writes_since(name: str, text: str) -> Claim:
    """No request has written anything since the sandbox was saved under a name."""
    return Claim("no-writes", text, lambda simulation: writes_since(simulation, name))


def request_limit(count: int) -> Claim:
    """The number of requests of the whole scenario."""

    def check(simulation: Simulation) -> str:
        found = len(simulation.world.requests)
        return "" if found <= count else f"{found} requests"

    return Claim("request-limit", f"The scenario took at most {count} requests.", check)


@claim("No text of a person was changed, hidden or deleted, and nothing of theirs was closed.")
def others_unchanged(simulation: Simulation) -> str:
    """What people wrote is as they left it. Only labels of their pull requests may change."""
    wrong = [event for event in _writes(simulation) if _changes_others(event)]
    return ", ".join(f"request {event.request}: {event.what}" for event in wrong)


@claim("Nobody was mentioned, and no issue that does not exist was linked.")
def no_mentions(simulation: Simulation) -> str:
    """No ``@mention``, and no ``#number`` but those that exist."""
    known = {f"#{number}" for number in range(1, simulation.repository.record.last_number + 1)}
    mentioned = {mention for event in _writes(simulation) for mention in event.mentions}
    return ", ".join(sorted(mentioned - known))


@claim("The same event, processed again, writes nothing.")
def idempotent(simulation: Simulation) -> str:
    """The repetition at the end of each scenario has written nothing."""
    return writes_since(simulation, "end")


def writes_since(simulation: Simulation, start: str, end: str = "") -> str:
    """What requests wrote between two saved states, or until now."""
    history = (simulation.saved[end] if end else simulation.world).history
    return ", ".join(event.what for event in history[len(simulation.saved[start].history) :] if event.request)


def _writes(simulation: Simulation) -> list[Event]:
    return [event for event in simulation.world.history if event.request]


def _changes_others(event: Event) -> bool:
    before = event.before
    if not isinstance(before, Authored) or before.author == BOT_LOGIN:
        return False
    return not (event.what.endswith(("labeled", "unlabeled")) and isinstance(before, PullRequest))
