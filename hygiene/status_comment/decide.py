"""The status comment: exactly one in its slot on every open pull request of this head, saying what the checks say.

The text is a function of the snapshot alone, so two writers that see the same write the same. First the comment that
stays gets the whole text, then the next pass, which sees it there, removes the others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.model.comment_state import CommentState, Section, encode_state
from hygiene.model.decision import Decision
from hygiene.model.marker import Marker
from hygiene.model.plan import AddComment, DeleteComment, Operation, UpdateComment
from hygiene.model.report import CommentAction, CommentResult
from hygiene.model.snapshot import PullRequest, PullRequestState, Snapshot, normal
from hygiene.status_comment.build import status_of
from hygiene.status_comment.existing import ExistingComments, existing_comments, silenced
from hygiene.status_comment.model import Overall, Status
from hygiene.status_comment.render import render_status, render_summary
from hygiene.status_comment.sections import kept, renewed

if TYPE_CHECKING:
    from hygiene.model.policy import Policy
    from hygiene.model.trigger import Trigger

_CONCLUSIVE = (Overall.SUCCESS, Overall.FAILURE)


def decide_status(
    snapshot: Snapshot, policy: Policy, trigger: Trigger, contributed: tuple[Section, ...] = ()
) -> Decision:
    """What is to be done about the status comments; a merge queue's runs and a closing leave them alone.

    ``contributed`` are sections to set at the same time, for the head of the event, else the one there is.
    """
    status = status_of(snapshot, policy, trigger)
    if status is None or trigger.event == "merge_group" or trigger.closed:
        return Decision()
    decision = Decision()
    for pull_request in snapshot.pull_requests if policy.comments else ():
        if pull_request.head_oid == status.head_oid:
            head_oid = trigger.head_oid or pull_request.head_oid
            sections = tuple(replace(section, head=head_oid) for section in contributed)
            quiet = silenced(pull_request, policy, trigger)
            decision += quiet or decide_comment(pull_request, snapshot, policy, status, sections)
    return decision + Decision(markdown=render_summary(status), state=status.overall.value)


def decide_comment(
    pull_request: PullRequest, snapshot: Snapshot, policy: Policy, status: Status, contributed: tuple[Section, ...] = ()
) -> Decision:
    """One pull request's slot; ``contributed`` are sections that somebody writes now."""
    slot = existing_comments(pull_request, policy)
    if slot.future is not None:
        note = f"Pull request {pull_request.number}: a newer version wrote the comment, so it was left alone."
        return Decision(notices=(note,))
    needs_history = slot.needs_history(snapshot.overwritten)
    if needs_history:
        return Decision(needs_history=needs_history)
    written = slot.written(snapshot.overwritten)
    state = _state(written, status, contributed, policy)
    plan, body = _plan(pull_request, slot, state, status, policy)
    word = status.overall.value
    results = tuple(
        CommentResult(pull_request.number, CommentAction.UNCHANGED, word, occupant.comment.id, occupant.comment.url)
        for occupant in slot.occupants[:1]
    )
    return Decision(plan=plan, comments=results, markdown=body, state=word)


def _state(written: CommentState, status: Status, contributed: tuple[Section, ...], policy: Policy) -> CommentState:
    previous = written.previous if written.head == status.head_oid else written.head
    heads = (status.head_oid, previous)
    return replace(
        written,
        head=status.head_oid,
        previous=previous,
        state=status.overall.value,
        last_conclusion=status.overall.value if status.overall in _CONCLUSIVE else written.last_conclusion,
        sections=kept(renewed(written.sections, contributed), heads, policy.status),
    )


def _plan(
    pull_request: PullRequest, slot: ExistingComments, state: CommentState, status: Status, policy: Policy
) -> tuple[tuple[Operation, ...], str]:
    def body(base: int) -> str:
        marker = Marker(slot.name, encode_state(replace(state, base=base)))
        return render_status(replace(status, sections=state.sections), marker, policy.status)

    is_open = pull_request.state is PullRequestState.OPEN
    if not slot.occupants:
        text = body(0)
        return ((AddComment(pull_request.id, pull_request.number, text),) if is_open else (), text)
    first, *rest = slot.occupants
    if is_open and policy.status.notify == "worse" and _turned_red(first.state, status):
        state = replace(state, generation=state.generation + 1)
        text = body(0)
        return (AddComment(pull_request.id, pull_request.number, text),), text
    comment = first.comment
    text = body(first.state.base)
    # A base that lies is no reason to write: two writers that only mend it would never end.
    if normal(text) != normal(comment.body):
        text = body(comment.edits.total)
        update = UpdateComment(comment.id, pull_request.number, text, comment.version, comment.body)
        return (update,), text
    return tuple(DeleteComment(other.comment.id, pull_request.number) for other in rest), text


def _turned_red(state: CommentState, status: Status) -> bool:
    return state.last_conclusion == Overall.SUCCESS.value and status.overall is Overall.FAILURE
