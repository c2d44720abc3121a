from datetime import datetime
from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .enums import (
    CheckAnnotationLevel,
    CheckConclusionState,
    CheckStatusState,
    IssueState,
    IssueStateReason,
    StatusState,
)
from .enums import PullRequestState as PullRequestStateEnum
from .open_world import Known, Stranger, Unrecognized, by_typename


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
    started_at: Optional[datetime] = Field(default=None)
    completed_at: Optional[datetime] = Field(default=None)
    details_url: Optional[str] = Field(default=None)
    permalink: str


class RunEvent(BaseModel):
    event: Optional[str] = None


class RunFile(BaseModel):
    file: Optional["RunFileFile"] = Field(default=None)


class RunFileFile(BaseModel):
    path: str


class SuiteRef(BaseModel):
    id: str
    suite_status: CheckStatusState
    suite_conclusion: Optional[CheckConclusionState] = Field(default=None)
    created_at: datetime
    url: str
    app: Optional["SuiteRefApp"] = Field(default=None)
    workflow_run: Optional["SuiteRefWorkflowRun"] = Field(default=None)


class SuiteRefApp(BaseModel):
    slug: str


class SuiteRefWorkflowRun(RunEvent, RunFile):
    database_id: Optional[int] = Field(default=None)
    run_number: int
    url: str
    workflow: "SuiteRefWorkflowRunWorkflow"


class SuiteRefWorkflowRunWorkflow(BaseModel):
    name: str


class BaseChecks(BaseModel):
    oid: str
    committed_date: datetime
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


class BranchRule(BaseModel):
    ref_update_rule: Optional["BranchRuleRefUpdateRule"] = Field(default=None)


class BranchRuleRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = Field(default=None)


class BaseBranch(BranchRule):
    target: Optional[
        Annotated[
            Union[
                Annotated["BaseBranchTargetCommit", Tag("Commit")],
                Annotated["BaseBranchTargetGitObject", Tag("*")],
            ],
            by_typename("Commit"),
        ]
    ] = Field(default=None)


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
    reset_at: datetime


class RunAnnotations(BaseModel):
    annotations: Optional["RunAnnotationsAnnotations"] = Field(default=None)


class RunAnnotationsAnnotations(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["AnnotationRef"]]] = Field(default=None)


class StepRef(BaseModel):
    number: int
    name: str
    conclusion: Optional[CheckConclusionState] = Field(default=None)


class RunSteps(BaseModel):
    steps: Optional["RunStepsSteps"] = Field(default=None)


class RunStepsSteps(BaseModel):
    nodes: Optional[list[Optional["StepRef"]]] = Field(default=None)


class CheckRunDetails(RunAnnotations, RunSteps):
    id: str


class CommentDeleting(BaseModel):
    delete_comment_1: Optional["CommentDeletingDeleteComment1"] = None
    delete_comment_2: Optional["CommentDeletingDeleteComment2"] = None
    delete_comment_3: Optional["CommentDeletingDeleteComment3"] = None
    delete_comment_4: Optional["CommentDeletingDeleteComment4"] = None


class CommentDeletingDeleteComment1(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


class CommentDeletingDeleteComment2(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


class CommentDeletingDeleteComment3(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


class CommentDeletingDeleteComment4(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


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


class EditTimes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["EditTimesNodes"]]] = Field(default=None)


class EditTimesNodes(BaseModel):
    edited_at: datetime


class CommentEditTimes(BaseModel):
    user_content_edits: Optional["EditTimes"] = Field(default=None)


class Edits(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["EditsNodes"]]] = Field(default=None)


class EditsNodes(BaseModel):
    edited_at: datetime
    diff: Optional[str] = Field(default=None)


class CommentHistory(BaseModel):
    user_content_edits: Optional["Edits"] = Field(default=None)


class CommentEdits(CommentHistory):
    id: str


class CommentMinimized(BaseModel):
    is_minimized: Optional[bool] = None


class Cursor(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str] = Field(default=None)


class LegacyStatus(BaseModel):
    id: str
    context: str
    state: StatusState
    description: Optional[str] = Field(default=None)
    target_url: Optional[str] = Field(default=None)
    created_at: datetime


class RunRequired(BaseModel):
    is_required: Optional[bool] = None


class SuiteFailing(BaseModel):
    failing: Optional["SuiteFailingFailing"] = None


class SuiteFailingFailing(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["CheckRunDetails"]]] = Field(default=None)


