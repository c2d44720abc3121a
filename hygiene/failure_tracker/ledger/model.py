"""What a tracker remembers: occurrences, subjects, fingerprints, episodes and flakes, all of them mergeable sets.

Counters lose and sets merge: see ``ledger_merge``. Orders are those of GitHub's ids, which only grow.
"""

from __future__ import annotations

from dataclasses import dataclass

NUMBER_DIGITS_MAX = 18


@dataclass(frozen=True, slots=True, order=True)
class RunRef:
    """A check run that spoke: its run, its own id, which grows with every attempt, and the second it completed."""

    run_id: int
    check_id: int
    at: int = 0


@dataclass(frozen=True, slots=True, order=True)
class JobFailure:
    """One failed check run in an occurrence.

    ``detail`` counts how much of it was seen (0 nothing, 1 the step, 2 a message): a look at a later attempt no longer
    shows the details of an earlier one. ``url`` is empty when it follows from the run and the check run.
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
    """The newest word on one check of a subject: its last failure, and the newest successes since.

    ``recovered_at`` is set when it recovered, or when the subject was merged or closed: nothing up to that mark counts.
    """

    check: str
    last_failure: RunRef
    successes: tuple[RunRef, ...] = ()
    recovered_at: RunRef | None = None

    @property
    def settled(self) -> bool:
        """Nothing failed since it was done."""
        return self.recovered_at is not None and self.recovered_at >= self.last_failure

    @property
    def failing(self) -> bool:
        """The newest word is a failure."""
        return not self.successes and not self.settled

    @property
    def newest(self) -> RunRef:
        """The newest mark of all."""
        return max(mark for mark in (self.last_failure, *self.successes, self.recovered_at) if mark is not None)


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
        """When anything about it was last heard."""
        return max((record.newest for record in self.records), default=RunRef(0, 0))


@dataclass(frozen=True, slots=True, order=True)
class Fingerprint:
    """What failed, told apart by (job, step, normalised first error). The words are those of its newest failure.

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
    """One stretch of failing, from ``opened`` to ``resolved``; its numbers count from 1."""

    number: int
    opened: RunRef
    resolved: RunRef | None = None


@dataclass(frozen=True, slots=True, order=True)
class Flake:
    """An occurrence that was contradicted: the same job passed later on the same commit."""

    run_id: int
    attempt: int
    oid: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole memory of one tracker.

    ``previous`` is the tracker that this one continues, ``first_at`` when the category first failed in this one, and
    ``shut`` when a person closed it, in seconds, written by whoever recorded something after that. ``base`` is the
    number of edits that the writer of this text had seen, and no part of what merges.
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
    shut: int = 0
    base: int = 0
