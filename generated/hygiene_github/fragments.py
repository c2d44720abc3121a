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
from .open_world import Unrecognized, by_typename


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


class SuiteRefWorkflowRun(BaseModel):
    database_id: Optional[int] = Field(default=None)
    run_number: int
    event: str
    url: str
    file: Optional["SuiteRefWorkflowRunFile"] = Field(default=None)
    workflow: "SuiteRefWorkflowRunWorkflow"


class SuiteRefWorkflowRunFile(BaseModel):
    path: str


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
    nodes: Optional[list[Optional["BaseChecksCheckSuitesNodesRunsNodes"]]] = Field(
        default=None
    )


class BaseChecksCheckSuitesNodesRunsNodes(CheckRunRow):
    pass


class BaseHistory(BaseModel):
    history: "BaseHistoryHistory"


class BaseHistoryHistory(BaseModel):
    nodes: Optional[list[Optional["BaseHistoryHistoryNodes"]]] = Field(default=None)


class BaseHistoryHistoryNodes(BaseChecks):
    pass


class BaseBranch(BaseModel):
    ref_update_rule: Optional["BaseBranchRefUpdateRule"] = Field(default=None)
    target: Optional[
        Annotated[
            Union[
                Annotated["BaseBranchTargetCommit", Tag("Commit")],
                Annotated["BaseBranchTargetGitObject", Tag("*")],
            ],
            by_typename("Commit"),
        ]
    ] = Field(default=None)


class BaseBranchRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = Field(default=None)


class BaseBranchTargetGitObject(BaseModel):
    typename__: str = Field(alias="__typename")


class BaseBranchTargetCommit(BaseHistory):
    typename__: Literal["Commit"] = Field(alias="__typename")


class Budget(BaseModel):
    cost: int
    limit: int
    remaining: int
    reset_at: datetime


class StepRef(BaseModel):
    number: int
    name: str
    conclusion: Optional[CheckConclusionState] = Field(default=None)


class CheckRunDetails(BaseModel):
    id: str
    steps: Optional["CheckRunDetailsSteps"] = Field(default=None)
    annotations: Optional["CheckRunDetailsAnnotations"] = Field(default=None)


class CheckRunDetailsSteps(BaseModel):
    nodes: Optional[list[Optional["CheckRunDetailsStepsNodes"]]] = Field(default=None)


class CheckRunDetailsStepsNodes(StepRef):
    pass


class CheckRunDetailsAnnotations(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["CheckRunDetailsAnnotationsNodes"]]] = Field(
        default=None
    )


class CheckRunDetailsAnnotationsNodes(AnnotationRef):
    pass


class CommentDeletion(BaseModel):
    actor: Optional["CommentDeletionActor"] = Field(default=None)
    deleted_comment_author: Optional["CommentDeletionDeletedCommentAuthor"] = Field(
        default=None
    )


class CommentDeletionActor(BaseModel):
    typename__: str = Field(alias="__typename")
    login: str


class CommentDeletionDeletedCommentAuthor(BaseModel):
    typename__: str = Field(alias="__typename")
    login: str


class Edits(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["EditsNodes"]]] = Field(default=None)


class EditsNodes(BaseModel):
    edited_at: datetime
    diff: Optional[str] = Field(default=None)


class CommentEdits(BaseModel):
    id: str
    user_content_edits: Optional["CommentEditsUserContentEdits"] = Field(default=None)


class CommentEditsUserContentEdits(Edits):
    pass


class EditTimes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["EditTimesNodes"]]] = Field(default=None)


class EditTimesNodes(BaseModel):
    edited_at: datetime


class CommentState(BaseModel):
    id: str
    full_database_id: Optional[int] = Field(default=None)
    url: str
    body: str
    created_at: datetime
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)
    is_minimized: bool
    viewer_did_author: bool
    user_content_edits: Optional["CommentStateUserContentEdits"] = Field(default=None)