class SuiteChecks(SuiteFailing, SuiteRef):
    runs: Optional["SuiteChecksRuns"] = Field(default=None)


class SuiteChecksRuns(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["SuiteChecksRunsNodes"]]] = Field(default=None)


class SuiteChecksRunsNodes(CheckRunRow, RunRequired):
    pass


class HeadChecks(BaseModel):
    oid: str
    committed_date: datetime
    status: Optional["HeadChecksStatus"] = Field(default=None)
    check_suites: Optional["HeadChecksCheckSuites"] = Field(default=None)


class HeadChecksStatus(BaseModel):
    contexts: list["LegacyStatus"]


class HeadChecksCheckSuites(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["SuiteChecks"]]] = Field(default=None)


class LabelRef(BaseModel):
    id: str
    name: str


class CommentNumber(BaseModel):
    full_database_id: Optional[int] = Field(default=None)


class CommentText(CommentMinimized, CommentNumber):
    id: str
    url: str
    body: str
    created_at: datetime
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)
    viewer_did_author: bool


class CommentState(CommentEditTimes, CommentText):
    pass


class PullRequestDeletions(BaseModel):
    deletions: Optional["PullRequestDeletionsDeletions"] = None


class PullRequestDeletionsDeletions(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[
                        Annotated[
                            "PullRequestDeletionsDeletionsNodesCommentDeletedEvent",
                            Tag("CommentDeletedEvent"),
                        ],
                        Annotated[Unrecognized, Tag("*")],
                        Annotated[Stranger, Tag("?")],
                    ],
                    by_typename(
                        "CommentDeletedEvent",
                        beside=(
                            "AddedToMergeQueueEvent",
                            "AddedToProjectEvent",
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
                            "ClosedEvent",
                            "ConnectedEvent",
                            "ConvertToDraftEvent",
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
                            "PullRequestCommit",
                            "PullRequestCommitCommentThread",
                            "PullRequestReview",
                            "PullRequestReviewThread",
                            "PullRequestRevisionMarker",
                            "ReadyForReviewEvent",
                            "ReferencedEvent",
                            "RemovedFromMergeQueueEvent",
                            "RemovedFromProjectEvent",
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


class PullRequestDeletionsDeletionsNodesCommentDeletedEvent(CommentDeletion):
    typename__: Literal["CommentDeletedEvent"] = Field(alias="__typename")


class PullRequestState(PullRequestDeletions):
    id: str
    number: int
    title: str
    url: str
    pull_request_state: PullRequestStateEnum
    is_draft: bool
    locked: bool
    head_ref_oid: str
    head_ref_name: str
    head_repository: Optional["PullRequestStateHeadRepository"] = Field(default=None)
    base_ref_name: str
    labels: Optional["PullRequestStateLabels"] = Field(default=None)
    oldest: "PullRequestStateOldest"
    freshest: "PullRequestStateFreshest"


class PullRequestStateHeadRepository(BaseModel):
    name_with_owner: str


class PullRequestStateLabels(BaseModel):
    nodes: Optional[list[Optional["LabelRef"]]] = Field(default=None)


class PullRequestStateOldest(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["CommentState"]]] = Field(default=None)


class PullRequestStateFreshest(BaseModel):
    nodes: Optional[list[Optional["CommentState"]]] = Field(default=None)


class RecentIssue(BaseModel):
    id: str
    number: int
    body: str
    viewer_did_author: bool


class IssueDuplicate(BaseModel):
    duplicate_reason: Optional[IssueStateReason] = Field(default=None)


class IssueEditTimes(BaseModel):
    user_content_edits: Optional["EditTimes"] = Field(default=None)


class IssueReason(BaseModel):
    state_reason: Optional[IssueStateReason] = Field(default=None)


class TrackerNote(CommentMinimized, CommentNumber):
    id: str
    url: str
    body: str
    created_at: datetime
    viewer_did_author: bool


class TrackerIssue(IssueDuplicate, IssueEditTimes, IssueReason):
    id: str
    number: int
    title: str
    url: str
    body: str
    issue_state: IssueState
    created_at: datetime
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)
    closed_at: Optional[datetime] = Field(default=None)
    locked: bool
    viewer_did_author: bool
    labels: Optional["TrackerIssueLabels"] = Field(default=None)
    notes: "TrackerIssueNotes"


class TrackerIssueLabels(BaseModel):
    nodes: Optional[list[Optional["LabelRef"]]] = Field(default=None)


class TrackerIssueNotes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["TrackerNote"]]] = Field(default=None)


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


