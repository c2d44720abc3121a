"""The composition root: settings, ports and pure decisions put together into what a command does."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import httpx

from hygiene.errors import HygieneError, UsageError
from hygiene.failure_tracker.export import describe
from hygiene.github.client import Connection
from hygiene.github.errors import field_of, permission_for
from hygiene.github.gateway import Gateway
from hygiene.github.read.scope import Look
from hygiene.model.comment_state import Section
from hygiene.model.freshness import absent, superseded
from hygiene.model.report import Outcome, Report, TrackerAction, TrackerResult
from hygiene.model.trigger import Trigger
from hygiene.post_ci.decide import decide
from hygiene.post_ci.reconcile import Clock, Settlement, reconcile
from hygiene.report.build import results, together
from hygiene.runner.event import read_event, trigger_from
from hygiene.settings import find_policy
from hygiene.status_comment.existing import is_status_comment
from hygiene.status_comment.section_command import section_decider

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.model.decision import Decision
    from hygiene.model.plan import Refusal
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Comment, Snapshot
    from hygiene.settings import Settings

    Decide = Callable[[Snapshot, Policy, Trigger], Decision]


class SystemClock:
    """Real time and real chance."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def jitter(self) -> float:
        """A number from 0 to below 1."""
        return random.random()  # noqa: S311 - spreads writers out, guards nothing


def connect(settings: Settings, clock: Clock | None = None, inner: httpx.BaseTransport | None = None) -> Connection:
    """A connection to the host of the settings; tests pass a transport without sockets and a clock of their own."""
    try:
        transport = inner or httpx.HTTPTransport(proxy=settings.proxy or None)
        return Connection(settings.graphql_url, settings.token.header(), clock or SystemClock(), transport)
    except (httpx.InvalidURL, ValueError) as error:
        raise UsageError(
            f"The host's address cannot be used: {error}.", hint="Check GITHUB_GRAPHQL_URL and HTTPS_PROXY."
        ) from None


def trigger_of(settings: Settings, pull_request: int | None) -> Trigger:
    """Who rang: the flag, else the event."""
    if pull_request is not None:
        return Trigger(settings.repository, "by_hand", (pull_request,))
    return trigger_from(settings.event_name, read_event(settings.event_path), settings.repository)


def post_ci(
    settings: Settings, trigger: Trigger, connection: Connection, *, dry_run: bool = False, decider: Decide = decide
) -> Report:
    """Keep both promises for everything that the trigger names, one scope after the other."""
    one = partial(_one, settings, connection=connection, dry_run=dry_run, decider=decider)
    if not trigger.branch and len(trigger.pull_requests) > 1:
        named = [one(replace(trigger, pull_requests=(number,))) for number in trigger.pull_requests]
        return combined([report for report, _ in named], connection)
    report, same_head = one(trigger)
    return combined([report, *(one(trigger, number=number)[0] for number in same_head)], connection)


def contributing(connection: Connection, texts: Mapping[str, str]) -> Decide:
    """The usual decision, with these sections of the status comment set as of now."""
    at = int(connection.clock.now().timestamp())
    return partial(decide, contributed=tuple(Section(name, at, text=text) for name, text in sorted(texts.items())))


def section(
    settings: Settings, trigger: Trigger, connection: Connection, name: str, text: str | None, *, dry_run: bool = False
) -> Report:
    """Set or remove a named section of the status comment, as of now."""
    decider = section_decider(name, text, int(connection.clock.now().timestamp()))
    return post_ci(settings, trigger, connection, dry_run=dry_run, decider=decider)


