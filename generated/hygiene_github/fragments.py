"""The classes of the fragments; those that the first look has no use for are loaded when asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .early_fragments import AnnotationRef as AnnotationRef
    from .early_fragments import AnnotationRefLocation as AnnotationRefLocation
    from .early_fragments import AnnotationRefLocationStart as AnnotationRefLocationStart
    from .early_fragments import BaseBranch as BaseBranch
    from .early_fragments import BaseBranchRefUpdateRule as BaseBranchRefUpdateRule
    from .early_fragments import BaseBranchTargetCommit as BaseBranchTargetCommit
    from .early_fragments import BaseBranchTargetGitObject as BaseBranchTargetGitObject
    from .early_fragments import BaseChecks as BaseChecks
    from .early_fragments import BaseChecksCheckSuites as BaseChecksCheckSuites
    from .early_fragments import BaseChecksCheckSuitesNodes as BaseChecksCheckSuitesNodes
    from .early_fragments import BaseChecksCheckSuitesNodesFailed as BaseChecksCheckSuitesNodesFailed
    from .early_fragments import BaseChecksCheckSuitesNodesRuns as BaseChecksCheckSuitesNodesRuns
    from .early_fragments import BaseHistory as BaseHistory
    from .early_fragments import BaseHistoryHistory as BaseHistoryHistory
    from .early_fragments import Budget as Budget
    from .early_fragments import CheckRunDetails as CheckRunDetails
    from .early_fragments import CheckRunDetailsAnnotations as CheckRunDetailsAnnotations
    from .early_fragments import CheckRunDetailsSteps as CheckRunDetailsSteps
    from .early_fragments import CheckRunRow as CheckRunRow
    from .early_fragments import ClosedTracker as ClosedTracker
    from .early_fragments import ClosedTrackerClosings as ClosedTrackerClosings
    from .early_fragments import ClosedTrackerClosingsNodesClosedEvent as ClosedTrackerClosingsNodesClosedEvent
    from .early_fragments import Closing as Closing
    from .early_fragments import ClosingActor as ClosingActor
    from .early_fragments import CommentDeletion as CommentDeletion
    from .early_fragments import CommentDeletionActor as CommentDeletionActor
    from .early_fragments import CommentDeletionDeletedCommentAuthor as CommentDeletionDeletedCommentAuthor
    from .early_fragments import CommentEditTimes as CommentEditTimes
    from .early_fragments import CommentState as CommentState
    from .early_fragments import CommentText as CommentText
    from .early_fragments import Cursor as Cursor
    from .early_fragments import EditTimes as EditTimes
    from .early_fragments import EditTimesNodes as EditTimesNodes
    from .early_fragments import FailedSteps as FailedSteps
    from .early_fragments import FailedStepsSteps as FailedStepsSteps
    from .early_fragments import HeadChecks as HeadChecks
    from .early_fragments import HeadChecksCheckSuites as HeadChecksCheckSuites
    from .early_fragments import HeadChecksStatus as HeadChecksStatus
    from .early_fragments import IssueDuplicate as IssueDuplicate
    from .early_fragments import IssueDuplicateDuplicateOf as IssueDuplicateDuplicateOf
    from .early_fragments import IssueEditTimes as IssueEditTimes
    from .early_fragments import LabelRef as LabelRef
    from .early_fragments import LegacyStatus as LegacyStatus
    from .early_fragments import Namesake as Namesake
    from .early_fragments import NamesakeHeadRepository as NamesakeHeadRepository
    from .early_fragments import PullRequestFields as PullRequestFields
    from .early_fragments import PullRequestFieldsDeletions as PullRequestFieldsDeletions
    from .early_fragments import PullRequestFieldsDeletionsNodesCommentDeletedEvent as PullRequestFieldsDeletionsNodesCommentDeletedEvent
    from .early_fragments import PullRequestFieldsFreshest as PullRequestFieldsFreshest
    from .early_fragments import PullRequestFieldsHeadRepository as PullRequestFieldsHeadRepository
    from .early_fragments import PullRequestFieldsLabels as PullRequestFieldsLabels
    from .early_fragments import PullRequestFieldsOldest as PullRequestFieldsOldest
    from .early_fragments import RecentIssue as RecentIssue
    from .early_fragments import RunAttempt as RunAttempt
    from .early_fragments import Scope as Scope
    from .early_fragments import ScopeClosedTrackers as ScopeClosedTrackers
    from .early_fragments import ScopeDefaultBranchRef as ScopeDefaultBranchRef
    from .early_fragments import ScopeHeadCommit as ScopeHeadCommit
    from .early_fragments import ScopeHeadGitObject as ScopeHeadGitObject
    from .early_fragments import ScopeOpenTrackers as ScopeOpenTrackers
    from .early_fragments import ScopePullRequest as ScopePullRequest
    from .early_fragments import ScopePullRequestCommits as ScopePullRequestCommits
    from .early_fragments import ScopePullRequestCommitsNodes as ScopePullRequestCommitsNodes
    from .early_fragments import ScopePullRequests as ScopePullRequests
    from .early_fragments import ScopeRecentIssues as ScopeRecentIssues
    from .early_fragments import StepRef as StepRef
    from .early_fragments import SuiteChecks as SuiteChecks
    from .early_fragments import SuiteChecksFailing as SuiteChecksFailing
    from .early_fragments import SuiteChecksRuns as SuiteChecksRuns
    from .early_fragments import SuiteChecksRunsNodes as SuiteChecksRunsNodes
    from .early_fragments import SuiteRef as SuiteRef
    from .early_fragments import SuiteRefApp as SuiteRefApp
    from .early_fragments import SuiteRefWorkflowRun as SuiteRefWorkflowRun
    from .early_fragments import SuiteRefWorkflowRunFile as SuiteRefWorkflowRunFile
    from .early_fragments import SuiteRefWorkflowRunWorkflow as SuiteRefWorkflowRunWorkflow
    from .early_fragments import TextFile as TextFile
    from .early_fragments import TrackerIssue as TrackerIssue
    from .early_fragments import TrackerIssueLabels as TrackerIssueLabels
    from .early_fragments import TrackerIssueNotes as TrackerIssueNotes
    from .early_fragments import TrackerNote as TrackerNote
    from .late_fragments import CommentAuthor as CommentAuthor
    from .late_fragments import CommentAuthorAuthor as CommentAuthorAuthor
    from .late_fragments import CommentEdits as CommentEdits
    from .late_fragments import CommentHistory as CommentHistory
    from .late_fragments import CommentHistoryAuthor as CommentHistoryAuthor
    from .late_fragments import CommentOverwritten as CommentOverwritten
    from .late_fragments import CommentOverwrittenAuthor as CommentOverwrittenAuthor
    from .late_fragments import CommentVersion as CommentVersion
    from .late_fragments import CommentWindow as CommentWindow
    from .late_fragments import CommentWindowNodesIssueComment as CommentWindowNodesIssueComment
    from .late_fragments import CommitsChecked as CommitsChecked
    from .late_fragments import CommitsCheckedNodes as CommitsCheckedNodes
    from .late_fragments import Conversation as Conversation
    from .late_fragments import ConversationComment as ConversationComment
    from .late_fragments import Edits as Edits
    from .late_fragments import EditsNodes as EditsNodes
    from .late_fragments import EditsNodesEditor as EditsNodesEditor
    from .late_fragments import HealthChecks as HealthChecks
    from .late_fragments import HealthChecksCheckSuites as HealthChecksCheckSuites
    from .late_fragments import HealthChecksStatus as HealthChecksStatus
    from .late_fragments import HealthChecksStatusContexts as HealthChecksStatusContexts
    from .late_fragments import IssueAuthor as IssueAuthor
    from .late_fragments import IssueAuthorAuthor as IssueAuthorAuthor
    from .late_fragments import IssueEdits as IssueEdits
    from .late_fragments import IssueHistory as IssueHistory
    from .late_fragments import IssueHistoryAuthor as IssueHistoryAuthor
    from .late_fragments import IssueOverwritten as IssueOverwritten
    from .late_fragments import IssueOverwrittenAuthor as IssueOverwrittenAuthor
    from .late_fragments import IssueVersion as IssueVersion
    from .late_fragments import MoreCheckRuns as MoreCheckRuns
    from .late_fragments import MoreCheckRunsLast as MoreCheckRunsLast
    from .late_fragments import MoreCheckRunsLastPageInfo as MoreCheckRunsLastPageInfo
    from .late_fragments import MoreCheckRunsNext as MoreCheckRunsNext
    from .late_fragments import MoreComments as MoreComments
    from .late_fragments import MoreCommentsLast as MoreCommentsLast
    from .late_fragments import MoreCommentsLastPageInfo as MoreCommentsLastPageInfo
    from .late_fragments import MoreCommentsNext as MoreCommentsNext
    from .late_fragments import MoreSuites as MoreSuites
    from .late_fragments import MoreSuitesCheckSuites as MoreSuitesCheckSuites
    from .late_fragments import ProbeIssue as ProbeIssue
    from .late_fragments import ProbeIssueLabels as ProbeIssueLabels
    from .late_fragments import PullRequestTraces as PullRequestTraces
    from .late_fragments import PullRequestTracesComments as PullRequestTracesComments
    from .late_fragments import PullRequestTracesLabels as PullRequestTracesLabels
    from .late_fragments import PullRequestVersion as PullRequestVersion
    from .late_fragments import RecentCommits as RecentCommits
    from .late_fragments import RecentCommitsHistory as RecentCommitsHistory
    from .late_fragments import ReportedChecks as ReportedChecks
    from .late_fragments import ReportedChecksCheckSuites as ReportedChecksCheckSuites
    from .late_fragments import ReportedChecksCheckSuitesNodes as ReportedChecksCheckSuitesNodes
    from .late_fragments import ReportedChecksCheckSuitesNodesRuns as ReportedChecksCheckSuitesNodesRuns
    from .late_fragments import ReportedChecksCheckSuitesNodesRunsNodes as ReportedChecksCheckSuitesNodesRunsNodes
    from .late_fragments import ReportedChecksCheckSuitesNodesWorkflowRun as ReportedChecksCheckSuitesNodesWorkflowRun
    from .late_fragments import ReportedChecksCheckSuitesNodesWorkflowRunFile as ReportedChecksCheckSuitesNodesWorkflowRunFile
    from .late_fragments import ReportedChecksStatus as ReportedChecksStatus
    from .late_fragments import ReportedChecksStatusContexts as ReportedChecksStatusContexts
    from .late_fragments import RunResults as RunResults
    from .late_fragments import RunResultsRuns as RunResultsRuns
    from .late_fragments import SubjectState as SubjectState
    from .late_fragments import WrittenComment as WrittenComment
    from .late_fragments import WrittenIssue as WrittenIssue

_LATE = {
    "CommentAuthor",
    "CommentAuthorAuthor",
    "CommentEdits",
    "CommentHistory",
    "CommentHistoryAuthor",
    "CommentOverwritten",
    "CommentOverwrittenAuthor",
    "CommentVersion",
    "CommentWindow",
    "CommentWindowNodesIssueComment",
    "CommitsChecked",
    "CommitsCheckedNodes",
    "Conversation",
    "ConversationComment",
    "Edits",
    "EditsNodes",
    "EditsNodesEditor",
    "HealthChecks",
    "HealthChecksCheckSuites",
    "HealthChecksStatus",
    "HealthChecksStatusContexts",
    "IssueAuthor",
    "IssueAuthorAuthor",
    "IssueEdits",
    "IssueHistory",
    "IssueHistoryAuthor",
    "IssueOverwritten",
    "IssueOverwrittenAuthor",
    "IssueVersion",
    "MoreCheckRuns",
    "MoreCheckRunsLast",
    "MoreCheckRunsLastPageInfo",
    "MoreCheckRunsNext",
    "MoreComments",
    "MoreCommentsLast",
    "MoreCommentsLastPageInfo",
    "MoreCommentsNext",
    "MoreSuites",
    "MoreSuitesCheckSuites",
    "ProbeIssue",
    "ProbeIssueLabels",
    "PullRequestTraces",
    "PullRequestTracesComments",
    "PullRequestTracesLabels",
    "PullRequestVersion",
    "RecentCommits",
    "RecentCommitsHistory",
    "ReportedChecks",
    "ReportedChecksCheckSuites",
    "ReportedChecksCheckSuitesNodes",
    "ReportedChecksCheckSuitesNodesRuns",
    "ReportedChecksCheckSuitesNodesRunsNodes",
    "ReportedChecksCheckSuitesNodesWorkflowRun",
    "ReportedChecksCheckSuitesNodesWorkflowRunFile",
    "ReportedChecksStatus",
    "ReportedChecksStatusContexts",
    "RunResults",
    "RunResultsRuns",
    "SubjectState",
    "WrittenComment",
    "WrittenIssue",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        from . import late_fragments

        return getattr(late_fragments, name)
    from . import early_fragments

    return getattr(early_fragments, name)
