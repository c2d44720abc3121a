"""Sections that one command sets or removes, and their order among what others set under the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.errors import UsageError
from hygiene.model.comment_state import ListedSection, Section, is_name
from hygiene.model.decision import Decision
from hygiene.model.freshness import absent, superseded
from hygiene.status_comment.build import status_of
from hygiene.status_comment.decide import decide_comments
from hygiene.status_comment.existing import ended_runs, existing_comments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger

    Orders = Mapping[tuple[str, str], int]
    Sections = Mapping[str, tuple[Section, ...]]


class Contribution:
    """Texts by the name of their section, None or blank for a removal.

    ``host_time`` returns the host's clock in seconds since 1970, or 0 where it is unknown; the clock of this machine
    may be wrong. A command comes after everything that it has read of a section: its order is the host's time at its
    first read, or one more than the order that it found. That order then stays, so that two commands that run at the
    same time agree which of them comes later.

    Raises ``UsageError`` for what cannot be the name of a section.
    """

    def __init__(self, texts: Mapping[str, str | None], host_time: Callable[[], int] = lambda: 0) -> None:
        for name in texts:
            if not is_name(name):
                raise UsageError(
                    f"{name!r} is no name for a section.",
                    hint="Use lower-case letters, digits and hyphens, at most 41, starting with a letter or digit.",
                )
        self._texts = texts
        self._host_time = host_time
        self._started: int | None = None
        self._orders: dict[tuple[str, str], int] = {}

    def sections(self, snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Sections:
        """The sections by the node id of the pull request that they are for."""
        if not self._texts:
            return {}
        if self._started is None:
            self._started = self._host_time()
        self._orders = {**orders_after(snapshot, policy, self._texts, self._started), **self._orders}
        return sections_for(snapshot, trigger, self._texts, self._orders)


def orders_after(snapshot: Snapshot, policy: Policy, names: Iterable[str], host_time: int) -> Orders:
    """The order of a write that comes now, by pull request and name, where everything before it has been read."""
    orders = {}
    for pull_request in snapshot.pull_requests:
        existing = existing_comments(pull_request, policy)
        if not existing.needs_history(snapshot.overwritten):
            written = {section.name: section.order for section in existing.merged_state(snapshot.overwritten).sections}
            for name in names:
                orders[pull_request.id, name] = max(host_time, written.get(name, -1) + 1)
    return orders


def sections_for(snapshot: Snapshot, trigger: Trigger, texts: Mapping[str, str | None], orders: Orders) -> Sections:
    """The sections by pull request; none yet where something is to be read before they have an order."""
    return {
        pull_request.id: tuple(
            Section(name, orders[pull_request.id, name], trigger.head_oid or pull_request.head_oid, text)
            for name, given in sorted(texts.items())
            if (pull_request.id, name) in orders
            for text in ((given or "").strip() or None,)
        )
        for pull_request in snapshot.pull_requests
    }


def decide_listed(snapshot: Snapshot, policy: Policy) -> tuple[Decision, tuple[ListedSection, ...]]:
    """A decision without writes, which requests the edit histories that may hold sections, and the sections."""
    decision, rows = Decision(), []
    for pull_request in snapshot.pull_requests:
        existing = existing_comments(pull_request, policy)
        decision += Decision(needs_history=existing.needs_history(snapshot.overwritten))
        rows += [
            ListedSection(pull_request.number, section.name, section.head, section.head == head, section.text)
            for head in (pull_request.head_oid,)
            for section in existing.merged_state(snapshot.overwritten).sections
            if section.text is not None
        ]
    return decision, tuple(rows)


def decide_sections(snapshot: Snapshot, policy: Policy, trigger: Trigger, sections: Sections) -> Decision:
    """Set or remove these sections, by pull request, and create the comment where there is none; no trackers."""
    if superseded(snapshot, trigger) or absent(snapshot, trigger):
        return Decision()
    status = status_of(snapshot, policy, trigger, ended_runs(snapshot, policy))
    return Decision() if status is None else decide_comments(snapshot, policy, trigger, status, sections)
