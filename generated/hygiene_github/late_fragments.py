from typing import Annotated, Literal, Optional, Union

from hygiene_github.open_world import Timestamp
from pydantic import Field, Tag

from .base_model import BaseModel
from .enums import (
    CheckAnnotationLevel,
    CheckConclusionState,
    CheckStatusState,
    IssueState,
    IssueStateReason,
    PullRequestState,
    StatusState,
)
from .open_world import Known, UnknownMember, Unrecognized, by_typename
from .early_fragments import (
    AnnotationRef,
    AnnotationRefLocation,
    AnnotationRefLocationStart,
    BaseChecks,
    BaseChecksCheckSuites,
    BaseChecksCheckSuitesNodes,
    BaseChecksCheckSuitesNodesRuns,
    CheckRunDetails,
    CheckRunDetailsAnnotations,
    CheckRunDetailsSteps,
    CheckRunRow,
    CommentEditTimes,
    CommentState,
    CommentText,
    Cursor,
    EditTimes,
    EditTimesNodes,
    LabelRef,
    RunAttempt,
    StepRef,
    SuiteChecks,
    SuiteChecksFailing,
    SuiteChecksRuns,
    SuiteChecksRunsNodes,
    SuiteRef,
    SuiteRefApp,
    SuiteRefWorkflowRun,
    SuiteRefWorkflowRunFile,
    SuiteRefWorkflowRunWorkflow,
    TextFile,
    TrackerNote,
)
from .write_fragments import (
    Edits,
    EditsNodes,
    EditsNodesEditor,
)


class CommentAuthor(BaseModel):
    id: str
    author: Optional["CommentAuthorAuthor"] = Field(default=None)


class CommentAuthorAuthor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class CommentHistory(BaseModel):
    author: Optional["CommentHistoryAuthor"] = Field(default=None)
    user_content_edits: Optional["Edits"] = Field(default=None)


class CommentHistoryAuthor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class CommentEdits(CommentHistory):
    id: str


class CommentVersion(BaseModel):
    id: str
    body: str
    updated_at: Timestamp
    last_edited_at: Optional[Timestamp] = Field(default=None)


class ConversationComment(CommentText):
    includes_created_edit: bool


class CommentWindow(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[
                        Annotated[
                            "CommentWindowNodesIssueComment", Tag("IssueComment")
                        ],
                        Annotated[Unrecognized, Tag("*")],
                        Annotated[UnknownMember, Tag("?")],
                    ],
                    by_typename(
                        "IssueComment",
                        beside=(
                            "AddedToMergeQueueEvent",
                            "AddedToProjectEvent",
                            "AddedToProjectV2Event",
                            "AssignedEvent",
                            "AutoMergeDisabledEvent",
                            "AutoMergeEnabledEvent",
                            "AutoRebaseEnabledEvent",
                            "AutoSquashEnabledEvent",
                            "AutomaticBaseChangeFailedEvent",
                            "AutomaticBaseChangeSucceededEvent",
                            "BaseRefChangedEvent",
                            "BaseRefDeletedEvent",
                            "BaseRefForcePushedEvent",
                            "BlockedByAddedEvent",
                            "BlockedByRemovedEvent",
                            "BlockingAddedEvent",
                            "BlockingRemovedEvent",
                            "ClosedEvent",
                            "CommentDeletedEvent",
                            "ConnectedEvent",
                            "ConvertToDraftEvent",
                            "ConvertedFromDraftEvent",
                            "ConvertedNoteToIssueEvent",
                            "ConvertedToDiscussionEvent",
                            "CrossReferencedEvent",
                            "DemilestonedEvent",
                            "DeployedEvent",
                            "DeploymentEnvironmentChangedEvent",
                            "DisconnectedEvent",
                            "HeadRefDeletedEvent",
                            "HeadRefForcePushedEvent",
                            "HeadRefRestoredEvent",
                            "IssueCommentPinnedEvent",
                            "IssueCommentUnpinnedEvent",
                            "IssueFieldAddedEvent",
                            "IssueFieldChangedEvent",
                            "IssueFieldRemovedEvent",
                            "IssueTypeAddedEvent",
                            "IssueTypeChangedEvent",
                            "IssueTypeRemovedEvent",
                            "LabeledEvent",
                            "LockedEvent",
                            "MarkedAsDuplicateEvent",
                            "MentionedEvent",
                            "MergedEvent",
                            "MilestonedEvent",
                            "MovedColumnsInProjectEvent",
                            "ParentIssueAddedEvent",
                            "ParentIssueRemovedEvent",
                            "PinnedEvent",
                            "ProjectV2ItemStatusChangedEvent",
                            "PullRequestCommit",
                            "PullRequestCommitCommentThread",
                            "PullRequestReview",
                            "PullRequestReviewThread",
                            "PullRequestRevisionMarker",
                            "ReadyForReviewEvent",
                            "ReferencedEvent",
                            "RemovedFromMergeQueueEvent",
                            "RemovedFromProjectEvent",
                            "RemovedFromProjectV2Event",
                            "RenamedTitleEvent",
                            "ReopenedEvent",
                            "ReviewDismissedEvent",
                            "ReviewRequestRemovedEvent",
                            "ReviewRequestedEvent",
                            "SubIssueAddedEvent",
                            "SubIssueRemovedEvent",
                            "SubscribedEvent",
                            "TransferredEvent",
                            "UnassignedEvent",
                            "UnlabeledEvent",
                            "UnlockedEvent",
                            "UnmarkedAsDuplicateEvent",
                            "UnpinnedEvent",
                            "UnsubscribedEvent",
                            "UserBlockedEvent",
                        ),
                    ),
                ]
            ]
        ]
    ] = Field(default=None)


