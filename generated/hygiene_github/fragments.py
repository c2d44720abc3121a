from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from hygiene_github.open_world import Timestamp

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
from .open_world import UnknownMember, Unrecognized, by_typename


class AnnotationRef(BaseModel):
    annotation_level: Optional[CheckAnnotationLevel] = None
    path: str
    title: Optional[str] = None
    message: str
    location: AnnotationRefLocation


class AnnotationRefLocation(BaseModel):
    start: AnnotationRefLocationStart


class AnnotationRefLocationStart(BaseModel):
    line: int


class CheckRunRow(BaseModel):
    id: str
    database_id: Optional[int] = None
    name: str
    status: CheckStatusState
    conclusion: Optional[CheckConclusionState] = None
    started_at: Optional[Timestamp] = None
    completed_at: Optional[Timestamp] = None
    details_url: Optional[str] = None
    permalink: str


class RunAttempt(BaseModel):
    run_attempt: Optional[int] = None


class SuiteRef(BaseModel):
    id: str
    suite_status: CheckStatusState
    suite_conclusion: Optional[CheckConclusionState] = None
    created_at: Timestamp
    url: str
    app: Optional[SuiteRefApp] = None
    workflow_run: Optional[SuiteRefWorkflowRun] = None


class SuiteRefApp(BaseModel):
    slug: str


class SuiteRefWorkflowRun(RunAttempt):
    database_id: Optional[int] = None
    run_number: int
    url: str
    event: str
    file: Optional[SuiteRefWorkflowRunFile] = None
    workflow: SuiteRefWorkflowRunWorkflow


class SuiteRefWorkflowRunFile(BaseModel):
    path: str


class SuiteRefWorkflowRunWorkflow(BaseModel):
    name: str


class BaseChecks(BaseModel):
    oid: str
    committed_date: Timestamp
    url: str
    check_suites: Optional[BaseChecksCheckSuites] = None


class BaseChecksCheckSuites(BaseModel):
    nodes: Optional[list[Optional[BaseChecksCheckSuitesNodes]]] = None


class BaseChecksCheckSuitesNodes(SuiteRef):
    runs: Optional[BaseChecksCheckSuitesNodesRuns] = None


class BaseChecksCheckSuitesNodesRuns(BaseModel):
    nodes: Optional[list[Optional[CheckRunRow]]] = None


class BaseHistory(BaseModel):
    history: BaseHistoryHistory


class BaseHistoryHistory(BaseModel):
    nodes: Optional[list[Optional[BaseChecks]]] = None


class RequiredChecks(BaseModel):
    required_status_checks: list[RequiredChecksRequiredStatusChecks]


class RequiredChecksRequiredStatusChecks(BaseModel):
    context: str


class BranchRules(BaseModel):
    rules: Optional[BranchRulesRules] = None


class BranchRulesRules(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[BranchRulesRulesNodes]]] = None


class BranchRulesRulesNodes(BaseModel):
    parameters: Optional[
        Annotated[
            Union[
                BranchRulesRulesNodesParametersRequiredStatusChecksParameters,
                Unrecognized,
                UnknownMember,
            ],
            by_typename(
                "RequiredStatusChecksParameters",
                beside=(
                    "BranchNamePatternParameters",
                    "CodeScanningParameters",
                    "CommitAuthorEmailPatternParameters",
                    "CommitMessagePatternParameters",
                    "CommitterEmailPatternParameters",
                    "CopilotCodeReviewParameters",
                    "FileExtensionRestrictionParameters",
                    "FilePathRestrictionParameters",
                    "MaxFilePathLengthParameters",
                    "MaxFileSizeParameters",
                    "MergeQueueParameters",
                    "PullRequestParameters",
                    "RequiredDeploymentsParameters",
                    "TagNamePatternParameters",
                    "UpdateParameters",
                    "WorkflowsParameters",
                ),
            ),
        ]
    ] = None


class BranchRulesRulesNodesParametersRequiredStatusChecksParameters(RequiredChecks):
    typename__: Literal["RequiredStatusChecksParameters"]


