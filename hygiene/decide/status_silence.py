"""Where a person deleted the status comment and the repository wants that respected: nothing is created again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.decide.status_slot import slot_of
from hygiene.decide.verdict import Verdict
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import PullRequest
    from hygiene.model.trigger import Trigger


def silenced(pull_request: PullRequest, policy: Policy, trigger: Trigger) -> Verdict | None:
    """A verdict that says why nothing is created; None where the comment is to be kept as ever.

    GitHub tells whose comment was deleted, not which: another tool with the same login silences this one too.
    """
    asked = policy.status.respect_deletion and pull_request.deleted_by_people and trigger.event != "by_hand"
    if not asked or pull_request.state is not PullRequestState.OPEN:
        return None
    slot = slot_of(pull_request, policy)
    if slot.occupants or slot.future is not None:
        return None
    number = pull_request.number
    said = f"Pull request {number}: somebody deleted the comment, so it was not created again."
    return Verdict(notices=(f"{said} `hygiene post-ci --pr {number}` brings it back.",))