class ScopeDefaultBranchRef(BaseBranch):
    name: str


class ScopeOpenTrackers(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["TrackerIssue"]]] = Field(default=None)


class ScopeClosedTrackers(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["TrackerIssue"]]] = Field(default=None)


class ScopeRecentIssues(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["RecentIssue"]]] = Field(default=None)


class ScopePullRequest(PullRequestState):
    base_ref: Optional["BaseBranch"] = None
    commits: "ScopePullRequestCommits"


class ScopePullRequestCommits(BaseModel):
    nodes: Optional[list[Optional["ScopePullRequestCommitsNodes"]]] = Field(
        default=None
    )


class ScopePullRequestCommitsNodes(BaseModel):
    commit: "HeadChecks"


class ScopePullRequests(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["PullRequestState"]]] = Field(default=None)


class ScopeHeadGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ScopeHeadCommit(HeadChecks):
    typename__: Literal["Commit"] = Field(alias="__typename")


class CommentMinimizing(BaseModel):
    minimize_comment_1: Optional["CommentMinimizingMinimizeComment1"] = None
    minimize_comment_2: Optional["CommentMinimizingMinimizeComment2"] = None


class CommentMinimizingMinimizeComment1(BaseModel):
    minimized_comment: Optional["CommentMinimizingMinimizeComment1MinimizedComment"] = (
        Field(default=None)
    )


class CommentMinimizingMinimizeComment1MinimizedComment(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "CommitComment",
            "DiscussionComment",
            "GistComment",
            "IssueComment",
            "Minimizable",
            "PullRequestReview",
            "PullRequestReviewComment",
        ),
    ] = Field(alias="__typename")


class CommentMinimizingMinimizeComment2(BaseModel):
    minimized_comment: Optional[
        Annotated[
            Union[
                Annotated[
                    "CommentMinimizingMinimizeComment2MinimizedCommentIssueComment",
                    Tag("IssueComment"),
                ],
                Annotated[
                    "CommentMinimizingMinimizeComment2MinimizedCommentMinimizable",
                    Tag("*"),
                ],
            ],
            by_typename("IssueComment"),
        ]
    ] = Field(default=None)


class CommentMinimizingMinimizeComment2MinimizedCommentMinimizable(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "CommitComment",
            "DiscussionComment",
            "GistComment",
            "Minimizable",
            "PullRequestReview",
            "PullRequestReviewComment",
        ),
    ] = Field(alias="__typename")


class CommentMinimizingMinimizeComment2MinimizedCommentIssueComment(BaseModel):
    typename__: Literal["IssueComment"] = Field(alias="__typename")
    id: str
    repository: Optional["Scope"] = None


class CommentOverwritten(BaseModel):
    user_content_edits: Optional["Edits"] = Field(default=None)