class BaseBranch(BranchRules):
    ref_update_rule: Optional[BaseBranchRefUpdateRule] = None
    target: Optional[
        Annotated[
            Union[BaseBranchTargetCommit, BaseBranchTargetGitObject],
            by_typename("Commit"),
        ]
    ] = None


class BaseBranchRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = None


class BaseBranchTargetGitObject(BaseModel):
    typename__: str
    _known = ("Blob", "GitObject", "Tag", "Tree")


class BaseBranchTargetCommit(BaseHistory):
    typename__: Literal["Commit"]


class Budget(BaseModel):
    cost: int
    limit: int
    remaining: int
    reset_at: Timestamp


class StepRef(BaseModel):
    number: int
    name: str
    conclusion: Optional[CheckConclusionState] = None


class CheckRunDetails(BaseModel):
    id: str
    steps: Optional[CheckRunDetailsSteps] = None
    annotations: Optional[CheckRunDetailsAnnotations] = None


class CheckRunDetailsSteps(BaseModel):
    nodes: Optional[list[Optional[StepRef]]] = None


class CheckRunDetailsAnnotations(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[AnnotationRef]]] = None


class Closing(BaseModel):
    id: str
    actor: Optional[ClosingActor] = None


class ClosingActor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class IssueDuplicate(BaseModel):
    duplicate_of: Optional[IssueDuplicateDuplicateOf] = None


class IssueDuplicateDuplicateOf(BaseModel):
    id: str


class EditTimes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[EditTimesNodes]]] = None


class EditTimesNodes(BaseModel):
    edited_at: Timestamp


class IssueEditTimes(BaseModel):
    user_content_edits: Optional[EditTimes] = None


class LabelRef(BaseModel):
    id: str
    name: str


class TrackerNote(BaseModel):
    id: str
    url: str
    body: str
    created_at: Timestamp
    viewer_did_author: bool
    full_database_id: Optional[int] = None
    is_minimized: bool


class TrackerIssue(IssueDuplicate, IssueEditTimes):
    id: str
    number: int
    title: str
    url: str
    body: str
    issue_state: IssueState
    created_at: Timestamp
    updated_at: Timestamp
    last_edited_at: Optional[Timestamp] = None
    closed_at: Optional[Timestamp] = None
    locked: bool
    viewer_did_author: bool
    labels: Optional[TrackerIssueLabels] = None
    state_reason: Optional[IssueStateReason] = None
    notes: TrackerIssueNotes


class TrackerIssueLabels(BaseModel):
    nodes: Optional[list[Optional[LabelRef]]] = None


class TrackerIssueNotes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[TrackerNote]]] = None


class ClosedTracker(TrackerIssue):
    closings: ClosedTrackerClosings