class CommentWindowNodesIssueComment(ConversationComment):
    typename__: Literal["IssueComment"] = Field(alias="__typename")


class CommitsChecked(BaseModel):
    nodes: Optional[list[Optional["CommitsCheckedNodes"]]] = Field(default=None)


class CommitsCheckedNodes(BaseModel):
    commit: "BaseChecks"


class Conversation(BaseModel):
    id: str
    between_1: "CommentWindow"
    between_2: "CommentWindow"
    between_3: "CommentWindow"
    between_4: "CommentWindow"
    between_5: "CommentWindow"
    between_6: "CommentWindow"
    between_7: "CommentWindow"
    between_8: "CommentWindow"
    between_9: "CommentWindow"
    between_10: "CommentWindow"
    between_11: "CommentWindow"
    between_12: "CommentWindow"
    between_13: "CommentWindow"
    between_14: "CommentWindow"
    between_15: "CommentWindow"
    between_16: "CommentWindow"
    between_17: "CommentWindow"
    between_18: "CommentWindow"
    between_19: "CommentWindow"
    between_20: "CommentWindow"
    between_21: "CommentWindow"
    between_22: "CommentWindow"
    between_23: "CommentWindow"
    between_24: "CommentWindow"
    between_25: "CommentWindow"
    between_26: "CommentWindow"
    between_27: "CommentWindow"
    between_28: "CommentWindow"
    between_29: "CommentWindow"
    between_30: "CommentWindow"


class HealthChecks(BaseModel):
    oid: str
    check_suites: Optional["HealthChecksCheckSuites"] = Field(default=None)
    status: Optional["HealthChecksStatus"] = Field(default=None)


class HealthChecksCheckSuites(BaseModel):
    total_count: int


class HealthChecksStatus(BaseModel):
    contexts: list["HealthChecksStatusContexts"]


class HealthChecksStatusContexts(BaseModel):
    id: str


class IssueAuthor(BaseModel):
    id: str
    author: Optional["IssueAuthorAuthor"] = Field(default=None)


class IssueAuthorAuthor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class IssueHistory(BaseModel):
    author: Optional["IssueHistoryAuthor"] = Field(default=None)
    user_content_edits: Optional["Edits"] = Field(default=None)


class IssueHistoryAuthor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class IssueEdits(IssueHistory):
    id: str


class IssueVersion(BaseModel):
    id: str
    body: str
    updated_at: Timestamp
    last_edited_at: Optional[Timestamp] = Field(default=None)
    issue_state: IssueState


class MoreCheckRuns(BaseModel):
    id: str
    next: Optional["MoreCheckRunsNext"] = Field(default=None)
    last: Optional["MoreCheckRunsLast"] = Field(default=None)


class MoreCheckRunsNext(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["MoreCheckRunsNextNodes"]]] = Field(default=None)


class MoreCheckRunsNextNodes(CheckRunRow):
    is_required: Optional[bool] = None


class MoreCheckRunsLast(BaseModel):
    page_info: "MoreCheckRunsLastPageInfo"
    nodes: Optional[list[Optional["MoreCheckRunsLastNodes"]]] = Field(default=None)


class MoreCheckRunsLastPageInfo(BaseModel):
    start_cursor: Optional[str] = Field(default=None)