def _one(
    settings: Settings, trigger: Trigger, connection: Connection, *, dry_run: bool, decider: Decide, number: int = 0
) -> tuple[Report, tuple[int, ...]]:
    """The report on one scope, and the numbers of pull requests of the same head that were not in it."""
    path = _gate_path(settings, trigger)
    policy = policies(settings, path)

    def labels(files: Mapping[str, str]) -> tuple[str, str]:
        tracker = policy(files).tracker
        return tracker.label, tracker.flaky_label

    def wanted(comment: Comment, files: Mapping[str, str]) -> bool:
        return not policy(files).comments or bool(trigger.branch) or is_status_comment(comment, policy(files))

    def with_names(files: Mapping[str, str]) -> bool:
        found = policy(files)
        return found.tracks and found.tracker.names

    look = Look(
        trigger,
        labels,
        wanted,
        with_settings=not settings.policy_source,
        workflow_path=path,
        number=number,
        with_names=with_names,
        with_deletions=lambda files: policy(files).respects_deletion,
    )
    written = connection.transport.mutations

    def speaking() -> Trigger:
        return replace(trigger, wrote=connection.transport.mutations > written)

    settlement = reconcile(
        Gateway(connection, look),
        connection.clock,
        lambda snapshot: decider(snapshot, policy(snapshot.files), speaking()),
        dry_run=dry_run,
    )
    report = _report(settlement, speaking(), policy(settlement.snapshot.files).notices)
    return replace(report, dry_run=dry_run), settlement.snapshot.same_head


def _gate_path(settings: Settings, trigger: Trigger) -> str:
    """The Gate's workflow file: the configured one, else that of the run that rang."""
    configured = settings.policy.workflow
    if configured.endswith((".yml", ".yaml")):
        return configured if "/" in configured else f".github/workflows/{configured}"
    return trigger.run.path if trigger.run else ""


def policies(settings: Settings, workflow_path: str) -> Callable[[Mapping[str, str]], Policy]:
    """The policy for the files that a look has found, worked out once."""

    @lru_cache(maxsize=4)
    def policy_for(texts: tuple[tuple[str, str], ...]) -> Policy:
        return policy_of(settings, dict(texts), workflow_path)

    return lambda files: policy_for(tuple(sorted(files.items())))


def policy_of(settings: Settings, files: Mapping[str, str], workflow_path: str) -> Policy:
    """The policy of the local files, else of the default branch's; its jobs, else those of the workflow file."""
    policy, notices = settings.policy, settings.policy.notices
    found = None if settings.policy_source else find_policy(files.get)
    if found is not None:
        own = found[0]
        status = replace(own.status, adopt=policy.status.adopt or own.status.adopt)
        policy = replace(own, only=policy.only, key=policy.key or own.key, status=status)
    text = files.get(workflow_path)
    if policy.jobs is None and text is not None:
        from hygiene.audit.workflows.names import exact_job_names

        try:
            policy = replace(policy, workflow_jobs=exact_job_names(text, path=workflow_path))
        except HygieneError as error:
            notices = (*notices, error.message)
    return replace(policy, notices=notices)


def withheld(refusal: Refusal) -> str:
    """What a token that may not write was refused, and what that takes."""
    return f"refused: {refusal.message} (it takes {permission_for(field_of(refusal.operation))})"


def not_written(tracker: TrackerResult) -> TrackerResult:
    """The result of a tracker where the token may not write."""
    return replace(tracker, action=TrackerAction.WITHHELD, reason=tracker.reason or "the token may not write")


def _report(settlement: Settlement, trigger: Trigger, notices: tuple[str, ...]) -> Report:
    decision, snapshot = settlement.decision, settlement.snapshot
    planned = () if settlement.read_only else decision.plan
    comments, trackers = results(decision, (*settlement.done, *planned), settlement.told)
    outcome = Outcome.SETTLED
    if settlement.read_only:
        outcome = Outcome.DEGRADED
        trackers = tuple(not_written(tracker) for tracker in trackers)
        notices = (*notices, *dict.fromkeys(withheld(refusal) for refusal in settlement.refused))
    elif superseded(snapshot, trigger):
        outcome = Outcome.SUPERSEDED
    elif absent(snapshot, trigger):
        outcome = Outcome.SKIPPED
        notices = (*notices, "No open pull request has this head.")
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
        described=describe(snapshot),
        notices=(*notices, *settlement.notices, *snapshot.incomplete, *unknown_values),
    )


# What one sentence has to say about several scopes: that something was withheld, else that something was done.
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