class ClosedTrackerClosings(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[
                        ClosedTrackerClosingsNodesClosedEvent,
                        Unrecognized,
                        UnknownMember,
                    ],
                    by_typename(
                        "ClosedEvent",
                        beside=(
                            "AddedToProjectEvent",
                            "AddedToProjectV2Event",
                            "AssignedEvent",
                            "BlockedByAddedEvent",
                            "BlockedByRemovedEvent",
                            "BlockingAddedEvent",
                            "BlockingRemovedEvent",
                            "CommentDeletedEvent",
                            "ConnectedEvent",
                            "ConvertedFromDraftEvent",
                            "ConvertedNoteToIssueEvent",
                            "ConvertedToDiscussionEvent",
                            "CrossReferencedEvent",
                            "DemilestonedEvent",
                            "DisconnectedEvent",
                            "IssueComment",
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
                            "MilestonedEvent",
                            "MovedColumnsInProjectEvent",
                            "ParentIssueAddedEvent",
                            "ParentIssueRemovedEvent",
                            "PinnedEvent",
                            "ProjectV2ItemStatusChangedEvent",
                            "ReferencedEvent",
                            "RemovedFromProjectEvent",
                            "RemovedFromProjectV2Event",
                            "RenamedTitleEvent",
                            "ReopenedEvent",
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
    ] = None


class ClosedTrackerClosingsNodesClosedEvent(Closing):
    typename__: Literal["ClosedEvent"]


class CommentAuthor(BaseModel):
    id: str
    author: Optional[CommentAuthorAuthor] = None


class CommentAuthorAuthor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class CommentDeletion(BaseModel):
    actor: Optional[CommentDeletionActor] = None
    deleted_comment_author: Optional[CommentDeletionDeletedCommentAuthor] = None


class CommentDeletionActor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class CommentDeletionDeletedCommentAuthor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class CommentEditTimes(BaseModel):
    user_content_edits: Optional[EditTimes] = None


class Edits(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[EditsNodes]]] = None


class EditsNodes(BaseModel):
    edited_at: Timestamp
    diff: Optional[str] = None
    editor: Optional[EditsNodesEditor] = None


class EditsNodesEditor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class CommentHistory(BaseModel):
    author: Optional[CommentHistoryAuthor] = None
    user_content_edits: Optional[Edits] = None


class CommentHistoryAuthor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class CommentEdits(CommentHistory):
    id: str


class CommentOverwritten(BaseModel):
    author: Optional[CommentOverwrittenAuthor] = None
    user_content_edits: Optional[Edits] = None


class CommentOverwrittenAuthor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class CommentText(BaseModel):
    id: str
    url: str
    body: str
    created_at: Timestamp
    updated_at: Timestamp
    last_edited_at: Optional[Timestamp] = None
    viewer_did_author: bool
    full_database_id: Optional[int] = None
    is_minimized: bool


class CommentState(CommentEditTimes, CommentText):
    pass


class CommentVersion(BaseModel):
    id: str
    body: str
    updated_at: Timestamp
    last_edited_at: Optional[Timestamp] = None


class ConversationComment(CommentText):
    includes_created_edit: bool


class CommentWindow(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[CommentWindowNodesIssueComment, Unrecognized, UnknownMember],
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
    ] = None


class CommentWindowNodesIssueComment(ConversationComment):
    typename__: Literal["IssueComment"]


class CommitsChecked(BaseModel):
    nodes: Optional[list[Optional[CommitsCheckedNodes]]] = None


class CommitsCheckedNodes(BaseModel):
    commit: BaseChecks


class Conversation(BaseModel):
    id: str
    between_1: CommentWindow
    between_2: CommentWindow
    between_3: CommentWindow
    between_4: CommentWindow
    between_5: CommentWindow
    between_6: CommentWindow
    between_7: CommentWindow
    between_8: CommentWindow
    between_9: CommentWindow
    between_10: CommentWindow
    between_11: CommentWindow
    between_12: CommentWindow
    between_13: CommentWindow
    between_14: CommentWindow
    between_15: CommentWindow
    between_16: CommentWindow
    between_17: CommentWindow
    between_18: CommentWindow
    between_19: CommentWindow
    between_20: CommentWindow
    between_21: CommentWindow
    between_22: CommentWindow
    between_23: CommentWindow
    between_24: CommentWindow
    between_25: CommentWindow
    between_26: CommentWindow
    between_27: CommentWindow
    between_28: CommentWindow
    between_29: CommentWindow
    between_30: CommentWindow


class Cursor(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str] = None


class TextFile(BaseModel):
    text: Optional[str] = None
    is_truncated: bool


class GateFile(BaseModel):
    workflow_file: Optional[
        Annotated[
            Union[GateFileWorkflowFileBlob, GateFileWorkflowFileGitObject],
            by_typename("Blob"),
        ]
    ] = None
    workflows: Optional[GateFileWorkflows] = None


class GateFileWorkflowFileGitObject(BaseModel):
    typename__: str
    _known = ("Commit", "GitObject", "Tag", "Tree")


class GateFileWorkflowFileBlob(TextFile):
    typename__: Literal["Blob"]


class GateFileWorkflows(BaseModel):
    typename__: str
    oid: str
    _known = ("Blob", "Commit", "GitObject", "Tag", "Tree")


class GateFileOfCommit(BaseModel):
    gate_folder: Optional[GateFileOfCommitGateFolder] = None
    gate_file: Optional[GateFileOfCommitGateFile] = None


class GateFileOfCommitGateFolder(BaseModel):
    oid: str


class GateFileOfCommitGateFile(BaseModel):
    blob: Optional[
        Annotated[
            Union[
                GateFileOfCommitGateFileBlobBlob, GateFileOfCommitGateFileBlobGitObject
            ],
            by_typename("Blob"),
        ]
    ] = None


class GateFileOfCommitGateFileBlobGitObject(BaseModel):
    typename__: str
    _known = ("Commit", "GitObject", "Tag", "Tree")


class GateFileOfCommitGateFileBlobBlob(TextFile):
    typename__: Literal["Blob"]


class GateFileOnBase(BaseModel):
    workflow_on_base: Optional[
        Annotated[
            Union[
                GateFileOnBaseWorkflowOnBaseBlob, GateFileOnBaseWorkflowOnBaseGitObject
            ],
            by_typename("Blob"),
        ]
    ] = None
    workflows_on_base: Optional[GateFileOnBaseWorkflowsOnBase] = None


class GateFileOnBaseWorkflowOnBaseGitObject(BaseModel):
    typename__: str
    _known = ("Commit", "GitObject", "Tag", "Tree")


class GateFileOnBaseWorkflowOnBaseBlob(TextFile):
    typename__: Literal["Blob"]


class GateFileOnBaseWorkflowsOnBase(BaseModel):
    typename__: str
    oid: str
    _known = ("Blob", "Commit", "GitObject", "Tag", "Tree")


class LegacyStatus(BaseModel):
    id: str
    context: str
    state: StatusState
    description: Optional[str] = None
    target_url: Optional[str] = None
    created_at: Timestamp


class SuiteChecks(SuiteRef):
    runs: Optional[SuiteChecksRuns] = None
    failing: Optional[SuiteChecksFailing] = None


class SuiteChecksRuns(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[SuiteChecksRunsNodes]]] = None


