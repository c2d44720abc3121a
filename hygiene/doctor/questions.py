"""What the probe asks, and its result."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from hygiene.github.diagnose.probe import Made, Measured
    from hygiene.model.trigger import Trigger


class Result(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


# The account of every workflow's own token.
WORKFLOW_LOGIN = "github-actions[bot]"

# By key: the question, and what the simulator answers.
QUESTIONS = {
    "results-at-once": ("Are the results of a run shown as soon as its event has arrived?", Result.YES),
    "creates-labels": ("May this token create a label?", Result.YES),
    "opens-issues": ("May this token open an issue?", Result.YES),
    "keeps-labels": ("Does an issue keep the labels that it is opened with?", Result.YES),
    "comments-on-pull-request": ("May this token comment on the pull request?", Result.YES),
    "last-field-shows-writes": ("Does the last field of a mutation show what the earlier ones wrote?", Result.YES),
    "reads-own-writes": ("Does a query right after a mutation show what was written?", Result.YES),
    "viewer-did-author": ("Is `viewerDidAuthor` true for what this token wrote?", Result.YES),
    "labels-mean-and": ("Do several labels in `issues(labels:)` mean that all have to be there?", Result.NO),
    "carries-out-plan": ("Is every kind of write of `ApplyPlan` carried out?", Result.YES),
    "original-in-history": ("Is the original listed in the history of a comment that was edited once?", Result.YES),
    "counts-edits": ("Does the history of a comment grow by one with each further edit?", Result.YES),
    "edits-are-full-texts": ("Does `diff` contain the full text after each edit, the newest first?", Result.YES),
    "keeps-line-ends": ("Does a body come back with the line ends that were sent?", Result.YES),
    "refuses-overlong-issue": ("Is an overlong body of an issue refused, and not silently dropped?", Result.YES),
    "refuses-overlong-comment": ("Is an overlong comment refused, and not silently dropped?", Result.YES),
    "shows-classic-rules": ("Does `refUpdateRule` show required checks?", Result.YES),
    "shows-rulesets": ("Does `Ref.rules` show required checks?", Result.YES),
    "deletes-comments": ("May this token delete a comment of its own?", Result.YES),
    "deletes-issues": ("May this token delete an issue?", Result.NO),
    "removed-everything": ("Is everything that the probe created removed or closed again?", Result.YES),
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """``host`` is that of the API, ``labels_url`` the page of the repository's labels.

    ``ended_at`` is when the run of the event ended.
    """

    host: str
    labels_url: str
    token: str
    event: str = ""
    ended_at: datetime | None = None

    @property
    def kind_of_host(self) -> str:
        """The host without the name of a company."""
        if self.host == "api.github.com":
            return "github.com"
        return "ghe.com" if self.host.endswith(".ghe.com") else "other"

    def without_names(self, text: str, trigger: Trigger, login: str) -> str:
        """A message of the host without the names of repository, account and company."""
        names = {trigger.repository: "OWNER/NAME", trigger.owner: "OWNER", trigger.name: "NAME"}
        names |= {} if login == WORKFLOW_LOGIN else {login: "LOGIN"}
        if self.kind_of_host != "github.com":
            names |= {self.host: "HOST", self.host.removeprefix("api."): "HOST"}
        for name, word in names.items():
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", word, text, flags=re.IGNORECASE) if name else text
        return text


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the question with a key, and what was seen."""

    key: str
    result: Result = Result.UNKNOWN
    seen: str = "Not asked: an earlier step was refused."

    @property
    def question(self) -> str:
        """The question as a sentence."""
        return QUESTIONS[self.key][0]

    @property
    def simulated(self) -> Result:
        """What the simulator answers."""
        return QUESTIONS[self.key][1]

    @property
    def differs(self) -> bool:
        """Whether the host answered, and differently from the simulator."""
        return self.result not in (Result.UNKNOWN, self.simulated)


@dataclass(frozen=True, slots=True)
class Sample:
    """How long a query took to show a write or a result; ``reads`` is None where it never did."""

    what: str
    reads: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """Everything that one probe found. ``left`` are objects that are still open, ``closed`` issues that it closed.

    ``host`` and ``account`` are kinds, not names: the result contains no name but in the addresses of ``left`` and
    ``closed``.
    """

    began: datetime
    seconds: float
    host: str
    token: str
    account: str
    event: str
    role: str
    pull_request: bool
    answers: tuple[Answer, ...]
    samples: tuple[Sample, ...]
    measured: tuple[Measured, ...]
    left: tuple[Made, ...]
    closed: tuple[Made, ...]
