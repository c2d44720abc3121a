"""A tracker's body: our block between its marker and its end line, readable in ten seconds, details behind.

Nothing here depends on the clock or on who looks: the same ledger gives the same bytes. When the block is too long, the
least useful part goes first, and the block says which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.codec import END, encode_ledger
from hygiene.failure_tracker.ledger.compact import newest_first
from hygiene.failure_tracker.ledger.queries import (
    episode,
    failing,
    fingerprint_counts,
    last_at,
    last_result_at,
    mean_recovery_s,
    occurrences_total,
    open_subjects,
)
from hygiene.failure_tracker.links import job_url, run_url, subject_name, when
from hygiene.markdown.text import clean, code, details, duration, link, plain, table
from hygiene.model.marker import Marker, encode

if TYPE_CHECKING:
    from hygiene.failure_tracker.ledger.model import Ledger, Subject
    from hygiene.failure_tracker.ledger.queries import FingerprintCount


HISTORY_ROWS_MAX = 10
TITLE_CHARS_MAX = 200
_RINGING = re.compile(r"[@#](?=\w)|\bGH-(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """How much is shown: rows of each table, characters of an error, and what the reader is told is missing."""

    fingerprints: int = 15
    history: int = HISTORY_ROWS_MAX
    subjects: int = 30
    error_chars: int = 160
    details: bool = True
    missing: str = ""


SHAPES = (
    Shape(),
    Shape(details=False, missing="the figures"),
    Shape(subjects=10, details=False, missing="the figures and some subjects"),
    Shape(8, 5, 10, 100, details=False, missing="the figures, some subjects, fingerprints and older history"),
    Shape(3, 3, 5, 60, details=False, missing="all but the newest of everything"),
    Shape(1, 0, 0, 60, details=False, missing="all but the newest failure"),
    Shape(0, 0, 0, 0, details=False, missing="everything but the state"),
)


def title(category: str) -> str:
    """The title of a new tracker, which rings nobody. People may rename it: it identifies nothing."""
    name = _RINGING.sub("\\g<0>\u200b", clean(category, TITLE_CHARS_MAX))
    return f"CI failure: {name or 'unnamed'}"


def render_block(ledger: Ledger, identity: str, repository_url: str, bytes_max: int, mention: str = "") -> str:
    """Our block of the body in the first shape that fits; the last shape when none does."""
    marker = encode(Marker(identity, encode_ledger(ledger)))
    block = ""
    for shape in SHAPES:
        block = "\n".join((marker, *_lines(ledger, repository_url, shape, mention), END))
        if len(block.encode("utf-8", "replace")) <= bytes_max:
            break
    return block


def _lines(ledger: Ledger, repository_url: str, shape: Shape, mention: str) -> list[str]:
    pulls = [number for subject in open_subjects(ledger) if (number := subject.pull_request) is not None]
    parts = [
        *(f"<!-- tracked-pr: {number} -->" for number in sorted(pulls)),
        _headline(ledger),
        "",
        _seen(ledger),
        "",
        f"Tracked PR: {', '.join(f'#{number}' for number in sorted(pulls)) or 'none'}",
    ]
    if mention:
        parts += ["", mention]
    for section in (
        _failures(ledger, repository_url, shape),
        _subjects(ledger, repository_url, shape),
        _history(ledger, repository_url, shape),
        figures(ledger) if shape.details else "",
        f"_Shortened to fit: without {shape.missing}._" if shape.missing else "",
    ):
        parts += ["", section] if section else []
    return [line for part in parts for line in part.split("\n")]


def _headline(ledger: Ledger) -> str:
    name = plain(ledger.category)
    if not open_subjects(ledger):
        return f"### {name}: recovered" if ledger.episodes else f"### {name}"
    if not failing(ledger):
        return f"### {name}: passed once, not yet trusted"
    return f"### {name}: failing{' (flaky)' if ledger.flaky else ''}"


def _seen(ledger: Ledger) -> str:
    count = occurrences_total(ledger)
    last = last_at(ledger)
    words = [f"**{count}** occurrence{'' if count == 1 else 's'}"]
    words += [f"last seen {when(last)}"] if last else []
    words += [f"first seen {when(ledger.first_at)}"] if ledger.first_at else []
    recovery = mean_recovery_s(ledger)
    words += [f"recovers in {duration(recovery)} on average"] if recovery is not None else []
    spark = sparkline(ledger)
    return " · ".join([*words, f"by day {spark}"] if spark else words)


def _failures(ledger: Ledger, repository_url: str, shape: Shape) -> str:
    rows = fingerprint_counts(ledger)
    if not rows or not shape.fingerprints:
        return ""
    shown = [_failure(row, repository_url, shape) for row in rows[: shape.fingerprints]]
    more = _more(len(rows) - shape.fingerprints, "failure that looks different", "failures that look different")
    return table(("Job", "Step", "Error", "Times", "Last seen", "Log"), shown) + more


def _failure(row: FingerprintCount, repository_url: str, shape: Shape) -> tuple[str, ...]:
    words = row.fingerprint
    error = plain(words.error, shape.error_chars) if words.error else "no message"
    where = f"{code(words.location)} " if words.location else ""
    log = ""
    if row.occurrence is not None and row.failure is not None:
        log = link("log", job_url(repository_url, row.occurrence, row.failure))
    step = plain(words.step) if words.step else "not known"
    return plain(words.job), step, f"{where}{error}", str(row.count), when(words.at), log


def _subjects(ledger: Ledger, repository_url: str, shape: Shape) -> str:
    subjects = sorted(open_subjects(ledger), key=lambda subject: (subject.newest, subject.key), reverse=True)
    if not subjects or not shape.subjects:
        return ""
    rows = [_subject(subject, repository_url) for subject in subjects[: shape.subjects]]
    more = _more(len(subjects) - shape.subjects, "subject", "subjects")
    return table(("Kept open by", "Checks", "Since run"), rows) + more


def _subject(subject: Subject, repository_url: str) -> tuple[str, ...]:
    rows = [row for row in subject.records if not row.settled]
    words = [f"{code(row.check)}{' (passed once)' if row.successes else ''}" for row in rows[:5]]
    runs = sorted({row.last_failure.run_id for row in rows})
    return (
        subject_name(subject.key),
        ", ".join(words) + (f" and {len(rows) - 5} more" if len(rows) > 5 else ""),  # noqa: PLR2004 - as many as fit
        link(str(runs[0]), run_url(repository_url, runs[0])) if runs else "",
    )


def _history(ledger: Ledger, repository_url: str, shape: Shape) -> str:
    occurrences = newest_first(ledger)
    if not occurrences or not shape.history:
        return ""
    words = {row.id: row for row in ledger.fingerprints}
    rows = []
    for found in occurrences[: shape.history]:
        steps = {words[one.fingerprint].step for one in found.failures if one.fingerprint in words}
        rows.append(
            (
                when(found.at),
                link(f"{found.run_id} attempt {found.attempt}", run_url(repository_url, *found.key)),
                ", ".join(subject_name(key) for key in found.subjects[:3]),
                ", ".join(plain(step) for step in sorted(steps - {""})[:3]),
            )
        )
    return table(("When", "Run", "Subject", "Step"), rows)


def _more(count: int, one: str, many: str) -> str:
    return f"\n\nand {count} more {one if count == 1 else many}" if count > 0 else ""


DAYS = 14
_DAY_S = 86_400
_BARS = "▁▂▃▄▅▆▇█"


def sparkline(ledger: Ledger) -> str:
    """The last occurrences by day, the newest at the right; empty while all are on one day."""
    days = [found.at // _DAY_S for found in ledger.occurrences if found.at]
    if len(set(days)) < 2:  # noqa: PLR2004 - one bar says nothing
        return ""
    counts = [days.count(max(days) - back) for back in range(DAYS - 1, -1, -1)]
    return "".join(_BARS[min(len(_BARS) - 1, -(-count * (len(_BARS) - 1) // max(counts)))] for count in counts)


def figures(ledger: Ledger) -> str:
    """What only some readers want, folded."""
    lines = [
        f"- failed {_times(len(ledger.episodes))}, {_flakes(ledger)}",
    ]
    if last_result_at(ledger):
        lines.append(f"- last word: {when(last_result_at(ledger))}")
    if ledger.fold.count:
        lines.append(f"- the oldest {ledger.fold.count} occurrences are counted and no longer listed")
    if ledger.previous:
        lines.append(f"- continues #{ledger.previous}")
    if ledger.escalated:
        lines.append("- escalated")
    return details("Figures", "\n".join(lines))


def _flakes(ledger: Ledger) -> str:
    found = len({(flake.run_id, flake.attempt) for flake in ledger.flakes})
    if not found:
        return "no occurrence passed on a repeat"
    share = f"{found} of {occurrences_total(ledger)} occurrences passed on a repeat of the same commit"
    return f"{share} (flaky)" if ledger.flaky else share


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


NOTE_PREFIX = "note/"
SUBJECTS_MAX = 5


def render_note(kind: str, number: int, slug: str, ledger: Ledger, repository_url: str, closer: str = "") -> str:
    """A note of this kind for an episode (0 for what happens once in a tracker's life).

    ``closer`` is the person who had closed what is reopened.
    """
    marker = encode(Marker(f"{NOTE_PREFIX}{slug}", {"kind": kind, "episode": number}))
    closed = f" {code(closer)} had closed it." if closer and kind == "reopened" else ""
    return f"{marker}\n{_words(kind, ledger, repository_url)}{closed}"


def _words(kind: str, ledger: Ledger, repository_url: str) -> str:
    name = plain(ledger.category)
    match kind:
        case "resolved":
            return f"**Resolved.** {_resolution(ledger, repository_url)}"
        case "reopened":
            return f"**Reopened.** {name} fails again for {_notes_subjects(ledger)}{_latest(ledger, repository_url)}."
        case "escalated":
            return (
                f"**Escalated.** {name} has failed {occurrences_total(ledger)} times{_latest(ledger, repository_url)}."
            )
        case _:
            heads = len({flake.oid for flake in ledger.flakes})
            return f"**Flaky.** {name} failed and then passed on the same commit, on {heads} different commits."


def _resolution(ledger: Ledger, repository_url: str) -> str:
    current = episode(ledger)
    word = current.resolved if current is not None else None
    if word is None or not word.run_id:
        return "The last pull request that failed was merged or closed."
    return f"Nothing fails any more since {link(f'run {word.run_id}', run_url(repository_url, word.run_id))}."


def _notes_subjects(ledger: Ledger) -> str:
    keys = [subject_name(subject.key) for subject in failing(ledger)]
    shown = ", ".join(keys[:SUBJECTS_MAX])
    return f"{shown} and {len(keys) - SUBJECTS_MAX} more" if len(keys) > SUBJECTS_MAX else shown


def _latest(ledger: Ledger, repository_url: str) -> str:
    newest = max(ledger.occurrences, key=lambda found: (found.at, found.key), default=None)
    if newest is None:
        return ""
    return f", last in {link(f'run {newest.run_id}', run_url(repository_url, *newest.key))}"
