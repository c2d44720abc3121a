"""A ledger as the JSON of a marker, and back: short rows. Values of another shape are left out, never raised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import (
    CheckRecord,
    Episode,
    Fingerprint,
    Flake,
    Fold,
    JobFailure,
    Ledger,
    Occurrence,
    RunRef,
    Subject,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    _Row = TypeVar("_Row")

INTEGER_MAX = 2**63 - 1
END = "<!-- /hygiene -->"


def encode_ledger(ledger: Ledger) -> dict[str, Any]:
    """The JSON object that a marker holds."""
    fold = ledger.fold
    return {
        "category": ledger.category,
        "base": ledger.base,
        "first": ledger.first_at,
        "previous": ledger.previous,
        **({"reopened": list(ledger.reopened)} if ledger.reopened else {}),
        "workflows": [list(row) for row in ledger.workflows],
        "flaky": ledger.flaky,
        "escalated": ledger.escalated,
        "fold": [*fold.floor, fold.count, [list(pair) for pair in fold.by_fingerprint]],
        "occurrences": [
            [found.run_id, found.attempt, found.at, list(found.subjects), [_failure_row(row) for row in found.failures]]
            for found in ledger.occurrences
        ],
        "subjects": [
            [subject.key, subject.id, [_record_row(record) for record in subject.records]]
            for subject in ledger.subjects
        ],
        "fingerprints": [
            [row.id, row.at, row.job, row.check, row.step, row.error, row.location, list(row.aliases)]
            for row in ledger.fingerprints
        ],
        "episodes": [[row.number, _run_ref_row(row.opened), _run_ref_row(row.resolved)] for row in ledger.episodes],
        "flakes": [[flake.run_id, flake.attempt, flake.oid] for flake in ledger.flakes],
    }


def decode_ledger(raw: Mapping[str, Any], category: str = "") -> Ledger:
    """The ledger in a marker, which anybody may have edited; ``category`` is used where the marker names none."""
    name = raw.get("category")
    ledger = Ledger(
        category=name if isinstance(name, str) and name else category,
        occurrences=_rows(raw.get("occurrences"), _occurrence),
        fold=_fold(raw.get("fold")),
        subjects=_rows(raw.get("subjects"), _subject),
        fingerprints=_rows(raw.get("fingerprints"), _fingerprint),
        episodes=_rows(raw.get("episodes"), _episode),
        flakes=_rows(raw.get("flakes"), _flake),
        workflows=_rows(raw.get("workflows"), _workflow),
        flaky=raw.get("flaky") is True,
        escalated=raw.get("escalated") is True,
        first_at=_natural(raw.get("first")) or 0,
        previous=_natural(raw.get("previous")) or 0,
        reopened=_strings(raw.get("reopened")),
        base=_natural(raw.get("base")) or 0,
    )
    return merge(ledger)


def _failure_row(row: JobFailure) -> list[int | str]:
    short: list[int | str] = [row.check_id, row.detail, row.fingerprint, row.step]
    return [*short, row.url] if row.url else short


def _record_row(row: CheckRecord) -> list[Any]:
    return [
        row.check,
        _run_ref_row(row.last_failure),
        [_run_ref_row(ref) for ref in row.successes],
        _run_ref_row(row.recovered_at),
    ]


def _run_ref_row(ref: RunRef | None) -> list[int] | None:
    return None if ref is None else [ref.run_id, ref.check_id, ref.at]


def _rows(raw: object, row: Callable[[object], _Row | None]) -> tuple[_Row, ...]:
    return tuple(found for one in (raw if isinstance(raw, list) else ()) if (found := row(one)) is not None)


def _natural(raw: object) -> int | None:
    return raw if type(raw) is int and 0 <= raw <= INTEGER_MAX else None


def _naturals(*several: object) -> tuple[int, ...]:
    """The integers if all of them are natural numbers, else none. A plain loop: most of the time of a read is here."""
    for raw in several:
        if type(raw) is not int or not 0 <= raw <= INTEGER_MAX:
            return ()
    return several  # type: ignore[return-value] # the loop has checked each of them


def _strings(raw: object) -> tuple[str, ...]:
    return tuple(sorted({text for text in raw if isinstance(text, str)})) if isinstance(raw, list) else ()


def _run_ref(raw: object) -> RunRef | None:
    match raw:
        case [run_id, check_id, at] if numbers := _naturals(run_id, check_id, at):
            return RunRef(*numbers)
        case _:
            return None


def _occurrence(raw: object) -> Occurrence | None:
    match raw:
        case [run_id, attempt, at, subjects, failures] if numbers := _naturals(run_id, attempt, at):
            return Occurrence(numbers[0], numbers[1], numbers[2], _strings(subjects), _rows(failures, _failure))
        case _:
            return None


def _failure(raw: object) -> JobFailure | None:
    match raw:
        case [check_id, detail, str(fingerprint), step, *rest] if numbers := _naturals(check_id, detail, step):
            url = rest[0] if rest and isinstance(rest[0], str) else ""
            return JobFailure(numbers[0], numbers[1], fingerprint, numbers[2], url)
        case _:
            return None


def _subject(raw: object) -> Subject | None:
    match raw:
        case [str(key), str(node_id), records] if key:
            return Subject(key, node_id, _rows(records, _check_record))
        case _:
            return None


def _check_record(raw: object) -> CheckRecord | None:
    match raw:
        case [str(check), failed, successes, recovered] if (ref := _run_ref(failed)) is not None:
            return CheckRecord(check, ref, _rows(successes, _run_ref), _run_ref(recovered))
        case _:
            return None


def _fingerprint(raw: object) -> Fingerprint | None:
    match raw:
        case [str(name), at, str(job), str(check), str(step), str(error), str(location), aliases] if (
            numbers := _naturals(at)
        ):
            return Fingerprint(name, numbers[0], job, check, step, error, location, _strings(aliases))
        case _:
            return None


def _episode(raw: object) -> Episode | None:
    match raw:
        case [number, opened, resolved] if (numbers := _naturals(number)) and (ref := _run_ref(opened)) is not None:
            return Episode(numbers[0], ref, _run_ref(resolved))
        case _:
            return None


def _flake(raw: object) -> Flake | None:
    match raw:
        case [run_id, attempt, str(oid)] if numbers := _naturals(run_id, attempt):
            return Flake(numbers[0], numbers[1], oid)
        case _:
            return None


def _fold(raw: object) -> Fold:
    match raw:
        case [run_id, attempt, count, list(pairs)] if numbers := _naturals(run_id, attempt, count):
            return Fold((numbers[0], numbers[1]), numbers[2], tuple(sorted(_rows(pairs, _pair))))
        case _:
            return Fold()


def _workflow(raw: object) -> tuple[str, str] | None:
    match raw:
        case [str(check), str(workflow)]:
            return check, workflow
        case _:
            return None


def _pair(raw: object) -> tuple[str, int] | None:
    match raw:
        case [str(name), count] if numbers := _naturals(count):
            return name, numbers[0]
        case _:
            return None
