"""The result of deciding on one snapshot: the plan, and the facts for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.model.plan import Plan
    from hygiene.model.report import CommentResult, TrackerResult


@dataclass(frozen=True, slots=True)
class SubjectsNeeded:
    """What must be read about the subjects of trackers: pull requests, by node id.

    With ``commits`` true also the branches and the next page of the default branch's commits.
    """

    ids: tuple[str, ...] = ()
    commits: bool = False

    def __add__(self, other: SubjectsNeeded) -> SubjectsNeeded:
        """Both, each id once."""
        return SubjectsNeeded(tuple(sorted({*self.ids, *other.ids})), self.commits or other.commits)

    def __bool__(self) -> bool:
        return bool(self.ids) or self.commits


@dataclass(frozen=True, slots=True)
class Decision:
    """The plan for a snapshot; empty when it is already so.

    Results describe what the snapshot holds; the operations that were carried out show what became of it.
    ``needs_history`` are the node ids whose edit history must be read before anything is decided about them,
    ``needs_subjects`` what must be read about the subjects of trackers. The two flags request issues that no window
    lists, and for other failing heads. ``later`` are operations that the next pass plans once those of ``plan`` are
    carried out; a dry run, which has no next pass, shows them.
    """

    plan: Plan = ()
    comments: tuple[CommentResult, ...] = ()
    trackers: tuple[TrackerResult, ...] = ()
    markdown: str = ""
    state: str = ""
    notices: tuple[str, ...] = ()
    needs_history: tuple[str, ...] = ()
    needs_subjects: SubjectsNeeded = SubjectsNeeded()
    needs_unlisted_issues: bool = False
    needs_other_heads: bool = False
    later: Plan = ()

    def __add__(self, other: Decision) -> Decision:
        """Two decisions on different slots as one."""
        return Decision(
            plan=self.plan + other.plan,
            comments=self.comments + other.comments,
            trackers=self.trackers + other.trackers,
            markdown=self.markdown or other.markdown,
            state=self.state or other.state,
            notices=self.notices + other.notices,
            needs_history=self.needs_history + other.needs_history,
            needs_subjects=self.needs_subjects + other.needs_subjects,
            needs_unlisted_issues=self.needs_unlisted_issues or other.needs_unlisted_issues,
            needs_other_heads=self.needs_other_heads or other.needs_other_heads,
            later=self.later + other.later,
        )
