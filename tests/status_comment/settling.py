"""A pull request to which a plan is applied, so that tests can check what is there at rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.model.plan import AddComment, DeleteComment, UpdateComment
from hygiene.model.snapshot import EditCount, Snapshot
from tests.snapshots import comment

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.decision import Decision
    from hygiene.model.plan import Operation
    from hygiene.model.snapshot import Comment, PullRequest

PASSES_MAX = 6


def applied(snapshot: Snapshot, *operations: Operation) -> Snapshot:
    """The snapshot after these operations on its comments."""
    pulls = tuple(_after(pull_request, operations) for pull_request in snapshot.pull_requests)
    return replace(snapshot, pull_requests=pulls)


def settle(snapshot: Snapshot, decide: Callable[[Snapshot], Decision]) -> tuple[Snapshot, int]:
    """Decide and apply until nothing is left to do; how many passes it took."""
    for passes in range(PASSES_MAX):
        plan = decide(snapshot).plan
        if not plan:
            return snapshot, passes
        snapshot = applied(snapshot, *plan)
    raise AssertionError("the passes ran out before the plan was empty")


def standing(snapshot: Snapshot) -> tuple[Comment, ...]:
    """The comments of the first pull request."""
    return snapshot.pull_requests[0].comments


def _after(pull_request: PullRequest, operations: tuple[Operation, ...]) -> PullRequest:
    comments = {one.id: one for one in pull_request.comments}
    for operation in operations:
        match operation:
            case AddComment(pull_request_id, _, body) if pull_request_id == pull_request.id:
                number = max((one.database_id for one in comments.values()), default=0) + 1
                comments[f"C_{number}"] = comment(body, number)
            case UpdateComment(id=id_, body=body) if id_ in comments:
                edits = EditCount(comments[id_].edits.total + 1)
                comments[id_] = replace(comments[id_], body=body, edits=edits)
            case DeleteComment(id=id_):
                comments.pop(id_, None)
            case _:
                pass
    return replace(pull_request, comments=tuple(comments.values()))