class SuiteChecksRunsNodes(CheckRunRow):
    is_required: Optional[bool] = None


class SuiteChecksFailing(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[CheckRunDetails]]] = None


class HeadChecks(BaseModel):
    oid: str
    committed_date: Timestamp
    status: Optional[HeadChecksStatus] = None
    check_suites: Optional[HeadChecksCheckSuites] = None


class HeadChecksStatus(BaseModel):
    contexts: list[LegacyStatus]


class HeadChecksCheckSuites(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[SuiteChecks]]] = None


class HealthChecks(BaseModel):
    oid: str
    check_suites: Optional[HealthChecksCheckSuites] = None
    status: Optional[HealthChecksStatus] = None


class HealthChecksCheckSuites(BaseModel):
    total_count: int


class HealthChecksStatus(BaseModel):
    contexts: list[HealthChecksStatusContexts]


class HealthChecksStatusContexts(BaseModel):
    id: str


class IssueAuthor(BaseModel):
    id: str
    author: Optional[IssueAuthorAuthor] = None


class IssueAuthorAuthor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class IssueHistory(BaseModel):
    author: Optional[IssueHistoryAuthor] = None
    user_content_edits: Optional[Edits] = None


class IssueHistoryAuthor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class IssueEdits(IssueHistory):
    id: str


class IssueOverwritten(BaseModel):
    author: Optional[IssueOverwrittenAuthor] = None
    user_content_edits: Optional[Edits] = None


class IssueOverwrittenAuthor(BaseModel):
    typename__: str
    login: str
    _known = (
        "Actor",
        "Bot",
        "EnterpriseUserAccount",
        "Mannequin",
        "Organization",
        "User",
    )


class IssueVersion(BaseModel):
    id: str
    body: str
    updated_at: Timestamp
    last_edited_at: Optional[Timestamp] = None
    issue_state: IssueState