class CommentStateUserContentEdits(EditTimes):
    pass


class CommentVersion(BaseModel):
    id: str
    body: str
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)


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


class SuiteChecks(SuiteRef):
    runs: Optional["SuiteChecksRuns"] = Field(default=None)
    failing: Optional["SuiteChecksFailing"] = None


class SuiteChecksRuns(BaseModel):
    total_count: int
    page_info: "SuiteChecksRunsPageInfo"
    nodes: Optional[list[Optional["SuiteChecksRunsNodes"]]] = Field(default=None)


class SuiteChecksRunsPageInfo(Cursor):
    pass


class SuiteChecksRunsNodes(CheckRunRow):
    is_required: Optional[bool] = None


class SuiteChecksFailing(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["SuiteChecksFailingNodes"]]] = Field(default=None)


class SuiteChecksFailingNodes(CheckRunDetails):
    pass


class HeadChecks(BaseModel):
    oid: str
    committed_date: datetime
    status: Optional["HeadChecksStatus"] = Field(default=None)
    check_suites: Optional["HeadChecksCheckSuites"] = Field(default=None)


class HeadChecksStatus(BaseModel):
    contexts: list["HeadChecksStatusContexts"]


class HeadChecksStatusContexts(LegacyStatus):
    pass


class HeadChecksCheckSuites(BaseModel):
    total_count: int
    page_info: "HeadChecksCheckSuitesPageInfo"
    nodes: Optional[list[Optional["HeadChecksCheckSuitesNodes"]]] = Field(default=None)


class HeadChecksCheckSuitesPageInfo(Cursor):
    pass


class HeadChecksCheckSuitesNodes(SuiteChecks):
    pass


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


class IssueEdits(BaseModel):
    id: str
    user_content_edits: Optional["IssueEditsUserContentEdits"] = Field(default=None)


class IssueEditsUserContentEdits(Edits):
    pass


class IssueVersion(BaseModel):
    id: str
    body: str
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)
    issue_state: IssueState


class LabelRef(BaseModel):
    id: str
    name: str


class MoreCheckRuns(BaseModel):
    id: str
    next: Optional["MoreCheckRunsNext"] = Field(default=None)
    last: Optional["MoreCheckRunsLast"] = Field(default=None)


class MoreCheckRunsNext(BaseModel):
    total_count: int
    page_info: "MoreCheckRunsNextPageInfo"
    nodes: Optional[list[Optional["MoreCheckRunsNextNodes"]]] = Field(default=None)


class MoreCheckRunsNextPageInfo(Cursor):
    pass


class MoreCheckRunsNextNodes(CheckRunRow):
    pass


class MoreCheckRunsLast(BaseModel):
    page_info: "MoreCheckRunsLastPageInfo"
    nodes: Optional[list[Optional["MoreCheckRunsLastNodes"]]] = Field(default=None)


class MoreCheckRunsLastPageInfo(BaseModel):
    start_cursor: Optional[str] = Field(default=None)


class MoreCheckRunsLastNodes(CheckRunRow):
    pass


class MoreComments(BaseModel):
    id: str
    next: "MoreCommentsNext"
    last: "MoreCommentsLast"


class MoreCommentsNext(BaseModel):
    total_count: int
    page_info: "MoreCommentsNextPageInfo"
    nodes: Optional[list[Optional["MoreCommentsNextNodes"]]] = Field(default=None)


class MoreCommentsNextPageInfo(Cursor):
    pass


class MoreCommentsNextNodes(CommentState):
    pass


class MoreCommentsLast(BaseModel):
    page_info: "MoreCommentsLastPageInfo"
    nodes: Optional[list[Optional["MoreCommentsLastNodes"]]] = Field(default=None)


class MoreCommentsLastPageInfo(BaseModel):
    start_cursor: Optional[str] = Field(default=None)


class MoreCommentsLastNodes(CommentState):
    pass


