"""The plan that removes everything that hygiene wrote: own author and a marker that parses, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.markdown.printable import one_line
from hygiene.model.marker import Damaged, Marker, decode
from hygiene.model.plan import CloseIssue, DeleteComment, RemoveLabels
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.model.own_content import Thread, Traces
    from hygiene.model.plan import Operation, Plan
    from hygiene.model.snapshot import Comment, Issue


@dataclass(frozen=True, slots=True)
class Removal:
    """What is removed, and in ``kept`` a description of each text that seems to be hygiene's and is not removed."""

    plan: Plan = ()
    kept: tuple[str, ...] = ()


def decide_uninstall(traces: Traces, *, close_trackers: bool) -> Removal:
    """Delete our status comments, remove the failure label from pull requests, and close our trackers."""
    plan: list[Operation] = []
    kept: list[str] = []
    for thread in traces.threads:
        plan += _of_thread(thread, kept)
    for issue in traces.trackers:
        plan += _of_tracker(issue, kept, close=close_trackers)
    foreign = sum(_is_foreign(comment) for thread in traces.threads for comment in thread.comments)
    foreign += sum(not issue.own and decode(issue.body, anywhere=True) is not None for issue in traces.trackers)
    if foreign:
        kept.append(f"{foreign} with our marker by another account: only the token that wrote them can remove them")
    return Removal(tuple(plan), tuple(kept))


def _of_thread(thread: Thread, kept: list[str]) -> list[Operation]:
    found: list[Operation] = []
    for comment in thread.comments:
        match decode(comment.body) if comment.own else None:
            case Marker(identity=identity) if identity.partition("/")[0] == "status":
                found.append(DeleteComment(comment.id, thread.number))
            case Damaged(reason=reason):
                kept.append(f"a comment of this account whose marker is {reason}: {comment.url}")
            case _:
                pass
    if thread.label is not None:
        found.append(RemoveLabels(thread.id, thread.number, (thread.label.id,), (thread.label.name,)))
    return found


def _of_tracker(issue: Issue, kept: list[str], *, close: bool) -> list[Operation]:
    match decode(issue.body, anywhere=True) if issue.own else None:
        case Marker(identity=identity) if identity.startswith("tracker/"):
            if close:
                return [CloseIssue(issue.id, issue.number, identity.partition("/")[2], issue.version)]
            kept.append(f"the tracker {issue.url}, still open")
        case Damaged(reason=reason):
            kept.append(f"an issue of this account whose marker is {reason}: {issue.url}")
        case _:
            pass
    return []


def _is_foreign(comment: Comment) -> bool:
    return not comment.own and decode(comment.body) is not None


def removal_lines(plan: Sequence[Operation], kept: Sequence[str], remaining: Sequence[str]) -> list[str]:
    """A line for each operation, for each thing that is kept, and for what was not read."""
    lines = [f"  {_description(operation)}" for operation in plan] or ["  nothing"]
    lines += [f"kept: {one_line(one)}" for one in kept]
    return lines + [f"not read: {one_line(one)}" for one in remaining]


def removed_line(done: Sequence[Operation]) -> str:
    """The number of operations that were carried out, by kind."""
    kinds = {"comment": DeleteComment, "label": RemoveLabels, "tracker": CloseIssue}
    counts = {word: sum(isinstance(operation, kind) for operation in done) for word, kind in kinds.items()}
    deleted, removed, closed = (f"{n} {word}" if n == 1 else f"{n} {word}s" for word, n in counts.items())
    return f"Deleted {deleted}, removed {removed}, closed {closed}."


def _description(operation: Operation) -> str:
    match operation:
        case DeleteComment():
            return f"#{operation.number}: delete the status comment"
        case RemoveLabels():
            return f"#{operation.number}: remove the label {one_line(', '.join(operation.names))}"
        case CloseIssue():
            return f"#{operation.number}: close the tracker {one_line(operation.category)}"
        case _:
            return type(operation).__name__
