from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Union

from .base_client import BaseClient
from .base_model import UNSET

if TYPE_CHECKING:
    from .apply_plan import ApplyPlan
    from .base_model import UnsetType
    from .enums import PullRequestState
    from .input_types import (
        AddCommentInput,
        AddLabelsToLabelableInput,
        CloseIssueInput,
        CreateIssueInput,
        CreateLabelInput,
        DeleteIssueCommentInput,
        DeleteIssueInput,
        DeleteLabelInput,
        MinimizeCommentInput,
        RemoveLabelsFromLabelableInput,
        ReopenIssueInput,
        UpdateIssueCommentInput,
        UpdateIssueInput,
    )
    from .probe_delete import ProbeDelete
    from .probe_edit import ProbeEdit
    from .probe_look import ProbeLook
    from .probe_overlong import ProbeOverlong
    from .probe_rules import ProbeRules
    from .probe_unlabel import ProbeUnlabel
    from .read_authors import ReadAuthors
    from .read_candidates import ReadCandidates
    from .read_conversation import ReadConversation
    from .read_edits import ReadEdits
    from .read_gate_file import ReadGateFile
    from .read_health import ReadHealth
    from .read_issue_bodies import ReadIssueBodies
    from .read_more_check_runs import ReadMoreCheckRuns
    from .read_more_comments import ReadMoreComments
    from .read_more_details import ReadMoreDetails
    from .read_more_suites import ReadMoreSuites
    from .read_more_trackers import ReadMoreTrackers
    from .read_other_heads import ReadOtherHeads
    from .read_reported import ReadReported
    from .read_run_results import ReadRunResults
    from .read_scope import ReadScope
    from .read_subjects import ReadSubjects
    from .read_traces import ReadTraces
    from .read_unlisted_issues import ReadUnlistedIssues
    from .read_versions import ReadVersions
    from .read_workflows import ReadWorkflows


def gql(q: str) -> str:
    return q


