"""What a run did, as facts: the source of the JSON result, the step outputs and the step summary."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, Any

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import RateLimit


class Outcome(Enum):
    """How a run ended when it did not fail.

    Settled: the plan was empty at the end. Superseded: there is a newer head or run, nothing was written. Degraded: all
    or a part could not be written (token, archived, locked), the Markdown went to the step summary and a file. Skipped:
    there was nothing to report on.
    """

    SETTLED = "settled"
    SUPERSEDED = "superseded"
    DEGRADED = "degraded"
    SKIPPED = "skipped"


class CommentAction(Enum):
    """What became of a status comment."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DEDUPLICATED = "deduplicated"


class TrackerAction(Enum):
    """What became of a tracker; withheld because of a person, the opening gate or a limit."""

    OPENED = "opened"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    MERGED = "merged"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class CommentResult:
    """One status comment. ``state`` is its headline's word; ``id`` is a node id, empty when it does not exist."""

    pull_request: int
    action: CommentAction
    state: str
    id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class TrackerResult:
    """One tracker. ``number`` is None when none exists; ``reason`` is why something was withheld."""

    category: str
    action: TrackerAction
    occurrences: int
    number: int | None = None
    url: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The facts of one run. ``conflicts`` counts writes of others that ours overwrote and merged back.

    ``markdown`` is the text of the status comment as posted, or as it would have been; ``plan`` what was planned first;
    with ``dry_run`` nothing was written, and actions are what would be done.
    ``described`` gives every open tracker as ``hygiene snapshot`` prints it.
    """

    outcome: Outcome
    repository: str
    state: str = ""
    status_comments: tuple[CommentResult, ...] = ()
    trackers: tuple[TrackerResult, ...] = ()
    queries: int = 0
    mutations: int = 0
    passes: int = 0
    conflicts: int = 0
    rate_limit: RateLimit | None = None
    markdown: str = ""
    plan: Plan = ()
    dry_run: bool = False
    notices: tuple[str, ...] = field(default=())
    described: Callable[[], Mapping[str, Any]] = dict
