"""What happened in a world: every write with the record before and after it, and every HTTP request."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hygiene.sandbox.state import Record

# Creating, closing and reopening notify people; edits, labels and deletions do not.
NOTIFYING = frozenset(
    {"comment.created", "issue.created", "issue.closed", "issue.reopened", "pull_request.created"},
)

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_CODE_TAG = re.compile(r"<(code|pre|tt)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ATTRIBUTES = re.compile(r"<[A-Za-z/][^<>]*>")
_DESTINATION = re.compile(r"\]\([^()\s]*\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PERSON = re.compile(r"(?<![\w`/.@-])@([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:/[\w.-]+)?)")
_NUMBER = re.compile(r"(?<![\w&/])(?:[\w.-]+/[\w.-]+)?(?:#|\bGH-)(\d+)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/]+/[\w.-]+/[\w.-]+/(?:issues|pull)/(\d+)\b")
_REMOVED = "\x00"


@dataclass(frozen=True, slots=True)
class Event:
    """One write. ``request`` is the number of the HTTP request, 0 for a write of a person or of the set-up.

    ``what`` is the kind of object and what happened to it, such as ``comment.created``.
    """

    number: int
    request: int
    at: int
    actor: str
    what: str
    repository: str
    subject: str
    before: Record | None
    after: Record | None
    mentions: tuple[str, ...] = ()

    @property
    def notifies(self) -> bool:
        """Whether people are notified of it, mentions aside."""
        return self.what in NOTIFYING


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One HTTP request. ``status`` 0 means that no response reached the client; ``events`` is the number of writes.

    ``client`` distinguishes connections; ``errors`` are the types and messages of the errors in the response.
    """

    number: int
    at: int
    login: str | None
    operation: str | None
    kind: str
    status: int
    events: int
    fault: str | None = None
    client: str = ""
    errors: tuple[tuple[str, str], ...] = ()


def mentioned(text: str) -> frozenset[str]:
    """Return what a Markdown text mentions: ``@login``, ``@org/team``, and ``#number`` of cross-references.

    GitHub searches the rendered text, so escapes and entities do not prevent a mention; code and comments do.
    """
    for code in (_FENCE, _CODE_TAG, _SPAN, _COMMENT):
        text = code.sub(_REMOVED, text)
    found = {f"#{number}" for number in _ADDRESS.findall(text)}
    text = _ADDRESS.sub(_REMOVED, _DESTINATION.sub(_REMOVED, _ATTRIBUTES.sub(_REMOVED, text)))
    text = _ESCAPE.sub(r"\1", html.unescape(text))
    found |= {f"@{person}" for person in _PERSON.findall(text)}
    return frozenset(found | {f"#{number}" for number in _NUMBER.findall(text)})


def newly_mentioned(before: str, after: str) -> tuple[str, ...]:
    """Return what an edit mentions that the text did not mention before, sorted."""
    return tuple(sorted(mentioned(after) - mentioned(before)))
