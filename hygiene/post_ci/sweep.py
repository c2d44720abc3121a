"""All trackers without an event: the sweep, and the list of them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from hygiene.failure_tracker.export import describe
from hygiene.failure_tracker.sweep import decide_sweep, identities_changed_by
from hygiene.github.gateway import Gateway
from hygiene.github.read.scope import Scope
from hygiene.model.report import Outcome, Report
from hygiene.model.trigger import Trigger
from hygiene.post_ci.other_author import require_own
from hygiene.post_ci.policy import Policies, read_options
from hygiene.post_ci.reconcile import reconcile
from hygiene.post_ci.run import not_written, withheld
from hygiene.report.build import results
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.github.client import Connection
    from hygiene.model.decision import Decision, SubjectsNeeded
    from hygiene.model.plan import Applied, Plan
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.settings import Settings

# One document closes four trackers: more than a thousand may need an update at once.
PASSES_MAX = 300
# More than one document can contain, for any kind of operation.
TRACKERS_AT_ONCE = 16


@dataclass(slots=True)
class _Batches:
    """The decisions of a sweep: after the first one on some trackers at a time, so that its cost does not square.

    ``pending`` are the identities whose trackers the last full decision wanted to change. When none is left, the next
    decision is a full one again.
    """

    policy: Callable[[Mapping[str, str]], Policy]
    pending: list[str] = field(default_factory=list)

    def decide(self, snapshot: Snapshot) -> Decision:
        """The decision on some of the pending trackers, or on all."""
        policy = self.policy(snapshot.files)
        while self.pending:
            some = self.pending[:TRACKERS_AT_ONCE]
            decision = decide_sweep(snapshot, policy, frozenset(some))
            if decision.needs_history or decision.needs_subjects:
                return decision
            left = identities_changed_by(snapshot, decision.plan)
            self.pending = [identity for identity in self.pending if identity not in some or identity in left]
            if decision.plan:
                return decision
        decision = decide_sweep(snapshot, policy)
        self.pending = list(identities_changed_by(snapshot, decision.plan))
        return decision


class _WithProgress(Gateway):
    """The gateway of a sweep, which reports what takes long: one line before each group of requests."""

    def __init__(self, connection: Connection, scope: Scope, batches: _Batches, report: Callable[[str], None]) -> None:
        super().__init__(connection, scope)
        self._batches = batches
        self._report = report

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """See ``Gateway``."""
        self._report(f"other open issues to read: {snapshot.remaining.issues:,}")
        return super().read_unlisted_issues(snapshot)

    def read_subjects(self, snapshot: Snapshot, needed: SubjectsNeeded) -> Snapshot:
        """See ``Gateway``."""
        if needed.ids or snapshot.subjects is None:
            self._report(f"trackers: {len(snapshot.trackers):,}, pull requests to read: {len(needed.ids):,}")
        return super().read_subjects(snapshot, needed)

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """See ``Gateway``."""
        self._report(f"trackers left to update: {len(self._batches.pending):,}")
        return super().apply(plan, snapshot)


def sweep(
    settings: Settings, connection: Connection, report_progress: Callable[[str], None], *, dry_run: bool = False
) -> Report:
    """Update every open tracker: subjects that ended unnoticed, duplicates, trackers that are inactive.

    ``report_progress`` is called with one line at a time. docs/reference/failure-tracker.md states the number of
    requests.
    """
    scope, policy = _scope(settings)
    batches = _Batches(policy)
    gateway = _WithProgress(connection, scope, batches, report_progress)

    def read() -> Snapshot:
        found = gateway.read()
        if not dry_run:
            require_own(connection, settings.token, found, policy(found.files))
        return found

    settlement = reconcile(gateway, connection.clock, batches.decide, dry_run=dry_run, passes_max=PASSES_MAX, read=read)
    planned = () if settlement.read_only else settlement.decision.plan
    _, trackers = results(settlement.decision, (*settlement.done, *planned), settlement.trackers)
    refused = dict.fromkeys(map(withheld, settlement.withheld))
    return Report(
        outcome=Outcome.DEGRADED if refused else Outcome.SETTLED,
        repository=settings.repository,
        trackers=not_written(settlement, trackers),
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
    scope, _ = _scope(settings)
    return describe(Gateway(connection, scope).read())


def _scope(settings: Settings) -> tuple[Scope, Callable[[Mapping[str, str]], Policy]]:
    trigger = Trigger(settings.repository, "manual")
    policy = Policies(settings, trigger).configured
    scope = Scope(
        trigger,
        lambda files: read_options(policy(files), trigger),
        with_settings=not settings.policy_source,
        sweeping=True,
    )
    return scope, policy
