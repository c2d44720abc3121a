"""The classes of the fragments; a part of them is loaded when one of its classes is used."""

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
    from .early_fragments import BaseChecksCheckSuitesNodesRuns as BaseChecksCheckSuitesNodesRuns
    from .early_fragments import BaseHistory as BaseHistory
    from .early_fragments import BaseHistoryHistory as BaseHistoryHistory
    from .early_fragments import BranchRules as BranchRules
    from .early_fragments import BranchRulesRules as BranchRulesRules
    from .early_fragments import BranchRulesRulesNodes as BranchRulesRulesNodes
    from .early_fragments import BranchRulesRulesNodesParametersRequiredStatusChecksParameters as BranchRulesRulesNodesParametersRequiredStatusChecksParameters
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
    from .early_fragments import GateFile as GateFile
    from .early_fragments import GateFileOfCommit as GateFileOfCommit
    from .early_fragments import GateFileOfCommitGateFile as GateFileOfCommitGateFile
    from .early_fragments import GateFileOfCommitGateFileBlobBlob as GateFileOfCommitGateFileBlobBlob
    from .early_fragments import GateFileOfCommitGateFileBlobGitObject as GateFileOfCommitGateFileBlobGitObject
    from .early_fragments import GateFileOfCommitGateFolder as GateFileOfCommitGateFolder
    from .early_fragments import GateFileOnBase as GateFileOnBase
    from .early_fragments import GateFileOnBaseWorkflowOnBaseBlob as GateFileOnBaseWorkflowOnBaseBlob
    from .early_fragments import GateFileOnBaseWorkflowOnBaseGitObject as GateFileOnBaseWorkflowOnBaseGitObject
    from .early_fragments import GateFileOnBaseWorkflowsOnBase as GateFileOnBaseWorkflowsOnBase
    from .early_fragments import GateFileWorkflowFileBlob as GateFileWorkflowFileBlob
    from .early_fragments import GateFileWorkflowFileGitObject as GateFileWorkflowFileGitObject
    from .early_fragments import GateFileWorkflows as GateFileWorkflows
    from .early_fragments import HeadChecks as HeadChecks
    from .early_fragments import HeadChecksCheckSuites as HeadChecksCheckSuites
    from .early_fragments import HeadChecksStatus as HeadChecksStatus
    from .early_fragments import IssueDuplicate as IssueDuplicate
    from .early_fragments import IssueDuplicateDuplicateOf as IssueDuplicateDuplicateOf
    from .early_fragments import IssueEditTimes as IssueEditTimes
    from .early_fragments import LabelRef as LabelRef
    from .early_fragments import LegacyStatus as LegacyStatus
    from .early_fragments import PullRequestFields as PullRequestFields
    from .early_fragments import PullRequestFieldsDeletions as PullRequestFieldsDeletions
    from .early_fragments import PullRequestFieldsDeletionsNodesCommentDeletedEvent as PullRequestFieldsDeletionsNodesCommentDeletedEvent
    from .early_fragments import PullRequestFieldsFreshest as PullRequestFieldsFreshest
    from .early_fragments import PullRequestFieldsHeadRepository as PullRequestFieldsHeadRepository
    from .early_fragments import PullRequestFieldsLabels as PullRequestFieldsLabels
    from .early_fragments import PullRequestFieldsOldest as PullRequestFieldsOldest
    from .early_fragments import RecentIssue as RecentIssue
    from .early_fragments import RequiredChecks as RequiredChecks
    from .early_fragments import RequiredChecksRequiredStatusChecks as RequiredChecksRequiredStatusChecks
    from .early_fragments import RunAttempt as RunAttempt
    from .early_fragments import SameBranchName as SameBranchName
    from .early_fragments import SameBranchNameHeadRepository as SameBranchNameHeadRepository
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
    from .write_fragments import CommentOverwritten as CommentOverwritten
    from .write_fragments import CommentOverwrittenAuthor as CommentOverwrittenAuthor
    from .write_fragments import Edits as Edits
    from .write_fragments import EditsNodes as EditsNodes
    from .write_fragments import EditsNodesEditor as EditsNodesEditor
    from .write_fragments import IssueOverwritten as IssueOverwritten
    from .write_fragments import IssueOverwrittenAuthor as IssueOverwrittenAuthor
    from .write_fragments import WrittenComment as WrittenComment
    from .write_fragments import WrittenIssue as WrittenIssue
    from .late_fragments import CommentAuthor as CommentAuthor
    from .late_fragments import CommentAuthorAuthor as CommentAuthorAuthor
    from .late_fragments import CommentEdits as CommentEdits
    from .late_fragments import CommentHistory as CommentHistory
    from .late_fragments import CommentHistoryAuthor as CommentHistoryAuthor
    from .late_fragments import CommentVersion as CommentVersion
    from .late_fragments import CommentWindow as CommentWindow
    from .late_fragments import CommentWindowNodesIssueComment as CommentWindowNodesIssueComment
    from .late_fragments import CommitsChecked as CommitsChecked
    from .late_fragments import CommitsCheckedNodes as CommitsCheckedNodes
    from .late_fragments import Conversation as Conversation
    from .late_fragments import ConversationComment as ConversationComment
    from .late_fragments import HealthChecks as HealthChecks
    from .late_fragments import HealthChecksCheckSuites as HealthChecksCheckSuites
    from .late_fragments import HealthChecksStatus as HealthChecksStatus
    from .late_fragments import HealthChecksStatusContexts as HealthChecksStatusContexts
    from .late_fragments import IssueAuthor as IssueAuthor
    from .late_fragments import IssueAuthorAuthor as IssueAuthorAuthor
    from .late_fragments import IssueEdits as IssueEdits
    from .late_fragments import IssueHistory as IssueHistory
    from .late_fragments import IssueHistoryAuthor as IssueHistoryAuthor
    from .late_fragments import IssueVersion as IssueVersion
    from .late_fragments import MoreCheckRuns as MoreCheckRuns
    from .late_fragments import MoreCheckRunsLast as MoreCheckRunsLast
    from .late_fragments import MoreCheckRunsLastNodes as MoreCheckRunsLastNodes
    from .late_fragments import MoreCheckRunsLastPageInfo as MoreCheckRunsLastPageInfo
    from .late_fragments import MoreCheckRunsNext as MoreCheckRunsNext
    from .late_fragments import MoreCheckRunsNextNodes as MoreCheckRunsNextNodes
    from .late_fragments import MoreComments as MoreComments
    from .late_fragments import MoreCommentsLast as MoreCommentsLast
    from .late_fragments import MoreCommentsLastPageInfo as MoreCommentsLastPageInfo
    from .late_fragments import MoreCommentsNext as MoreCommentsNext
    from .late_fragments import MoreSuites as MoreSuites
    from .late_fragments import MoreSuitesCheckSuites as MoreSuitesCheckSuites
    from .late_fragments import ProbeComment as ProbeComment
    from .late_fragments import ProbeIssue as ProbeIssue
    from .late_fragments import ProbeLabel as ProbeLabel
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
    from .late_fragments import WorkflowFolder as WorkflowFolder
    from .late_fragments import WorkflowFolderEntries as WorkflowFolderEntries
    from .late_fragments import WorkflowFolderEntriesBlobBlob as WorkflowFolderEntriesBlobBlob
    from .late_fragments import WorkflowFolderEntriesBlobGitObject as WorkflowFolderEntriesBlobGitObject

