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
    PullRequestState,
    StatusState,
)
from .open_world import Known, Stranger, Unrecognized, by_typename
from .early_fragments import (
    AnnotationRef,
    AnnotationRefLocation,
    AnnotationRefLocationStart,
    BaseBranch,
    BaseBranchTargetCommit,
    BaseBranchTargetGitObject,
    BaseChecks,
    BaseChecksCheckSuites,
    BaseChecksCheckSuitesNodes,
    BaseChecksCheckSuitesNodesRuns,
    BaseHistory,
    BaseHistoryHistory,
    BranchRule,
    BranchRuleRefUpdateRule,
    CheckRunDetails,
    CheckRunRow,
    ClosedTracker,
    Closing,
    ClosingActor,
    CommentDeletion,
    CommentDeletionActor,
    CommentDeletionDeletedCommentAuthor,
    CommentEditTimes,
    CommentMinimized,
    CommentNumber,
    CommentState,
    CommentText,
    Cursor,
    EditTimes,
    EditTimesNodes,
    HeadChecks,
    HeadChecksCheckSuites,
    HeadChecksStatus,
    IssueClosing,
    IssueClosingClosings,
    IssueClosingClosingsNodesClosedEvent,
    IssueDuplicate,
    IssueEditTimes,
    IssueReason,
    LabelRef,
    LegacyStatus,
    PullRequestDeletions,
    PullRequestDeletionsDeletions,
    PullRequestDeletionsDeletionsNodesCommentDeletedEvent,
    PullRequestFields,
    PullRequestFieldsFreshest,
    PullRequestFieldsHeadRepository,
    PullRequestFieldsLabels,
    PullRequestFieldsOldest,
    RecentIssue,
    RunAnnotations,
    RunAnnotationsAnnotations,
    RunEvent,
    RunFile,
    RunFileFile,
    RunRequired,
    RunSteps,
    RunStepsSteps,
    Scope,
    ScopeClosedTrackers,
    ScopeDefaultBranchRef,
    ScopeHeadCommit,
    ScopeHeadGitObject,
    ScopeOpenTrackers,
    ScopePullRequest,
    ScopePullRequestCommits,
    ScopePullRequestCommitsNodes,
    ScopePullRequests,
    ScopeRecentIssues,
    StepRef,
    SuiteChecks,
    SuiteChecksRuns,
    SuiteChecksRunsNodes,
    SuiteFailing,
    SuiteFailingFailing,
    SuiteRef,
    SuiteRefApp,
    SuiteRefWorkflowRun,
    SuiteRefWorkflowRunWorkflow,
    TrackerIssue,
    TrackerIssueLabels,
    TrackerIssueNotes,
    TrackerNote,
)


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


class CommitsChecked(BaseModel):
    nodes: Optional[list[Optional["CommitsCheckedNodes"]]] = Field(default=None)


class CommitsCheckedNodes(BaseModel):
    commit: "BaseChecks"


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
    pull_request_state: PullRequestState


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


class SubjectState(BaseModel):
    id: str
    pull_request_state: PullRequestState


class WrittenComment(CommentOverwritten):
    id: str


class WrittenIssue(IssueOverwritten):
    id: str
