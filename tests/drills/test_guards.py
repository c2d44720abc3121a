"""With each guard of hygiene disabled, the claim about it fails."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.checks.jobs import reduce_state
from hygiene.drills.drill import run_scenario, select
from hygiene.failure_tracker.ledger.queries import open_subjects
from hygiene.github.errors import ApiError, ErrorKind
from hygiene.github.read import translate
from hygiene.model.checks import CheckState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NEVER = re.compile(r"(?!)")
BROKEN = 502


def _everybody_is_us(look: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *found, **more: replace(look(*found, **more), own=True)


def _no_second_read(snapshot: Any, decide: Any, settlement: Any) -> None:  # noqa: ANN401 - the loop's own
    settlement.snapshot = snapshot
    settlement.decision = replace(decide(snapshot), plan=(), needs_history=())


def _absent_is_green(states: Iterable[CheckState]) -> CheckState:
    found = reduce_state(states)
    return CheckState.SUCCESS if found is CheckState.ABSENT else found


FLIPS: dict[str, tuple[str, Any, str, str]] = {
    "a run of an older head is reported": (
        "hygiene.post_ci.decide.superseded",
        lambda _snapshot, _trigger: False,
        "stale-run",
        "no-writes",
    ),
    "the oldest attempt counts": (
        "hygiene.model.checks._age",
        lambda run: (-run.suite.run_number, -run.database_id, run.id),
        "older-attempt",
        "headline",
    ),
    "nothing is read after a write": (
        "hygiene.post_ci.reconcile._decide_on",
        _no_second_read,
        "concurrent-runs",
        "one-comment",
    ),
    "writes are sent again after a 502": (
        "hygiene.github.transport._passing_error",
        lambda response, _now: ApiError(ErrorKind.RATE_LIMIT, "", wait_s=1) if response.status_code == BROKEN else None,
        "broken-write",
        "read-after-lost-write",
    ),
    "a pasted comment is ours": (
        "hygiene.github.read.translate.comment",
        _everybody_is_us(translate.comment),
        "duplicates",
        "others-unchanged",
    ),
    "a pasted tracker is ours": (
        "hygiene.github.read.translate.issue",
        _everybody_is_us(translate.issue),
        "duplicates",
        "copies-unchanged",
    ),
    "the newest comment stays": (
        "hygiene.status_comment.existing._keep_order",
        lambda own: (not own.undamaged, -own.comment.database_id, 0, ""),
        "duplicates",
        "oldest-kept",
    ),
    "one recovery closes the tracker": (
        "hygiene.failure_tracker.update.open_subjects",
        lambda ledger: open_subjects(ledger)[1:],
        "partial-recovery",
        "open-until-last",
    ),
    "absent is green": (
        "hygiene.checks.jobs.reduce_state",
        _absent_is_green,
        "renamed-job",
        "not-passed",
    ),
    "names are Markdown": (
        "hygiene.markdown.text._escape_match",
        lambda match: match.group(),
        "hostile-name",
        "no-injection",
    ),
    "a title mentions": (
        "hygiene.failure_tracker.render._NOTIFYING",
        NEVER,
        "hostile-name",
        "no-mentions",
    ),
    "markers hide anything": (
        "hygiene.model.marker._ESCAPED",
        NEVER,
        "hostile-name",
        "no-injection",
    ),
}


@pytest.mark.parametrize(("target", "flipped", "scenario", "name"), FLIPS.values(), ids=FLIPS.keys())
def test_a_flipped_guard_is_seen(
    monkeypatch: pytest.MonkeyPatch,
    target: str,
    flipped: Any,  # noqa: ANN401 - any replacement of the guard
    scenario: str,
    name: str,
) -> None:
    """The claim fails, with what was found instead."""
    monkeypatch.setattr(target, flipped)
    failed = {claim.name: claim.found for claim in run_scenario(select([scenario])[0], 0).failed}
    assert name in failed
    assert failed[name]
