"""Concurrent runs with a reproducible order: each run is a thread, and only one of them executes at any time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    Wait = Callable[[], None]
    Run = Callable[[Wait], None]


class _StoppedError(BaseException):
    """Another run has failed. Not an ``Exception``, so that no handler of a run catches it."""


class _Scheduler:
    """Runs and the threads that execute them. ``active`` are those that have not ended."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.active = set(range(len(runs)))
        self.errors: list[BaseException] = []
        self._turns = [threading.Semaphore(0) for _ in runs]
        self._paused = threading.Semaphore(0)
        self._threads = [
            threading.Thread(target=self._execute, args=(at, run), daemon=True) for at, run in enumerate(runs)
        ]
        for thread in self._threads:
            thread.start()

    def resume(self, at: int) -> None:
        """Execute one run until it pauses or ends. After an error it ends at once."""
        if at in self.active:
            self._turns[at].release()
            self._paused.acquire()

    def join(self) -> None:
        """Wait for the ends of the threads. Raises what a run raised."""
        for thread in self._threads:
            thread.join()
        if self.errors:
            raise self.errors[0]

    def _execute(self, at: int, run: Run) -> None:
        try:
            self._wait(at)
            run(lambda: self._pause(at))
        except _StoppedError:
            pass
        except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
            self.errors.append(error)
        finally:
            self.active.discard(at)
            self._paused.release()

    def _pause(self, at: int) -> None:
        self._paused.release()
        self._wait(at)

    def _wait(self, at: int) -> None:
        self._turns[at].acquire()
        if self.errors:
            raise _StoppedError


def run_concurrently(runs: Sequence[Run], order: random.Random) -> None:
    """Execute all runs to their end. Each is called with a function that waits until it is this run's turn again.

    A run calls that function when one of its requests has arrived. ``order`` selects the next run, after every run has
    sent its first request: the case with the most conflicts. Raises what a run raised.
    """
    scheduler = _Scheduler(runs)
    for _ in ("up to its first request", "through its first request"):
        shuffled = sorted(scheduler.active)
        order.shuffle(shuffled)
        for at in shuffled:
            scheduler.resume(at)
    while scheduler.active:
        scheduler.resume(order.choice(sorted(scheduler.active)))
    scheduler.join()
