"""What a host may lack without losing the job: an older Enterprise server, or a host of a GitHub to come.

GraphQL refuses a document whole for one word that the host does not know, so each of these stands in fragments of its
own in graphql/documents/optional.graphql, and whatever is in no fragment named here nobody can do without.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OptionalFeature:
    """``fragments`` are left out together where a host refuses one; ``without`` says what becomes of the job then.

    ``parts`` are what only they are made of. ``inputs`` are input types, and fields or values in them as
    ``Type.member``: what is sent in variables. ``writes`` are the operations of a plan that it takes away.
    """

    name: str
    without: str
    fragments: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


EDIT_HISTORY = OptionalFeature(
    "edit history",
    "conflicts cannot be seen, so what somebody else overwrote in a comment or tracker is not brought back",
    ("CommentEditTimes", "IssueEditTimes", "CommentOverwritten", "IssueOverwritten", "CommentHistory", "IssueHistory"),
    ("EditTimes", "Edits"),
)
DUPLICATES_CLOSED = OptionalFeature(
    "closing as a duplicate",
    "superfluous trackers are closed as completed, without a link to the one that stays",
    inputs=("CloseIssueInput.duplicateIssueId", "IssueClosedStateReason.DUPLICATE"),
)
CLOSING_REASON = OptionalFeature(
    "closing with a reason",
    "trackers are closed without saying why",
    inputs=("CloseIssueInput.stateReason",),
)
OPTIONAL_FEATURES = (
    EDIT_HISTORY,
    OptionalFeature(
        "hidden comments",
        "a comment that somebody hid counts as one that everybody sees",
        ("CommentMinimized",),
    ),
    OptionalFeature(
        "numbers of comments beyond 32 bits",
        "a comment's number is read from its address",
        ("CommentNumber",),
    ),
    OptionalFeature(
        "comments in the middle of a conversation",
        "ours is looked for page by page where it is neither among the oldest comments nor among the newest",
        ("RepositoryConversations",),
        ("Conversation", "CommentWindow", "ConversationComment"),
    ),
    OptionalFeature(
        "reason of closing",
        "a tracker that was closed as not planned is reopened like any other; the label `hygiene:ignore` still mutes",
        ("IssueReason",),
    ),
    OptionalFeature(
        "duplicates among closed issues",
        "an issue that was closed as a duplicate counts as closed for the reason that the host tells instead",
        ("IssueDuplicate",),
    ),
    OptionalFeature(
        "who closed an issue",
        "a tracker that is reopened, or left closed, does not say which person had closed it",
        ("IssueClosing",),
        ("Closing",),
    ),
    OptionalFeature(
        "deleted comments",
        "a status comment that somebody deleted is written again, whatever `respect_deletion` says",
        ("PullRequestDeletions",),
        ("CommentDeletion",),
    ),
    OptionalFeature(
        "the branch's required checks",
        "required checks are told by the configuration and the workflow file alone",
        ("BranchRule",),
    ),
    OptionalFeature(
        "whether a check is required",
        "other failing jobs are shown without saying whether they hold up the merge",
        ("RunRequired", "ReportedRequired"),
    ),
    OptionalFeature(
        "people to assign",
        "trackers are opened without the assignees that the configuration names",
        ("RepositoryPeople",),
    ),
    OptionalFeature(
        "failing checks at once",
        "steps and annotations are asked for in one more request",
        ("SuiteFailing",),
    ),
    OptionalFeature(
        "steps of a job",
        "a failing job is shown without the step that failed",
        ("RunSteps",),
        ("StepRef",),
    ),
    OptionalFeature(
        "annotations",
        "a failing job is shown without its messages, and failures are told apart by their jobs alone",
        ("RunAnnotations",),
        ("AnnotationRef",),
    ),
    OptionalFeature(
        "events of workflow runs",
        "runs of one workflow for different events count as repetitions of each other",
        ("RunEvent",),
    ),
    OptionalFeature(
        "files of workflow runs",
        "workflows are told apart by their names: under `workflow` the name works, the file does not",
        ("RunFile",),
    ),
    OptionalFeature(
        "making labels",
        "labels are not made; trackers wait until somebody makes the label by hand",
        ("LabelCreation",),
        inputs=("CreateLabelInput",),
        writes=("CreateLabel",),
    ),
    OptionalFeature(
        "deleting comments",
        "superfluous comments are hidden instead",
        ("CommentDeleting",),
        inputs=("DeleteIssueCommentInput",),
        writes=("DeleteComment",),
    ),
    OptionalFeature(
        "hiding comments",
        "superfluous comments that may not be deleted stay as they are",
        ("CommentMinimizing",),
        inputs=("MinimizeCommentInput", "ReportedContentClassifiers"),
        writes=("MinimizeComment",),
    ),
    DUPLICATES_CLOSED,
    CLOSING_REASON,
)
OPTIONAL_FRAGMENTS = frozenset(name for feature in OPTIONAL_FEATURES for name in feature.fragments)


def feature_with(fragment: str) -> OptionalFeature | None:
    """The feature that a fragment belongs to; None for what nobody can do without."""
    return next((feature for feature in OPTIONAL_FEATURES if fragment in (*feature.fragments, *feature.parts)), None)


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature with the operations that it stands on; ``without`` says what happens where the host lacks one."""

    name: str
    operations: tuple[str, ...]
    without: str
    essential: bool = False


FEATURES = (
    Feature(
        "status comments and trackers",
        ("ReadScope", "ApplyPlan"),
        "hygiene does not work with this host",
        essential=True,
    ),
    Feature("guarded writes", ("ReadVersions",), "writes are not preceded by a look at what they replace"),
    Feature("overwritten texts", ("ReadEdits",), "text that somebody else overwrote is not brought back"),
    Feature(
        "more checks than one page holds",
        ("ReadMoreCheckRuns", "ReadMoreSuites", "ReadMoreDetails"),
        "only the first page of checks is shown",
    ),
    Feature("long conversations", ("ReadMoreComments",), "our comment is looked for among the oldest and newest only"),
    Feature("sweeps", ("ReadSubjects",), "trackers are not swept: what was closed unseen stays followed"),
    Feature("many trackers", ("ReadMoreTrackers",), "only the most recently updated trackers are known"),
    Feature(
        "opening thresholds",
        ("ReadOtherHeads",),
        "a tracker that waits for more counts the attempts of one commit alone",
    ),
    Feature(
        "trackers in large repositories",
        ("ReadUnlistedIssues", "ReadIssueBodies"),
        "a tracker without its label, or closed long ago, is found among the most recently updated only",
    ),
    Feature(
        "pull requests from forks", ("ReadCandidates",), "a fork's pull request is found among the newest two only"
    ),
    Feature("uninstall", ("ReadTraces",), "`hygiene uninstall` cannot list pull requests"),
    Feature("audit over the API", ("ReadReported",), "`hygiene audit --offline` compares files alone"),
    Feature("doctor", ("ReadHealth",), "`hygiene doctor` checks files alone"),
    Feature(
        "doctor --probe",
        (
            "ProbeLook",
            "ProbeLabel",
            "ProbeOpen",
            "ProbeTwice",
            "ProbeEdit",
            "ProbeOverlong",
            "ProbeClose",
            "ProbeDelete",
            "ProbeUnlabel",
        ),
        "the open questions stay open",
    ),
)


def feature_of(operation: str) -> Feature:
    """Return the feature that an operation belongs to; one that is not listed is a feature of its own."""
    for feature in FEATURES:
        if operation in feature.operations:
            return feature
    return Feature(operation, (operation,), f"{operation} is not sent")
