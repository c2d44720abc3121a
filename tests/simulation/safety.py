"""What no single step may do, whatever the schedule. Reads the world's records; shares no code with the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import Comment, Issue, PullRequest
from tests.simulation.reading import marker_of, occupants, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hygiene.sandbox.history import Event
    from hygiene.sandbox.state import State
    from tests.simulation.scenario import Truth


def unsafe(before: State, after: State, events: Iterable[Event], truth: Truth, *, removes: bool = False) -> list[str]:
    """Everything that one request did and should not have done; a writer that ``removes`` leaves no survivor."""
    found = [complaint for event in events if (complaint := _foreign(event))]
    found += _mutual(after)
    if removes:
        return found
    found += [complaint for event in events if (complaint := _younger_stays(event, before, after))]
    found += [complaint for event in events if (complaint := _lost_section(event, before, after, truth))]
    return found


def _foreign(event: Event) -> str:
    """Only our own comments and issues with our marker change; labels may go on a pull request."""
    record = event.before
    match record:
        case Comment(author=author) | Issue(author=author):
            if author != BOT_LOGIN:
                return f"{event.what} on what {author} wrote"
            texts = texts_of(record)
            return "" if any("<!-- hygiene:" in text for text in texts) else f"{event.what} on a text without a marker"
        case PullRequest():
            return "" if event.what in ("pull_request.labeled", "pull_request.unlabeled") else f"{event.what} by us"
        case None:
            new = event.after
            if isinstance(new, Comment | Issue) and not marker_of(new.body)[0]:
                return f"{event.what} without a marker"
            return ""
        case _:
            return f"{event.what} by us"


def _mutual(state: State) -> Iterator[str]:
    """Following duplicates from any tracker ends at one that is none."""
    issues = {record.id: record for record in state.nodes.values() if isinstance(record, Issue)}
    for issue in issues.values():
        seen = {issue.id}
        at = issue
        while at.duplicate_of and at.state_reason == "DUPLICATE":
            if at.duplicate_of in seen:
                yield f"#{issue.number} and #{at.number} are closed against each other"
                break
            at = issues[at.duplicate_of]
            seen.add(at.id)


def _younger_stays(event: Event, before: State, after: State) -> str:
    """The oldest stays: a tracker duplicates an older one, a whole comment goes for an older or a fresher one."""
    match event.before, event.after:
        case Issue(number=number), Issue(duplicate_of=str(other), state_reason="DUPLICATE"):
            original = after.get(other, Issue)
            return f"#{number} was closed for the younger #{original.number}" if original.number > number else ""
        case Comment() as gone, None:
            slot, content = marker_of(gone.body, first_line=True)
            pull = before.nodes.get(gone.thread)
            if not slot.startswith("status") or not isinstance(pull, PullRequest):
                return ""
            rest = occupants(after, after.get(pull.id, PullRequest), slot)
            heirs = [
                one for one in rest if _generation(one) > content["generation"] or one.database_id < gone.database_id
            ]
            return "" if heirs else "an older comment was removed for a younger one"
        case _:
            return ""


def _generation(comment: Comment) -> int:
    return int(marker_of(comment.body, first_line=True)[1].get("generation", 0))


def unseen(events: Iterable[Event]) -> list[str]:
    """Texts that replaced another one which their writer had not seen."""
    found = []
    for event in events:
        match event.before, event.after:
            case (Comment() | Issue()) as old, (Comment() | Issue()) as new if len(new.edits) > len(old.edits):
                seen = marker_of(new.body)[1].get("base", 0)
                if old.edits and seen < len(old.edits):
                    found.append(f"{event.what} over a text that nobody had read")
            case _:
                pass
    return found


def touched(events: Iterable[Event], left_alone: frozenset[str]) -> list[str]:
    """Trackers that people had muted before their writer's read, and that it changed, but for the label of trackers."""
    return [
        f"{event.what} on a tracker that is muted"
        for event in events
        if not event.what.endswith("labeled")
        if getattr(event.before, "id", "") in left_alone or getattr(event.after, "thread", "") in left_alone
    ]


def _lost_section(event: Event, before: State, after: State, truth: Truth) -> str:
    """A status comment is removed only when another one has all its sections and is about the head."""
    gone = event.before
    if not isinstance(gone, Comment) or event.what not in ("comment.deleted", "comment.minimized"):
        return ""
    slot, state = marker_of(gone.body, first_line=True)
    pull = before.nodes.get(gone.thread)
    if not slot.startswith("status") or not isinstance(pull, PullRequest):
        return ""
    rest = occupants(after, after.get(pull.id, PullRequest), slot)
    rest = sorted(rest, key=lambda one: (-_generation(one), one.database_id))
    if not rest:
        return "the last status comment was removed"
    held = marker_of(rest[0].body, first_line=True)[1]
    head = after.get(pull.id, PullRequest).head_oid
    if held.get("head") != head == state.get("head") and truth.pulls:
        return "a duplicate that is about the head was removed before the survivor was"
    # What its survivor held once can be read in its history by everybody who comes later.
    texts = [marker_of(text)[1].get("sections", ()) for text in texts_of(rest[0])]
    newest = {row[0]: row[1] for rows in texts for row in rows}
    lost = [
        row[0] for row in state.get("sections", ()) if row[2] == held.get("head") and newest.get(row[0], -1) < row[1]
    ]
    return f"removed with sections that nobody else holds: {', '.join(lost)}" if lost else ""
