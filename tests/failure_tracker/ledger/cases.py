"""Ledgers for tests: written in a line, and any that hypothesis generates, from few values so that they collide."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

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
from tests.examples import examples

law = settings(deadline=None, derandomize=True, max_examples=examples(60))
NAMES = ("1:aa", "1:bb", "2:cc")
KEYS = ("pr:7", "pr:8", "branch:main")

marks = st.builds(RunRef, st.integers(1, 9), st.integers(1, 9), st.integers(0, 5))
failures = st.builds(JobFailure, st.integers(1, 4), st.integers(0, 2), st.sampled_from(NAMES), st.integers(0, 2))
occurrences = st.builds(
    Occurrence,
    st.integers(1, 12),
    st.integers(1, 2),
    st.integers(0, 9),
    st.lists(st.sampled_from(KEYS), unique=True).map(sorted).map(tuple),
    st.lists(failures, max_size=2).map(tuple),
)
records = st.builds(
    CheckRecord, st.sampled_from(("a", "b")), marks, st.lists(marks, max_size=3).map(tuple), st.none() | marks
)
subjects = st.builds(
    Subject, st.sampled_from(KEYS), st.sampled_from(("", "PR_7")), st.lists(records, max_size=2).map(tuple)
)
fingerprints = st.builds(
    Fingerprint, st.sampled_from(NAMES), st.integers(0, 5), st.sampled_from(("job", "other")), st.just("check")
)
folds = st.builds(
    Fold, st.tuples(st.integers(0, 4), st.integers(1, 2)), st.integers(0, 9), st.just(()) | st.just((("1:aa", 2),))
)
ledgers = st.builds(
    Ledger,
    st.just("python ci"),
    st.lists(occurrences, max_size=5).map(tuple),
    folds,
    st.lists(subjects, max_size=3).map(tuple),
    st.lists(fingerprints, max_size=3).map(tuple),
    st.lists(st.builds(Episode, st.integers(1, 3), marks, st.none() | marks), max_size=3).map(tuple),
    st.lists(st.builds(Flake, st.integers(1, 5), st.integers(1, 2), st.sampled_from(("x", "y"))), max_size=2).map(
        tuple
    ),
    st.booleans(),
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 3),
).map(merge)


def occurrence(run_id: int, *, attempt: int = 1, subject: str = "pr:7", name: str = "1:aa", at: int = 0) -> Occurrence:
    """One occurrence of one failure."""
    return Occurrence(run_id, attempt, at or run_id * 60, (subject,), (JobFailure(run_id * 10 + attempt, 2, name),))


def fingerprint(
    name: str = "1:aa", *, at: int = 60, aliases: tuple[str, ...] = (), job: str = "python ci"
) -> Fingerprint:
    """A row of words."""
    return Fingerprint(name, at, job, job, "Pytest", "it broke", "tests/test_a.py:7", aliases)


def red(run_id: int, check: str = "python ci") -> CheckRecord:
    """A check that failed."""
    return CheckRecord(check, RunRef(run_id, run_id * 10, run_id * 60))


def ledger(*runs: int, subject: str = "pr:7") -> Ledger:
    """A ledger with one occurrence for each run, all of one subject that still fails."""
    found = tuple(occurrence(run, subject=subject) for run in runs)
    record = (Subject(subject, "PR_7", (red(max(runs)),)),) if runs else ()
    words = (fingerprint(at=max(runs) * 60),) if runs else ()
    episodes = (Episode(1, RunRef(min(runs), min(runs) * 10, min(runs) * 60)),) if runs else ()
    return merge(Ledger("python ci", found, Fold(), record, words, episodes, first_at=min(runs, default=0) * 60))
