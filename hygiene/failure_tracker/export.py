"""All trackers as one JSON document: the schema of ``hygiene snapshot`` and of ``post-ci --snapshot``.

    {"version": 1, "repository": "OWNER/NAME", "trackers": [...]}, trackers by number

Each tracker: ``category, identity, number, url, title, state`` (open, completed, not_planned, closed),
``closed_by`` (a login, or null while it is open), ``labels``,
``occurrences`` (in all), ``first_seen, last_seen, last_result`` (times as ISO 8601 in UTC, null if unknown),
``flaky, flakes, escalated, episodes, mean_recovery_s, previous`` (a number or null), ``damaged`` (why its marker could
not be read, else empty), and three lists: ``subjects`` that keep it open (``key, pull_request, branch, failing`` and
``checks`` with ``name, run_id, since, successes_needed``), ``fingerprints`` (``id, job, step, error, location, count,
last_seen``) and ``history``, the newest ten (``run_id, attempt, at, subjects, url``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hygiene.failure_tracker.issues import TrackerIssue, trackers_of
from hygiene.failure_tracker.ledger.compact import newest_first
from hygiene.failure_tracker.ledger.queries import (
    fingerprint_counts,
    last_at,
    last_result_at,
    mean_recovery_s,
    occurrences_total,
    open_subjects,
    successes_needed,
)
from hygiene.failure_tracker.links import SECONDS_MAX, run_url
from hygiene.failure_tracker.render import HISTORY_ROWS_MAX

if TYPE_CHECKING:
    from hygiene.failure_tracker.ledger.model import Ledger, Subject
    from hygiene.model.snapshot import Snapshot

SCHEMA_VERSION = 1


def describe(snapshot: Snapshot, *, only_open: bool = True) -> dict[str, Any]:
    """The document of every tracker of ours; closed ones are in it only where ``only_open`` is false."""
    trackers = [
        tracker
        for issues in trackers_of(snapshot).by_identity.values()
        for tracker in (*issues.open, *(() if only_open else issues.closed))
    ]
    return {
        "version": SCHEMA_VERSION,
        "repository": snapshot.repository.name_with_owner,
        "trackers": [
            _tracker(tracker, snapshot.repository.url) for tracker in sorted(trackers, key=lambda one: one.issue.number)
        ],
    }


def _tracker(tracker: TrackerIssue, repository_url: str) -> dict[str, Any]:
    issue, ledger = tracker.issue, tracker.known
    return {
        "category": ledger.category,
        "identity": tracker.parsed.identity,
        "number": issue.number,
        "url": issue.url,
        "title": issue.title,
        "state": issue.state.value,
        "closed_by": issue.closed_by or None,
        "labels": sorted(label.name for label in issue.labels),
        "occurrences": occurrences_total(ledger),
        "first_seen": _time(ledger.first_at),
        "last_seen": _time(last_at(ledger)),
        "last_result": _time(last_result_at(ledger)),
        "flaky": ledger.flaky,
        "flakes": len(ledger.flakes),
        "escalated": ledger.escalated,
        "episodes": len(ledger.episodes),
        "mean_recovery_s": mean_recovery_s(ledger),
        "previous": ledger.previous or None,
        "damaged": tracker.parsed.damaged,
        "subjects": [_subject(subject, ledger) for subject in open_subjects(ledger)],
        "fingerprints": _fingerprints(ledger),
        "history": _history(ledger, repository_url),
    }


def _subject(subject: Subject, ledger: Ledger) -> dict[str, Any]:
    kind, _, name = subject.key.partition(":")
    open_rows = [row for row in subject.records if successes_needed(ledger, row)]
    return {
        "key": subject.key,
        "pull_request": subject.pull_request,
        "branch": name if kind == "branch" else None,
        "failing": any(row.failing for row in open_rows),
        "checks": [
            {
                "name": row.check,
                "run_id": row.last_failure.run_id,
                "since": _time(row.last_failure.at),
                "successes_needed": successes_needed(ledger, row),
            }
            for row in open_rows
        ],
    }


def _fingerprints(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "id": row.fingerprint.id,
            "job": row.fingerprint.job,
            "step": row.fingerprint.step,
            "error": row.fingerprint.error,
            "location": row.fingerprint.location,
            "count": row.count,
            "last_seen": _time(row.fingerprint.at),
        }
        for row in fingerprint_counts(ledger)
    ]


def _history(ledger: Ledger, repository_url: str) -> list[dict[str, Any]]:
    return [
        {
            "run_id": found.run_id,
            "attempt": found.attempt,
            "at": _time(found.at),
            "subjects": list(found.subjects),
            "url": run_url(repository_url, *found.key),
        }
        for found in newest_first(ledger)[:HISTORY_ROWS_MAX]
    ]


def _time(at: int) -> str | None:
    if not at:
        return None
    return datetime.fromtimestamp(min(at, SECONDS_MAX), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