class CommentVersion(BaseModel):
    id: str
    body: str
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)


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
                        Annotated[Stranger, Tag("?")],
                    ],
                    by_typename(
                        "IssueComment",
                        beside=(
                            "AddedToMergeQueueEvent",
                            "AddedToProjectEvent",
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
                            "ClosedEvent",
                            "CommentDeletedEvent",
                            "ConnectedEvent",
                            "ConvertToDraftEvent",
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
                            "PullRequestCommit",
                            "PullRequestCommitCommentThread",
                            "PullRequestReview",
                            "PullRequestReviewThread",
                            "PullRequestRevisionMarker",
                            "ReadyForReviewEvent",
                            "ReferencedEvent",
                            "RemovedFromMergeQueueEvent",
                            "RemovedFromProjectEvent",
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


class IssueHistory(BaseModel):
    user_content_edits: Optional["Edits"] = Field(default=None)


class IssueEdits(IssueHistory):
    id: str


class IssueOverwritten(BaseModel):
    user_content_edits: Optional["Edits"] = Field(default=None)


class IssueVersion(BaseModel):
    id: str
    body: str
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)
    issue_state: IssueState


class LabelCreation(BaseModel):
    create_label_1: Optional["LabelCreationCreateLabel1"] = None
    create_label_2: Optional["LabelCreationCreateLabel2"] = None
    create_label_3: Optional["LabelCreationCreateLabel3"] = None


class LabelCreationCreateLabel1(BaseModel):
    label: Optional["LabelCreationCreateLabel1Label"] = Field(default=None)


class LabelCreationCreateLabel1Label(BaseModel):
    id: str


class LabelCreationCreateLabel2(BaseModel):
    label: Optional["LabelCreationCreateLabel2Label"] = Field(default=None)


class LabelCreationCreateLabel2Label(BaseModel):
    id: str


class LabelCreationCreateLabel3(BaseModel):
    label: Optional["LabelCreationCreateLabel3Label"] = Field(default=None)


class LabelCreationCreateLabel3Label(BaseModel):
    id: str
    repository: Optional["Scope"] = None


class MoreCheckRuns(BaseModel):
    id: str
    next: Optional["MoreCheckRunsNext"] = Field(default=None)
    last: Optional["MoreCheckRunsLast"] = Field(default=None)


class MoreCheckRunsNext(BaseModel):
    total_count: int
    page_info: "Cursor"
    nodes: Optional[list[Optional["CheckRunRow"]]] = Field(default=None)


class MoreCheckRunsLast(BaseModel):
    page_info: "MoreCheckRunsLastPageInfo"
    nodes: Optional[list[Optional["CheckRunRow"]]] = Field(default=None)


class MoreCheckRunsLastPageInfo(BaseModel):
    start_cursor: Optional[str] = Field(default=None)


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


class Namesake(BaseModel):
    number: int
    head_ref_oid: str
    head_repository: Optional["NamesakeHeadRepository"] = Field(default=None)


class NamesakeHeadRepository(BaseModel):
    name_with_owner: str


class ProbeIssue(BaseModel):
    id: str
    number: int
    body: str
    labels: Optional["ProbeIssueLabels"] = Field(default=None)


class ProbeIssueLabels(BaseModel):
    nodes: Optional[list[Optional["LabelRef"]]] = Field(default=None)


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
    pull_request_state: PullRequestStateEnum


class RecentCommits(BaseModel):
    history: "RecentCommitsHistory"


class RecentCommitsHistory(BaseModel):
    page_info: "Cursor"
    nodes: Optional[list[Optional["BaseChecks"]]] = Field(default=None)


class ReportedRequired(BaseModel):
    is_required: Optional[bool] = None


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


class ReportedChecksCheckSuitesNodesWorkflowRun(RunFile):
    id: str


class ReportedChecksCheckSuitesNodesRuns(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["ReportedChecksCheckSuitesNodesRunsNodes"]]] = Field(
        default=None
    )


class ReportedChecksCheckSuitesNodesRunsNodes(ReportedRequired):
    name: str


class RepositoryConversations(BaseModel):
    conversation: Optional["Conversation"] = None
    conversations: Optional["RepositoryConversationsConversations"] = None


class RepositoryConversationsConversations(BaseModel):
    nodes: Optional[list[Optional["Conversation"]]] = Field(default=None)


class RepositoryPeople(BaseModel):
    assignable_users: Optional["RepositoryPeopleAssignableUsers"] = None


class RepositoryPeopleAssignableUsers(BaseModel):
    nodes: Optional[list[Optional["RepositoryPeopleAssignableUsersNodes"]]] = Field(
        default=None
    )


class RepositoryPeopleAssignableUsersNodes(BaseModel):
    id: str
    login: str


class SubjectState(BaseModel):
    id: str
    pull_request_state: PullRequestStateEnum


class TextFile(BaseModel):
    text: Optional[str] = Field(default=None)
    is_truncated: bool


class WrittenComment(CommentOverwritten):
    id: str


class WrittenIssue(IssueOverwritten):
    id: str
