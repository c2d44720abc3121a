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


class AnnotationRef(BaseModel):
    annotation_level: Optional[CheckAnnotationLevel] = Field(default=None)
    path: str
    title: Optional[str] = Field(default=None)
    message: str
    location: "AnnotationRefLocation"


class AnnotationRefLocation(BaseModel):
    start: "AnnotationRefLocationStart"


class AnnotationRefLocationStart(BaseModel):
    line: int


class CheckRunRow(BaseModel):
    id: str
    database_id: Optional[int] = Field(default=None)
    name: str
    status: CheckStatusState
    conclusion: Optional[CheckConclusionState] = Field(default=None)
    started_at: Optional[Timestamp] = Field(default=None)
    completed_at: Optional[Timestamp] = Field(default=None)
    details_url: Optional[str] = Field(default=None)
    permalink: str


class RunAttempt(BaseModel):
    run_attempt: Optional[int] = None


class SuiteRef(BaseModel):
    id: str
    suite_status: CheckStatusState
    suite_conclusion: Optional[CheckConclusionState] = Field(default=None)
    created_at: Timestamp
    url: str
    app: Optional["SuiteRefApp"] = Field(default=None)
    workflow_run: Optional["SuiteRefWorkflowRun"] = Field(default=None)


class SuiteRefApp(BaseModel):
    slug: str


class SuiteRefWorkflowRun(RunAttempt):
    database_id: Optional[int] = Field(default=None)
    run_number: int
    url: str
    event: str
    file: Optional["SuiteRefWorkflowRunFile"] = Field(default=None)
    workflow: "SuiteRefWorkflowRunWorkflow"


class SuiteRefWorkflowRunFile(BaseModel):
    path: str


class SuiteRefWorkflowRunWorkflow(BaseModel):
    name: str


class BaseChecks(BaseModel):
    oid: str
    committed_date: Timestamp
    url: str
    check_suites: Optional["BaseChecksCheckSuites"] = Field(default=None)


class BaseChecksCheckSuites(BaseModel):
    nodes: Optional[list[Optional["BaseChecksCheckSuitesNodes"]]] = Field(default=None)


class BaseChecksCheckSuitesNodes(SuiteRef):
    runs: Optional["BaseChecksCheckSuitesNodesRuns"] = Field(default=None)


class BaseChecksCheckSuitesNodesRuns(BaseModel):
    nodes: Optional[list[Optional["CheckRunRow"]]] = Field(default=None)


class BaseHistory(BaseModel):
    history: "BaseHistoryHistory"


class BaseHistoryHistory(BaseModel):
    nodes: Optional[list[Optional["BaseChecks"]]] = Field(default=None)


class RequiredChecks(BaseModel):
    required_status_checks: list["RequiredChecksRequiredStatusChecks"]


class RequiredChecksRequiredStatusChecks(BaseModel):
    context: str


class BranchRules(BaseModel):
    rules: Optional["BranchRulesRules"] = Field(default=None)


class BranchRulesRules(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["BranchRulesRulesNodes"]]] = Field(default=None)


class BranchRulesRulesNodes(BaseModel):
    parameters: Optional[
        Annotated[
            Union[
                Annotated[
                    "BranchRulesRulesNodesParametersRequiredStatusChecksParameters",
                    Tag("RequiredStatusChecksParameters"),
                ],
                Annotated[Unrecognized, Tag("*")],
                Annotated[UnknownMember, Tag("?")],
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
    ] = Field(default=None)


class BranchRulesRulesNodesParametersRequiredStatusChecksParameters(RequiredChecks):
    typename__: Literal["RequiredStatusChecksParameters"] = Field(alias="__typename")


class BaseBranch(BranchRules):
    ref_update_rule: Optional["BaseBranchRefUpdateRule"] = Field(default=None)
    target: Optional[
        Annotated[
            Union[
                Annotated["BaseBranchTargetCommit", Tag("Commit")],
                Annotated["BaseBranchTargetGitObject", Tag("*")],
            ],
            by_typename("Commit"),
        ]
    ] = None


class BaseBranchRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = Field(default=None)


class BaseBranchTargetGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class BaseBranchTargetCommit(BaseHistory):
    typename__: Literal["Commit"] = Field(alias="__typename")


class Budget(BaseModel):
    cost: int
    limit: int
    remaining: int
    reset_at: Timestamp


class StepRef(BaseModel):
    number: int
    name: str
    conclusion: Optional[CheckConclusionState] = Field(default=None)


class CheckRunDetails(BaseModel):
    id: str
    steps: Optional["CheckRunDetailsSteps"] = Field(default=None)
    annotations: Optional["CheckRunDetailsAnnotations"] = Field(default=None)


class CheckRunDetailsSteps(BaseModel):
    nodes: Optional[list[Optional["StepRef"]]] = Field(default=None)


class CheckRunDetailsAnnotations(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["AnnotationRef"]]] = Field(default=None)


class Closing(BaseModel):
    id: str
    actor: Optional["ClosingActor"] = Field(default=None)


class ClosingActor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class IssueDuplicate(BaseModel):
    duplicate_of: Optional["IssueDuplicateDuplicateOf"] = Field(default=None)


class IssueDuplicateDuplicateOf(BaseModel):
    id: str


class EditTimes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["EditTimesNodes"]]] = Field(default=None)