class MoreCheckRuns(BaseModel):
    id: str
    next: Optional[MoreCheckRunsNext] = None
    last: Optional[MoreCheckRunsLast] = None


class MoreCheckRunsNext(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[MoreCheckRunsNextNodes]]] = None


class MoreCheckRunsNextNodes(CheckRunRow):
    is_required: Optional[bool] = None


class MoreCheckRunsLast(BaseModel):
    page_info: MoreCheckRunsLastPageInfo
    nodes: Optional[list[Optional[MoreCheckRunsLastNodes]]] = None


class MoreCheckRunsLastPageInfo(BaseModel):
    start_cursor: Optional[str] = None


class MoreCheckRunsLastNodes(CheckRunRow):
    is_required: Optional[bool] = None


class MoreComments(BaseModel):
    id: str
    next: MoreCommentsNext
    last: MoreCommentsLast


class MoreCommentsNext(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[CommentState]]] = None


class MoreCommentsLast(BaseModel):
    page_info: MoreCommentsLastPageInfo
    nodes: Optional[list[Optional[CommentState]]] = None


class MoreCommentsLastPageInfo(BaseModel):
    start_cursor: Optional[str] = None


class MoreSuites(BaseModel):
    oid: str
    check_suites: Optional[MoreSuitesCheckSuites] = None


class MoreSuitesCheckSuites(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[SuiteChecks]]] = None


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
    description: Optional[str] = None
    url: str


class PullRequestFields(BaseModel):
    id: str
    number: int
    title: str
    url: str
    pull_request_state: PullRequestState
    is_draft: bool
    locked: bool
    head_ref_oid: str
    head_ref_name: str
    head_repository: Optional[PullRequestFieldsHeadRepository] = None
    base_ref_name: str
    base_ref: Optional[BaseBranch] = None
    labels: Optional[PullRequestFieldsLabels] = None
    oldest: PullRequestFieldsOldest
    freshest: PullRequestFieldsFreshest
    deletions: Optional[PullRequestFieldsDeletions] = None


class PullRequestFieldsHeadRepository(BaseModel):
    name_with_owner: str


class PullRequestFieldsLabels(BaseModel):
    nodes: Optional[list[Optional[LabelRef]]] = None


class PullRequestFieldsOldest(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[CommentState]]] = None


class PullRequestFieldsFreshest(BaseModel):
    nodes: Optional[list[Optional[CommentState]]] = None


class PullRequestFieldsDeletions(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[
                        PullRequestFieldsDeletionsNodesCommentDeletedEvent,
                        Unrecognized,
                        UnknownMember,
                    ],
                    by_typename(
                        "CommentDeletedEvent",
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
                            "IssueComment",
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
    ] = None


class PullRequestFieldsDeletionsNodesCommentDeletedEvent(CommentDeletion):
    typename__: Literal["CommentDeletedEvent"]


class PullRequestTraces(BaseModel):
    id: str
    number: int
    labels: Optional[PullRequestTracesLabels] = None
    comments: PullRequestTracesComments


class PullRequestTracesLabels(BaseModel):
    nodes: Optional[list[Optional[LabelRef]]] = None


class PullRequestTracesComments(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[TrackerNote]]] = None


class PullRequestVersion(BaseModel):
    id: str
    head_ref_oid: str
    pull_request_state: PullRequestState


class RecentCommits(BaseModel):
    history: RecentCommitsHistory


class RecentCommitsHistory(BaseModel):
    page_info: Cursor
    nodes: Optional[list[Optional[BaseChecks]]] = None


class RecentIssue(BaseModel):
    id: str
    number: int
    body: str
    viewer_did_author: bool


class ReportedChecks(BaseModel):
    oid: str
    status: Optional[ReportedChecksStatus] = None
    check_suites: Optional[ReportedChecksCheckSuites] = None


class ReportedChecksStatus(BaseModel):
    contexts: list[ReportedChecksStatusContexts]


