"""A scenario: a world, its concurrent writers, what people and machines do meanwhile, and the truth at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.sandbox.world import World
    from tests.simulation.writer import Command

REQUESTS_MAX = 12


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody else's doing, once. ``wakes`` are the writers whose event it is; the others start without it."""

    does: Callable[[World], None]
    wakes: str = ""
    unsettles: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """What must be so at rest, besides what the world itself shows: pull requests with a comment, trackers, sections.

    ``pages`` are the further queries that a long thread costs.
    ``still_red`` are slots in which something fails though no newest check shows it: nothing has proved the opposite.
    Once everything was removed (``gone``), nothing of ours is left but closed trackers.
    ``may_stay_open`` are slots of flaky jobs: one success after a failure on the same commit proves little.
    """

    pulls: tuple[tuple[str, int], ...] = ()
    trackers: tuple[str, ...] = ()
    sections: Mapping[str, str | None] = field(default_factory=dict)
    pages: int = 0
    still_red: frozenset[str] = frozenset()
    may_stay_open: frozenset[str] = frozenset()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """``racing`` are the writers of the race, ``further`` those that run again at the end; letters name ``commands``.

    ``faults`` are the letters that may be chosen, ``faults_max`` of them in one schedule. ``stops`` is a writer whose
    machine is stopped, at which reading of its clock, and for how many seconds; ``fast`` one whose clock is fast.
    Without ``lags`` every replica has all that was there before the race. ``acts`` happen in their order; with
    ``free_acts_max`` any of them may happen next, and so many in one schedule. ``removers`` remove everything, also
    what others rely on; then ``further`` always run.
    """

    name: str
    world: World
    commands: Mapping[str, Command]
    racing: str
    further: str
    truth: Truth
    acts: tuple[Act, ...] = ()
    free_acts_max: int = 0
    removers: str = ""
    faults: str = ""
    faults_max: int = 0
    requests_max: int = REQUESTS_MAX
    frozen: bool = True
    lags: bool = True
    stops: tuple[str, int, int] = ("", 0, 0)
    fast: tuple[str, int] = ("", 0)
