"""One row for each kind of write: everything that has to be known about it outside the code that decides to write.

The mutation document is generated from these rows (``hygiene.schema.mutation_document``). A test holds that every
member of the union ``Operation`` has a row, and that the reference page lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.plan import (
    AddComment,
    AddLabels,
    AddNote,
    CloseIssue,
    CreateIssue,
    CreateLabel,
    DeleteComment,
    MinimizeComment,
    RemoveLabels,
    ReopenIssue,
    UpdateComment,
    UpdateIssue,
)
from hygiene.model.report import CommentAction, TrackerAction
from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.model.plan import Operation

ISSUES = "issues: write"
PULL_REQUESTS = "pull-requests: write"


@dataclass(frozen=True, slots=True)
class Write:
    """A kind of write.

    ``mutation`` is GitHub's mutation field and ``dummy`` a literal of its input (a declared variable needs one until
    unused fields are removed). ``fields_max`` is how many of the kind one document holds. ``permission`` is what the
    workflow token needs, as ``permissions:`` writes it. ``payload`` is the path to the object in the payload whose
    ``repository`` can be read again, empty where the payload has none; ``selects`` is what is read of it; ``types`` are
    its concrete types where it is an interface, of which an operation may name its own as ``labelable``. ``action`` is
    what a report calls the write, None where another write of the same plan is reported for it.
    """

    operation: type[Operation]
    mutation: str
    dummy: str
    fields_max: int
    permission: str
    payload: tuple[str, ...] = ()
    selects: str = "id"
    types: tuple[str, ...] = ()
    action: CommentAction | TrackerAction | None = None

    @property
    def input_type(self) -> str:
        """The type of the mutation's only argument."""
        return f"{self.mutation[0].upper()}{self.mutation[1:]}Input"

    @property
    def field(self) -> str:
        """The name in the document, before its number: ``updateIssue``."""
        name = self.operation.__name__
        return name[0].lower() + name[1:]

    @property
    def name(self) -> str:
        """The same as the generated client spells it: ``update_issue``."""
        return snake(self.field)


def snake(name: str) -> str:
    """A GraphQL name as the generated client spells it: ``commentEdge`` as ``comment_edge``."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


# In the order of the document: GitHub executes root fields one after the other, also after one of them failed.
# Labels exist before issues carry them, and a tracker has its comment before it is closed.
WRITES = (
    Write(CreateLabel, "createLabel", '{ repositoryId: "", name: "", color: "" }', 3, ISSUES, ("label",)),
    Write(
        CreateIssue,
        "createIssue",
        '{ repositoryId: "", title: "" }',
        3,
        ISSUES,
        ("issue",),
        "...TrackerIssue",
        action=TrackerAction.OPENED,
    ),
    Write(
        UpdateIssue, "updateIssue", '{ id: "" }', 6, ISSUES, ("issue",), "...WrittenIssue", action=TrackerAction.UPDATED
    ),
    Write(ReopenIssue, "reopenIssue", '{ issueId: "" }', 3, ISSUES, ("issue",), action=TrackerAction.REOPENED),
    Write(
        AddLabels,
        "addLabelsToLabelable",
        '{ labelableId: "", labelIds: [] }',
        4,
        f"{PULL_REQUESTS} and {ISSUES}",
        ("labelable",),
        types=("Issue", "PullRequest"),
    ),
    Write(AddNote, "addComment", '{ subjectId: "", body: "" }', 4, ISSUES, ("commentEdge", "node")),
    Write(CloseIssue, "closeIssue", '{ issueId: "" }', 6, ISSUES, ("issue",), action=TrackerAction.RESOLVED),
    Write(
        RemoveLabels,
        "removeLabelsFromLabelable",
        '{ labelableId: "", labelIds: [] }',
        4,
        f"{PULL_REQUESTS} and {ISSUES}",
        ("labelable",),
        types=("PullRequest",),
    ),
    Write(DeleteComment, "deleteIssueComment", '{ id: "" }', 4, PULL_REQUESTS, action=CommentAction.DEDUPLICATED),
    Write(
        MinimizeComment,
        "minimizeComment",
        '{ subjectId: "", classifier: DUPLICATE }',
        2,
        PULL_REQUESTS,
        ("minimizedComment",),
        types=("IssueComment",),
        action=CommentAction.DEDUPLICATED,
    ),
    Write(
        AddComment,
        "addComment",
        '{ subjectId: "", body: "" }',
        2,
        PULL_REQUESTS,
        ("commentEdge", "node"),
        "...CommentState",
        action=CommentAction.CREATED,
    ),
    Write(
        UpdateComment,
        "updateIssueComment",
        '{ id: "", body: "" }',
        3,
        PULL_REQUESTS,
        ("issueComment",),
        "...WrittenComment",
        action=CommentAction.UPDATED,
    ),
)
WRITE_OF = {write.operation: write for write in WRITES}
