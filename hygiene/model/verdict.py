"""What one look leads to: the plan, and the facts that a report will state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hygiene.model.plan import Plan
    from hygiene.model.report import CommentResult, TrackerResult


@dataclass(frozen=True, slots=True)
class Verdict:
    """The plan for a snapshot; empty when it is already so.

    Results describe what the snapshot holds; what became of it is told by the operations that were carried out.
    ``unread`` are node ids whose edit history must be read before anything is decided about them, ``beyond`` is whether
    issues beyond the windows of the look must be, ``elsewhere`` whether other failing heads must be.
    """

    plan: Plan = ()
    comments: tuple[CommentResult, ...] = ()
    trackers: tuple[TrackerResult, ...] = ()
    markdown: str = ""
    state: str = ""
    notices: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    beyond: bool = False
    elsewhere: bool = False

    def __add__(self, other: Verdict) -> Verdict:
        """Two verdicts on different slots as one."""
        return Verdict(
            plan=self.plan + other.plan,
            comments=self.comments + other.comments,
            trackers=self.trackers + other.trackers,
            markdown=self.markdown or other.markdown,
            state=self.state or other.state,
            notices=self.notices + other.notices,
            unread=self.unread + other.unread,
            beyond=self.beyond or other.beyond,
            elsewhere=self.elsewhere or other.elsewhere,
        )