_PARTS = {
    "AnnotationRef": "early_fragments",
    "AnnotationRefLocation": "early_fragments",
    "AnnotationRefLocationStart": "early_fragments",
    "BaseBranch": "early_fragments",
    "BaseBranchRefUpdateRule": "early_fragments",
    "BaseBranchTargetCommit": "early_fragments",
    "BaseBranchTargetGitObject": "early_fragments",
    "BaseChecks": "early_fragments",
    "BaseChecksCheckSuites": "early_fragments",
    "BaseChecksCheckSuitesNodes": "early_fragments",
    "BaseChecksCheckSuitesNodesRuns": "early_fragments",
    "BaseHistory": "early_fragments",
    "BaseHistoryHistory": "early_fragments",
    "BranchRules": "early_fragments",
    "BranchRulesRules": "early_fragments",
    "BranchRulesRulesNodes": "early_fragments",
    "BranchRulesRulesNodesParametersRequiredStatusChecksParameters": "early_fragments",
    "Budget": "early_fragments",
    "CheckRunDetails": "early_fragments",
    "CheckRunDetailsAnnotations": "early_fragments",
    "CheckRunDetailsSteps": "early_fragments",
    "CheckRunRow": "early_fragments",
    "ClosedTracker": "early_fragments",
    "ClosedTrackerClosings": "early_fragments",
    "ClosedTrackerClosingsNodesClosedEvent": "early_fragments",
    "Closing": "early_fragments",
    "ClosingActor": "early_fragments",
    "CommentDeletion": "early_fragments",
    "CommentDeletionActor": "early_fragments",
    "CommentDeletionDeletedCommentAuthor": "early_fragments",
    "CommentEditTimes": "early_fragments",
    "CommentState": "early_fragments",
    "CommentText": "early_fragments",
    "Cursor": "early_fragments",
    "EditTimes": "early_fragments",
    "EditTimesNodes": "early_fragments",
    "GateFile": "early_fragments",
    "GateFileOfCommit": "early_fragments",
    "GateFileOfCommitGateFile": "early_fragments",
    "GateFileOfCommitGateFileBlobBlob": "early_fragments",
    "GateFileOfCommitGateFileBlobGitObject": "early_fragments",
    "GateFileOfCommitGateFolder": "early_fragments",
    "GateFileOnBase": "early_fragments",
    "GateFileOnBaseWorkflowOnBaseBlob": "early_fragments",
    "GateFileOnBaseWorkflowOnBaseGitObject": "early_fragments",
    "GateFileOnBaseWorkflowsOnBase": "early_fragments",
    "GateFileWorkflowFileBlob": "early_fragments",
    "GateFileWorkflowFileGitObject": "early_fragments",
    "GateFileWorkflows": "early_fragments",
    "HeadChecks": "early_fragments",
    "HeadChecksCheckSuites": "early_fragments",
    "HeadChecksStatus": "early_fragments",
    "IssueDuplicate": "early_fragments",
    "IssueDuplicateDuplicateOf": "early_fragments",
    "IssueEditTimes": "early_fragments",
    "LabelRef": "early_fragments",
    "LegacyStatus": "early_fragments",
    "PullRequestFields": "early_fragments",
    "PullRequestFieldsDeletions": "early_fragments",
    "PullRequestFieldsDeletionsNodesCommentDeletedEvent": "early_fragments",
    "PullRequestFieldsFreshest": "early_fragments",
    "PullRequestFieldsHeadRepository": "early_fragments",
    "PullRequestFieldsLabels": "early_fragments",
    "PullRequestFieldsOldest": "early_fragments",
    "RecentIssue": "early_fragments",
    "RequiredChecks": "early_fragments",
    "RequiredChecksRequiredStatusChecks": "early_fragments",
    "RunAttempt": "early_fragments",
    "SameBranchName": "early_fragments",
    "SameBranchNameHeadRepository": "early_fragments",
    "Scope": "early_fragments",
    "ScopeClosedTrackers": "early_fragments",
    "ScopeDefaultBranchRef": "early_fragments",
    "ScopeHeadCommit": "early_fragments",
    "ScopeHeadGitObject": "early_fragments",
    "ScopeOpenTrackers": "early_fragments",
    "ScopePullRequest": "early_fragments",
    "ScopePullRequestCommits": "early_fragments",
    "ScopePullRequestCommitsNodes": "early_fragments",
    "ScopePullRequests": "early_fragments",
    "ScopeRecentIssues": "early_fragments",
    "StepRef": "early_fragments",
    "SuiteChecks": "early_fragments",
    "SuiteChecksFailing": "early_fragments",
    "SuiteChecksRuns": "early_fragments",
    "SuiteChecksRunsNodes": "early_fragments",
    "SuiteRef": "early_fragments",
    "SuiteRefApp": "early_fragments",
    "SuiteRefWorkflowRun": "early_fragments",
    "SuiteRefWorkflowRunFile": "early_fragments",
    "SuiteRefWorkflowRunWorkflow": "early_fragments",
    "TextFile": "early_fragments",
    "TrackerIssue": "early_fragments",
    "TrackerIssueLabels": "early_fragments",
    "TrackerIssueNotes": "early_fragments",
    "TrackerNote": "early_fragments",
    "CommentOverwritten": "write_fragments",
    "CommentOverwrittenAuthor": "write_fragments",
    "Edits": "write_fragments",
    "EditsNodes": "write_fragments",
    "EditsNodesEditor": "write_fragments",
    "IssueOverwritten": "write_fragments",
    "IssueOverwrittenAuthor": "write_fragments",
    "WrittenComment": "write_fragments",
    "WrittenIssue": "write_fragments",
    "CommentAuthor": "late_fragments",
    "CommentAuthorAuthor": "late_fragments",
    "CommentEdits": "late_fragments",
    "CommentHistory": "late_fragments",
    "CommentHistoryAuthor": "late_fragments",
    "CommentVersion": "late_fragments",
    "CommentWindow": "late_fragments",
    "CommentWindowNodesIssueComment": "late_fragments",
    "CommitsChecked": "late_fragments",
    "CommitsCheckedNodes": "late_fragments",
    "Conversation": "late_fragments",
    "ConversationComment": "late_fragments",
    "HealthChecks": "late_fragments",
    "HealthChecksCheckSuites": "late_fragments",
    "HealthChecksStatus": "late_fragments",
    "HealthChecksStatusContexts": "late_fragments",
    "IssueAuthor": "late_fragments",
    "IssueAuthorAuthor": "late_fragments",
    "IssueEdits": "late_fragments",
    "IssueHistory": "late_fragments",
    "IssueHistoryAuthor": "late_fragments",
    "IssueVersion": "late_fragments",
    "MoreCheckRuns": "late_fragments",
    "MoreCheckRunsLast": "late_fragments",
    "MoreCheckRunsLastNodes": "late_fragments",
    "MoreCheckRunsLastPageInfo": "late_fragments",
    "MoreCheckRunsNext": "late_fragments",
    "MoreCheckRunsNextNodes": "late_fragments",
    "MoreComments": "late_fragments",
    "MoreCommentsLast": "late_fragments",
    "MoreCommentsLastPageInfo": "late_fragments",
    "MoreCommentsNext": "late_fragments",
    "MoreSuites": "late_fragments",
    "MoreSuitesCheckSuites": "late_fragments",
    "ProbeComment": "late_fragments",
    "ProbeIssue": "late_fragments",
    "ProbeLabel": "late_fragments",
    "PullRequestTraces": "late_fragments",
    "PullRequestTracesComments": "late_fragments",
    "PullRequestTracesLabels": "late_fragments",
    "PullRequestVersion": "late_fragments",
    "RecentCommits": "late_fragments",
    "RecentCommitsHistory": "late_fragments",
    "ReportedChecks": "late_fragments",
    "ReportedChecksCheckSuites": "late_fragments",
    "ReportedChecksCheckSuitesNodes": "late_fragments",
    "ReportedChecksCheckSuitesNodesRuns": "late_fragments",
    "ReportedChecksCheckSuitesNodesRunsNodes": "late_fragments",
    "ReportedChecksCheckSuitesNodesWorkflowRun": "late_fragments",
    "ReportedChecksCheckSuitesNodesWorkflowRunFile": "late_fragments",
    "ReportedChecksStatus": "late_fragments",
    "ReportedChecksStatusContexts": "late_fragments",
    "RunResults": "late_fragments",
    "RunResultsRuns": "late_fragments",
    "SubjectState": "late_fragments",
    "WorkflowFolder": "late_fragments",
    "WorkflowFolderEntries": "late_fragments",
    "WorkflowFolderEntriesBlobBlob": "late_fragments",
    "WorkflowFolderEntriesBlobGitObject": "late_fragments",
}


def __getattr__(name: str) -> Any:
    if name not in _PARTS:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__package__}.{_PARTS[name]}"), name)
