"""Decides about the status comment: exactly one on every open pull request of this head, with the text of its checks.

The text is a function of the snapshot alone, so two writers that read the same write the same. The comment that is kept
gets its text first; the next pass, which reads it there, removes the others.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hygiene.model.comment_state import CommentState, encode_state
from hygiene.model.decision import Decision
from hygiene.model.marker import Marker
from hygiene.model.plan import AddComment, DeleteComment, Operation, UpdateComment
from hygiene.model.report import CommentAction, CommentResult
from hygiene.model.snapshot import PullRequest, PullRequestState, Snapshot, normal
from hygiene.status_comment.build import status_of
from hygiene.status_comment.existing import ExistingComments, ended_runs, existing_comments, not_recreated
from hygiene.status_comment.model import Overall, Status
from hygiene.status_comment.render import render_summary, renderer
from hygiene.status_comment.sections import with_contributed, within_limits
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.model.comment_state import Section
    from hygiene.model.policy import Policy
    from hygiene.model.trigger import Trigger

_CONCLUSIVE = (Overall.SUCCESS, Overall.FAILURE)


def decide_status(
    snapshot: Snapshot,
    policy: Policy,
    trigger: Trigger,
    contributed: Mapping[str, tuple[Section, ...]] = MappingProxyType({}),
    opening: frozenset[str] = frozenset(),
) -> Decision:
    """The plan for the status comments; empty for a merge queue's run and for a pull request that is being closed.

    ``contributed`` are sections to set in the same write, by the node id of the pull request, ``opening`` the
    categories whose tracker the same plan opens.
    """
    status = status_of(snapshot, policy, trigger, ended_runs(snapshot, policy), opening)
    if status is None or trigger.event == "merge_group" or trigger.closed:
        return Decision()
    decision = decide_comments(snapshot, policy, trigger, status, contributed) if policy.comments else Decision()
    markdown = decision.markdown or render_summary(status)
    return replace(decision, markdown=markdown, state=decision.state or status.overall.value)


def decide_comments(
    snapshot: Snapshot, policy: Policy, trigger: Trigger, status: Status, contributed: Mapping[str, tuple[Section, ...]]
) -> Decision:
    """The plan for the comments of all pull requests with this head; ``contributed`` as in ``decide_status``."""
    decision = Decision()
    for pull_request in snapshot.pull_requests:
        if pull_request.head_oid == status.head_oid:
            sections = contributed.get(pull_request.id, ())
            unchanged = not_recreated(pull_request, policy, trigger)
            decision += unchanged or decide_comment(pull_request, snapshot, policy, status, sections)
    return decision


def decide_comment(
    pull_request: PullRequest, snapshot: Snapshot, policy: Policy, status: Status, contributed: tuple[Section, ...] = ()
) -> Decision:
    """The plan for one pull request's status comment; ``contributed`` are sections to set in the same write."""
    existing = existing_comments(pull_request, policy)
    if existing.newer_version is not None:
        notice = f"Pull request {pull_request.number}: a newer version wrote the comment, so it was left unchanged."
        return Decision(notices=(notice,))
    needs_history = existing.needs_history(snapshot.overwritten)
    if needs_history:
        return Decision(needs_history=needs_history)
    state = _wanted_state(existing.merged_state(snapshot.overwritten), status, contributed, policy)
    plan, body = _plan(pull_request, existing, state, status, policy)
    overall = status.overall.value
    results = tuple(
        CommentResult(pull_request.number, CommentAction.UNCHANGED, overall, own.comment.id, own.comment.url)
        for own in existing.comments[:1]
    )
    return Decision(plan=plan, comments=results, markdown=body, state=overall)


def _wanted_state(
    written: CommentState, status: Status, contributed: tuple[Section, ...], policy: Policy
) -> CommentState:
    previous = written.previous if written.head == status.head_oid else written.head
    heads = (status.head_oid, previous)
    return replace(
        written,
        head=status.head_oid,
        previous=previous,
        state=status.overall.value,
        last_conclusion=status.overall.value if status.overall in _CONCLUSIVE else written.last_conclusion,
        ended=tuple(late.end for late in status.late),
        gate=policy.gate_path,
        sections=within_limits(with_contributed(written.sections, contributed), heads, policy.status),
    )


def _plan(
    pull_request: PullRequest, existing: ExistingComments, state: CommentState, status: Status, policy: Policy
) -> tuple[tuple[Operation, ...], str]:
    """The operations, and the body that the comment has after them."""
    render = renderer(replace(status, sections=state.sections), policy.status)

    def body(base: int) -> str:
        return render(Marker(existing.identity, encode_state(replace(state, base=base))))

    is_open = pull_request.state is PullRequestState.OPEN
    if not existing.comments:
        text = body(0)
        return ((AddComment(pull_request.id, pull_request.number, text),) if is_open else (), text)
    first, *rest = existing.comments
    if is_open and policy.status.notify == "worse" and _turned_red(first.state, status):
        state = replace(state, generation=state.generation + 1)
        text = body(0)
        return (AddComment(pull_request.id, pull_request.number, text),), text
    comment = first.comment
    text = body(first.state.base)
    # A wrong edit count alone is no reason to write: two writers that only correct it would never settle.
    if normal(text) != normal(comment.body):
        text = body(comment.edits.total)
        update = UpdateComment(comment.id, pull_request.number, text, comment.version, comment.body)
        return (update,), text
    return tuple(DeleteComment(other.comment.id, pull_request.number) for other in rest), text


def _turned_red(state: CommentState, status: Status) -> bool:
    return state.last_conclusion == Overall.SUCCESS.value and status.overall is Overall.FAILURE