class MoreSuites(BaseModel):
    oid: str
    check_suites: Optional["MoreSuitesCheckSuites"] = Field(default=None)


class MoreSuitesCheckSuites(BaseModel):
    total_count: int
    page_info: "MoreSuitesCheckSuitesPageInfo"
    nodes: Optional[list[Optional["MoreSuitesCheckSuitesNodes"]]] = Field(default=None)


class MoreSuitesCheckSuitesPageInfo(Cursor):
    pass


class MoreSuitesCheckSuitesNodes(SuiteChecks):
    pass


class ProbeIssue(BaseModel):
    id: str
    number: int
    body: str
    labels: Optional["ProbeIssueLabels"] = Field(default=None)


class ProbeIssueLabels(BaseModel):
    nodes: Optional[list[Optional["ProbeIssueLabelsNodes"]]] = Field(default=None)


class ProbeIssueLabelsNodes(LabelRef):
    pass


class PullRequestState(BaseModel):
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
    deletions: Optional["PullRequestStateDeletions"] = None


class PullRequestStateHeadRepository(BaseModel):
    name_with_owner: str


class PullRequestStateLabels(BaseModel):
    nodes: Optional[list[Optional["PullRequestStateLabelsNodes"]]] = Field(default=None)


class PullRequestStateLabelsNodes(LabelRef):
    pass


class PullRequestStateOldest(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["PullRequestStateOldestNodes"]]] = Field(default=None)


class PullRequestStateOldestNodes(CommentState):
    pass


class PullRequestStateFreshest(BaseModel):
    nodes: Optional[list[Optional["PullRequestStateFreshestNodes"]]] = Field(
        default=None
    )


class PullRequestStateFreshestNodes(CommentState):
    pass


class PullRequestStateDeletions(BaseModel):
    nodes: Optional[
        list[
            Optional[
                Annotated[
                    Union[
                        Annotated[
                            "PullRequestStateDeletionsNodesCommentDeletedEvent",
                            Tag("CommentDeletedEvent"),
                        ],
                        Annotated[Unrecognized, Tag("*")],
                    ],
                    by_typename("CommentDeletedEvent"),
                ]
            ]
        ]
    ] = Field(default=None)


class PullRequestStateDeletionsNodesCommentDeletedEvent(CommentDeletion):
    typename__: Literal["CommentDeletedEvent"] = Field(alias="__typename")


class TrackerNote(BaseModel):
    id: str
    full_database_id: Optional[int] = Field(default=None)
    url: str
    body: str
    created_at: datetime
    viewer_did_author: bool
    is_minimized: bool


class PullRequestTraces(BaseModel):
    id: str
    number: int
    labels: Optional["PullRequestTracesLabels"] = Field(default=None)
    comments: "PullRequestTracesComments"


class PullRequestTracesLabels(BaseModel):
    nodes: Optional[list[Optional["PullRequestTracesLabelsNodes"]]] = Field(
        default=None
    )


class PullRequestTracesLabelsNodes(LabelRef):
    pass


class PullRequestTracesComments(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["PullRequestTracesCommentsNodes"]]] = Field(
        default=None
    )


class PullRequestTracesCommentsNodes(TrackerNote):
    pass


class PullRequestVersion(BaseModel):
    id: str
    head_ref_oid: str
    pull_request_state: PullRequestStateEnum


class RecentCommits(BaseModel):
    history: "RecentCommitsHistory"


class RecentCommitsHistory(BaseModel):
    nodes: Optional[list[Optional["RecentCommitsHistoryNodes"]]] = Field(default=None)


class RecentCommitsHistoryNodes(BaseChecks):
    pass


class RecentIssue(BaseModel):
    id: str
    number: int
    body: str
    viewer_did_author: bool


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