class MoreCheckRunsLastNodes(CheckRunRow):
    is_required: Optional[bool] = None


class MoreComments(BaseModel):
    id: str
    next: "MoreCommentsNext"
    last: "MoreCommentsLast"


class MoreCommentsNext(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["CommentState"]]] = Field(default=None)


class MoreCommentsLast(BaseModel):
    page_info: "MoreCommentsLastPageInfo"
    nodes: Optional[list[Optional["CommentState"]]] = Field(default=None)


class MoreCommentsLastPageInfo(BaseModel):
    start_cursor: Optional[str] = Field(default=None)


class MoreSuites(BaseModel):
    oid: str
    check_suites: Optional["MoreSuitesCheckSuites"] = Field(default=None)


class MoreSuitesCheckSuites(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["SuiteChecks"]]] = Field(default=None)


class ProbeComment(BaseModel):
    id: str
    url: str
    body: str
    viewer_did_author: bool


class ProbeIssue(BaseModel):
    id: str
    number: int
    title: str
    url: str
    viewer_did_author: bool


class ProbeLabel(BaseModel):
    id: str
    name: str
    description: Optional[str] = Field(default=None)
    url: str


class PullRequestTraces(BaseModel):
    id: str
    number: int
    labels: Optional["PullRequestTracesLabels"] = Field(default=None)
    comments: "PullRequestTracesComments"


class PullRequestTracesLabels(BaseModel):
    nodes: Optional[list[Optional["LabelRef"]]] = Field(default=None)


class PullRequestTracesComments(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["TrackerNote"]]] = Field(default=None)


class PullRequestVersion(BaseModel):
    id: str
    head_ref_oid: str
    pull_request_state: PullRequestState


class RecentCommits(BaseModel):
    history: "RecentCommitsHistory"


class RecentCommitsHistory(BaseModel):
    page_info: "Cursor"
    nodes: Optional[list[Optional["BaseChecks"]]] = Field(default=None)


class ReportedChecks(BaseModel):
    oid: str
    status: Optional["ReportedChecksStatus"] = Field(default=None)
    check_suites: Optional["ReportedChecksCheckSuites"] = Field(default=None)


class ReportedChecksStatus(BaseModel):
    contexts: list["ReportedChecksStatusContexts"]


class ReportedChecksStatusContexts(BaseModel):
    context: str


class ReportedChecksCheckSuites(BaseModel):
    nodes: Optional[list[Optional["ReportedChecksCheckSuitesNodes"]]] = Field(
        default=None
    )


class ReportedChecksCheckSuitesNodes(BaseModel):
    suite_status: CheckStatusState
    workflow_run: Optional["ReportedChecksCheckSuitesNodesWorkflowRun"] = Field(
        default=None
    )
    runs: Optional["ReportedChecksCheckSuitesNodesRuns"] = Field(default=None)


class ReportedChecksCheckSuitesNodesWorkflowRun(BaseModel):
    id: str
    file: Optional["ReportedChecksCheckSuitesNodesWorkflowRunFile"] = Field(
        default=None
    )


class ReportedChecksCheckSuitesNodesWorkflowRunFile(BaseModel):
    path: str


class ReportedChecksCheckSuitesNodesRuns(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["ReportedChecksCheckSuitesNodesRunsNodes"]]] = Field(
        default=None
    )


class ReportedChecksCheckSuitesNodesRunsNodes(BaseModel):
    name: str
    is_required: Optional[bool] = None


class RunResults(SuiteRef):
    runs: Optional["RunResultsRuns"] = Field(default=None)


class RunResultsRuns(BaseModel):
    nodes: Optional[list[Optional["CheckRunRow"]]] = Field(default=None)


class SubjectState(BaseModel):
    id: str
    pull_request_state: PullRequestState


class WorkflowFolder(BaseModel):
    entries: Optional[list["WorkflowFolderEntries"]] = Field(default=None)


class WorkflowFolderEntries(BaseModel):
    name: str
    blob: Optional[
        Annotated[
            Union[
                Annotated["WorkflowFolderEntriesBlobBlob", Tag("Blob")],
                Annotated["WorkflowFolderEntriesBlobGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)


class WorkflowFolderEntriesBlobGitObject(BaseModel):
    typename__: Annotated[str, Known("Commit", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class WorkflowFolderEntriesBlobBlob(TextFile):
    typename__: Literal["Blob"] = Field(alias="__typename")
