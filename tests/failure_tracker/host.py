"""What GitHub makes of a plan: issues, labels and comments that change in the order of a mutation document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hygiene.model.plan import (
    AddLabels,
    AddNote,
    CloseIssue,
    CreateIssue,
    CreateLabel,
    DeleteComment,
    Operation,
    RemoveLabels,
    ReopenIssue,
    UpdateIssue,
)
from hygiene.model.snapshot import Comment, EditCount, Issue, IssueState, Label, PullRequest, Version, digest

START = datetime(2025, 10, 13, 1, 0, tzinfo=UTC)
ORDER = (
    CreateLabel,
    CreateIssue,
    UpdateIssue,
    ReopenIssue,
    AddLabels,
    AddNote,
    CloseIssue,
    RemoveLabels,
    DeleteComment,
)
NOTES_SEEN = 5


@dataclass
class Host:
    """What GitHub holds. Applying a plan never fails here."""

    issues: dict[int, Issue] = field(default_factory=dict)
    pulls: dict[int, PullRequest] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, list[bool]] = field(default_factory=dict)
    now: datetime = START
    comments: int = 0
    closings: int = 0

    def apply(self, plan: tuple[Operation, ...]) -> None:
        """What GitHub makes of a plan, in the order of its document."""
        for operation in sorted(plan, key=lambda one: ORDER.index(type(one))):
            self._apply(operation)

    def state(self, number: int = 101) -> IssueState:
        """How an issue is now."""
        return self.issues[number].state

    def edit(self, number: int, body: str, *, base: int | None = None, other: bool = True) -> None:
        """Somebody edits a body; a person, unless ``other`` is false."""
        issue = self.issues[number]
        total = issue.edits.total + 1 if base is None else base
        self.texts.setdefault(issue.id, [issue.body]).append(body)
        self.others.setdefault(issue.id, [False]).append(other)
        self._keep(replace(issue, body=body, edits=EditCount(total)))

    def close(self, number: int, state: IssueState = IssueState.COMPLETED) -> None:
        """Somebody closes an issue."""
        self.now += timedelta(minutes=1)
        self._close(number, state)

    def _close(self, number: int, state: IssueState) -> None:
        self.closings += 1
        self._keep(replace(self.issues[number], state=state, closed_at=self.now, closing=f"CE_{self.closings}"))

    def label(self, number: int, name: str) -> None:
        """Somebody labels an issue."""
        issue = self.issues[number]
        self._keep(replace(issue, labels=(*issue.labels, Label(f"L_{name}", name))))

    def _keep(self, issue: Issue) -> None:
        self.issues[issue.number] = replace(issue, version=Version(self.now, None, digest(issue.body)))

    def _apply(self, operation: Operation) -> None:
        match operation:
            case CreateLabel(name=name):
                self.labels[name] = Label(f"L_{name}", name)
            case CreateIssue():
                self._create(operation)
            case UpdateIssue(number=number, body=body):
                self.edit(number, body, other=False)
            case ReopenIssue(number=number):
                self._keep(replace(self.issues[number], state=IssueState.OPEN, closed_at=None))
            case CloseIssue(number=number, duplicate_of=survivor):
                state = IssueState.DUPLICATE if survivor else IssueState.COMPLETED
                self._close(number, state)
            case AddNote(number=number, body=body):
                self._note(number, body)
            case AddLabels(id=owner, label_ids=ids, names=names):
                self._label(owner, tuple(Label(one, name) for one, name in zip(ids, names, strict=True)), ())
            case RemoveLabels(id=owner, label_ids=ids):
                self._label(owner, (), ids)
            case DeleteComment(id=comment, number=number):
                issue = self.issues[number]
                self._keep(replace(issue, notes=tuple(note for note in issue.notes if note.id != comment)))
            case _:
                raise AssertionError(operation)

    def _create(self, operation: CreateIssue) -> None:
        number = max([100, *self.issues]) + 1
        labels = tuple(label for label in self.labels.values() if label.id in operation.label_ids)
        url = f"https://github.com/o/r/issues/{number}"
        self._keep(
            Issue(
                f"I_{number}", number, operation.title, url, operation.body, IssueState.OPEN, self.now, own=True,
                labels=labels,
            )
        )  # fmt: skip

    def _note(self, number: int, body: str) -> None:
        self.comments += 1
        note = Comment(f"N_{self.comments}", self.comments, "", body, self.now, own=True)
        issue = self.issues[number]
        self._keep(replace(issue, notes=(*issue.notes, note)[-NOTES_SEEN:], notes_total=issue.notes_total + 1))

    def _label(self, owner: str, added: tuple[Label, ...], removed: tuple[str, ...]) -> None:
        for number, pull in self.pulls.items():
            if pull.id == owner:
                kept = tuple(label for label in pull.labels if label.id not in removed)
                self.pulls[number] = replace(pull, labels=(*kept, *added))
        for issue in self.issues.values():
            if issue.id == owner:
                kept = tuple(label for label in issue.labels if label.id not in removed)
                self._keep(replace(issue, labels=(*kept, *added)))
