"""The links of a tracker: to runs, jobs and subjects; and times from whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hygiene.markdown.text import code, moment

if TYPE_CHECKING:
    from hygiene.failure_tracker.ledger.model import JobFailure, Occurrence

SECONDS_MAX = 253_402_300_799
NUMBER_DIGITS_MAX = 18


def when(at: int) -> str:
    """A time, to the minute."""
    return moment(datetime.fromtimestamp(min(at, SECONDS_MAX), UTC))


def run_url(repository_url: str, run_id: int, attempt: int = 0) -> str:
    """The page of a run, or of one attempt of it."""
    page = f"{repository_url}/actions/runs/{run_id}"
    return f"{page}/attempts/{attempt}" if attempt else page


def job_url(repository_url: str, occurrence: Occurrence, failure: JobFailure) -> str:
    """The log of a failed check run, at its failing step where that has an anchor."""
    if failure.url:
        return failure.url
    page = f"{run_url(repository_url, occurrence.run_id)}/job/{failure.check_id}"
    return f"{page}#step:{failure.step}:1" if failure.step else page


def subject_name(key: str) -> str:
    """A pull request as GitHub's own reference, a branch as code."""
    kind, _, name = key.partition(":")
    if kind == "pr" and name.isdecimal() and name.isascii() and len(name) <= NUMBER_DIGITS_MAX:
        return f"#{name}"
    return code(name if kind == "branch" else key)
