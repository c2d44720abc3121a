"""The writes of the probe, one for each question. What a host refuses is an answer, not an error."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from hygiene_github.enums import IssueClosedStateReason
from hygiene_github.input_types import (
    AddCommentInput,
    CloseIssueInput,
    CreateIssueInput,
    CreateLabelInput,
    DeleteIssueInput,
    DeleteLabelInput,
    UpdateIssueCommentInput,
    UpdateIssueInput,
)
from hygiene_github.probe_close import ProbeClose
from hygiene_github.probe_delete import ProbeDelete
from hygiene_github.probe_edit import ProbeEdit
from hygiene_github.probe_label import ProbeLabel
from hygiene_github.probe_look import ProbeLook
from hygiene_github.probe_open import ProbeOpen
from hygiene_github.probe_overlong import ProbeOverlong
from hygiene_github.probe_twice import ProbeTwice
from hygiene_github.probe_unlabel import ProbeUnlabel
from pydantic import BaseModel

from hygiene.errors import HygieneError
from hygiene.github.client import UnknownOutcomeError
from hygiene.github.errors import missing, one_line
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hygiene_github.fragments import ProbeIssue

    from hygiene.github.client import Connection

Model = TypeVar("Model", bound=BaseModel)
# https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
PAUSE_S = 1.0
LABELS = ("hygiene-probe-a", "hygiene-probe-b")


@dataclass(frozen=True, slots=True)
class Seen:
    """The probe's own things on the host: node ids of labels by name, and of open issues by the labels asked for."""

    repository: str
    labels: dict[str, str]
    of_first: tuple[str, ...]
    of_second: tuple[str, ...]
    of_both: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An issue that was opened, with the labels that it kept."""

    id: str
    labels: tuple[str, ...]


class Probing:
    """Writes to one repository. Every method gives None where the host refused; ``refusal`` then holds its words."""

    def __init__(self, connection: Connection, repository: str) -> None:
        self.connection = connection
        self.repository = repository
        self.refusal = ""

    def look(self) -> Seen:
        """What is there now. Raises ``UsageError`` when there is no such repository."""
        owner, _, name = self.repository.partition("/")
        call = partial(self.connection.client.probe_look, owner, name, *LABELS, list(LABELS))
        found = self.connection.query(call, ProbeLook).data.repository
        if found is None:
            raise missing(f"repository {self.repository}", self.connection.url.host)
        labels = {label.name: label.id for label in (found.first, found.second) if label is not None}
        lists = (found.of_first.nodes, found.of_second.nodes, found.of_both.nodes)
        return Seen(found.id, labels, *(tuple(node.id for node in nodes or [] if node) for nodes in lists))

    def label(self, repository: str, name: str) -> str | None:
        """Create a label."""
        given = CreateLabelInput(repository_id=repository, name=name, color="ededed", description="May be deleted")
        found = self._tell(partial(self.connection.client.probe_label, given), ProbeLabel)
        made = found.create_label.label if found and found.create_label else None
        return made.id if made else None

    def open(self, repository: str, title: str, body: str, labels: Sequence[str]) -> Opened | None:
        """Open an issue with labels."""
        given = CreateIssueInput(repository_id=repository, title=title, body=body, label_ids=list(labels))
        found = self._tell(partial(self.connection.client.probe_open, given), ProbeOpen)
        made = found.create_issue.issue if found and found.create_issue else None
        return Opened(made.id, _labels(made)) if made else None

    def comment_twice(self, issue: str, first: str, second: str) -> tuple[tuple[str, str], tuple[str, ...]] | None:
        """Comment twice in one document; the comments' ids, and the ids that the second one's payload shows."""
        one, two = (AddCommentInput(subject_id=issue, body=body) for body in (first, second))
        found = self._tell(partial(self.connection.client.probe_twice, one, two), ProbeTwice)
        edge = found.first.comment_edge if found and found.first else None
        last = found.second.comment_edge if found and found.second else None
        if edge is None or edge.node is None or last is None or last.node is None:
            return None
        nodes = last.node.issue.comments.nodes or []
        return (edge.node.id, last.node.id), tuple(node.id for node in nodes if node is not None)

    def edit(self, comment: str, body: str) -> tuple[str, int] | None:
        """Edit a comment; its body afterwards, and how many entries its edit history has."""
        given = UpdateIssueCommentInput(id=comment, body=body)
        found = self._tell(partial(self.connection.client.probe_edit, given), ProbeEdit)
        made = found.update_issue_comment.issue_comment if found and found.update_issue_comment else None
        if made is None or made.user_content_edits is None:
            return None
        return made.body, made.user_content_edits.total_count

    def rewrite(self, issue: str, body: str) -> str | None:
        """Replace an issue's body; the body afterwards."""
        given = UpdateIssueInput(id=issue, body=body)
        found = self._tell(partial(self.connection.client.probe_overlong, given), ProbeOverlong)
        made = found.update_issue.issue if found and found.update_issue else None
        return made.body if made else None

    def delete(self, issue: str) -> bool:
        """Delete an issue, which few tokens may."""
        given = DeleteIssueInput(issue_id=issue)
        found = self._tell(partial(self.connection.client.probe_delete, given), ProbeDelete)
        return bool(found and found.delete_issue)

    def close(self, issue: str) -> bool:
        """Close an issue as not planned."""
        given = CloseIssueInput(issue_id=issue, state_reason=IssueClosedStateReason.NOT_PLANNED)
        found = self._tell(partial(self.connection.client.probe_close, given), ProbeClose)
        return bool(found and found.close_issue)

    def unlabel(self, label: str) -> bool:
        """Delete a label."""
        given = DeleteLabelInput(id=label)
        found = self._tell(partial(self.connection.client.probe_unlabel, given), ProbeUnlabel)
        return bool(found and found.delete_label)

    def _tell(self, call: Callable[[], Model], model: type[Model]) -> Model | None:
        self.connection.clock.sleep(PAUSE_S)
        try:
            response = self.connection.mutate(call, model)
        except UnknownOutcomeError as error:
            self.refusal = one_line(str(error.cause))
            return None
        except HygieneError as error:
            self.refusal = one_line(error.message)
            return None
        self.refusal = one_line(response.errors[0].message) if response.errors else ""
        return response.data


def _labels(issue: ProbeIssue) -> tuple[str, ...]:
    nodes = issue.labels.nodes or [] if issue.labels else []
    return tuple(node.name for node in nodes if node is not None)
