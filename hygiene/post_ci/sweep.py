"""All trackers without an event: the sweep, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hygiene.failure_tracker.export import describe
from hygiene.failure_tracker.sweep import (
    Sweep,
    decide_sweep,
    identities_changed_by,
    needs_older_commits,
    subject_ids,
)
from hygiene.github.gateway import Gateway
from hygiene.github.read.scope import Scope
from hygiene.github.read.subjects import read_subjects, with_older
from hygiene.model.report import Outcome, Report
from hygiene.model.trigger import Trigger
from hygiene.post_ci.policy import cached_policy, read_options
from hygiene.post_ci.reconcile import reconcile
from hygiene.post_ci.run import not_written, withheld
from hygiene.report.build import results

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hygiene.github.client import Connection
    from hygiene.github.read.subjects import Subjects
    from hygiene.model.decision import Decision
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.settings import Settings

# One document closes four trackers: more than a thousand may need an update at once.
PASSES_MAX = 300
# More than one document has room for, whatever the operations are.
TRACKERS_AT_ONCE = 16
# Pages of twelve commits after the first one.
OLDER_PAGES_MAX = 9


@dataclass(slots=True)
class _Sweeping:
    """A sweep in progress: the state of the subjects, and the identities whose trackers are still to be updated.

    After the first decision a pass decides on some of these, and on all trackers again when none is left.
    """

    connection: Connection
    trigger: Trigger
    policy: Callable[[Mapping[str, str]], Policy]
    report_progress: Callable[[str], None]
    found: Subjects | None = None
    pending: list[str] = field(default_factory=list)

    def __call__(self, snapshot: Snapshot) -> Decision:
        policy = self.policy(snapshot.files)
        if snapshot.remaining.issues:
            self.report_progress(f"other open issues to read: {snapshot.remaining.issues:,}")
            return decide_sweep(Sweep(snapshot), policy)
        if self.found is None:
            ids = subject_ids(snapshot)
            self.report_progress(f"trackers: {len(snapshot.trackers):,}, pull requests to read: {len(ids):,}")
            self.found = self._subjects(snapshot, policy, ids)
        sweep = _sweep_of(snapshot, self.found)
        while self.pending:
            some = self.pending[:TRACKERS_AT_ONCE]
            decision = decide_sweep(sweep, policy, frozenset(some))
            if decision.needs_history:
                return decision
            left = identities_changed_by(sweep, decision.plan)
            self.pending = [name for name in self.pending if name not in some or name in left]
            if decision.plan:
                self.report_progress(f"trackers left to update: {len(self.pending):,}")
                return decision
        decision = decide_sweep(sweep, policy)
        self.pending = list(identities_changed_by(sweep, decision.plan))
        if decision.plan:
            self.report_progress(f"trackers to update: {len(self.pending):,}, operations: {len(decision.plan):,}")
        return decision

    def _subjects(self, snapshot: Snapshot, policy: Policy, ids: Sequence[str]) -> Subjects:
        """The state of the subjects, and as many commits of the default branch as some tracker needs."""
        found = read_subjects(self.connection, self.trigger, ids)
        for _ in range(OLDER_PAGES_MAX):
            if not found.older or not needs_older_commits(_sweep_of(snapshot, found), policy):
                break
            found = with_older(self.connection, self.trigger, found)
        return found


def _sweep_of(snapshot: Snapshot, found: Subjects) -> Sweep:
    return Sweep(snapshot, found.pull_requests, found.branches, found.recent)


def sweep(
    settings: Settings, connection: Connection, report_progress: Callable[[str], None], *, dry_run: bool = False
) -> Report:
    """Update every open tracker: subjects that ended unnoticed, duplicates, trackers that are inactive.

    ``report_progress`` is called with one line at a time. docs/reference/failure-tracker.md states the number of
    requests.
    """
    trigger, gateway, policy = _parts(settings, connection)
    decide = _Sweeping(connection, trigger, policy, report_progress)
    settlement = reconcile(gateway, connection.clock, decide, dry_run=dry_run, passes_max=PASSES_MAX)
    planned = () if settlement.read_only else settlement.decision.plan
    _, trackers = results(settlement.decision, (*settlement.done, *planned), settlement.trackers)
    refused = dict.fromkeys(withheld(refusal) for refusal in settlement.refused) if settlement.read_only else ()
    return Report(
        outcome=Outcome.DEGRADED if settlement.read_only else Outcome.SETTLED,
        repository=settings.repository,
        trackers=tuple(not_written(one) for one in trackers) if settlement.read_only else trackers,
        queries=connection.transport.queries,
        mutations=connection.transport.mutations,
        passes=settlement.passes,
        conflicts=settlement.conflicts,
        rate_limit=settlement.snapshot.rate_limit,
        plan=settlement.plan,
        dry_run=dry_run,
        notices=(*refused, *settlement.notices, *connection.lacking),
    )


def snapshot_of_trackers(settings: Settings, connection: Connection) -> dict[str, Any]:
    """All open trackers as one JSON document."""
    _, gateway, _ = _parts(settings, connection)
    return describe(gateway.read())


def _parts(
    settings: Settings, connection: Connection
) -> tuple[Trigger, Gateway, Callable[[Mapping[str, str]], Policy]]:
    trigger = Trigger(settings.repository, "by_hand")
    policy = cached_policy(settings, "")
    scope = Scope(
        trigger,
        lambda files: read_options(policy(files), trigger),
        with_settings=not settings.policy_source,
        sweeping=True,
    )
    return trigger, Gateway(connection, scope), policy
