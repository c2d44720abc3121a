"""Trackers without an event: healing all of them, and telling them all."""

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
from hygiene.github.read.scope import Look
from hygiene.github.read.subjects import read_subjects, with_older
from hygiene.model.report import Outcome, Report
from hygiene.model.trigger import Trigger
from hygiene.post_ci.reconcile import reconcile
from hygiene.post_ci.run import not_written, policies, withheld
from hygiene.report.build import results

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hygiene.github.client import Connection
    from hygiene.github.read.subjects import Subjects
    from hygiene.model.decision import Decision
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.settings import Settings

# Four trackers end in a document: more than a thousand may need mending at once.
PASSES_MAX = 300
# Enough slots for one document, however their operations fall out.
SLOTS_AT_ONCE = 16
# Pages of twelve commits behind the first one.
OLDER_PAGES_MAX = 9


@dataclass(slots=True)
class _Sweeping:
    """A sweep under way: what became of the subjects, and the slots that are still to be mended.

    After the first decision a pass looks at some of these slots, and at all trackers again when none is left.
    """

    connection: Connection
    trigger: Trigger
    policy: Callable[[Mapping[str, str]], Policy]
    say: Callable[[str], None]
    found: Subjects | None = None
    mending: list[str] = field(default_factory=list)

    def __call__(self, snapshot: Snapshot) -> Decision:
        policy = self.policy(snapshot.files)
        if snapshot.remaining.issues:
            self.say(f"other open issues to look through: {snapshot.remaining.issues:,}")
            return decide_sweep(Sweep(snapshot), policy)
        if self.found is None:
            ids = subject_ids(snapshot)
            self.say(f"trackers seen: {len(snapshot.trackers):,}, pull requests to look up: {len(ids):,}")
            self.found = self._subjects(snapshot, policy, ids)
        sweep = _sweep_of(snapshot, self.found)
        while self.mending:
            some = self.mending[:SLOTS_AT_ONCE]
            decision = decide_sweep(sweep, policy, frozenset(some))
            if decision.needs_history:
                return decision
            left = identities_changed_by(sweep, decision.plan)
            self.mending = [name for name in self.mending if name not in some or name in left]
            if decision.plan:
                self.say(f"trackers to go: {len(self.mending):,}")
                return decision
        decision = decide_sweep(sweep, policy)
        self.mending = list(identities_changed_by(sweep, decision.plan))
        if decision.plan:
            self.say(f"trackers to mend: {len(self.mending):,}, by operations: {len(decision.plan):,}")
        return decision

    def _subjects(self, snapshot: Snapshot, policy: Policy, ids: Sequence[str]) -> Subjects:
        """What became of the subjects, and as many commits of the default branch as some tracker asks for."""
        found = read_subjects(self.connection, self.trigger, ids)
        for _ in range(OLDER_PAGES_MAX):
            if not found.older or not needs_older_commits(_sweep_of(snapshot, found), policy):
                break
            found = with_older(self.connection, self.trigger, found)
        return found


def _sweep_of(snapshot: Snapshot, found: Subjects) -> Sweep:
    return Sweep(snapshot, found.pull_requests, found.branches, found.recent)


def sweep(settings: Settings, connection: Connection, say: Callable[[str], None], *, dry_run: bool = False) -> Report:
    """Heal every open tracker: subjects that went away unseen, duplicates, what nothing feeds any more.

    ``say`` is told about progress. docs/reference/failure-tracker.md states what it may cost.
    """
    trigger, gateway, policy = _parts(settings, connection)
    decide = _Sweeping(connection, trigger, policy, say)
    settlement = reconcile(gateway, connection.clock, decide, dry_run=dry_run, passes_max=PASSES_MAX)
    planned = () if settlement.read_only else settlement.decision.plan
    _, trackers = results(settlement.decision, (*settlement.done, *planned), settlement.told)
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
    """All open trackers as the one documented JSON document."""
    _, gateway, _ = _parts(settings, connection)
    return describe(gateway.read())


def _parts(
    settings: Settings, connection: Connection
) -> tuple[Trigger, Gateway, Callable[[Mapping[str, str]], Policy]]:
    trigger = Trigger(settings.repository, "by_hand")
    policy = policies(settings, "")

    def labels(files: Mapping[str, str]) -> tuple[str, str]:
        tracker = policy(files).tracker
        return tracker.label, tracker.flaky_label

    look = Look(
        trigger,
        labels,
        lambda *_: True,
        with_settings=not settings.policy_source,
        sweeping=True,
        with_names=lambda files: policy(files).tracker.names,
    )
    return trigger, Gateway(connection, look), policy
