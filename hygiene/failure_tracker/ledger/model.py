"""The state of a tracker: occurrences, subjects, fingerprints, episodes and flakes, all of them mergeable sets.

Concurrent increments of a counter lose some of them, sets can be merged: see ``merge``. Orders are those of GitHub's
ids, which only grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER_DIGITS_MAX = 18


@dataclass(frozen=True, slots=True, order=True)
class RunRef:
    """A check run: the id of its run, its own id, which grows with every attempt, and the second it completed."""

    run_id: int
    check_id: int
    at: int = 0


@dataclass(frozen=True, slots=True, order=True)
class JobFailure:
    """One failed check run in an occurrence.

    ``detail`` counts how much of it was seen (0 nothing, 1 the step, 2 a message): a read after a later attempt no
    longer shows the details of an earlier one. ``url`` is empty when it follows from the run and the check run.
    """

    check_id: int
    detail: int
    fingerprint: str
    step: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One (run, attempt) in which the category failed; ``at`` is the second its last failure completed."""

    run_id: int
    attempt: int
    at: int
    subjects: tuple[str, ...] = ()
    failures: tuple[JobFailure, ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        """The identity inside one category, and the order."""
        return self.run_id, self.attempt


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """The state of one check of a subject: its last failure, and the newest successes since.

    ``recovered_at`` is set when it recovered, or when the subject was merged or closed: no failure up to it counts.
    """

    check: str
    last_failure: RunRef
    successes: tuple[RunRef, ...] = ()
    recovered_at: RunRef | None = None

    @property
    def settled(self) -> bool:
        """Whether it recovered and nothing failed since."""
        return self.recovered_at is not None and self.recovered_at >= self.last_failure

    @property
    def failing(self) -> bool:
        """Whether its newest result is a failure."""
        return not self.successes and not self.settled

    @property
    def newest(self) -> RunRef:
        """Its newest check run."""
        return max(ref for ref in (self.last_failure, *self.successes, self.recovered_at) if ref is not None)


@dataclass(frozen=True, slots=True)
class Subject:
    """A pull request or branch that the tracker follows; ``id`` is a pull request's node id."""

    key: str
    id: str = ""
    records: tuple[CheckRecord, ...] = ()

    @property
    def pull_request(self) -> int | None:
        """The number, None for a branch."""
        kind, _, number = self.key.partition(":")
        return int(number) if kind == "pr" and number.isdecimal() and len(number) <= NUMBER_DIGITS_MAX else None

    @property
    def newest(self) -> RunRef:
        """The newest check run that was recorded for it."""
        return max((record.newest for record in self.records), default=RunRef(0, 0))

    def with_records(self, change: Callable[[CheckRecord], CheckRecord]) -> Subject:
        """The subject with each of its records changed."""
        return replace(self, records=tuple(map(change, self.records)))


@dataclass(frozen=True, slots=True, order=True)
class Fingerprint:
    """A kind of failure: (job, step, normalised first error). The texts are those of its newest failure.

    ``id`` starts with the version of the normaliser; ``aliases`` are what older versions called the same failure.
    """

    id: str
    at: int
    job: str = ""
    check: str = ""
    step: str = ""
    error: str = ""
    location: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Fold:
    """The oldest occurrences as a number, together with the highest order in it: a late duplicate counts once."""

    floor: tuple[int, int] = (0, 0)
    count: int = 0
    by_fingerprint: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """A period of failing, from ``opened`` to ``resolved``; ``number`` counts from 1."""

    number: int
    opened: RunRef
    resolved: RunRef | None = None


@dataclass(frozen=True, slots=True, order=True)
class Flake:
    """An occurrence after which the same job succeeded on the same commit."""

    run_id: int
    attempt: int
    oid: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole state of one tracker.

    ``previous`` is the number of the tracker before this one, ``first_at`` when the category first failed in this one.
    ``reopened`` are ids of the events that closed it and after which it failed again: where one of them is still the
    last, it must be reopened. ``workflows`` maps the names of checks to the file (else the name) of their workflow.
    ``base`` is the number of edits that the writer of this text had seen; it is not merged.
    """

    category: str
    occurrences: tuple[Occurrence, ...] = ()
    fold: Fold = Fold()
    subjects: tuple[Subject, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
    episodes: tuple[Episode, ...] = ()
    flakes: tuple[Flake, ...] = ()
    flaky: bool = False
    escalated: bool = False
    first_at: int = 0
    previous: int = 0
    reopened: tuple[str, ...] = ()
    workflows: tuple[tuple[str, str], ...] = ()
    base: int = 0
