"""The few comments that a tracker makes, each behind a marker that says which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.ledger_reading import episode, failing, occurrences_in_all
from hygiene.model.marker import Marker, encode
from hygiene.render.text import code, link, plain
from hygiene.render.tracker_links import run_url, subject_name

if TYPE_CHECKING:
    from hygiene.model.ledger import Ledger

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
            return f"**Reopened.** {name} fails again for {_subjects(ledger)}{_latest(ledger, repository_url)}."
        case "escalated":
            return (
                f"**Escalated.** {name} has failed {occurrences_in_all(ledger)} times{_latest(ledger, repository_url)}."
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


def _subjects(ledger: Ledger) -> str:
    keys = [subject_name(subject.key) for subject in failing(ledger)]
    shown = ", ".join(keys[:SUBJECTS_MAX])
    return f"{shown} and {len(keys) - SUBJECTS_MAX} more" if len(keys) > SUBJECTS_MAX else shown


def _latest(ledger: Ledger, repository_url: str) -> str:
    newest = max(ledger.occurrences, key=lambda found: (found.at, found.key), default=None)
    if newest is None:
        return ""
    return f", last in {link(f'run {newest.run_id}', run_url(repository_url, *newest.key))}"