class ReportedChecksStatusContexts(BaseModel):
    context: str


class ReportedChecksCheckSuites(BaseModel):
    nodes: Optional[list[Optional[ReportedChecksCheckSuitesNodes]]] = None


class ReportedChecksCheckSuitesNodes(BaseModel):
    suite_status: CheckStatusState
    workflow_run: Optional[ReportedChecksCheckSuitesNodesWorkflowRun] = None
    runs: Optional[ReportedChecksCheckSuitesNodesRuns] = None


class ReportedChecksCheckSuitesNodesWorkflowRun(BaseModel):
    id: str
    file: Optional[ReportedChecksCheckSuitesNodesWorkflowRunFile] = None


class ReportedChecksCheckSuitesNodesWorkflowRunFile(BaseModel):
    path: str


class ReportedChecksCheckSuitesNodesRuns(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[ReportedChecksCheckSuitesNodesRunsNodes]]] = None


class ReportedChecksCheckSuitesNodesRunsNodes(BaseModel):
    name: str
    is_required: Optional[bool] = None


class RunResults(SuiteRef):
    runs: Optional[RunResultsRuns] = None


class RunResultsRuns(BaseModel):
    nodes: Optional[list[Optional[CheckRunRow]]] = None


class SameBranchName(BaseModel):
    number: int
    head_ref_oid: str
    head_repository: Optional[SameBranchNameHeadRepository] = None


class SameBranchNameHeadRepository(BaseModel):
    name_with_owner: str


class Scope(BaseModel):
    id: str
    name_with_owner: str
    url: str
    has_issues_enabled: bool
    default_branch_ref: Optional[ScopeDefaultBranchRef] = None
    tracker_label: Optional[LabelRef] = None
    flaky_label: Optional[LabelRef] = None
    open_trackers: ScopeOpenTrackers
    closed_trackers: ScopeClosedTrackers
    recent_issues: ScopeRecentIssues
    pull_request: Optional[ScopePullRequest] = None
    pull_requests: Optional[ScopePullRequests] = None
    head: Optional[
        Annotated[Union[ScopeHeadCommit, ScopeHeadGitObject], by_typename("Commit")]
    ] = None


class ScopeDefaultBranchRef(BaseModel):
    name: str


class ScopeOpenTrackers(BaseModel):
    total_count: int
    page_info: Cursor
    nodes: Optional[list[Optional[TrackerIssue]]] = None


class ScopeClosedTrackers(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[ClosedTracker]]] = None


class ScopeRecentIssues(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[RecentIssue]]] = None


class ScopePullRequest(PullRequestFields):
    commits: ScopePullRequestCommits


class ScopePullRequestCommits(BaseModel):
    nodes: Optional[list[Optional[ScopePullRequestCommitsNodes]]] = None


class ScopePullRequestCommitsNodes(BaseModel):
    commit: HeadChecks


class ScopePullRequests(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[PullRequestFields]]] = None


class ScopeHeadGitObject(BaseModel):
    typename__: str
    _known = ("Blob", "GitObject", "Tag", "Tree")


class ScopeHeadCommit(HeadChecks):
    typename__: Literal["Commit"]


class SubjectState(BaseModel):
    id: str
    pull_request_state: PullRequestState


class WorkflowFolder(BaseModel):
    entries: Optional[list[WorkflowFolderEntries]] = None


class WorkflowFolderEntries(BaseModel):
    name: str
    oid: str
    blob: Optional[
        Annotated[
            Union[WorkflowFolderEntriesBlobBlob, WorkflowFolderEntriesBlobGitObject],
            by_typename("Blob"),
        ]
    ] = None


class WorkflowFolderEntriesBlobGitObject(BaseModel):
    typename__: str
    _known = ("Commit", "GitObject", "Tag", "Tree")


class WorkflowFolderEntriesBlobBlob(TextFile):
    typename__: Literal["Blob"]


class WrittenComment(CommentOverwritten):
    id: str


class WrittenIssue(IssueOverwritten):
    id: str
