"""Trackers without an event: healing all of them, and telling them all."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hygiene.compose import policy_of
from hygiene.decide.results import results
from hygiene.decide.tracker_description import describe
from hygiene.decide.tracker_sweep import Sweep, decide_sweep, subjects_to_ask
from hygiene.github.gateway import Gateway
from hygiene.github.look import Look
from hygiene.github.subjects import read_subjects
from hygiene.model.report import Outcome, Report
from hygiene.model.trigger import Trigger
from hygiene.reconcile import reconcile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.decide.verdict import Verdict
    from hygiene.github.client import Connection
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.settings import Settings

# Six updates fit into a document: more than a thousand trackers may need mending at once.
PASSES_MAX = 200


def sweep(settings: Settings, connection: Connection, say: Callable[[str], None], *, dry_run: bool = False) -> Report:
    """Heal every open tracker: subjects that went away unseen, duplicates, what nothing feeds any more.

    Requests: one for the repository, one for each hundred trackers beyond twenty, one for each hundred subjects, and
    one for each six trackers that need mending. ``say`` is told about progress.
    """
    trigger, gateway, policy = _parts(settings, connection)
    seen: dict[str, Sweep] = {}

    def decide(snapshot: Snapshot) -> Verdict:
        if "sweep" not in seen:
            ids = subjects_to_ask(snapshot)
            say(f"{len(snapshot.trackers):,} issues with the tracker label, {len(ids):,} pull requests to look up")
            found = read_subjects(connection, trigger, ids)
            seen["sweep"] = Sweep(snapshot, found.pull_requests, found.branches, found.recent)
        first = seen["sweep"]
        verdict = decide_sweep(replace(first, snapshot=snapshot), policy(snapshot.files))
        if verdict.plan:
            say(f"{len(verdict.plan):,} operations to go")
        return verdict

    settlement = reconcile(gateway, connection.clock, decide, dry_run=dry_run, passes_max=PASSES_MAX)
    _, trackers = results(settlement.verdict, settlement.done, settlement.told)
    return Report(
        outcome=Outcome.DEGRADED if settlement.read_only else Outcome.SETTLED,
        repository=settings.repository,
        trackers=trackers,
        queries=connection.transport.queries,
        mutations=connection.transport.mutations,
        passes=settlement.passes,
        conflicts=settlement.conflicts,
        rate_limit=settlement.snapshot.rate_limit,
        plan=settlement.plan,
        notices=settlement.verdict.notices,
    )


def snapshot_of_trackers(settings: Settings, connection: Connection) -> dict[str, Any]:
    """All open trackers as the one documented JSON document."""
    _, gateway, _ = _parts(settings, connection)
    return describe(gateway.read())


def _parts(
    settings: Settings, connection: Connection
) -> tuple[Trigger, Gateway, Callable[[Mapping[str, str]], Policy]]:
    trigger = Trigger(settings.repository, "by_hand")

    @lru_cache(maxsize=4)
    def policy_for(texts: tuple[tuple[str, str], ...]) -> Policy:
        return policy_of(settings, dict(texts), "")

    def policy(files: Mapping[str, str]) -> Policy:
        return policy_for(tuple(sorted(files.items())))

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
