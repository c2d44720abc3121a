"""Repositories that are full of trackers, written by the bot without running anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import identity_of
from hygiene.failure_tracker.ledger.model import (
    CheckRecord,
    Episode,
    Fingerprint,
    JobFailure,
    Ledger,
    Occurrence,
    RunRef,
    Subject,
)
from hygiene.failure_tracker.render import render_block, title
from hygiene.model.policy import BODY_BYTES_MAX
from tests.workflow_runner import REPOSITORY

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

BOT, LABEL = "github-actions[bot]", "ci-failure"
URL = f"https://github.com/{REPOSITORY}"


def ledger_of(category: str, place: int, number: int, node: str, at: int) -> Ledger:
    """What one failing run of one pull request writes."""
    mark = RunRef(10_000 + place, 20_000 + place, at)
    print_id = f"1:{place:08x}"
    return Ledger(
        category,
        occurrences=(Occurrence(mark.run_id, 1, at, (f"pr:{number}",), (JobFailure(mark.check_id, 1, print_id, 2),)),),
        subjects=(Subject(f"pr:{number}", node, (CheckRecord(category, mark),)),),
        fingerprints=(Fingerprint(print_id, at, category, category, "Pytest"),),
        episodes=(Episode(1, mark),),
        first_at=at,
    )


def open_tracker(runner: Runner, category: str, ledger: Ledger, *, labels: tuple[str, ...] = (LABEL,)) -> int:
    """An open tracker with a ledger; its number."""
    body = render_block(ledger, identity_of(category), URL, BODY_BYTES_MAX)
    return runner.repository.issue(title(category), body, author=BOT, labels=labels)


def many(runner: Runner, count: int) -> list[int]:
    """As many open trackers, each of a failing pull request of its own; the numbers of the pull requests."""
    numbers = []
    for place in range(count):
        runner.repository.push(f"branch-{place}", {"README.md": f"{place}"})
        number = runner.repository.pull_request(f"branch-{place}")
        node = runner.repository.thread(number).id
        category = f"job {place}"
        open_tracker(runner, category, ledger_of(category, place, number, node, runner.world.now))
        numbers.append(number)
    return numbers
