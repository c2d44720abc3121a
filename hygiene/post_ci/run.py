"""The main job: from the settings and the event to the report, one scope after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from hygiene.checks.jobs import with_allowed_failures
from hygiene.github.errors import field_of, permission_for
from hygiene.github.gateway import Gateway
from hygiene.github.read.scope import Scope
from hygiene.model.freshness import absent, late, superseded
from hygiene.model.plan import Reason
from hygiene.model.report import Outcome, Report, TrackerAction, TrackerResult
from hygiene.model.trigger import Trigger
from hygiene.post_ci.decide import decide
from hygiene.post_ci.late_results import PAUSES_S, read_when_shown
from hygiene.post_ci.other_author import other_author, require_own
from hygiene.post_ci.policy import Policies, read_options
from hygiene.post_ci.reconcile import Settlement, reconcile
from hygiene.report.build import results, together
from hygiene.runner.event import read_event, trigger_from
from hygiene.status_comment.contribution import Contribution, decide_listed, decide_sections
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hygiene.github.client import Connection
    from hygiene.model.comment_state import ListedSection
    from hygiene.model.decision import Decision
    from hygiene.model.plan import Refusal
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.settings import Settings

    Decide = Callable[[Snapshot, Policy, Trigger], Decision]


def trigger_of(settings: Settings, pull_request: int | None) -> Trigger:
    """What started this run: a pull request that the command line names, else the event."""
    if pull_request is not None:
        return Trigger(settings.repository, "manual", (pull_request,))
    payload = settings.token.secret().hide_in(read_event(settings.event_path))
    return trigger_from(settings.event_name, payload, settings.repository, settings.repository_id)


def post_ci(
    settings: Settings, trigger: Trigger, connection: Connection, *, dry_run: bool = False, decider: Decide = decide
) -> Report:
    """Bring status comments and trackers up to date for everything that the trigger names."""
    # One run of a workflow is waited for once, however many pull requests it is for.
    pauses = iter(PAUSES_S)
    run = partial(_run_scope, settings, connection=connection, dry_run=dry_run, decider=decider, pauses=pauses)
    if not trigger.branch and len(trigger.pull_requests) > 1:
        named = [run(replace(trigger, pull_requests=(number,))) for number in trigger.pull_requests]
        return combined([report for report, _ in named], connection)
    report, same_head = run(trigger)
    return combined([report, *(run(trigger, number=number)[0] for number in same_head)], connection)


def section(
    settings: Settings, trigger: Trigger, connection: Connection, name: str, text: str | None, *, dry_run: bool = False
) -> Report:
    """Set or remove a named section of the status comment; the trackers are left alone."""
    shown = None if text is None else settings.token.secret().hide(text)
    contribution = Contribution({name: shown}, lambda: connection.host_time)

    def decider(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Decision:
        return decide_sections(snapshot, policy, trigger, contribution.sections(snapshot, policy, trigger))

    return post_ci(settings, replace(trigger, contributes=True), connection, dry_run=dry_run, decider=decider)


def list_sections(settings: Settings, trigger: Trigger, connection: Connection) -> tuple[ListedSection, ...]:
    """The sections of the status comments that the trigger names; nothing is written."""
    found: dict[tuple[int, str], ListedSection] = {}

    def decider(snapshot: Snapshot, policy: Policy, _: Trigger) -> Decision:
        decision, rows = decide_listed(snapshot, policy)
        found.update({(row.pull_request, row.name): row for row in rows})
        return decision

    post_ci(settings, trigger, connection, dry_run=True, decider=decider)
    return tuple(found[key] for key in sorted(found))


def contributing(connection: Connection, texts: Mapping[str, str]) -> Decide:
    """The usual decision, with these sections of the status comment set as well."""
    contribution = Contribution(texts, lambda: connection.host_time)

    def decider(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Decision:
        return decide(snapshot, policy, trigger, contribution.sections(snapshot, policy, trigger))

    return decider


def _run_scope(  # noqa: PLR0913 - what to run, and how
    settings: Settings,
    trigger: Trigger,
    connection: Connection,
    *,
    dry_run: bool,
    decider: Decide,
    pauses: Iterator[float],
    number: int = 0,
) -> tuple[Report, tuple[int, ...]]:
    """The report on one scope, and the numbers of pull requests of the same head that are not in it."""
    policies = Policies(settings, trigger)
    scope = Scope(
        trigger,
        lambda files: read_options(policies.configured(files), trigger),
        with_settings=not settings.policy_source,
        gate=policies,
        number=number,
    )
    before = connection.transport.mutations

    def current() -> Trigger:
        return replace(trigger, wrote=connection.transport.mutations > before)

    gateway = Gateway(connection, scope)

    def read() -> Snapshot:
        found = read_when_shown(gateway, connection.clock, lambda found: bool(late(found, trigger)), pauses)
        if not dry_run:
            require_own(connection, settings.token, found, policies.configured(found.files))
        return found

    settlement = reconcile(
        gateway,
        connection.clock,
        lambda snapshot: decider(*_prepared(snapshot, policies, trigger), current()),
        dry_run=dry_run,
        read=read,
    )
    policy = policies.of(settlement.snapshot)
    refused = other_author(connection, settings.token, settlement.snapshot, policy) if dry_run else ""
    report = _report(settlement, current(), (*policy.notices, *([refused] if refused else [])))
    return replace(report, dry_run=dry_run), settlement.snapshot.same_head


def _prepared(snapshot: Snapshot, policies: Policies, trigger: Trigger) -> tuple[Snapshot, Policy]:
    """The snapshot with the failures of jobs that may fail as such, and its policy."""
    policy = policies.of(snapshot)
    if snapshot.head is not None:
        snapshot = replace(snapshot, head=with_allowed_failures(snapshot.head, policy, trigger))
    return snapshot, policy


def _describe(snapshot: Snapshot) -> dict[str, Any]:
    from hygiene.failure_tracker.export import describe  # noqa: PLC0415 - few runs export their trackers

    return describe(snapshot)


def _report(settlement: Settlement, trigger: Trigger, notices: tuple[str, ...]) -> Report:
    decision, snapshot = settlement.decision, settlement.snapshot
    planned = () if settlement.read_only else decision.plan
    comments, trackers = results(decision, (*settlement.done, *planned), settlement.trackers)
    outcome = Outcome.SETTLED
    if settlement.withheld:
        outcome = Outcome.DEGRADED
        trackers = not_written(settlement, trackers)
        notices = (*notices, *dict.fromkeys(map(withheld, settlement.withheld)))
    elif superseded(snapshot, trigger):
        outcome = Outcome.SUPERSEDED
    elif absent(snapshot, trigger):
        outcome = Outcome.SKIPPED
        notices = (*notices, "No open pull request has this head.")
    incomplete = tuple(f"Not everything was read: {what}" for what in snapshot.incomplete)
    unknown_values = tuple(f"not understood: {word}" for word in snapshot.unknown_values)
    return Report(
        outcome=outcome,
        repository=snapshot.repository.name_with_owner,
        state=decision.state,
        status_comments=comments,
        trackers=trackers,
        passes=settlement.passes,
        conflicts=settlement.conflicts,
        rate_limit=snapshot.rate_limit,
        markdown=decision.markdown,
        plan=settlement.plan,
        described=partial(_describe, snapshot),
        notices=(*notices, *settlement.notices, *incomplete, *unknown_values),
    )


# What one sentence states about several scopes: that something was withheld, else that something was done.
_WEIGHT = (Outcome.SKIPPED, Outcome.SUPERSEDED, Outcome.SETTLED, Outcome.DEGRADED)


def combined(reports: list[Report], connection: Connection) -> Report:
    """Several scopes as one report, with the requests of all of them."""
    notices = dict.fromkeys(notice for report in reports for notice in report.notices)
    return replace(
        reports[0],
        outcome=max((report.outcome for report in reports), key=_WEIGHT.index),
        status_comments=tuple(comment for report in reports for comment in report.status_comments),
        trackers=together([tracker for report in reports for tracker in report.trackers]),
        queries=connection.transport.queries,
        mutations=connection.transport.mutations,
        passes=sum(report.passes for report in reports),
        conflicts=sum(report.conflicts for report in reports),
        markdown="\n\n".join(dict.fromkeys(report.markdown for report in reports if report.markdown)),
        plan=tuple(operation for report in reports for operation in report.plan),
        notices=(*notices, *connection.lacking),
    )


def withheld(refusal: Refusal) -> str:
    """What was refused for good, and what that takes."""
    if refusal.reason is Reason.ARCHIVED:
        return "The repository is archived, so nothing can be written to it."
    if refusal.reason is Reason.LOCKED:
        where = f"#{getattr(refusal.operation, 'number', '')}"
        return f"{where} is locked: this token may not comment there. GitHub: {refusal.message}"
    return f"refused: {refusal.message} (it takes {permission_for(field_of(refusal.operation))})"


def not_written(settlement: Settlement, trackers: tuple[TrackerResult, ...]) -> tuple[TrackerResult, ...]:
    """The results of trackers, all withheld where nothing may be written."""
    if not settlement.read_only:
        return trackers
    archived = any(refusal.reason is Reason.ARCHIVED for refusal in settlement.withheld)
    reason = "the repository is archived" if archived else "the token may not write"
    return tuple(replace(one, action=TrackerAction.WITHHELD, reason=one.reason or reason) for one in trackers)
