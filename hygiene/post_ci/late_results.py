"""Waiting for results that GitHub shows later than it announces the end of their run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hygiene.model.snapshot import Snapshot
    from hygiene.post_ci.reconcile import Clock, GitHub

# Together about a minute. Longer would cost more than it brings: results were also seen 25 minutes late.
PAUSES_S = (3.0, 10.0, 20.0, 30.0)


def read_when_shown(
    github: GitHub, clock: Clock, is_late: Callable[[Snapshot], bool], pauses: Iterator[float]
) -> Snapshot:
    """A snapshot in which no result is late, or the newest one when no pause is left.

    Each pause is followed by a small query, and by the whole scope once that shows the results. ``pauses`` are those
    left of the run: what one read has waited, the next one does not wait again.
    """
    snapshot, newest = github.read(), True
    while is_late(snapshot):
        pause_s = next(pauses, None)
        if pause_s is None:
            return snapshot if newest else github.read()
        clock.sleep(pause_s + clock.jitter())
        newest = not is_late(github.read_results(snapshot))
        if newest:
            snapshot = github.read()
    return snapshot