class EditTimesNodes(BaseModel):
    edited_at: Timestamp


class IssueEditTimes(BaseModel):
    user_content_edits: Optional["EditTimes"] = Field(default=None)


class LabelRef(BaseModel):
    id: str
    name: str


class TrackerNote(BaseModel):
    id: str
    url: str
    body: str
    created_at: Timestamp
    viewer_did_author: bool
    full_database_id: Optional[int] = Field(default=None)
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
    last_edited_at: Optional[Timestamp] = Field(default=None)
    closed_at: Optional[Timestamp] = Field(default=None)
    locked: bool
    viewer_did_author: bool
    labels: Optional["TrackerIssueLabels"] = Field(default=None)
    state_reason: Optional[IssueStateReason] = Field(default=None)
    notes: "TrackerIssueNotes"


class TrackerIssueLabels(BaseModel):
    nodes: Optional[list[Optional["LabelRef"]]] = Field(default=None)


class TrackerIssueNotes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["TrackerNote"]]] = Field(default=None)


class ClosedTracker(TrackerIssue):
    closings: "ClosedTrackerClosings"


class ClosedTrackerClosings(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[
                        Annotated[
                            "ClosedTrackerClosingsNodesClosedEvent", Tag("ClosedEvent")
                        ],
                        Annotated[Unrecognized, Tag("*")],
                        Annotated[UnknownMember, Tag("?")],
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
    ] = Field(default=None)


class ClosedTrackerClosingsNodesClosedEvent(Closing):
    typename__: Literal["ClosedEvent"] = Field(alias="__typename")


class CommentDeletion(BaseModel):
    actor: Optional["CommentDeletionActor"] = Field(default=None)
    deleted_comment_author: Optional["CommentDeletionDeletedCommentAuthor"] = Field(
        default=None
    )


class CommentDeletionActor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class CommentDeletionDeletedCommentAuthor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class CommentEditTimes(BaseModel):
    user_content_edits: Optional["EditTimes"] = Field(default=None)


class CommentText(BaseModel):
    id: str
    url: str
    body: str
    created_at: Timestamp
    updated_at: Timestamp
    last_edited_at: Optional[Timestamp] = Field(default=None)
    viewer_did_author: bool
    full_database_id: Optional[int] = Field(default=None)
    is_minimized: bool


class CommentState(CommentEditTimes, CommentText):
    pass


class Cursor(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str] = Field(default=None)


class TextFile(BaseModel):
    text: Optional[str] = Field(default=None)
    is_truncated: bool


class GateFile(BaseModel):
    workflow_file: Optional[
        Annotated[
            Union[
                Annotated["GateFileWorkflowFileBlob", Tag("Blob")],
                Annotated["GateFileWorkflowFileGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)
    workflows: Optional["GateFileWorkflows"] = Field(default=None)


class GateFileWorkflowFileGitObject(BaseModel):
    typename__: Annotated[str, Known("Commit", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class GateFileWorkflowFileBlob(TextFile):
    typename__: Literal["Blob"] = Field(alias="__typename")


class GateFileWorkflows(BaseModel):
    typename__: Annotated[str, Known("Blob", "Commit", "GitObject", "Tag", "Tree")] = (
        Field(alias="__typename")
    )
    oid: str


class GateFileOfCommit(BaseModel):
    gate_folder: Optional["GateFileOfCommitGateFolder"] = Field(default=None)
    gate_file: Optional["GateFileOfCommitGateFile"] = Field(default=None)


class GateFileOfCommitGateFolder(BaseModel):
    oid: str


class GateFileOfCommitGateFile(BaseModel):
    blob: Optional[
        Annotated[
            Union[
                Annotated["GateFileOfCommitGateFileBlobBlob", Tag("Blob")],
                Annotated["GateFileOfCommitGateFileBlobGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)


class GateFileOfCommitGateFileBlobGitObject(BaseModel):
    typename__: Annotated[str, Known("Commit", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class GateFileOfCommitGateFileBlobBlob(TextFile):
    typename__: Literal["Blob"] = Field(alias="__typename")


class GateFileOnBase(BaseModel):
    workflow_on_base: Optional[
        Annotated[
            Union[
                Annotated["GateFileOnBaseWorkflowOnBaseBlob", Tag("Blob")],
                Annotated["GateFileOnBaseWorkflowOnBaseGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)
    workflows_on_base: Optional["GateFileOnBaseWorkflowsOnBase"] = Field(default=None)


class GateFileOnBaseWorkflowOnBaseGitObject(BaseModel):
    typename__: Annotated[str, Known("Commit", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class GateFileOnBaseWorkflowOnBaseBlob(TextFile):
    typename__: Literal["Blob"] = Field(alias="__typename")


class GateFileOnBaseWorkflowsOnBase(BaseModel):
    typename__: Annotated[str, Known("Blob", "Commit", "GitObject", "Tag", "Tree")] = (
        Field(alias="__typename")
    )
    oid: str


class LegacyStatus(BaseModel):
    id: str
    context: str
    state: StatusState
    description: Optional[str] = Field(default=None)
    target_url: Optional[str] = Field(default=None)
    created_at: Timestamp


class SuiteChecks(SuiteRef):
    runs: Optional["SuiteChecksRuns"] = Field(default=None)
    failing: Optional["SuiteChecksFailing"] = None


class SuiteChecksRuns(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["SuiteChecksRunsNodes"]]] = Field(default=None)


class SuiteChecksRunsNodes(CheckRunRow):
    is_required: Optional[bool] = None


class SuiteChecksFailing(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["CheckRunDetails"]]] = Field(default=None)


class HeadChecks(BaseModel):
    oid: str
    committed_date: Timestamp
    status: Optional["HeadChecksStatus"] = Field(default=None)
    check_suites: Optional["HeadChecksCheckSuites"] = Field(default=None)


class HeadChecksStatus(BaseModel):
    contexts: list["LegacyStatus"]


class HeadChecksCheckSuites(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["SuiteChecks"]]] = Field(default=None)


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
    head_repository: Optional["PullRequestFieldsHeadRepository"] = Field(default=None)
    base_ref_name: str
    base_ref: Optional["BaseBranch"] = None
    labels: Optional["PullRequestFieldsLabels"] = Field(default=None)
    oldest: "PullRequestFieldsOldest"
    freshest: "PullRequestFieldsFreshest"
    deletions: Optional["PullRequestFieldsDeletions"] = None


class PullRequestFieldsHeadRepository(BaseModel):
    name_with_owner: str


class PullRequestFieldsLabels(BaseModel):
    nodes: Optional[list[Optional["LabelRef"]]] = Field(default=None)


class PullRequestFieldsOldest(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["CommentState"]]] = Field(default=None)


class PullRequestFieldsFreshest(BaseModel):
    nodes: Optional[list[Optional["CommentState"]]] = Field(default=None)


class PullRequestFieldsDeletions(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[
                        Annotated[
                            "PullRequestFieldsDeletionsNodesCommentDeletedEvent",
                            Tag("CommentDeletedEvent"),
                        ],
                        Annotated[Unrecognized, Tag("*")],
                        Annotated[UnknownMember, Tag("?")],
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
    ] = Field(default=None)


class PullRequestFieldsDeletionsNodesCommentDeletedEvent(CommentDeletion):
    typename__: Literal["CommentDeletedEvent"] = Field(alias="__typename")


class RecentIssue(BaseModel):
    id: str
    number: int
    body: str
    viewer_did_author: bool


class SameBranchName(BaseModel):
    number: int
    head_ref_oid: str
    head_repository: Optional["SameBranchNameHeadRepository"] = Field(default=None)


class SameBranchNameHeadRepository(BaseModel):
    name_with_owner: str


class Scope(BaseModel):
    id: str
    name_with_owner: str
    url: str
    has_issues_enabled: bool
    default_branch_ref: Optional["ScopeDefaultBranchRef"] = Field(default=None)
    tracker_label: Optional["LabelRef"] = Field(default=None)
    flaky_label: Optional["LabelRef"] = Field(default=None)
    open_trackers: "ScopeOpenTrackers"
    closed_trackers: "ScopeClosedTrackers"
    recent_issues: "ScopeRecentIssues"
    pull_request: Optional["ScopePullRequest"] = None
    pull_requests: Optional["ScopePullRequests"] = None
    head: Optional[
        Annotated[
            Union[
                Annotated["ScopeHeadCommit", Tag("Commit")],
                Annotated["ScopeHeadGitObject", Tag("*")],
            ],
            by_typename("Commit"),
        ]
    ] = None


class ScopeDefaultBranchRef(BaseModel):
    name: str


class ScopeOpenTrackers(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["TrackerIssue"]]] = Field(default=None)


class ScopeClosedTrackers(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["ClosedTracker"]]] = Field(default=None)


class ScopeRecentIssues(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["RecentIssue"]]] = Field(default=None)


class ScopePullRequest(PullRequestFields):
    commits: "ScopePullRequestCommits"


class ScopePullRequestCommits(BaseModel):
    nodes: Optional[list[Optional["ScopePullRequestCommitsNodes"]]] = Field(
        default=None
    )


class ScopePullRequestCommitsNodes(BaseModel):
    commit: "HeadChecks"


class ScopePullRequests(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["PullRequestFields"]]] = Field(default=None)


class ScopeHeadGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ScopeHeadCommit(HeadChecks):
    typename__: Literal["Commit"] = Field(alias="__typename")