class GitHubClient(BaseClient):
    def apply_plan(
        self,
        tracker_label: str,
        flaky_label: str,
        number: Union[Optional[int], "UnsetType"] = UNSET,
        by_number: Union[Optional[bool], "UnsetType"] = UNSET,
        required: Union[Optional[bool], "UnsetType"] = UNSET,
        head_ref_name: Union[Optional[str], "UnsetType"] = UNSET,
        by_head: Union[Optional[bool], "UnsetType"] = UNSET,
        head_oid: Union[Optional[str], "UnsetType"] = UNSET,
        by_commit: Union[Optional[bool], "UnsetType"] = UNSET,
        details: Union[Optional[bool], "UnsetType"] = UNSET,
        base: Union[Optional[bool], "UnsetType"] = UNSET,
        base_history: Union[Optional[bool], "UnsetType"] = UNSET,
        suites: Union[Optional[int], "UnsetType"] = UNSET,
        runs: Union[Optional[int], "UnsetType"] = UNSET,
        issues: Union[Optional[int], "UnsetType"] = UNSET,
        deletions: Union[Optional[bool], "UnsetType"] = UNSET,
        see_create_label: Union[Optional[bool], "UnsetType"] = UNSET,
        create_label_1: Union[Optional["CreateLabelInput"], "UnsetType"] = UNSET,
        do_create_label_1: Union[Optional[bool], "UnsetType"] = UNSET,
        create_label_2: Union[Optional["CreateLabelInput"], "UnsetType"] = UNSET,
        do_create_label_2: Union[Optional[bool], "UnsetType"] = UNSET,
        create_label_3: Union[Optional["CreateLabelInput"], "UnsetType"] = UNSET,
        do_create_label_3: Union[Optional[bool], "UnsetType"] = UNSET,
        see_create_issue: Union[Optional[bool], "UnsetType"] = UNSET,
        create_issue_1: Union[Optional["CreateIssueInput"], "UnsetType"] = UNSET,
        do_create_issue_1: Union[Optional[bool], "UnsetType"] = UNSET,
        create_issue_2: Union[Optional["CreateIssueInput"], "UnsetType"] = UNSET,
        do_create_issue_2: Union[Optional[bool], "UnsetType"] = UNSET,
        create_issue_3: Union[Optional["CreateIssueInput"], "UnsetType"] = UNSET,
        do_create_issue_3: Union[Optional[bool], "UnsetType"] = UNSET,
        see_update_issue: Union[Optional[bool], "UnsetType"] = UNSET,
        update_issue_1: Union[Optional["UpdateIssueInput"], "UnsetType"] = UNSET,
        do_update_issue_1: Union[Optional[bool], "UnsetType"] = UNSET,
        update_issue_2: Union[Optional["UpdateIssueInput"], "UnsetType"] = UNSET,
        do_update_issue_2: Union[Optional[bool], "UnsetType"] = UNSET,
        update_issue_3: Union[Optional["UpdateIssueInput"], "UnsetType"] = UNSET,
        do_update_issue_3: Union[Optional[bool], "UnsetType"] = UNSET,
        update_issue_4: Union[Optional["UpdateIssueInput"], "UnsetType"] = UNSET,
        do_update_issue_4: Union[Optional[bool], "UnsetType"] = UNSET,
        update_issue_5: Union[Optional["UpdateIssueInput"], "UnsetType"] = UNSET,
        do_update_issue_5: Union[Optional[bool], "UnsetType"] = UNSET,
        update_issue_6: Union[Optional["UpdateIssueInput"], "UnsetType"] = UNSET,
        do_update_issue_6: Union[Optional[bool], "UnsetType"] = UNSET,
        see_reopen_issue: Union[Optional[bool], "UnsetType"] = UNSET,
        reopen_issue_1: Union[Optional["ReopenIssueInput"], "UnsetType"] = UNSET,
        do_reopen_issue_1: Union[Optional[bool], "UnsetType"] = UNSET,
        reopen_issue_2: Union[Optional["ReopenIssueInput"], "UnsetType"] = UNSET,
        do_reopen_issue_2: Union[Optional[bool], "UnsetType"] = UNSET,
        reopen_issue_3: Union[Optional["ReopenIssueInput"], "UnsetType"] = UNSET,
        do_reopen_issue_3: Union[Optional[bool], "UnsetType"] = UNSET,
        see_add_labels_issue: Union[Optional[bool], "UnsetType"] = UNSET,
        see_add_labels_pull_request: Union[Optional[bool], "UnsetType"] = UNSET,
        add_labels_1: Union[Optional["AddLabelsToLabelableInput"], "UnsetType"] = UNSET,
        do_add_labels_1: Union[Optional[bool], "UnsetType"] = UNSET,
        add_labels_2: Union[Optional["AddLabelsToLabelableInput"], "UnsetType"] = UNSET,
        do_add_labels_2: Union[Optional[bool], "UnsetType"] = UNSET,
        add_labels_3: Union[Optional["AddLabelsToLabelableInput"], "UnsetType"] = UNSET,
        do_add_labels_3: Union[Optional[bool], "UnsetType"] = UNSET,
        add_labels_4: Union[Optional["AddLabelsToLabelableInput"], "UnsetType"] = UNSET,
        do_add_labels_4: Union[Optional[bool], "UnsetType"] = UNSET,
        see_add_note: Union[Optional[bool], "UnsetType"] = UNSET,
        add_note_1: Union[Optional["AddCommentInput"], "UnsetType"] = UNSET,
        do_add_note_1: Union[Optional[bool], "UnsetType"] = UNSET,
        add_note_2: Union[Optional["AddCommentInput"], "UnsetType"] = UNSET,
        do_add_note_2: Union[Optional[bool], "UnsetType"] = UNSET,
        add_note_3: Union[Optional["AddCommentInput"], "UnsetType"] = UNSET,
        do_add_note_3: Union[Optional[bool], "UnsetType"] = UNSET,
        add_note_4: Union[Optional["AddCommentInput"], "UnsetType"] = UNSET,
        do_add_note_4: Union[Optional[bool], "UnsetType"] = UNSET,
        see_close_issue: Union[Optional[bool], "UnsetType"] = UNSET,
        close_issue_1: Union[Optional["CloseIssueInput"], "UnsetType"] = UNSET,
        do_close_issue_1: Union[Optional[bool], "UnsetType"] = UNSET,
        close_issue_2: Union[Optional["CloseIssueInput"], "UnsetType"] = UNSET,
        do_close_issue_2: Union[Optional[bool], "UnsetType"] = UNSET,
        close_issue_3: Union[Optional["CloseIssueInput"], "UnsetType"] = UNSET,
        do_close_issue_3: Union[Optional[bool], "UnsetType"] = UNSET,
        close_issue_4: Union[Optional["CloseIssueInput"], "UnsetType"] = UNSET,
        do_close_issue_4: Union[Optional[bool], "UnsetType"] = UNSET,
        close_issue_5: Union[Optional["CloseIssueInput"], "UnsetType"] = UNSET,
        do_close_issue_5: Union[Optional[bool], "UnsetType"] = UNSET,
        close_issue_6: Union[Optional["CloseIssueInput"], "UnsetType"] = UNSET,
        do_close_issue_6: Union[Optional[bool], "UnsetType"] = UNSET,
        see_remove_labels_pull_request: Union[Optional[bool], "UnsetType"] = UNSET,
        remove_labels_1: Union[
            Optional["RemoveLabelsFromLabelableInput"], "UnsetType"
        ] = UNSET,
        do_remove_labels_1: Union[Optional[bool], "UnsetType"] = UNSET,
        remove_labels_2: Union[
            Optional["RemoveLabelsFromLabelableInput"], "UnsetType"
        ] = UNSET,
        do_remove_labels_2: Union[Optional[bool], "UnsetType"] = UNSET,
        remove_labels_3: Union[
            Optional["RemoveLabelsFromLabelableInput"], "UnsetType"
        ] = UNSET,
        do_remove_labels_3: Union[Optional[bool], "UnsetType"] = UNSET,
        remove_labels_4: Union[
            Optional["RemoveLabelsFromLabelableInput"], "UnsetType"
        ] = UNSET,
        do_remove_labels_4: Union[Optional[bool], "UnsetType"] = UNSET,
        delete_comment_1: Union[
            Optional["DeleteIssueCommentInput"], "UnsetType"
        ] = UNSET,
        do_delete_comment_1: Union[Optional[bool], "UnsetType"] = UNSET,
        delete_comment_2: Union[
            Optional["DeleteIssueCommentInput"], "UnsetType"
        ] = UNSET,
        do_delete_comment_2: Union[Optional[bool], "UnsetType"] = UNSET,
        delete_comment_3: Union[
            Optional["DeleteIssueCommentInput"], "UnsetType"
        ] = UNSET,
        do_delete_comment_3: Union[Optional[bool], "UnsetType"] = UNSET,
        delete_comment_4: Union[
            Optional["DeleteIssueCommentInput"], "UnsetType"
        ] = UNSET,
        do_delete_comment_4: Union[Optional[bool], "UnsetType"] = UNSET,
        see_minimize_comment_issue_comment: Union[Optional[bool], "UnsetType"] = UNSET,
        minimize_comment_1: Union[
            Optional["MinimizeCommentInput"], "UnsetType"
        ] = UNSET,
        do_minimize_comment_1: Union[Optional[bool], "UnsetType"] = UNSET,
        minimize_comment_2: Union[
            Optional["MinimizeCommentInput"], "UnsetType"
        ] = UNSET,
        do_minimize_comment_2: Union[Optional[bool], "UnsetType"] = UNSET,
        see_add_comment: Union[Optional[bool], "UnsetType"] = UNSET,
        add_comment_1: Union[Optional["AddCommentInput"], "UnsetType"] = UNSET,
        do_add_comment_1: Union[Optional[bool], "UnsetType"] = UNSET,
        add_comment_2: Union[Optional["AddCommentInput"], "UnsetType"] = UNSET,
        do_add_comment_2: Union[Optional[bool], "UnsetType"] = UNSET,
        see_update_comment: Union[Optional[bool], "UnsetType"] = UNSET,
        update_comment_1: Union[
            Optional["UpdateIssueCommentInput"], "UnsetType"
        ] = UNSET,
        do_update_comment_1: Union[Optional[bool], "UnsetType"] = UNSET,
        update_comment_2: Union[
            Optional["UpdateIssueCommentInput"], "UnsetType"
        ] = UNSET,
        do_update_comment_2: Union[Optional[bool], "UnsetType"] = UNSET,
        update_comment_3: Union[
            Optional["UpdateIssueCommentInput"], "UnsetType"
        ] = UNSET,
        do_update_comment_3: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ApplyPlan":
        from .apply_plan import ApplyPlan

        query = gql("""
            mutation ApplyPlan($trackerLabel: String!, $flakyLabel: String!, $number: Int = 0, $byNumber: Boolean = false, $required: Boolean = false, $headRefName: String = "", $byHead: Boolean = false, $headOid: GitObjectID = "0000000000000000000000000000000000000000", $byCommit: Boolean = false, $details: Boolean = false, $base: Boolean = false, $baseHistory: Boolean = false, $suites: Int = 12, $runs: Int = 100, $issues: Int = 20, $deletions: Boolean = false, $seeCreateLabel: Boolean = false, $createLabel1: CreateLabelInput = {repositoryId: "", name: "", color: ""}, $doCreateLabel1: Boolean = false, $createLabel2: CreateLabelInput = {repositoryId: "", name: "", color: ""}, $doCreateLabel2: Boolean = false, $createLabel3: CreateLabelInput = {repositoryId: "", name: "", color: ""}, $doCreateLabel3: Boolean = false, $seeCreateIssue: Boolean = false, $createIssue1: CreateIssueInput = {repositoryId: "", title: ""}, $doCreateIssue1: Boolean = false, $createIssue2: CreateIssueInput = {repositoryId: "", title: ""}, $doCreateIssue2: Boolean = false, $createIssue3: CreateIssueInput = {repositoryId: "", title: ""}, $doCreateIssue3: Boolean = false, $seeUpdateIssue: Boolean = false, $updateIssue1: UpdateIssueInput = {id: ""}, $doUpdateIssue1: Boolean = false, $updateIssue2: UpdateIssueInput = {id: ""}, $doUpdateIssue2: Boolean = false, $updateIssue3: UpdateIssueInput = {id: ""}, $doUpdateIssue3: Boolean = false, $updateIssue4: UpdateIssueInput = {id: ""}, $doUpdateIssue4: Boolean = false, $updateIssue5: UpdateIssueInput = {id: ""}, $doUpdateIssue5: Boolean = false, $updateIssue6: UpdateIssueInput = {id: ""}, $doUpdateIssue6: Boolean = false, $seeReopenIssue: Boolean = false, $reopenIssue1: ReopenIssueInput = {issueId: ""}, $doReopenIssue1: Boolean = false, $reopenIssue2: ReopenIssueInput = {issueId: ""}, $doReopenIssue2: Boolean = false, $reopenIssue3: ReopenIssueInput = {issueId: ""}, $doReopenIssue3: Boolean = false, $seeAddLabelsIssue: Boolean = false, $seeAddLabelsPullRequest: Boolean = false, $addLabels1: AddLabelsToLabelableInput = {labelableId: "", labelIds: []}, $doAddLabels1: Boolean = false, $addLabels2: AddLabelsToLabelableInput = {labelableId: "", labelIds: []}, $doAddLabels2: Boolean = false, $addLabels3: AddLabelsToLabelableInput = {labelableId: "", labelIds: []}, $doAddLabels3: Boolean = false, $addLabels4: AddLabelsToLabelableInput = {labelableId: "", labelIds: []}, $doAddLabels4: Boolean = false, $seeAddNote: Boolean = false, $addNote1: AddCommentInput = {subjectId: "", body: ""}, $doAddNote1: Boolean = false, $addNote2: AddCommentInput = {subjectId: "", body: ""}, $doAddNote2: Boolean = false, $addNote3: AddCommentInput = {subjectId: "", body: ""}, $doAddNote3: Boolean = false, $addNote4: AddCommentInput = {subjectId: "", body: ""}, $doAddNote4: Boolean = false, $seeCloseIssue: Boolean = false, $closeIssue1: CloseIssueInput = {issueId: ""}, $doCloseIssue1: Boolean = false, $closeIssue2: CloseIssueInput = {issueId: ""}, $doCloseIssue2: Boolean = false, $closeIssue3: CloseIssueInput = {issueId: ""}, $doCloseIssue3: Boolean = false, $closeIssue4: CloseIssueInput = {issueId: ""}, $doCloseIssue4: Boolean = false, $closeIssue5: CloseIssueInput = {issueId: ""}, $doCloseIssue5: Boolean = false, $closeIssue6: CloseIssueInput = {issueId: ""}, $doCloseIssue6: Boolean = false, $seeRemoveLabelsPullRequest: Boolean = false, $removeLabels1: RemoveLabelsFromLabelableInput = {labelableId: "", labelIds: []}, $doRemoveLabels1: Boolean = false, $removeLabels2: RemoveLabelsFromLabelableInput = {labelableId: "", labelIds: []}, $doRemoveLabels2: Boolean = false, $removeLabels3: RemoveLabelsFromLabelableInput = {labelableId: "", labelIds: []}, $doRemoveLabels3: Boolean = false, $removeLabels4: RemoveLabelsFromLabelableInput = {labelableId: "", labelIds: []}, $doRemoveLabels4: Boolean = false, $deleteComment1: DeleteIssueCommentInput = {id: ""}, $doDeleteComment1: Boolean = false, $deleteComment2: DeleteIssueCommentInput = {id: ""}, $doDeleteComment2: Boolean = false, $deleteComment3: DeleteIssueCommentInput = {id: ""}, $doDeleteComment3: Boolean = false, $deleteComment4: DeleteIssueCommentInput = {id: ""}, $doDeleteComment4: Boolean = false, $seeMinimizeCommentIssueComment: Boolean = false, $minimizeComment1: MinimizeCommentInput = {subjectId: "", classifier: DUPLICATE}, $doMinimizeComment1: Boolean = false, $minimizeComment2: MinimizeCommentInput = {subjectId: "", classifier: DUPLICATE}, $doMinimizeComment2: Boolean = false, $seeAddComment: Boolean = false, $addComment1: AddCommentInput = {subjectId: "", body: ""}, $doAddComment1: Boolean = false, $addComment2: AddCommentInput = {subjectId: "", body: ""}, $doAddComment2: Boolean = false, $seeUpdateComment: Boolean = false, $updateComment1: UpdateIssueCommentInput = {id: "", body: ""}, $doUpdateComment1: Boolean = false, $updateComment2: UpdateIssueCommentInput = {id: "", body: ""}, $doUpdateComment2: Boolean = false, $updateComment3: UpdateIssueCommentInput = {id: "", body: ""}, $doUpdateComment3: Boolean = false) {
              createLabel1: createLabel(input: $createLabel1) @include(if: $doCreateLabel1) {
                label {
                  id
                }
              }
              createLabel2: createLabel(input: $createLabel2) @include(if: $doCreateLabel2) {
                label {
                  id
                }
              }
              createLabel3: createLabel(input: $createLabel3) @include(if: $doCreateLabel3) {
                label {
                  id
                  repository @include(if: $seeCreateLabel) {
                    ...Scope
                  }
                }
              }
              createIssue1: createIssue(input: $createIssue1) @include(if: $doCreateIssue1) {
                issue {
                  ...TrackerIssue
                }
              }
              createIssue2: createIssue(input: $createIssue2) @include(if: $doCreateIssue2) {
                issue {
                  ...TrackerIssue
                }
              }
              createIssue3: createIssue(input: $createIssue3) @include(if: $doCreateIssue3) {
                issue {
                  ...TrackerIssue
                  repository @include(if: $seeCreateIssue) {
                    ...Scope
                  }
                }
              }
              updateIssue1: updateIssue(input: $updateIssue1) @include(if: $doUpdateIssue1) {
                issue {
                  ...WrittenIssue
                }
              }
              updateIssue2: updateIssue(input: $updateIssue2) @include(if: $doUpdateIssue2) {
                issue {
                  ...WrittenIssue
                }
              }
              updateIssue3: updateIssue(input: $updateIssue3) @include(if: $doUpdateIssue3) {
                issue {
                  ...WrittenIssue
                }
              }
              updateIssue4: updateIssue(input: $updateIssue4) @include(if: $doUpdateIssue4) {
                issue {
                  ...WrittenIssue
                }
              }
              updateIssue5: updateIssue(input: $updateIssue5) @include(if: $doUpdateIssue5) {
                issue {
                  ...WrittenIssue
                }
              }
              updateIssue6: updateIssue(input: $updateIssue6) @include(if: $doUpdateIssue6) {
                issue {
                  ...WrittenIssue
                  repository @include(if: $seeUpdateIssue) {
                    ...Scope
                  }
                }
              }
              reopenIssue1: reopenIssue(input: $reopenIssue1) @include(if: $doReopenIssue1) {
                issue {
                  id
                }
              }
              reopenIssue2: reopenIssue(input: $reopenIssue2) @include(if: $doReopenIssue2) {
                issue {
                  id
                }
              }
              reopenIssue3: reopenIssue(input: $reopenIssue3) @include(if: $doReopenIssue3) {
                issue {
                  id
                  repository @include(if: $seeReopenIssue) {
                    ...Scope
                  }
                }
              }
              addLabels1: addLabelsToLabelable(input: $addLabels1) @include(if: $doAddLabels1) {
                labelable {
                  __typename
                }
              }
              addLabels2: addLabelsToLabelable(input: $addLabels2) @include(if: $doAddLabels2) {
                labelable {
                  __typename
                }
              }
              addLabels3: addLabelsToLabelable(input: $addLabels3) @include(if: $doAddLabels3) {
                labelable {
                  __typename
                }
              }
              addLabels4: addLabelsToLabelable(input: $addLabels4) @include(if: $doAddLabels4) {
                labelable {
                  __typename
                  ... on Issue {
                    id
                    repository @include(if: $seeAddLabelsIssue) {
                      ...Scope
                    }
                  }
                  ... on PullRequest {
                    id
                    repository @include(if: $seeAddLabelsPullRequest) {
                      ...Scope
                    }
                  }
                }
              }
              addNote1: addComment(input: $addNote1) @include(if: $doAddNote1) {
                commentEdge {
                  node {
                    id
                  }
                }
              }
              addNote2: addComment(input: $addNote2) @include(if: $doAddNote2) {
                commentEdge {
                  node {
                    id
                  }
                }
              }
              addNote3: addComment(input: $addNote3) @include(if: $doAddNote3) {
                commentEdge {
                  node {
                    id
                  }
                }
              }
              addNote4: addComment(input: $addNote4) @include(if: $doAddNote4) {
                commentEdge {
                  node {
                    id
                    repository @include(if: $seeAddNote) {
                      ...Scope
                    }
                  }
                }
              }
              closeIssue1: closeIssue(input: $closeIssue1) @include(if: $doCloseIssue1) {
                issue {
                  id
                }
              }
              closeIssue2: closeIssue(input: $closeIssue2) @include(if: $doCloseIssue2) {
                issue {
                  id
                }
              }
              closeIssue3: closeIssue(input: $closeIssue3) @include(if: $doCloseIssue3) {
                issue {
                  id
                }
              }
              closeIssue4: closeIssue(input: $closeIssue4) @include(if: $doCloseIssue4) {
                issue {
                  id
                }
              }
              closeIssue5: closeIssue(input: $closeIssue5) @include(if: $doCloseIssue5) {
                issue {
                  id
                }
              }
              closeIssue6: closeIssue(input: $closeIssue6) @include(if: $doCloseIssue6) {
                issue {
                  id
                  repository @include(if: $seeCloseIssue) {
                    ...Scope
                  }
                }
              }
              removeLabels1: removeLabelsFromLabelable(input: $removeLabels1) @include(if: $doRemoveLabels1) {
                labelable {
                  __typename
                }
              }
              removeLabels2: removeLabelsFromLabelable(input: $removeLabels2) @include(if: $doRemoveLabels2) {
                labelable {
                  __typename
                }
              }
              removeLabels3: removeLabelsFromLabelable(input: $removeLabels3) @include(if: $doRemoveLabels3) {
                labelable {
                  __typename
                }
              }
              removeLabels4: removeLabelsFromLabelable(input: $removeLabels4) @include(if: $doRemoveLabels4) {
                labelable {
                  __typename
                  ... on PullRequest {
                    id
                    repository @include(if: $seeRemoveLabelsPullRequest) {
                      ...Scope
                    }
                  }
                }
              }
              deleteComment1: deleteIssueComment(input: $deleteComment1) @include(if: $doDeleteComment1) {
                clientMutationId
              }
              deleteComment2: deleteIssueComment(input: $deleteComment2) @include(if: $doDeleteComment2) {
                clientMutationId
              }
              deleteComment3: deleteIssueComment(input: $deleteComment3) @include(if: $doDeleteComment3) {
                clientMutationId
              }
              deleteComment4: deleteIssueComment(input: $deleteComment4) @include(if: $doDeleteComment4) {
                clientMutationId
              }
              minimizeComment1: minimizeComment(input: $minimizeComment1) @include(if: $doMinimizeComment1) {
                minimizedComment {
                  __typename
                }
              }
              minimizeComment2: minimizeComment(input: $minimizeComment2) @include(if: $doMinimizeComment2) {
                minimizedComment {
                  __typename
                  ... on IssueComment {
                    id
                    repository @include(if: $seeMinimizeCommentIssueComment) {
                      ...Scope
                    }
                  }
                }
              }
              addComment1: addComment(input: $addComment1) @include(if: $doAddComment1) {
                commentEdge {
                  node {
                    ...CommentState
                  }
                }
              }
              addComment2: addComment(input: $addComment2) @include(if: $doAddComment2) {
                commentEdge {
                  node {
                    ...CommentState
                    repository @include(if: $seeAddComment) {
                      ...Scope
                    }
                  }
                }
              }
              updateComment1: updateIssueComment(input: $updateComment1) @include(if: $doUpdateComment1) {
                issueComment {
                  ...WrittenComment
                }
              }
              updateComment2: updateIssueComment(input: $updateComment2) @include(if: $doUpdateComment2) {
                issueComment {
                  ...WrittenComment
                }
              }
              updateComment3: updateIssueComment(input: $updateComment3) @include(if: $doUpdateComment3) {
                issueComment {
                  ...WrittenComment
                  repository @include(if: $seeUpdateComment) {
                    ...Scope
                  }
                }
              }
            }

            fragment AnnotationRef on CheckAnnotation {
              annotationLevel
              path
              title
              message
              location {
                start {
                  line
                }
              }
            }

            fragment BaseBranch on Ref {
              refUpdateRule {
                requiredStatusCheckContexts
              }
              ...BranchRules
              target @include(if: $baseHistory) {
                __typename
                ...BaseHistory
              }
            }

            fragment BaseChecks on Commit {
              oid
              committedDate
              url
              checkSuites(first: 12) {
                nodes {
                  ...SuiteRef
                  runs: checkRuns(first: 100, filterBy: {checkType: LATEST}) {
                    nodes {
                      ...CheckRunRow
                    }
                  }
                }
              }
            }

            fragment BaseHistory on Commit {
              history(first: 2) {
                nodes {
                  ...BaseChecks
                }
              }
            }

            fragment BranchRules on Ref {
              rules(first: 100) {
                totalCount
                nodes {
                  parameters {
                    __typename
                    ...RequiredChecks
                  }
                }
              }
            }

            fragment CheckRunDetails on CheckRun {
              id
              steps(first: 50) {
                nodes {
                  ...StepRef
                }
              }
              annotations(first: 10) {
                totalCount
                nodes {
                  ...AnnotationRef
                }
              }
            }

            fragment CheckRunRow on CheckRun {
              id
              databaseId
              name
              status
              conclusion
              startedAt
              completedAt
              detailsUrl
              permalink
            }

            fragment ClosedTracker on Issue {
              ...TrackerIssue
              closings: timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {
                nodes {
                  __typename
                  ...Closing
                }
              }
            }

            fragment Closing on ClosedEvent {
              id
              actor {
                __typename
                login
              }
            }

            fragment CommentDeletion on CommentDeletedEvent {
              actor {
                __typename
                login
              }
              deletedCommentAuthor {
                __typename
                login
              }
            }

            fragment CommentEditTimes on IssueComment {
              userContentEdits(first: 2) {
                ...EditTimes
              }
            }

            fragment CommentOverwritten on IssueComment {
              author {
                __typename
                login
              }
              userContentEdits(first: 5) {
                ...Edits
              }
            }

            fragment CommentState on IssueComment {
              ...CommentText
              ...CommentEditTimes
            }

            fragment CommentText on IssueComment {
              id
              url
              body
              createdAt
              updatedAt
              lastEditedAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment EditTimes on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
              }
            }

            fragment Edits on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
                diff
                editor {
                  __typename
                  login
                }
              }
            }

            fragment HeadChecks on Commit {
              oid
              committedDate
              status {
                contexts {
                  ...LegacyStatus
                }
              }
              checkSuites(first: $suites) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...SuiteChecks
                }
              }
            }

            fragment IssueDuplicate on Issue {
              duplicateOf {
                id
              }
            }

            fragment IssueEditTimes on Issue {
              userContentEdits(first: 2) {
                ...EditTimes
              }
            }

            fragment IssueOverwritten on Issue {
              author {
                __typename
                login
              }
              userContentEdits(first: 5) {
                ...Edits
              }
            }

            fragment LabelRef on Label {
              id
              name
            }

            fragment LegacyStatus on StatusContext {
              id
              context
              state
              description
              targetUrl
              createdAt
            }

            fragment PullRequestFields on PullRequest {
              id
              number
              title
              url
              pullRequestState: state
              isDraft
              locked
              headRefOid
              headRefName
              headRepository {
                nameWithOwner
              }
              baseRefName
              baseRef @include(if: $base) {
                ...BaseBranch
              }
              labels(first: 50) {
                nodes {
                  ...LabelRef
                }
              }
              oldest: comments(first: 3) {
                totalCount
                nodes {
                  ...CommentState
                }
              }
              freshest: comments(first: 11, orderBy: {field: UPDATED_AT, direction: DESC}) {
                nodes {
                  ...CommentState
                }
              }
              deletions: timelineItems(last: 20, itemTypes: [COMMENT_DELETED_EVENT]) @include(if: $deletions) {
                nodes {
                  __typename
                  ...CommentDeletion
                }
              }
            }

            fragment RecentIssue on Issue {
              id
              number
              body
              viewerDidAuthor
            }

            fragment RequiredChecks on RequiredStatusChecksParameters {
              requiredStatusChecks {
                context
              }
            }

            fragment RunAttempt on WorkflowRun {
              runAttempt
            }

            fragment Scope on Repository {
              id
              nameWithOwner
              url
              hasIssuesEnabled
              defaultBranchRef {
                name
              }
              trackerLabel: label(name: $trackerLabel) {
                ...LabelRef
              }
              flakyLabel: label(name: $flakyLabel) {
                ...LabelRef
              }
              openTrackers: issues(
                first: $issues
                labels: [$trackerLabel]
                states: [OPEN]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...TrackerIssue
                }
              }
              closedTrackers: issues(
                first: 10
                labels: [$trackerLabel]
                states: [CLOSED]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) {
                totalCount
                nodes {
                  ...ClosedTracker
                }
              }
              recentIssues: issues(
                first: $issues
                states: [OPEN]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) {
                totalCount
                nodes {
                  ...RecentIssue
                }
              }
              pullRequest(number: $number) @include(if: $byNumber) {
                ...PullRequestFields
                commits(last: 1) {
                  nodes {
                    commit {
                      ...HeadChecks
                    }
                  }
                }
              }
              pullRequests(
                first: 2
                headRefName: $headRefName
                states: [OPEN]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) @include(if: $byHead) {
                totalCount
                nodes {
                  ...PullRequestFields
                }
              }
              head: object(oid: $headOid) @include(if: $byCommit) {
                __typename
                ...HeadChecks
              }
            }

            fragment StepRef on CheckStep {
              number
              name
              conclusion
            }

            fragment SuiteChecks on CheckSuite {
              ...SuiteRef
              runs: checkRuns(first: $runs, filterBy: {checkType: ALL}) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...CheckRunRow
                  isRequired(pullRequestNumber: $number) @include(if: $required)
                }
              }
              failing: checkRuns(
                first: 5
                filterBy: {checkType: LATEST, conclusions: [FAILURE, TIMED_OUT, STARTUP_FAILURE, ACTION_REQUIRED, CANCELLED]}
              ) @include(if: $details) {
                totalCount
                nodes {
                  ...CheckRunDetails
                }
              }
            }

            fragment SuiteRef on CheckSuite {
              id
              suiteStatus: status
              suiteConclusion: conclusion
              createdAt
              url
              app {
                slug
              }
              workflowRun {
                databaseId
                runNumber
                url
                event
                ...RunAttempt
                file {
                  path
                }
                workflow {
                  name
                }
              }
            }

            fragment TrackerIssue on Issue {
              id
              number
              title
              url
              body
              issueState: state
              createdAt
              updatedAt
              lastEditedAt
              closedAt
              locked
              viewerDidAuthor
              labels(first: 20) {
                nodes {
                  ...LabelRef
                }
              }
              stateReason
              ...IssueDuplicate
              ...IssueEditTimes
              notes: comments(last: 5) {
                totalCount
                nodes {
                  ...TrackerNote
                }
              }
            }

            fragment TrackerNote on IssueComment {
              id
              url
              body
              createdAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }

            fragment WrittenComment on IssueComment {
              id
              ...CommentOverwritten
            }

            fragment WrittenIssue on Issue {
              id
              ...IssueOverwritten
            }
            """)
        variables: dict[str, object] = {
            "trackerLabel": tracker_label,
            "flakyLabel": flaky_label,
            "number": number,
            "byNumber": by_number,
            "required": required,
            "headRefName": head_ref_name,
            "byHead": by_head,
            "headOid": head_oid,
            "byCommit": by_commit,
            "details": details,
            "base": base,
            "baseHistory": base_history,
            "suites": suites,
            "runs": runs,
            "issues": issues,
            "deletions": deletions,
            "seeCreateLabel": see_create_label,
            "createLabel1": create_label_1,
            "doCreateLabel1": do_create_label_1,
            "createLabel2": create_label_2,
            "doCreateLabel2": do_create_label_2,
            "createLabel3": create_label_3,
            "doCreateLabel3": do_create_label_3,
            "seeCreateIssue": see_create_issue,
            "createIssue1": create_issue_1,
            "doCreateIssue1": do_create_issue_1,
            "createIssue2": create_issue_2,
            "doCreateIssue2": do_create_issue_2,
            "createIssue3": create_issue_3,
            "doCreateIssue3": do_create_issue_3,
            "seeUpdateIssue": see_update_issue,
            "updateIssue1": update_issue_1,
            "doUpdateIssue1": do_update_issue_1,
            "updateIssue2": update_issue_2,
            "doUpdateIssue2": do_update_issue_2,
            "updateIssue3": update_issue_3,
            "doUpdateIssue3": do_update_issue_3,
            "updateIssue4": update_issue_4,
            "doUpdateIssue4": do_update_issue_4,
            "updateIssue5": update_issue_5,
            "doUpdateIssue5": do_update_issue_5,
            "updateIssue6": update_issue_6,
            "doUpdateIssue6": do_update_issue_6,
            "seeReopenIssue": see_reopen_issue,
            "reopenIssue1": reopen_issue_1,
            "doReopenIssue1": do_reopen_issue_1,
            "reopenIssue2": reopen_issue_2,
            "doReopenIssue2": do_reopen_issue_2,
            "reopenIssue3": reopen_issue_3,
            "doReopenIssue3": do_reopen_issue_3,
            "seeAddLabelsIssue": see_add_labels_issue,
            "seeAddLabelsPullRequest": see_add_labels_pull_request,
            "addLabels1": add_labels_1,
            "doAddLabels1": do_add_labels_1,
            "addLabels2": add_labels_2,
            "doAddLabels2": do_add_labels_2,
            "addLabels3": add_labels_3,
            "doAddLabels3": do_add_labels_3,
            "addLabels4": add_labels_4,
            "doAddLabels4": do_add_labels_4,
            "seeAddNote": see_add_note,
            "addNote1": add_note_1,
            "doAddNote1": do_add_note_1,
            "addNote2": add_note_2,
            "doAddNote2": do_add_note_2,
            "addNote3": add_note_3,
            "doAddNote3": do_add_note_3,
            "addNote4": add_note_4,
            "doAddNote4": do_add_note_4,
            "seeCloseIssue": see_close_issue,
            "closeIssue1": close_issue_1,
            "doCloseIssue1": do_close_issue_1,
            "closeIssue2": close_issue_2,
            "doCloseIssue2": do_close_issue_2,
            "closeIssue3": close_issue_3,
            "doCloseIssue3": do_close_issue_3,
            "closeIssue4": close_issue_4,
            "doCloseIssue4": do_close_issue_4,
            "closeIssue5": close_issue_5,
            "doCloseIssue5": do_close_issue_5,
            "closeIssue6": close_issue_6,
            "doCloseIssue6": do_close_issue_6,
            "seeRemoveLabelsPullRequest": see_remove_labels_pull_request,
            "removeLabels1": remove_labels_1,
            "doRemoveLabels1": do_remove_labels_1,
            "removeLabels2": remove_labels_2,
            "doRemoveLabels2": do_remove_labels_2,
            "removeLabels3": remove_labels_3,
            "doRemoveLabels3": do_remove_labels_3,
            "removeLabels4": remove_labels_4,
            "doRemoveLabels4": do_remove_labels_4,
            "deleteComment1": delete_comment_1,
            "doDeleteComment1": do_delete_comment_1,
            "deleteComment2": delete_comment_2,
            "doDeleteComment2": do_delete_comment_2,
            "deleteComment3": delete_comment_3,
            "doDeleteComment3": do_delete_comment_3,
            "deleteComment4": delete_comment_4,
            "doDeleteComment4": do_delete_comment_4,
            "seeMinimizeCommentIssueComment": see_minimize_comment_issue_comment,
            "minimizeComment1": minimize_comment_1,
            "doMinimizeComment1": do_minimize_comment_1,
            "minimizeComment2": minimize_comment_2,
            "doMinimizeComment2": do_minimize_comment_2,
            "seeAddComment": see_add_comment,
            "addComment1": add_comment_1,
            "doAddComment1": do_add_comment_1,
            "addComment2": add_comment_2,
            "doAddComment2": do_add_comment_2,
            "seeUpdateComment": see_update_comment,
            "updateComment1": update_comment_1,
            "doUpdateComment1": do_update_comment_1,
            "updateComment2": update_comment_2,
            "doUpdateComment2": do_update_comment_2,
            "updateComment3": update_comment_3,
            "doUpdateComment3": do_update_comment_3,
        }
        response = self.execute(
            query=query, operation_name="ApplyPlan", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ApplyPlan.model_validate(data)

    def read_conversation(self, id: str, **kwargs: Any) -> "ReadConversation":
        from .read_conversation import ReadConversation

        query = gql("""
            query ReadConversation($id: ID!) {
              node(id: $id) {
                __typename
                ...Conversation
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CommentText on IssueComment {
              id
              url
              body
              createdAt
              updatedAt
              lastEditedAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }

            fragment CommentWindow on PullRequestTimelineItemsConnection {
              nodes {
                __typename
                ...ConversationComment
              }
            }

            fragment Conversation on PullRequest {
              id
              between1: timelineItems(first: 100, skip: 3, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between2: timelineItems(first: 100, skip: 103, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between3: timelineItems(first: 100, skip: 203, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between4: timelineItems(first: 100, skip: 303, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between5: timelineItems(first: 100, skip: 403, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between6: timelineItems(first: 100, skip: 503, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between7: timelineItems(first: 100, skip: 603, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between8: timelineItems(first: 100, skip: 703, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between9: timelineItems(first: 100, skip: 803, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between10: timelineItems(first: 100, skip: 903, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between11: timelineItems(first: 100, skip: 1003, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between12: timelineItems(first: 100, skip: 1103, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between13: timelineItems(first: 100, skip: 1203, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between14: timelineItems(first: 100, skip: 1303, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between15: timelineItems(first: 100, skip: 1403, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between16: timelineItems(first: 100, skip: 1503, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between17: timelineItems(first: 100, skip: 1603, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between18: timelineItems(first: 100, skip: 1703, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between19: timelineItems(first: 100, skip: 1803, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between20: timelineItems(first: 100, skip: 1903, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between21: timelineItems(first: 100, skip: 2003, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between22: timelineItems(first: 100, skip: 2103, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between23: timelineItems(first: 100, skip: 2203, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between24: timelineItems(first: 100, skip: 2303, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between25: timelineItems(first: 100, skip: 2403, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between26: timelineItems(first: 100, skip: 2503, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between27: timelineItems(first: 100, skip: 2603, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between28: timelineItems(first: 100, skip: 2703, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between29: timelineItems(first: 100, skip: 2803, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
              between30: timelineItems(first: 100, skip: 2903, itemTypes: [ISSUE_COMMENT]) {
                ...CommentWindow
              }
            }

            fragment ConversationComment on IssueComment {
              ...CommentText
              includesCreatedEdit
            }
            """)
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=query,
            operation_name="ReadConversation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ReadConversation.model_validate(data)

    def read_health(
        self,
        owner: str,
        name: str,
        post_ci: str,
        issues: Union[Optional[bool], "UnsetType"] = UNSET,
        pull_requests: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadHealth":
        from .read_health import ReadHealth

        query = gql("""
            query ReadHealth($owner: String!, $name: String!, $postCi: String!, $issues: Boolean = true, $pullRequests: Boolean = true) {
              viewer {
                login
              }
              repository(owner: $owner, name: $name) {
                id
                nameWithOwner
                isPrivate
                hasIssuesEnabled
                viewerPermission
                defaultBranchRef {
                  name
                  target {
                    __typename
                    ...HealthChecks
                  }
                }
                issues(first: 1) @include(if: $issues) {
                  nodes {
                    number
                    viewerCanLabel
                  }
                }
                pullRequests(
                  first: 1
                  states: [OPEN]
                  orderBy: {field: UPDATED_AT, direction: DESC}
                ) @include(if: $pullRequests) {
                  nodes {
                    number
                    viewerCanLabel
                  }
                }
                settingsInGithub: object(expression: "HEAD:.github/hygiene.toml") {
                  __typename
                  ...TextFile
                }
                settingsInRoot: object(expression: "HEAD:hygiene.toml") {
                  __typename
                  ...TextFile
                }
                settingsInPyproject: object(expression: "HEAD:pyproject.toml") {
                  __typename
                  ...TextFile
                }
                postCi: object(expression: $postCi) {
                  __typename
                  ...TextFile
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment HealthChecks on Commit {
              oid
              checkSuites(first: 1) {
                totalCount
              }
              status {
                contexts {
                  id
                }
              }
            }

            fragment TextFile on Blob {
              text
              isTruncated
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "postCi": post_ci,
            "issues": issues,
            "pullRequests": pull_requests,
        }
        response = self.execute(
            query=query, operation_name="ReadHealth", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadHealth.model_validate(data)

    def read_reported(
        self,
        owner: str,
        name: str,
        number: Union[Optional[int], "UnsetType"] = UNSET,
        by_number: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadReported":
        from .read_reported import ReadReported

        query = gql("""
            query ReadReported($owner: String!, $name: String!, $number: Int = 0, $byNumber: Boolean = false) {
              repository(owner: $owner, name: $name) {
                defaultBranchRef @skip(if: $byNumber) {
                  name
                  refUpdateRule {
                    requiredStatusCheckContexts
                  }
                  ...BranchRules
                  target {
                    __typename
                    ...ReportedChecks
                  }
                }
                pullRequest(number: $number) @include(if: $byNumber) {
                  baseRef {
                    id
                    refUpdateRule {
                      requiredStatusCheckContexts
                    }
                    ...BranchRules
                  }
                  commits(last: 1) {
                    nodes {
                      commit {
                        ...ReportedChecks
                      }
                    }
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment BranchRules on Ref {
              rules(first: 100) {
                totalCount
                nodes {
                  parameters {
                    __typename
                    ...RequiredChecks
                  }
                }
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment ReportedChecks on Commit {
              oid
              status {
                contexts {
                  context
                }
              }
              checkSuites(first: 50) {
                nodes {
                  suiteStatus: status
                  workflowRun {
                    id
                    file {
                      path
                    }
                  }
                  runs: checkRuns(first: 100, filterBy: {checkType: LATEST}) {
                    totalCount
                    nodes {
                      name
                      isRequired(pullRequestNumber: $number) @include(if: $byNumber)
                    }
                  }
                }
              }
            }

            fragment RequiredChecks on RequiredStatusChecksParameters {
              requiredStatusChecks {
                context
              }
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "number": number,
            "byNumber": by_number,
        }
        response = self.execute(
            query=query, operation_name="ReadReported", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadReported.model_validate(data)

    def read_versions(self, ids: list[str], **kwargs: Any) -> "ReadVersions":
        from .read_versions import ReadVersions

        query = gql("""
            query ReadVersions($ids: [ID!]!) {
              nodes(ids: $ids) {
                __typename
                ...CommentVersion
                ...IssueVersion
                ...PullRequestVersion
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CommentVersion on IssueComment {
              id
              body
              updatedAt
              lastEditedAt
            }

            fragment IssueVersion on Issue {
              id
              body
              updatedAt
              lastEditedAt
              issueState: state
            }

            fragment PullRequestVersion on PullRequest {
              id
              headRefOid
              pullRequestState: state
            }
            """)
        variables: dict[str, object] = {"ids": ids}
        response = self.execute(
            query=query, operation_name="ReadVersions", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadVersions.model_validate(data)

    def read_edits(self, ids: list[str], **kwargs: Any) -> "ReadEdits":
        from .read_edits import ReadEdits

        query = gql("""
            query ReadEdits($ids: [ID!]!) {
              nodes(ids: $ids) {
                __typename
                ...CommentEdits
                ...IssueEdits
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CommentEdits on IssueComment {
              id
              ...CommentHistory
            }

            fragment CommentHistory on IssueComment {
              author {
                __typename
                login
              }
              userContentEdits(first: 100) {
                ...Edits
              }
            }

            fragment Edits on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
                diff
                editor {
                  __typename
                  login
                }
              }
            }

            fragment IssueEdits on Issue {
              id
              ...IssueHistory
            }

            fragment IssueHistory on Issue {
              author {
                __typename
                login
              }
              userContentEdits(first: 100) {
                ...Edits
              }
            }
            """)
        variables: dict[str, object] = {"ids": ids}
        response = self.execute(
            query=query, operation_name="ReadEdits", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadEdits.model_validate(data)

    def read_authors(self, ids: list[str], **kwargs: Any) -> "ReadAuthors":
        from .read_authors import ReadAuthors

        query = gql("""
            query ReadAuthors($ids: [ID!]!) {
              viewer {
                login
              }
              nodes(ids: $ids) {
                __typename
                ...CommentAuthor
                ...IssueAuthor
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CommentAuthor on IssueComment {
              id
              author {
                __typename
                login
              }
            }

            fragment IssueAuthor on Issue {
              id
              author {
                __typename
                login
              }
            }
            """)
        variables: dict[str, object] = {"ids": ids}
        response = self.execute(
            query=query, operation_name="ReadAuthors", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadAuthors.model_validate(data)

    def read_other_heads(
        self,
        owner: str,
        name: str,
        tracker_label: str,
        number: Union[Optional[int], "UnsetType"] = UNSET,
        by_number: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadOtherHeads":
        from .read_other_heads import ReadOtherHeads

        query = gql("""
            query ReadOtherHeads($owner: String!, $name: String!, $trackerLabel: String!, $number: Int = 0, $byNumber: Boolean = false) {
              repository(owner: $owner, name: $name) {
                pullRequests(
                  first: 20
                  labels: [$trackerLabel]
                  states: [OPEN]
                  orderBy: {field: UPDATED_AT, direction: DESC}
                ) {
                  nodes {
                    id
                    number
                    commits(last: 1) {
                      ...CommitsChecked
                    }
                  }
                }
                pullRequest(number: $number) @include(if: $byNumber) {
                  id
                  number
                  commits(last: 10) {
                    ...CommitsChecked
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment BaseChecks on Commit {
              oid
              committedDate
              url
              checkSuites(first: 12) {
                nodes {
                  ...SuiteRef
                  runs: checkRuns(first: 100, filterBy: {checkType: LATEST}) {
                    nodes {
                      ...CheckRunRow
                    }
                  }
                }
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CheckRunRow on CheckRun {
              id
              databaseId
              name
              status
              conclusion
              startedAt
              completedAt
              detailsUrl
              permalink
            }

            fragment CommitsChecked on PullRequestCommitConnection {
              nodes {
                commit {
                  ...BaseChecks
                }
              }
            }

            fragment RunAttempt on WorkflowRun {
              runAttempt
            }

            fragment SuiteRef on CheckSuite {
              id
              suiteStatus: status
              suiteConclusion: conclusion
              createdAt
              url
              app {
                slug
              }
              workflowRun {
                databaseId
                runNumber
                url
                event
                ...RunAttempt
                file {
                  path
                }
                workflow {
                  name
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "trackerLabel": tracker_label,
            "number": number,
            "byNumber": by_number,
        }
        response = self.execute(
            query=query, operation_name="ReadOtherHeads", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadOtherHeads.model_validate(data)

    def probe_look(
        self,
        owner: str,
        name: str,
        first: str,
        second: str,
        both: list[str],
        number: Union[Optional[int], "UnsetType"] = UNSET,
        with_pull_request: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ProbeLook":
        from .probe_look import ProbeLook

        query = gql("""
            query ProbeLook($owner: String!, $name: String!, $first: String!, $second: String!, $both: [String!]!, $number: Int = 0, $withPullRequest: Boolean = false) {
              viewer {
                login
              }
              repository(owner: $owner, name: $name) {
                id
                nameWithOwner
                isArchived
                first: label(name: $first) {
                  ...ProbeLabel
                }
                second: label(name: $second) {
                  ...ProbeLabel
                }
                ofFirst: issues(first: 50, labels: [$first], states: [OPEN]) {
                  nodes {
                    ...ProbeIssue
                  }
                }
                ofBoth: issues(first: 50, labels: $both, states: [OPEN]) {
                  nodes {
                    ...ProbeIssue
                  }
                }
                newest: issues(
                  first: 50
                  states: [OPEN]
                  orderBy: {field: CREATED_AT, direction: DESC}
                ) {
                  nodes {
                    ...ProbeIssue
                  }
                }
                pullRequest(number: $number) @include(if: $withPullRequest) {
                  id
                  number
                  pullRequestState: state
                  comments(last: 50) {
                    nodes {
                      ...ProbeComment
                    }
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment ProbeComment on IssueComment {
              id
              url
              body
              viewerDidAuthor
            }

            fragment ProbeIssue on Issue {
              id
              number
              title
              url
              viewerDidAuthor
            }

            fragment ProbeLabel on Label {
              id
              name
              description
              url
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "first": first,
            "second": second,
            "both": both,
            "number": number,
            "withPullRequest": with_pull_request,
        }
        response = self.execute(
            query=query, operation_name="ProbeLook", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ProbeLook.model_validate(data)

    def probe_rules(self, owner: str, name: str, **kwargs: Any) -> "ProbeRules":
        from .probe_rules import ProbeRules

        query = gql("""
            query ProbeRules($owner: String!, $name: String!) {
              repository(owner: $owner, name: $name) {
                viewerPermission
                defaultBranchRef {
                  refUpdateRule {
                    requiredStatusCheckContexts
                  }
                  ...BranchRules
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment BranchRules on Ref {
              rules(first: 100) {
                totalCount
                nodes {
                  parameters {
                    __typename
                    ...RequiredChecks
                  }
                }
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment RequiredChecks on RequiredStatusChecksParameters {
              requiredStatusChecks {
                context
              }
            }
            """)
        variables: dict[str, object] = {"owner": owner, "name": name}
        response = self.execute(
            query=query, operation_name="ProbeRules", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ProbeRules.model_validate(data)

    def probe_edit(
        self, input: "UpdateIssueCommentInput", **kwargs: Any
    ) -> "ProbeEdit":
        from .probe_edit import ProbeEdit

        query = gql("""
            mutation ProbeEdit($input: UpdateIssueCommentInput!) {
              updateIssueComment(input: $input) {
                issueComment {
                  id
                  body
                  ...CommentOverwritten
                }
              }
            }

            fragment CommentOverwritten on IssueComment {
              author {
                __typename
                login
              }
              userContentEdits(first: 5) {
                ...Edits
              }
            }

            fragment Edits on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
                diff
                editor {
                  __typename
                  login
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=query, operation_name="ProbeEdit", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ProbeEdit.model_validate(data)

    def probe_overlong(
        self, input: "UpdateIssueInput", **kwargs: Any
    ) -> "ProbeOverlong":
        from .probe_overlong import ProbeOverlong

        query = gql("""
            mutation ProbeOverlong($input: UpdateIssueInput!) {
              updateIssue(input: $input) {
                issue {
                  id
                  body
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=query, operation_name="ProbeOverlong", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ProbeOverlong.model_validate(data)

    def probe_delete(self, input: "DeleteIssueInput", **kwargs: Any) -> "ProbeDelete":
        from .probe_delete import ProbeDelete

        query = gql("""
            mutation ProbeDelete($input: DeleteIssueInput!) {
              deleteIssue(input: $input) {
                clientMutationId
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=query, operation_name="ProbeDelete", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ProbeDelete.model_validate(data)

    def probe_unlabel(self, input: "DeleteLabelInput", **kwargs: Any) -> "ProbeUnlabel":
        from .probe_unlabel import ProbeUnlabel

        query = gql("""
            mutation ProbeUnlabel($input: DeleteLabelInput!) {
              deleteLabel(input: $input) {
                clientMutationId
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=query, operation_name="ProbeUnlabel", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ProbeUnlabel.model_validate(data)

    def read_more_check_runs(
        self,
        suite: str,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        before: Union[Optional[str], "UnsetType"] = UNSET,
        number: Union[Optional[int], "UnsetType"] = UNSET,
        required: Union[Optional[bool], "UnsetType"] = UNSET,
        runs: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadMoreCheckRuns":
        from .read_more_check_runs import ReadMoreCheckRuns

        query = gql("""
            query ReadMoreCheckRuns($suite: ID!, $after: String, $before: String, $number: Int = 0, $required: Boolean = false, $runs: Int = 100) {
              node(id: $suite) {
                __typename
                ...MoreCheckRuns
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CheckRunRow on CheckRun {
              id
              databaseId
              name
              status
              conclusion
              startedAt
              completedAt
              detailsUrl
              permalink
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment MoreCheckRuns on CheckSuite {
              id
              next: checkRuns(first: $runs, after: $after, filterBy: {checkType: ALL}) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...CheckRunRow
                  isRequired(pullRequestNumber: $number) @include(if: $required)
                }
              }
              last: checkRuns(last: $runs, before: $before, filterBy: {checkType: ALL}) {
                pageInfo {
                  startCursor
                }
                nodes {
                  ...CheckRunRow
                  isRequired(pullRequestNumber: $number) @include(if: $required)
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "suite": suite,
            "after": after,
            "before": before,
            "number": number,
            "required": required,
            "runs": runs,
        }
        response = self.execute(
            query=query,
            operation_name="ReadMoreCheckRuns",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ReadMoreCheckRuns.model_validate(data)

    def read_more_suites(
        self,
        owner: str,
        name: str,
        head_oid: str,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        number: Union[Optional[int], "UnsetType"] = UNSET,
        required: Union[Optional[bool], "UnsetType"] = UNSET,
        details: Union[Optional[bool], "UnsetType"] = UNSET,
        suites: Union[Optional[int], "UnsetType"] = UNSET,
        runs: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadMoreSuites":
        from .read_more_suites import ReadMoreSuites

        query = gql("""
            query ReadMoreSuites($owner: String!, $name: String!, $headOid: GitObjectID!, $after: String, $number: Int = 0, $required: Boolean = false, $details: Boolean = true, $suites: Int = 25, $runs: Int = 100) {
              repository(owner: $owner, name: $name) {
                head: object(oid: $headOid) {
                  __typename
                  ...MoreSuites
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment AnnotationRef on CheckAnnotation {
              annotationLevel
              path
              title
              message
              location {
                start {
                  line
                }
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CheckRunDetails on CheckRun {
              id
              steps(first: 50) {
                nodes {
                  ...StepRef
                }
              }
              annotations(first: 10) {
                totalCount
                nodes {
                  ...AnnotationRef
                }
              }
            }

            fragment CheckRunRow on CheckRun {
              id
              databaseId
              name
              status
              conclusion
              startedAt
              completedAt
              detailsUrl
              permalink
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment MoreSuites on Commit {
              oid
              checkSuites(first: $suites, after: $after) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...SuiteChecks
                }
              }
            }

            fragment RunAttempt on WorkflowRun {
              runAttempt
            }

            fragment StepRef on CheckStep {
              number
              name
              conclusion
            }

            fragment SuiteChecks on CheckSuite {
              ...SuiteRef
              runs: checkRuns(first: $runs, filterBy: {checkType: ALL}) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...CheckRunRow
                  isRequired(pullRequestNumber: $number) @include(if: $required)
                }
              }
              failing: checkRuns(
                first: 5
                filterBy: {checkType: LATEST, conclusions: [FAILURE, TIMED_OUT, STARTUP_FAILURE, ACTION_REQUIRED, CANCELLED]}
              ) @include(if: $details) {
                totalCount
                nodes {
                  ...CheckRunDetails
                }
              }
            }

            fragment SuiteRef on CheckSuite {
              id
              suiteStatus: status
              suiteConclusion: conclusion
              createdAt
              url
              app {
                slug
              }
              workflowRun {
                databaseId
                runNumber
                url
                event
                ...RunAttempt
                file {
                  path
                }
                workflow {
                  name
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "headOid": head_oid,
            "after": after,
            "number": number,
            "required": required,
            "details": details,
            "suites": suites,
            "runs": runs,
        }
        response = self.execute(
            query=query, operation_name="ReadMoreSuites", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadMoreSuites.model_validate(data)

    def read_run_results(self, suite: str, **kwargs: Any) -> "ReadRunResults":
        from .read_run_results import ReadRunResults

        query = gql("""
            query ReadRunResults($suite: ID!) {
              node(id: $suite) {
                __typename
                ...RunResults
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CheckRunRow on CheckRun {
              id
              databaseId
              name
              status
              conclusion
              startedAt
              completedAt
              detailsUrl
              permalink
            }

            fragment RunAttempt on WorkflowRun {
              runAttempt
            }

            fragment RunResults on CheckSuite {
              ...SuiteRef
              runs: checkRuns(first: 100, filterBy: {checkType: LATEST}) {
                nodes {
                  ...CheckRunRow
                }
              }
            }

            fragment SuiteRef on CheckSuite {
              id
              suiteStatus: status
              suiteConclusion: conclusion
              createdAt
              url
              app {
                slug
              }
              workflowRun {
                databaseId
                runNumber
                url
                event
                ...RunAttempt
                file {
                  path
                }
                workflow {
                  name
                }
              }
            }
            """)
        variables: dict[str, object] = {"suite": suite}
        response = self.execute(
            query=query, operation_name="ReadRunResults", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadRunResults.model_validate(data)

    def read_more_details(self, ids: list[str], **kwargs: Any) -> "ReadMoreDetails":
        from .read_more_details import ReadMoreDetails

        query = gql("""
            query ReadMoreDetails($ids: [ID!]!) {
              nodes(ids: $ids) {
                __typename
                ...CheckRunDetails
              }
              rateLimit {
                ...Budget
              }
            }

            fragment AnnotationRef on CheckAnnotation {
              annotationLevel
              path
              title
              message
              location {
                start {
                  line
                }
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CheckRunDetails on CheckRun {
              id
              steps(first: 50) {
                nodes {
                  ...StepRef
                }
              }
              annotations(first: 10) {
                totalCount
                nodes {
                  ...AnnotationRef
                }
              }
            }

            fragment StepRef on CheckStep {
              number
              name
              conclusion
            }
            """)
        variables: dict[str, object] = {"ids": ids}
        response = self.execute(
            query=query, operation_name="ReadMoreDetails", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadMoreDetails.model_validate(data)

    def read_more_comments(
        self,
        id: str,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        before: Union[Optional[str], "UnsetType"] = UNSET,
        comments: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadMoreComments":
        from .read_more_comments import ReadMoreComments

        query = gql("""
            query ReadMoreComments($id: ID!, $after: String, $before: String, $comments: Int = 100) {
              node(id: $id) {
                __typename
                ...MoreComments
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CommentEditTimes on IssueComment {
              userContentEdits(first: 2) {
                ...EditTimes
              }
            }

            fragment CommentState on IssueComment {
              ...CommentText
              ...CommentEditTimes
            }

            fragment CommentText on IssueComment {
              id
              url
              body
              createdAt
              updatedAt
              lastEditedAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment EditTimes on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
              }
            }

            fragment MoreComments on PullRequest {
              id
              next: comments(first: $comments, after: $after) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...CommentState
                }
              }
              last: comments(last: $comments, before: $before) {
                pageInfo {
                  startCursor
                }
                nodes {
                  ...CommentState
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "id": id,
            "after": after,
            "before": before,
            "comments": comments,
        }
        response = self.execute(
            query=query,
            operation_name="ReadMoreComments",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ReadMoreComments.model_validate(data)

    def read_more_trackers(
        self,
        owner: str,
        name: str,
        tracker_label: str,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        issues: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadMoreTrackers":
        from .read_more_trackers import ReadMoreTrackers

        query = gql("""
            query ReadMoreTrackers($owner: String!, $name: String!, $trackerLabel: String!, $after: String, $issues: Int = 100) {
              repository(owner: $owner, name: $name) {
                issues(
                  first: $issues
                  after: $after
                  labels: [$trackerLabel]
                  states: [OPEN]
                  orderBy: {field: UPDATED_AT, direction: DESC}
                ) {
                  totalCount
                  pageInfo {
                    ...Cursor
                  }
                  nodes {
                    ...TrackerIssue
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment EditTimes on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
              }
            }

            fragment IssueDuplicate on Issue {
              duplicateOf {
                id
              }
            }

            fragment IssueEditTimes on Issue {
              userContentEdits(first: 2) {
                ...EditTimes
              }
            }

            fragment LabelRef on Label {
              id
              name
            }

            fragment TrackerIssue on Issue {
              id
              number
              title
              url
              body
              issueState: state
              createdAt
              updatedAt
              lastEditedAt
              closedAt
              locked
              viewerDidAuthor
              labels(first: 20) {
                nodes {
                  ...LabelRef
                }
              }
              stateReason
              ...IssueDuplicate
              ...IssueEditTimes
              notes: comments(last: 5) {
                totalCount
                nodes {
                  ...TrackerNote
                }
              }
            }

            fragment TrackerNote on IssueComment {
              id
              url
              body
              createdAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "trackerLabel": tracker_label,
            "after": after,
            "issues": issues,
        }
        response = self.execute(
            query=query,
            operation_name="ReadMoreTrackers",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ReadMoreTrackers.model_validate(data)

    def read_candidates(
        self,
        owner: str,
        name: str,
        head_ref_name: str,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadCandidates":
        from .read_candidates import ReadCandidates

        query = gql("""
            query ReadCandidates($owner: String!, $name: String!, $headRefName: String!, $after: String) {
              repository(owner: $owner, name: $name) {
                pullRequests(
                  first: 100
                  after: $after
                  headRefName: $headRefName
                  states: [OPEN]
                ) {
                  totalCount
                  pageInfo {
                    ...Cursor
                  }
                  nodes {
                    ...SameBranchName
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment SameBranchName on PullRequest {
              number
              headRefOid
              headRepository {
                nameWithOwner
              }
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "headRefName": head_ref_name,
            "after": after,
        }
        response = self.execute(
            query=query, operation_name="ReadCandidates", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadCandidates.model_validate(data)

    def read_scope(
        self,
        owner: str,
        name: str,
        tracker_label: str,
        flaky_label: str,
        number: Union[Optional[int], "UnsetType"] = UNSET,
        by_number: Union[Optional[bool], "UnsetType"] = UNSET,
        required: Union[Optional[bool], "UnsetType"] = UNSET,
        head_ref_name: Union[Optional[str], "UnsetType"] = UNSET,
        by_head: Union[Optional[bool], "UnsetType"] = UNSET,
        head_oid: Union[Optional[str], "UnsetType"] = UNSET,
        by_commit: Union[Optional[bool], "UnsetType"] = UNSET,
        details: Union[Optional[bool], "UnsetType"] = UNSET,
        base: Union[Optional[bool], "UnsetType"] = UNSET,
        base_history: Union[Optional[bool], "UnsetType"] = UNSET,
        suites: Union[Optional[int], "UnsetType"] = UNSET,
        runs: Union[Optional[int], "UnsetType"] = UNSET,
        issues: Union[Optional[int], "UnsetType"] = UNSET,
        with_settings: Union[Optional[bool], "UnsetType"] = UNSET,
        workflow_file: Union[Optional[str], "UnsetType"] = UNSET,
        workflow_on_base: Union[Optional[str], "UnsetType"] = UNSET,
        workflows: Union[Optional[str], "UnsetType"] = UNSET,
        workflows_on_base: Union[Optional[str], "UnsetType"] = UNSET,
        with_workflow: Union[Optional[bool], "UnsetType"] = UNSET,
        gate_path: Union[Optional[str], "UnsetType"] = UNSET,
        with_gate_at_head: Union[Optional[bool], "UnsetType"] = UNSET,
        with_gate_on_base: Union[Optional[bool], "UnsetType"] = UNSET,
        with_names: Union[Optional[bool], "UnsetType"] = UNSET,
        deletions: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadScope":
        from .read_scope import ReadScope

        query = gql("""
            query ReadScope($owner: String!, $name: String!, $trackerLabel: String!, $flakyLabel: String!, $number: Int = 0, $byNumber: Boolean = false, $required: Boolean = false, $headRefName: String = "", $byHead: Boolean = false, $headOid: GitObjectID = "0000000000000000000000000000000000000000", $byCommit: Boolean = false, $details: Boolean = true, $base: Boolean = true, $baseHistory: Boolean = true, $suites: Int = 12, $runs: Int = 100, $issues: Int = 20, $withSettings: Boolean = false, $workflowFile: String = "", $workflowOnBase: String = "", $workflows: String = "", $workflowsOnBase: String = "", $withWorkflow: Boolean = false, $gatePath: String = "", $withGateAtHead: Boolean = false, $withGateOnBase: Boolean = false, $withNames: Boolean = false, $deletions: Boolean = false) {
              viewer @include(if: $deletions) {
                login
              }
              repository(owner: $owner, name: $name) {
                ...Scope
                sameBranchName: pullRequests(
                  first: 100
                  headRefName: $headRefName
                  states: [OPEN]
                ) @include(if: $byHead) {
                  totalCount
                  nodes {
                    ...SameBranchName
                  }
                }
                labels(first: 100) @include(if: $withNames) {
                  nodes {
                    ...LabelRef
                  }
                }
                assignableUsers(first: 100) @include(if: $withNames) {
                  nodes {
                    id
                    login
                  }
                }
                settingsInGithub: object(expression: "HEAD:.github/hygiene.toml") @include(if: $withSettings) {
                  __typename
                  ...TextFile
                }
                settingsInRoot: object(expression: "HEAD:hygiene.toml") @include(if: $withSettings) {
                  __typename
                  ...TextFile
                }
                settingsInPyproject: object(expression: "HEAD:pyproject.toml") @include(if: $withSettings) {
                  __typename
                  ...TextFile
                }
                ...GateFile @include(if: $withWorkflow)
                ...GateFileOnBase @include(if: $withGateOnBase)
                gateAtHead: pullRequest(number: $number) @include(if: $withGateAtHead) {
                  commits(last: 1) {
                    nodes {
                      commit {
                        oid
                        ...GateFileOfCommit
                      }
                    }
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment AnnotationRef on CheckAnnotation {
              annotationLevel
              path
              title
              message
              location {
                start {
                  line
                }
              }
            }

            fragment BaseBranch on Ref {
              refUpdateRule {
                requiredStatusCheckContexts
              }
              ...BranchRules
              target @include(if: $baseHistory) {
                __typename
                ...BaseHistory
              }
            }

            fragment BaseChecks on Commit {
              oid
              committedDate
              url
              checkSuites(first: 12) {
                nodes {
                  ...SuiteRef
                  runs: checkRuns(first: 100, filterBy: {checkType: LATEST}) {
                    nodes {
                      ...CheckRunRow
                    }
                  }
                }
              }
            }

            fragment BaseHistory on Commit {
              history(first: 2) {
                nodes {
                  ...BaseChecks
                }
              }
            }

            fragment BranchRules on Ref {
              rules(first: 100) {
                totalCount
                nodes {
                  parameters {
                    __typename
                    ...RequiredChecks
                  }
                }
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CheckRunDetails on CheckRun {
              id
              steps(first: 50) {
                nodes {
                  ...StepRef
                }
              }
              annotations(first: 10) {
                totalCount
                nodes {
                  ...AnnotationRef
                }
              }
            }

            fragment CheckRunRow on CheckRun {
              id
              databaseId
              name
              status
              conclusion
              startedAt
              completedAt
              detailsUrl
              permalink
            }

            fragment ClosedTracker on Issue {
              ...TrackerIssue
              closings: timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {
                nodes {
                  __typename
                  ...Closing
                }
              }
            }

            fragment Closing on ClosedEvent {
              id
              actor {
                __typename
                login
              }
            }

            fragment CommentDeletion on CommentDeletedEvent {
              actor {
                __typename
                login
              }
              deletedCommentAuthor {
                __typename
                login
              }
            }

            fragment CommentEditTimes on IssueComment {
              userContentEdits(first: 2) {
                ...EditTimes
              }
            }

            fragment CommentState on IssueComment {
              ...CommentText
              ...CommentEditTimes
            }

            fragment CommentText on IssueComment {
              id
              url
              body
              createdAt
              updatedAt
              lastEditedAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment EditTimes on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
              }
            }

            fragment GateFile on Repository {
              workflowFile: object(expression: $workflowFile) {
                __typename
                ...TextFile
              }
              workflows: object(expression: $workflows) {
                __typename
                oid
              }
            }

            fragment GateFileOfCommit on Commit {
              gateFolder: file(path: ".github/workflows") {
                oid
              }
              gateFile: file(path: $gatePath) {
                blob: object {
                  __typename
                  ...TextFile
                }
              }
            }

            fragment GateFileOnBase on Repository {
              workflowOnBase: object(expression: $workflowOnBase) {
                __typename
                ...TextFile
              }
              workflowsOnBase: object(expression: $workflowsOnBase) {
                __typename
                oid
              }
            }

            fragment HeadChecks on Commit {
              oid
              committedDate
              status {
                contexts {
                  ...LegacyStatus
                }
              }
              checkSuites(first: $suites) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...SuiteChecks
                }
              }
            }

            fragment IssueDuplicate on Issue {
              duplicateOf {
                id
              }
            }

            fragment IssueEditTimes on Issue {
              userContentEdits(first: 2) {
                ...EditTimes
              }
            }

            fragment LabelRef on Label {
              id
              name
            }

            fragment LegacyStatus on StatusContext {
              id
              context
              state
              description
              targetUrl
              createdAt
            }

            fragment PullRequestFields on PullRequest {
              id
              number
              title
              url
              pullRequestState: state
              isDraft
              locked
              headRefOid
              headRefName
              headRepository {
                nameWithOwner
              }
              baseRefName
              baseRef @include(if: $base) {
                ...BaseBranch
              }
              labels(first: 50) {
                nodes {
                  ...LabelRef
                }
              }
              oldest: comments(first: 3) {
                totalCount
                nodes {
                  ...CommentState
                }
              }
              freshest: comments(first: 11, orderBy: {field: UPDATED_AT, direction: DESC}) {
                nodes {
                  ...CommentState
                }
              }
              deletions: timelineItems(last: 20, itemTypes: [COMMENT_DELETED_EVENT]) @include(if: $deletions) {
                nodes {
                  __typename
                  ...CommentDeletion
                }
              }
            }

            fragment RecentIssue on Issue {
              id
              number
              body
              viewerDidAuthor
            }

            fragment RequiredChecks on RequiredStatusChecksParameters {
              requiredStatusChecks {
                context
              }
            }

            fragment RunAttempt on WorkflowRun {
              runAttempt
            }

            fragment SameBranchName on PullRequest {
              number
              headRefOid
              headRepository {
                nameWithOwner
              }
            }

            fragment Scope on Repository {
              id
              nameWithOwner
              url
              hasIssuesEnabled
              defaultBranchRef {
                name
              }
              trackerLabel: label(name: $trackerLabel) {
                ...LabelRef
              }
              flakyLabel: label(name: $flakyLabel) {
                ...LabelRef
              }
              openTrackers: issues(
                first: $issues
                labels: [$trackerLabel]
                states: [OPEN]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...TrackerIssue
                }
              }
              closedTrackers: issues(
                first: 10
                labels: [$trackerLabel]
                states: [CLOSED]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) {
                totalCount
                nodes {
                  ...ClosedTracker
                }
              }
              recentIssues: issues(
                first: $issues
                states: [OPEN]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) {
                totalCount
                nodes {
                  ...RecentIssue
                }
              }
              pullRequest(number: $number) @include(if: $byNumber) {
                ...PullRequestFields
                commits(last: 1) {
                  nodes {
                    commit {
                      ...HeadChecks
                    }
                  }
                }
              }
              pullRequests(
                first: 2
                headRefName: $headRefName
                states: [OPEN]
                orderBy: {field: UPDATED_AT, direction: DESC}
              ) @include(if: $byHead) {
                totalCount
                nodes {
                  ...PullRequestFields
                }
              }
              head: object(oid: $headOid) @include(if: $byCommit) {
                __typename
                ...HeadChecks
              }
            }

            fragment StepRef on CheckStep {
              number
              name
              conclusion
            }

            fragment SuiteChecks on CheckSuite {
              ...SuiteRef
              runs: checkRuns(first: $runs, filterBy: {checkType: ALL}) {
                totalCount
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...CheckRunRow
                  isRequired(pullRequestNumber: $number) @include(if: $required)
                }
              }
              failing: checkRuns(
                first: 5
                filterBy: {checkType: LATEST, conclusions: [FAILURE, TIMED_OUT, STARTUP_FAILURE, ACTION_REQUIRED, CANCELLED]}
              ) @include(if: $details) {
                totalCount
                nodes {
                  ...CheckRunDetails
                }
              }
            }

            fragment SuiteRef on CheckSuite {
              id
              suiteStatus: status
              suiteConclusion: conclusion
              createdAt
              url
              app {
                slug
              }
              workflowRun {
                databaseId
                runNumber
                url
                event
                ...RunAttempt
                file {
                  path
                }
                workflow {
                  name
                }
              }
            }

            fragment TextFile on Blob {
              text
              isTruncated
            }

            fragment TrackerIssue on Issue {
              id
              number
              title
              url
              body
              issueState: state
              createdAt
              updatedAt
              lastEditedAt
              closedAt
              locked
              viewerDidAuthor
              labels(first: 20) {
                nodes {
                  ...LabelRef
                }
              }
              stateReason
              ...IssueDuplicate
              ...IssueEditTimes
              notes: comments(last: 5) {
                totalCount
                nodes {
                  ...TrackerNote
                }
              }
            }

            fragment TrackerNote on IssueComment {
              id
              url
              body
              createdAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "trackerLabel": tracker_label,
            "flakyLabel": flaky_label,
            "number": number,
            "byNumber": by_number,
            "required": required,
            "headRefName": head_ref_name,
            "byHead": by_head,
            "headOid": head_oid,
            "byCommit": by_commit,
            "details": details,
            "base": base,
            "baseHistory": base_history,
            "suites": suites,
            "runs": runs,
            "issues": issues,
            "withSettings": with_settings,
            "workflowFile": workflow_file,
            "workflowOnBase": workflow_on_base,
            "workflows": workflows,
            "workflowsOnBase": workflows_on_base,
            "withWorkflow": with_workflow,
            "gatePath": gate_path,
            "withGateAtHead": with_gate_at_head,
            "withGateOnBase": with_gate_on_base,
            "withNames": with_names,
            "deletions": deletions,
        }
        response = self.execute(
            query=query, operation_name="ReadScope", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadScope.model_validate(data)

    def read_gate_file(
        self,
        owner: str,
        name: str,
        workflow_file: str,
        workflow_on_base: str,
        workflows: str,
        workflows_on_base: str,
        **kwargs: Any,
    ) -> "ReadGateFile":
        from .read_gate_file import ReadGateFile

        query = gql("""
            query ReadGateFile($owner: String!, $name: String!, $workflowFile: String!, $workflowOnBase: String!, $workflows: String!, $workflowsOnBase: String!) {
              repository(owner: $owner, name: $name) {
                ...GateFile
                ...GateFileOnBase
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment GateFile on Repository {
              workflowFile: object(expression: $workflowFile) {
                __typename
                ...TextFile
              }
              workflows: object(expression: $workflows) {
                __typename
                oid
              }
            }

            fragment GateFileOnBase on Repository {
              workflowOnBase: object(expression: $workflowOnBase) {
                __typename
                ...TextFile
              }
              workflowsOnBase: object(expression: $workflowsOnBase) {
                __typename
                oid
              }
            }

            fragment TextFile on Blob {
              text
              isTruncated
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "workflowFile": workflow_file,
            "workflowOnBase": workflow_on_base,
            "workflows": workflows,
            "workflowsOnBase": workflows_on_base,
        }
        response = self.execute(
            query=query, operation_name="ReadGateFile", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadGateFile.model_validate(data)

    def read_workflows(
        self,
        owner: str,
        name: str,
        workflows: str,
        head: str,
        at_head: str,
        **kwargs: Any,
    ) -> "ReadWorkflows":
        from .read_workflows import ReadWorkflows

        query = gql("""
            query ReadWorkflows($owner: String!, $name: String!, $workflows: String!, $head: String!, $atHead: String!) {
              repository(owner: $owner, name: $name) {
                workflowFiles: object(expression: $workflows) {
                  __typename
                  ...WorkflowFolder
                }
                head: object(expression: $head) {
                  __typename
                  oid
                }
                filesAtHead: object(expression: $atHead) {
                  __typename
                  ...WorkflowFolder
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment TextFile on Blob {
              text
              isTruncated
            }

            fragment WorkflowFolder on Tree {
              entries {
                name
                oid
                blob: object {
                  __typename
                  ...TextFile
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "workflows": workflows,
            "head": head,
            "atHead": at_head,
        }
        response = self.execute(
            query=query, operation_name="ReadWorkflows", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadWorkflows.model_validate(data)

    def read_subjects(
        self,
        owner: str,
        name: str,
        ids: list[str],
        recent: Union[Optional[bool], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadSubjects":
        from .read_subjects import ReadSubjects

        query = gql("""
            query ReadSubjects($owner: String!, $name: String!, $ids: [ID!]!, $recent: Boolean = true, $after: String) {
              nodes(ids: $ids) {
                __typename
                ...SubjectState
              }
              repository(owner: $owner, name: $name) @include(if: $recent) {
                refs(refPrefix: "refs/heads/", first: 100) {
                  totalCount
                  nodes {
                    name
                  }
                }
                defaultBranchRef {
                  target {
                    __typename
                    ...RecentCommits
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment BaseChecks on Commit {
              oid
              committedDate
              url
              checkSuites(first: 12) {
                nodes {
                  ...SuiteRef
                  runs: checkRuns(first: 100, filterBy: {checkType: LATEST}) {
                    nodes {
                      ...CheckRunRow
                    }
                  }
                }
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment CheckRunRow on CheckRun {
              id
              databaseId
              name
              status
              conclusion
              startedAt
              completedAt
              detailsUrl
              permalink
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment RecentCommits on Commit {
              history(first: 12, after: $after) {
                pageInfo {
                  ...Cursor
                }
                nodes {
                  ...BaseChecks
                }
              }
            }

            fragment RunAttempt on WorkflowRun {
              runAttempt
            }

            fragment SubjectState on PullRequest {
              id
              pullRequestState: state
            }

            fragment SuiteRef on CheckSuite {
              id
              suiteStatus: status
              suiteConclusion: conclusion
              createdAt
              url
              app {
                slug
              }
              workflowRun {
                databaseId
                runNumber
                url
                event
                ...RunAttempt
                file {
                  path
                }
                workflow {
                  name
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "ids": ids,
            "recent": recent,
            "after": after,
        }
        response = self.execute(
            query=query, operation_name="ReadSubjects", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadSubjects.model_validate(data)

    def read_traces(
        self,
        owner: str,
        name: str,
        states: list["PullRequestState"],
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadTraces":
        from .read_traces import ReadTraces

        query = gql("""
            query ReadTraces($owner: String!, $name: String!, $states: [PullRequestState!]!, $after: String) {
              repository(owner: $owner, name: $name) {
                pullRequests(
                  first: 25
                  after: $after
                  states: $states
                  orderBy: {field: UPDATED_AT, direction: DESC}
                ) {
                  totalCount
                  pageInfo {
                    ...Cursor
                  }
                  nodes {
                    ...PullRequestTraces
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment LabelRef on Label {
              id
              name
            }

            fragment PullRequestTraces on PullRequest {
              id
              number
              labels(first: 50) {
                nodes {
                  ...LabelRef
                }
              }
              comments(first: 100) {
                totalCount
                nodes {
                  ...TrackerNote
                }
              }
            }

            fragment TrackerNote on IssueComment {
              id
              url
              body
              createdAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "states": states,
            "after": after,
        }
        response = self.execute(
            query=query, operation_name="ReadTraces", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadTraces.model_validate(data)

    def read_unlisted_issues(
        self,
        owner: str,
        name: str,
        tracker_label: str,
        after_issue: Union[Optional[str], "UnsetType"] = UNSET,
        after_closed: Union[Optional[str], "UnsetType"] = UNSET,
        issues: Union[Optional[bool], "UnsetType"] = UNSET,
        closed: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReadUnlistedIssues":
        from .read_unlisted_issues import ReadUnlistedIssues

        query = gql("""
            query ReadUnlistedIssues($owner: String!, $name: String!, $trackerLabel: String!, $afterIssue: String, $afterClosed: String, $issues: Boolean = true, $closed: Boolean = true) {
              repository(owner: $owner, name: $name) {
                issues(
                  first: 100
                  after: $afterIssue
                  states: [OPEN]
                  orderBy: {field: UPDATED_AT, direction: DESC}
                ) @include(if: $issues) {
                  pageInfo {
                    ...Cursor
                  }
                  nodes {
                    id
                    viewerDidAuthor
                  }
                }
                closedTrackers: issues(
                  first: 100
                  after: $afterClosed
                  labels: [$trackerLabel]
                  states: [CLOSED]
                  orderBy: {field: UPDATED_AT, direction: DESC}
                ) @include(if: $closed) {
                  pageInfo {
                    ...Cursor
                  }
                  nodes {
                    ...TrackerIssue
                  }
                }
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment Cursor on PageInfo {
              hasNextPage
              endCursor
            }

            fragment EditTimes on UserContentEditConnection {
              totalCount
              nodes {
                editedAt
              }
            }

            fragment IssueDuplicate on Issue {
              duplicateOf {
                id
              }
            }

            fragment IssueEditTimes on Issue {
              userContentEdits(first: 2) {
                ...EditTimes
              }
            }

            fragment LabelRef on Label {
              id
              name
            }

            fragment TrackerIssue on Issue {
              id
              number
              title
              url
              body
              issueState: state
              createdAt
              updatedAt
              lastEditedAt
              closedAt
              locked
              viewerDidAuthor
              labels(first: 20) {
                nodes {
                  ...LabelRef
                }
              }
              stateReason
              ...IssueDuplicate
              ...IssueEditTimes
              notes: comments(last: 5) {
                totalCount
                nodes {
                  ...TrackerNote
                }
              }
            }

            fragment TrackerNote on IssueComment {
              id
              url
              body
              createdAt
              viewerDidAuthor
              fullDatabaseId
              isMinimized
            }
            """)
        variables: dict[str, object] = {
            "owner": owner,
            "name": name,
            "trackerLabel": tracker_label,
            "afterIssue": after_issue,
            "afterClosed": after_closed,
            "issues": issues,
            "closed": closed,
        }
        response = self.execute(
            query=query,
            operation_name="ReadUnlistedIssues",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ReadUnlistedIssues.model_validate(data)

    def read_issue_bodies(self, ids: list[str], **kwargs: Any) -> "ReadIssueBodies":
        from .read_issue_bodies import ReadIssueBodies

        query = gql("""
            query ReadIssueBodies($ids: [ID!]!) {
              nodes(ids: $ids) {
                __typename
                ...RecentIssue
              }
              rateLimit {
                ...Budget
              }
            }

            fragment Budget on RateLimit {
              cost
              limit
              remaining
              resetAt
            }

            fragment RecentIssue on Issue {
              id
              number
              body
              viewerDidAuthor
            }
            """)
        variables: dict[str, object] = {"ids": ids}
        response = self.execute(
            query=query, operation_name="ReadIssueBodies", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReadIssueBodies.model_validate(data)
