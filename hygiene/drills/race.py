"""Several writers at once, really interleaved and still the same every time: one baton, handed on at every request.

Each writer is a thread, and exactly one of them runs at any time. A writer gives the baton back whenever a request of
its has arrived at GitHub and nothing of it has happened yet; who is next is chosen from a seed.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    Turn = Callable[[], None]
    Writer = Callable[[Turn], None]


class _CalledOffError(BaseException):
    """The race is over for everybody, since one of its writers met a bug; nothing may catch this on its way out."""


class _Baton:
    def __init__(self, writers: int) -> None:
        self._mine = [threading.Semaphore(0) for _ in range(writers)]
        self._back = threading.Semaphore(0)
        self.called_off = False

    def give(self, at: int) -> None:
        """Let one writer run until it gives back."""
        self._mine[at].release()
        self._back.acquire()

    def give_back(self) -> None:
        """Let the race go on."""
        self._back.release()

    def wait(self, at: int) -> None:
        """Wait for the baton."""
        self._mine[at].acquire()
        if self.called_off:
            raise _CalledOffError


def race(writers: Sequence[Writer], order: random.Random) -> None:
    """Run all writers to their end. Everybody looks once before anybody goes on: the tightest race there is.

    A writer is called with its ``turn``, to be called whenever a request has arrived. Raises what a writer raised.
    """
    baton, broken = _Baton(len(writers)), list[BaseException]()
    running = set(range(len(writers)))

    def run(at: int) -> None:
        def turn() -> None:
            baton.give_back()
            baton.wait(at)

        try:
            baton.wait(at)
            writers[at](turn)
        except _CalledOffError:
            pass
        except BaseException as error:  # noqa: BLE001 - raised again where the race was started
            broken.append(error)
        finally:
            running.discard(at)
            baton.give_back()

    threads = [threading.Thread(target=run, args=(at,), daemon=True) for at in range(len(writers))]
    for thread in threads:
        thread.start()
    _hand_round(baton, running, broken, order)
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]


def _hand_round(baton: _Baton, running: set[int], broken: list[BaseException], order: random.Random) -> None:
    for _ in ("to its first request", "through its first request"):
        first = sorted(running)
        order.shuffle(first)
        for at in first:
            if at in running and not broken:
                baton.give(at)
    while running and not broken:
        baton.give(order.choice(sorted(running)))
    baton.called_off = True
    for at in sorted(running):
        baton.give(at)
