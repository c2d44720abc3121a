"""What untrusted input determines costs no more than in proportion, such as the number of failing checks."""

from __future__ import annotations

import cProfile
import pstats
from typing import TYPE_CHECKING

import pytest

from hygiene.model.policy import Policy
from hygiene.post_ci.decide import decide
from tests.snapshots import TRIGGER, check, head, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.checks import CheckRun

FEW, TIMES = 100, 4


def calls(runs: list[CheckRun], policy: Policy) -> int:
    """The function calls of one decision on these check runs."""
    profile = cProfile.Profile()
    profile.runcall(decide, snapshot(head(*runs)), policy, TRIGGER)
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("name", "attempt"),
    [
        (lambda number: f"job {number}", lambda _: 1),
        (lambda number: f"job / {number}", lambda _: 1),
        (lambda _: "job", lambda number: number),
        (lambda number: f"other {number}", lambda _: 1),
    ],
)
def test_failing_checks_cost_in_proportion(name: Callable[[int], str], attempt: Callable[[int], int]) -> None:
    """Jobs, check runs of one job, attempts of one check run, and checks that are no job of the Gate."""

    def cost(count: int) -> int:
        runs = [
            check(name(one), "failure", id_=10_000 + one, attempt=attempt(one), step="Pytest", error=f"boom {one}")
            for one in range(1, count + 1)
        ]
        names = tuple(dict.fromkeys(run.name.partition(" / ")[0] for run in runs))
        return calls(runs, Policy(jobs=("job",) if names[0].startswith("other") else names))

    cost(FEW)
    assert cost(FEW * TIMES) < 1.5 * TIMES * cost(FEW)