class TrackerIssue(BaseModel):
    id: str
    number: int
    title: str
    url: str
    body: str
    issue_state: IssueState
    state_reason: Optional[IssueStateReason] = Field(default=None)
    created_at: datetime
    updated_at: datetime
    last_edited_at: Optional[datetime] = Field(default=None)
    closed_at: Optional[datetime] = Field(default=None)
    locked: bool
    viewer_did_author: bool
    labels: Optional["TrackerIssueLabels"] = Field(default=None)
    user_content_edits: Optional["TrackerIssueUserContentEdits"] = Field(default=None)
    notes: "TrackerIssueNotes"


class TrackerIssueLabels(BaseModel):
    nodes: Optional[list[Optional["TrackerIssueLabelsNodes"]]] = Field(default=None)


class TrackerIssueLabelsNodes(LabelRef):
    pass


class TrackerIssueUserContentEdits(EditTimes):
    pass


class TrackerIssueNotes(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["TrackerIssueNotesNodes"]]] = Field(default=None)


class TrackerIssueNotesNodes(TrackerNote):
    pass


class Scope(BaseModel):
    id: str
    name_with_owner: str
    url: str
    has_issues_enabled: bool
    default_branch_ref: Optional["ScopeDefaultBranchRef"] = Field(default=None)
    tracker_label: Optional["ScopeTrackerLabel"] = Field(default=None)
    flaky_label: Optional["ScopeFlakyLabel"] = Field(default=None)
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


class ScopeTrackerLabel(LabelRef):
    pass


class ScopeFlakyLabel(LabelRef):
    pass


class ScopeOpenTrackers(BaseModel):
    total_count: int
    page_info: "ScopeOpenTrackersPageInfo"
    nodes: Optional[list[Optional["ScopeOpenTrackersNodes"]]] = Field(default=None)


class ScopeOpenTrackersPageInfo(Cursor):
    pass


class ScopeOpenTrackersNodes(TrackerIssue):
    pass


class ScopeClosedTrackers(BaseModel):
    nodes: Optional[list[Optional["ScopeClosedTrackersNodes"]]] = Field(default=None)


class ScopeClosedTrackersNodes(TrackerIssue):
    pass


class ScopeRecentIssues(BaseModel):
    nodes: Optional[list[Optional["ScopeRecentIssuesNodes"]]] = Field(default=None)


class ScopeRecentIssuesNodes(RecentIssue):
    pass


class ScopePullRequest(PullRequestState):
    base_ref: Optional["ScopePullRequestBaseRef"] = None
    commits: "ScopePullRequestCommits"


class ScopePullRequestBaseRef(BaseBranch):
    pass


class ScopePullRequestCommits(BaseModel):
    nodes: Optional[list[Optional["ScopePullRequestCommitsNodes"]]] = Field(
        default=None
    )


class ScopePullRequestCommitsNodes(BaseModel):
    commit: "ScopePullRequestCommitsNodesCommit"


class ScopePullRequestCommitsNodesCommit(HeadChecks):
    pass


class ScopePullRequests(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["ScopePullRequestsNodes"]]] = Field(default=None)


class ScopePullRequestsNodes(PullRequestState):
    pass


class ScopeHeadGitObject(BaseModel):
    typename__: str = Field(alias="__typename")


class ScopeHeadCommit(HeadChecks):
    typename__: Literal["Commit"] = Field(alias="__typename")


class SubjectState(BaseModel):
    id: str
    pull_request_state: PullRequestStateEnum


class TextFile(BaseModel):
    text: Optional[str] = Field(default=None)
    is_truncated: bool


class WrittenComment(BaseModel):
    id: str
    user_content_edits: Optional["WrittenCommentUserContentEdits"] = Field(default=None)


class WrittenCommentUserContentEdits(Edits):
    pass


class WrittenIssue(BaseModel):
    id: str
    user_content_edits: Optional["WrittenIssueUserContentEdits"] = Field(default=None)


class WrittenIssueUserContentEdits(Edits):
    pass
