"""A tracker's body: our block between its marker and its end line. What fails comes first, details are folded.

The same ledger gives the same bytes: nothing here depends on the clock or on the run. When the block is too long, the
least useful part is left out first, and the block states which.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import TITLE_PREFIX
from hygiene.failure_tracker.issues import IGNORE
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
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.failure_tracker.ledger.model import Ledger, Subject
    from hygiene.failure_tracker.ledger.queries import FingerprintCount


HISTORY_ROWS_MAX = 10
SUBJECTS_IN_SENTENCE_MAX = 5
CHECKS_PER_SUBJECT_MAX = 5
TITLE_CHARS_MAX = 200
MAINTENANCE = (
    "hygiene updates this issue after CI runs and closes it when nothing fails any more; close it as completed to have "
    f"it reopened by a later failure, or as not planned to mute it (the label `{IGNORE}` mutes it too)."
)
_NOTIFYING = pattern(r"[@#](?=\w)|\bGH-(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """How much is shown: rows of each part, characters of an error, and the text for what is left out."""

    fingerprints: int = 15
    history: int = HISTORY_ROWS_MAX
    subjects: int = 30
    error_chars: int = 160
    details: bool = True
    missing: str = ""


SHAPES = (
    Shape(),
    Shape(details=False, missing="the details"),
    Shape(subjects=10, details=False, missing="the details and some subjects"),
    Shape(8, 5, 10, 100, details=False, missing="the details, some subjects, errors and older runs"),
    Shape(3, 3, 5, 60, details=False, missing="all but the newest of everything"),
    Shape(1, 0, 0, 60, details=False, missing="all but the newest error"),
    Shape(0, 0, 0, 0, details=False, missing="everything but the state"),
)


def title(category: str) -> str:
    """The title of a new tracker, which mentions nobody. People may change it: it identifies nothing."""
    name = _NOTIFYING.sub("\\g<0>\u200b", clean(category, TITLE_CHARS_MAX))
    return f"{TITLE_PREFIX}{name or 'unnamed'}"


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
    lines = [
        *(f"<!-- tracked-pr: {number} -->" for number in sorted(pulls)),
        _summary(ledger, repository_url, shape),
        "",
        _totals(ledger),
        "",
        f"Tracked PR: {', '.join(f'#{number}' for number in sorted(pulls)) or 'none'}",
    ]
    parts = (
        mention,
        _errors(ledger, repository_url, shape),
        _subjects(ledger, repository_url, shape),
        _runs(ledger, repository_url, shape),
        folded_details(ledger) if shape.details else "",
        f"_Shortened to fit: without {shape.missing}._" if shape.missing else "",
        f"<sub>{MAINTENANCE}</sub>",
    )
    for part in parts:
        lines += ["", *part.split("\n")] if part else []
    return lines


def _summary(ledger: Ledger, repository_url: str, shape: Shape) -> str:
    """One sentence for somebody who sees nothing else, such as the first line of a mail."""
    name = f"**{plain(ledger.category) or 'unnamed'}**"
    if not open_subjects(ledger):
        return f"{name} {_recovered(ledger, repository_url)}"
    flaky = " (flaky)" if ledger.flaky else ""
    if not failing(ledger):
        return f"{name}{flaky} has succeeded once since it failed; one more success closes this issue."
    newest = newest_first(ledger)[:1]
    run = f" in {_run_link(newest[0].run_id, repository_url, newest[0].attempt)}" if newest else ""
    error = _newest_error(ledger, min(shape.error_chars, 100))
    return f"{name} fails on {subjects_in_sentence(ledger)}{flaky}, last{run}{error}"


def _recovered(ledger: Ledger, repository_url: str) -> str:
    current = episode(ledger)
    if current is None or current.resolved is None:
        return "has not failed."
    if not current.resolved.run_id:
        return "no longer fails: the last pull request or branch on which it failed was merged, closed or deleted."
    opened, resolved = current.opened, current.resolved
    run = _run_link(resolved.run_id, repository_url)
    if not opened.at or resolved.at < opened.at:
        return f"recovered with {run}."
    length = duration(resolved.at - opened.at)
    if current.number > 1:
        return f"recovered with {run}, {length} after it failed again."
    return f"recovered after {length} with {run}."


def _newest_error(ledger: Ledger, error_chars: int) -> str:
    rows = fingerprint_counts(ledger)
    if not rows or not error_chars or not rows[0].fingerprint.error:
        return "."
    return f": {_error_text(rows[0], error_chars)}"


def subjects_in_sentence(ledger: Ledger) -> str:
    """The subjects that fail, a few of them by name."""
    names = [subject_name(subject.key) for subject in _newest_subjects(failing(ledger))]
    if len(names) > SUBJECTS_IN_SENTENCE_MAX:
        more = len(names) - SUBJECTS_IN_SENTENCE_MAX
        return f"{', '.join(names[:SUBJECTS_IN_SENTENCE_MAX])} and {more} more"
    return " and ".join((*(", ".join(names[:-1]),) * (len(names) > 1), *names[-1:])) or "nothing that is listed"


def _totals(ledger: Ledger) -> str:
    count, last = occurrences_total(ledger), last_at(ledger)
    found = [f"**{count}** occurrence{'' if count == 1 else 's'}"]
    found += [f"first {when(ledger.first_at)}"] if ledger.first_at else []
    found += [f"last {when(last)}"] if last and count > 1 else []
    line = sparkline(ledger)
    return " · ".join([*found, f"by day {line}"] if line else found)


def _errors(ledger: Ledger, repository_url: str, shape: Shape) -> str:
    rows = fingerprint_counts(ledger)
    if not rows or not shape.fingerprints:
        return ""
    shown = [_error(row, repository_url, shape) for row in rows[: shape.fingerprints]]
    more = _more(len(rows) - shape.fingerprints, "error")
    return "\n".join(("### Errors", "", *shown)) + more


def _error(row: FingerprintCount, repository_url: str, shape: Shape) -> str:
    found = row.fingerprint
    where = f"{plain(found.job)}, step {plain(found.step)}" if found.step else plain(found.job)
    times = "once" if row.count == 1 else f"{row.count} times"
    log = ""
    if row.occurrence is not None and row.failure is not None:
        log = f" · {link('log', job_url(repository_url, row.occurrence, row.failure))}"
    seen = f"{times}, last {when(found.at)}" if row.count > 1 else f"{times}, {when(found.at)}"
    return f"- {_error_text(row, shape.error_chars)}\n  {where} · {seen}{log}"


def _error_text(row: FingerprintCount, error_chars: int) -> str:
    found = row.fingerprint
    location = f"{code(found.location)} " if found.location else ""
    return f"{location}{plain(found.error, error_chars) if found.error else 'no error message'}"


def _subjects(ledger: Ledger, repository_url: str, shape: Shape) -> str:
    subjects = _newest_subjects(open_subjects(ledger))
    if not subjects or not shape.subjects:
        return ""
    rows = [_subject(subject, repository_url) for subject in subjects[: shape.subjects]]
    more = _more(len(subjects) - shape.subjects, "subject")
    title = "Still failing on" if failing(ledger) else "Not recovered yet"
    return "\n".join((f"### {title}", "", *rows)) + more


def _newest_subjects(subjects: Iterable[Subject]) -> list[Subject]:
    """The subjects with the newest failure first."""
    by_key = sorted(subjects, key=lambda subject: subject.key)
    return sorted(by_key, key=lambda subject: subject.newest, reverse=True)


def _subject(subject: Subject, repository_url: str) -> str:
    rows = [row for row in subject.records if not row.settled]
    names = [f"{code(row.check)}{' (one more success needed)' if row.successes else ''}" for row in rows]
    shown = ", ".join(names[:CHECKS_PER_SUBJECT_MAX])
    more = len(names) - CHECKS_PER_SUBJECT_MAX
    last = max(row.last_failure for row in rows)
    run = f", last failure in {_run_link(last.run_id, repository_url)}" if last.run_id else ""
    return f"- {subject_name(subject.key)}: {shown}{f' and {more} more' if more > 0 else ''}{run}"


def _runs(ledger: Ledger, repository_url: str, shape: Shape) -> str:
    occurrences = newest_first(ledger)
    if not occurrences or not shape.history:
        return ""
    rows = []
    for found in occurrences[: shape.history]:
        attempt = f", attempt {found.attempt}" if found.attempt > 1 else ""
        names = [subject_name(key) for key in found.subjects[:3]]
        more = [f"{len(found.subjects) - 3} more"] if len(found.subjects) > 3 else []  # noqa: PLR2004 - as many as shown
        rows.append(
            (
                when(found.at).removesuffix(" UTC"),
                f"[{found.run_id}{attempt}]({run_url(repository_url, *found.key)})",
                ", ".join((*names, *more)),
            )
        )
    older = occurrences_total(ledger) - len(rows)
    rest = f"\n\nand {older} older" if older > 0 else ""
    return f"### Recent runs\n\n{table(('When (UTC)', 'Failed run', 'On'), rows)}{rest}"


def _more(count: int, noun: str) -> str:
    return f"\n\nand {count} more {noun}{'' if count == 1 else 's'}" if count > 0 else ""


def _run_link(run_id: int, repository_url: str, attempt: int = 0) -> str:
    # Our own number, not the text of others: escaped as that it would carry an invisible space, as a commit does.
    return f"[run {run_id}]({run_url(repository_url, run_id, attempt)})"


DAYS = 14
_DAY_S = 86_400
_BARS = "▁▂▃▄▅▆▇█"


def sparkline(ledger: Ledger) -> str:
    """The occurrences by day, the newest at the right; empty if all are on one day, or if some are no longer listed."""
    days = [found.at // _DAY_S for found in ledger.occurrences if found.at]
    if len(set(days)) < 2 or ledger.fold.count:  # noqa: PLR2004 - one bar shows nothing
        return ""
    counts = [days.count(max(days) - back) for back in range(DAYS - 1, -1, -1)]
    return "".join(_BARS[min(len(_BARS) - 1, -(-count * (len(_BARS) - 1) // max(counts)))] for count in counts)


def folded_details(ledger: Ledger) -> str:
    """What few readers need, folded; empty if there is none."""
    lines = []
    if len(ledger.episodes) > 1:
        lines.append(f"- opened {len(ledger.episodes)} times")
    recovery = mean_recovery_s(ledger)
    if recovery is not None:
        lines.append(f"- recovers after {duration(recovery)} on average")
    flakes = len({(flake.run_id, flake.attempt) for flake in ledger.flakes})
    if flakes:
        count = occurrences_total(ledger)
        lines.append(f"- {flakes} of {count} occurrences passed when repeated on the same commit")
    if last_result_at(ledger) > last_at(ledger):
        lines.append(f"- newest recorded result: {when(last_result_at(ledger))}")
    if ledger.fold.count:
        lines.append(f"- the oldest {ledger.fold.count} occurrences are counted and no longer listed")
    if ledger.previous:
        lines.append(f"- continues #{ledger.previous}")
    if ledger.escalated:
        lines.append("- escalated")
    return details("Details", "\n".join(lines)) if lines else ""


NOTE_PREFIX = "note/"


def render_note(kind: str, number: int, slug: str, ledger: Ledger, repository_url: str, closer: str) -> str:
    """A note of this kind for an episode; ``number`` is 0 for what happens once to a tracker.

    ``closer`` is the login of the person who had closed what is reopened.
    """
    marker = encode(Marker(f"{NOTE_PREFIX}{slug}", {"kind": kind, "episode": number}))
    closed = f" {code(closer)} had closed this issue." if closer and kind == "reopened" else ""
    return f"{marker}\n{_note_text(kind, ledger, repository_url)}{closed}"


def _note_text(kind: str, ledger: Ledger, repository_url: str) -> str:
    name = plain(ledger.category)
    match kind:
        case "resolved":
            return f"**Resolved.** {name} {_recovered(ledger, repository_url)}"
        case "reopened":
            latest = _latest(ledger, repository_url)
            return f"**Reopened.** {name} fails again on {subjects_in_sentence(ledger)}{latest}."
        case "escalated":
            count = occurrences_total(ledger)
            return f"**Escalated.** {name} has failed {count} times{_latest(ledger, repository_url)}."
        case _:
            commits = len({flake.oid for flake in ledger.flakes})
            return f"**Flaky.** {name} failed and then passed on the same commit, for {commits} different commits."


def _latest(ledger: Ledger, repository_url: str) -> str:
    newest = newest_first(ledger)[:1]
    return f", last in {_run_link(newest[0].run_id, repository_url, newest[0].attempt)}" if newest else ""
