"""What only writing tells: questions that GitHub's documentation leaves open, asked of a real repository.

Everything the probe makes carries its two labels, so that whatever an interrupted probe left is found and taken away by
the same probe's end, or else by the next one's beginning.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hygiene.errors import HygieneError, Terminated
from hygiene.github.diagnose.probe import LABELS, Probing
from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.github.client import Connection
    from hygiene.github.diagnose.probe import Opened, Seen

TITLE = "A question of hygiene doctor --probe; may be deleted"
BODY = "Opened by `hygiene doctor --probe` to see how this host answers. It takes this away again.\r\nSecond line."
OVERLONG_CHARS = 70_000
LOOKS_MAX = 4
LOOK_PAUSE_S = 2.0


class Said(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question by its key, the answer, and what was seen."""

    key: str
    question: str
    said: Said = Said.UNKNOWN
    seen: str = "Not asked: an earlier step was refused."


QUESTIONS = {
    "creates-labels": "May this token create a label?",
    "opens-issues": "May this token open an issue?",
    "keeps-labels": "Does an issue keep the labels that it is opened with?",
    "reads-own-writes": "Does a query right after a mutation show what was written?",
    "labels-mean-and": "Do several labels in `issues(labels:)` mean that all have to be there?",
    "last-alias-sees": "Does the last field of a mutation show what the earlier ones wrote?",
    "original-is-edit": "Is the original listed in the history of a text that was edited once?",
    "keeps-line-ends": "Does a body come back with the line ends that were sent?",
    "refuses-overlong": "Is an overlong body refused, and not silently dropped?",
    "deletes-issues": "May this token delete an issue?",
    "left-nothing": "Is everything that the probe made gone or closed again?",
}


class _Answers:
    def __init__(self) -> None:
        self.found = {key: Answer(key, question) for key, question in QUESTIONS.items()}

    def put(self, key: str, seen: str, *, said: bool | None) -> None:
        """Record an answer; None is unknown."""
        word = Said.UNKNOWN if said is None else (Said.YES if said else Said.NO)
        self.found[key] = Answer(key, QUESTIONS[key], word, seen)


def probe(connection: Connection, repository: str) -> tuple[Answer, ...]:
    """Ask everything, and take everything away again, also when the middle of it is interrupted."""
    host, answers = Probing(connection, repository), _Answers()
    made: list[str] = []
    _tidy(host, host.look(), made, answers)
    try:
        _ask(host, answers, made)
    finally:
        try:
            _take_away(host, made, answers)
        except (KeyboardInterrupt, Terminated):
            _take_away(host, made, answers)
            raise
    return tuple(answers.found.values())


def _ask(host: Probing, answers: _Answers, made: list[str]) -> None:
    home = host.look().repository
    labels = []
    for name in LABELS:
        label = host.label(home, name)
        answers.put("creates-labels", host.refusal or f"Created `{name}`.", said=label is not None)
        if label is None:
            return
        labels.append(label)
    opened = []
    for wanted in (labels[:1], labels):
        issue = host.open(home, TITLE, BODY, wanted)
        answers.put("opens-issues", host.refusal or "Opened two issues.", said=issue is not None)
        if issue is None:
            return
        made.append(issue.id)
        opened.append(issue)
    kept = [len(issue.labels) for issue in opened]
    answers.put("keeps-labels", f"Opened with 1 and 2 labels; kept {kept[0]} and {kept[1]}.", said=kept == [1, 2])
    _ask_lists(host, answers, opened)
    _ask_texts(host, answers, opened[0])


def _ask_lists(host: Probing, answers: _Answers, opened: list[Opened]) -> None:
    """Lists read the database, but a query may be answered by a copy that lags."""
    one, both = (issue.id for issue in opened)
    for look in range(1, LOOKS_MAX + 1):
        seen = host.look()
        there = {one, both} <= set(seen.of_first)
        if look == 1:
            answers.put(
                "reads-own-writes", f"{'Both' if there else 'Not both'} issues were listed at once.", said=there
            )
        if there and both in seen.of_second:
            break
        host.connection.clock.sleep(LOOK_PAUSE_S)
    else:
        answers.put("labels-mean-and", f"The issues were not listed in {LOOKS_MAX} looks.", said=None)
        return
    found = set(seen.of_both) & {one, both}
    meaning = {frozenset({both}): True, frozenset({one, both}): False}.get(frozenset(found))
    answers.put("labels-mean-and", f"Asked for both labels, {len(found)} of 2 issues came; 1 has both.", said=meaning)


def _ask_texts(host: Probing, answers: _Answers, issue: Opened) -> None:
    twice = host.comment_twice(issue.id, "First.", "Second.")
    if twice is None:
        answers.put("last-alias-sees", host.refusal, said=None)
    else:
        (first, second), shown = twice
        counted = len({first, second} & set(shown))
        answers.put(
            "last-alias-sees", f"The second comment's payload shows {counted} of 2 comments.", said=first in shown
        )
        edited = host.edit(second, "Edited.\r\nOnce.")
        if edited is None:
            answers.put("original-is-edit", host.refusal, said=None)
        else:
            body, edits = edited
            answers.put("original-is-edit", f"One edit, {edits} entries.", said={1: False, 2: True}.get(edits))
            answers.put("keeps-line-ends", f"Sent CRLF, got {body!r}.", said=body == "Edited.\r\nOnce.")
    body_now = host.rewrite(issue.id, "x" * OVERLONG_CHARS)
    if body_now is None:
        answers.put("refuses-overlong", host.refusal, said=True)
    else:
        took = "took all of them" if len(body_now) == OVERLONG_CHARS else f"kept {len(body_now):,}"
        answers.put(
            "refuses-overlong", f"Sent {OVERLONG_CHARS:,} characters; the host answered and {took}.", said=False
        )


def _take_away(host: Probing, made: list[str], answers: _Answers) -> None:
    """Tidy up by what the host shows and by what we remember; a host that is gone cannot be tidied."""
    try:
        seen = host.look()
    except HygieneError as error:
        answers.put("left-nothing", error.message, said=False)
        return
    left = _tidy(host, seen, made, answers)
    answers.put("left-nothing", f"Left behind: {', '.join(left)}." if left else "Nothing open is left.", said=not left)


def _tidy(host: Probing, seen: Seen, made: list[str], answers: _Answers) -> list[str]:
    """Delete or else close the probe's issues, delete its labels; name what stayed."""
    left = []
    for issue in dict.fromkeys([*seen.of_first, *seen.of_second, *made]):
        deleted = host.delete(issue)
        answers.put("deletes-issues", "Deleted." if deleted else host.refusal, said=deleted)
        if not deleted and not host.close(issue):
            left.append(issue)
        elif issue in made:
            made.remove(issue)
    left += [name for name, label in seen.labels.items() if not host.unlabel(label)]
    return left
