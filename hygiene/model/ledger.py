"""What a tracker remembers: occurrences, subjects, fingerprints, episodes and flakes, all of them mergeable sets.

Counters lose and sets merge. ``merge`` is commutative, associative and idempotent, so whoever was overwritten can be
merged back in any order and any number of times. Orders are those of GitHub's ids, which only grow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

GREENS_MAX = 2
NUMBER_DIGITS_MAX = 18


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A check run that spoke: its run, its own id, which grows with every attempt, and the second it completed."""

    run_id: int
    check_id: int
    at: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Failure:
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
    failures: tuple[Failure, ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        """The identity inside one category, and the order."""
        return self.run_id, self.attempt


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest word on one check of a subject: its last failure, and the newest successes since.

    ``done`` is set when it recovered, or when the subject was merged or closed: nothing up to that mark counts.
    """

    check: str
    red: Mark
    greens: tuple[Mark, ...] = ()
    done: Mark | None = None

    @property
    def settled(self) -> bool:
        """Nothing failed since it was done."""
        return self.done is not None and self.done >= self.red

    @property
    def failing(self) -> bool:
        """The newest word is a failure."""
        return not self.greens and not self.settled

    @property
    def newest(self) -> Mark:
        """The newest mark of all."""
        return max(mark for mark in (self.red, *self.greens, self.done) if mark is not None)


@dataclass(frozen=True, slots=True)
class Subject:
    """A pull request or branch that the tracker follows; ``id`` is a pull request's node id."""

    key: str
    id: str = ""
    standings: tuple[Standing, ...] = ()

    @property
    def pull_request(self) -> int | None:
        """The number, None for a branch."""
        kind, _, number = self.key.partition(":")
        return int(number) if kind == "pr" and number.isdecimal() and len(number) <= NUMBER_DIGITS_MAX else None

    @property
    def newest(self) -> Mark:
        """When anything about it was last heard."""
        return max((standing.newest for standing in self.standings), default=Mark(0, 0))


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
    opened: Mark
    resolved: Mark | None = None


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
    ``base`` the number of edits that the writer of this text had seen; ``base`` is no part of what merges.
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
    base: int = 0


def merge(one: Ledger, *others: Ledger) -> Ledger:
    """Everything that any of them knows. Commutative, associative, idempotent; ``base`` is the first one's."""
    ledgers = (one, *others)
    fold = max(ledger.fold for ledger in ledgers)
    return Ledger(
        category=max(ledger.category for ledger in ledgers),
        occurrences=tuple(
            found
            for found in _join(ledgers, lambda ledger: ledger.occurrences, _one_occurrence)
            if found.key > fold.floor
        ),
        fold=fold,
        subjects=_join(ledgers, lambda ledger: ledger.subjects, _one_subject),
        fingerprints=_join(ledgers, lambda ledger: ledger.fingerprints, _one_fingerprint),
        episodes=_join(ledgers, lambda ledger: ledger.episodes, _one_episode),
        flakes=tuple(sorted({flake for ledger in ledgers for flake in ledger.flakes})),
        flaky=any(ledger.flaky for ledger in ledgers),
        escalated=any(ledger.escalated for ledger in ledgers),
        first_at=min((ledger.first_at for ledger in ledgers if ledger.first_at), default=0),
        previous=max(ledger.previous for ledger in ledgers),
        base=one.base,
    )


def same(one: Ledger, other: Ledger) -> bool:
    """Whether two ledgers know the same."""
    return replace(one, base=0) == replace(other, base=0)


_Row = TypeVar("_Row", Occurrence, Subject, Fingerprint, Episode, Failure, Standing)


def identity(row: Occurrence | Subject | Fingerprint | Episode | Failure | Standing) -> Hashable:
    """What tells a row from its neighbours; rows are kept in its order."""
    match row:
        case Occurrence():
            return row.key
        case Subject():
            return row.key
        case Fingerprint():
            return row.id
        case Episode():
            return row.number
        case Failure():
            return row.check_id
        case Standing():
            return row.check


def _join(
    ledgers: Iterable[Ledger], rows: Callable[[Ledger], tuple[_Row, ...]], both: Callable[[_Row, _Row], _Row]
) -> tuple[_Row, ...]:
    return _unite((row for ledger in ledgers for row in rows(ledger)), both)


def _unite(rows: Iterable[_Row], both: Callable[[_Row, _Row], _Row]) -> tuple[_Row, ...]:
    known: dict[Hashable, _Row] = {}
    for row in rows:
        key = identity(row)
        known[key] = both(known[key], row) if key in known else row
    return tuple(known[key] for key in sorted(known))  # type: ignore[type-var]


def _one_occurrence(one: Occurrence, other: Occurrence) -> Occurrence:
    return replace(
        one,
        at=max(one.at, other.at),
        subjects=tuple(sorted({*one.subjects, *other.subjects})),
        failures=_unite((*one.failures, *other.failures), max),
    )


def _one_subject(one: Subject, other: Subject) -> Subject:
    return Subject(one.key, max(one.id, other.id), _unite((*one.standings, *other.standings), _one_standing))


def _one_standing(one: Standing, other: Standing) -> Standing:
    red = max(one.red, other.red)
    done = max((mark for mark in (one.done, other.done) if mark is not None), default=None)
    floor = red if done is None else max(red, done)
    since = {mark for mark in (*one.greens, *other.greens) if mark > floor}
    return Standing(one.check, red, tuple(sorted(since)[-GREENS_MAX:]), done)


def _one_fingerprint(one: Fingerprint, other: Fingerprint) -> Fingerprint:
    aliases = tuple(sorted({*one.aliases, *other.aliases}))
    return max(replace(one, aliases=aliases), replace(other, aliases=aliases))


def _one_episode(one: Episode, other: Episode) -> Episode:
    resolved = max((mark for mark in (one.resolved, other.resolved) if mark is not None), default=None)
    return Episode(one.number, min(one.opened, other.opened), resolved)
