from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import CommentState, Scope, TrackerIssue, WrittenComment, WrittenIssue
from .open_world import by_typename


class ApplyPlan(BaseModel):
    create_label_1: Optional[ApplyPlanCreateLabel1] = None
    create_label_2: Optional[ApplyPlanCreateLabel1] = None
    create_label_3: Optional[ApplyPlanCreateLabel3] = None
    create_issue_1: Optional[ApplyPlanCreateIssue1] = None
    create_issue_2: Optional[ApplyPlanCreateIssue1] = None
    create_issue_3: Optional[ApplyPlanCreateIssue3] = None
    update_issue_1: Optional[ApplyPlanUpdateIssue1] = None
    update_issue_2: Optional[ApplyPlanUpdateIssue1] = None
    update_issue_3: Optional[ApplyPlanUpdateIssue1] = None
    update_issue_4: Optional[ApplyPlanUpdateIssue1] = None
    update_issue_5: Optional[ApplyPlanUpdateIssue1] = None
    update_issue_6: Optional[ApplyPlanUpdateIssue6] = None
    reopen_issue_1: Optional[ApplyPlanReopenIssue1] = None
    reopen_issue_2: Optional[ApplyPlanReopenIssue1] = None
    reopen_issue_3: Optional[ApplyPlanReopenIssue3] = None
    add_labels_1: Optional[ApplyPlanAddLabels1] = None
    add_labels_2: Optional[ApplyPlanAddLabels1] = None
    add_labels_3: Optional[ApplyPlanAddLabels1] = None
    add_labels_4: Optional[ApplyPlanAddLabels4] = None
    add_note_1: Optional[ApplyPlanAddNote1] = None
    add_note_2: Optional[ApplyPlanAddNote1] = None
    add_note_3: Optional[ApplyPlanAddNote1] = None
    add_note_4: Optional[ApplyPlanAddNote4] = None
    close_issue_1: Optional[ApplyPlanReopenIssue1] = None
    close_issue_2: Optional[ApplyPlanReopenIssue1] = None
    close_issue_3: Optional[ApplyPlanReopenIssue1] = None
    close_issue_4: Optional[ApplyPlanReopenIssue1] = None
    close_issue_5: Optional[ApplyPlanReopenIssue1] = None
    close_issue_6: Optional[ApplyPlanReopenIssue3] = None
    remove_labels_1: Optional[ApplyPlanAddLabels1] = None
    remove_labels_2: Optional[ApplyPlanAddLabels1] = None
    remove_labels_3: Optional[ApplyPlanAddLabels1] = None
    remove_labels_4: Optional[ApplyPlanRemoveLabels4] = None
    delete_comment_1: Optional[ApplyPlanDeleteComment1] = None
    delete_comment_2: Optional[ApplyPlanDeleteComment1] = None
    delete_comment_3: Optional[ApplyPlanDeleteComment1] = None
    delete_comment_4: Optional[ApplyPlanDeleteComment1] = None
    minimize_comment_1: Optional[ApplyPlanMinimizeComment1] = None
    minimize_comment_2: Optional[ApplyPlanMinimizeComment2] = None
    add_comment_1: Optional[ApplyPlanAddComment1] = None
    add_comment_2: Optional[ApplyPlanAddComment2] = None
    update_comment_1: Optional[ApplyPlanUpdateComment1] = None
    update_comment_2: Optional[ApplyPlanUpdateComment1] = None
    update_comment_3: Optional[ApplyPlanUpdateComment3] = None


class ApplyPlanCreateLabel1(BaseModel):
    label: Optional[ApplyPlanCreateLabel1Label] = None


class ApplyPlanCreateLabel1Label(BaseModel):
    id: str


class ApplyPlanCreateLabel3(BaseModel):
    label: Optional[ApplyPlanCreateLabel3Label] = None


class ApplyPlanCreateLabel3Label(BaseModel):
    id: str
    repository: Optional[Scope] = None


class ApplyPlanCreateIssue1(BaseModel):
    issue: Optional[TrackerIssue] = None


class ApplyPlanCreateIssue3(BaseModel):
    issue: Optional[ApplyPlanCreateIssue3Issue] = None


class ApplyPlanCreateIssue3Issue(TrackerIssue):
    repository: Optional[Scope] = None


class ApplyPlanUpdateIssue1(BaseModel):
    issue: Optional[WrittenIssue] = None


class ApplyPlanUpdateIssue6(BaseModel):
    issue: Optional[ApplyPlanUpdateIssue6Issue] = None


class ApplyPlanUpdateIssue6Issue(WrittenIssue):
    repository: Optional[Scope] = None


class ApplyPlanReopenIssue1(BaseModel):
    issue: Optional[ApplyPlanCreateLabel1Label] = None


class ApplyPlanReopenIssue3(BaseModel):
    issue: Optional[ApplyPlanCreateLabel3Label] = None


class ApplyPlanAddLabels1(BaseModel):
    labelable: Optional[ApplyPlanAddLabels1Labelable] = None


class ApplyPlanAddLabels1Labelable(BaseModel):
    typename__: str
    _known = ("Discussion", "Issue", "Labelable", "PullRequest")


class ApplyPlanAddLabels4(BaseModel):
    labelable: Optional[
        Annotated[
            Union[
                ApplyPlanAddLabels4LabelableIssue,
                ApplyPlanAddLabels4LabelablePullRequest,
                ApplyPlanAddLabels4LabelableLabelable,
            ],
            by_typename("Issue", "PullRequest"),
        ]
    ] = None


class ApplyPlanAddLabels4LabelableLabelable(BaseModel):
    typename__: str
    _known = ("Discussion", "Labelable")


class ApplyPlanAddLabels4LabelableIssue(BaseModel):
    typename__: Literal["Issue"]
    id: str
    repository: Optional[Scope] = None


class ApplyPlanAddLabels4LabelablePullRequest(BaseModel):
    typename__: Literal["PullRequest"]
    id: str
    repository: Optional[Scope] = None


class ApplyPlanAddNote1(BaseModel):
    comment_edge: Optional[ApplyPlanAddNote1CommentEdge] = None


class ApplyPlanAddNote1CommentEdge(BaseModel):
    node: Optional[ApplyPlanCreateLabel1Label] = None


class ApplyPlanAddNote4(BaseModel):
    comment_edge: Optional[ApplyPlanAddNote4CommentEdge] = None


class ApplyPlanAddNote4CommentEdge(BaseModel):
    node: Optional[ApplyPlanCreateLabel3Label] = None


class ApplyPlanRemoveLabels4(BaseModel):
    labelable: Optional[
        Annotated[
            Union[
                ApplyPlanAddLabels4LabelablePullRequest,
                ApplyPlanRemoveLabels4LabelableLabelable,
            ],
            by_typename("PullRequest"),
        ]
    ] = None


class ApplyPlanRemoveLabels4LabelableLabelable(BaseModel):
    typename__: str
    _known = ("Discussion", "Issue", "Labelable")


class ApplyPlanDeleteComment1(BaseModel):
    client_mutation_id: Optional[str] = None


class ApplyPlanMinimizeComment1(BaseModel):
    minimized_comment: Optional[ApplyPlanMinimizeComment1MinimizedComment] = None


class ApplyPlanMinimizeComment1MinimizedComment(BaseModel):
    typename__: str
    _known = (
        "CommitComment",
        "DiscussionComment",
        "GistComment",
        "IssueComment",
        "Minimizable",
        "PullRequestReview",
        "PullRequestReviewComment",
    )


class ApplyPlanMinimizeComment2(BaseModel):
    minimized_comment: Optional[
        Annotated[
            Union[
                ApplyPlanMinimizeComment2MinimizedCommentIssueComment,
                ApplyPlanMinimizeComment2MinimizedCommentMinimizable,
            ],
            by_typename("IssueComment"),
        ]
    ] = None


class ApplyPlanMinimizeComment2MinimizedCommentMinimizable(BaseModel):
    typename__: str
    _known = (
        "CommitComment",
        "DiscussionComment",
        "GistComment",
        "Minimizable",
        "PullRequestReview",
        "PullRequestReviewComment",
    )


class ApplyPlanMinimizeComment2MinimizedCommentIssueComment(BaseModel):
    typename__: Literal["IssueComment"]
    id: str
    repository: Optional[Scope] = None


class ApplyPlanAddComment1(BaseModel):
    comment_edge: Optional[ApplyPlanAddComment1CommentEdge] = None


class ApplyPlanAddComment1CommentEdge(BaseModel):
    node: Optional[CommentState] = None


class ApplyPlanAddComment2(BaseModel):
    comment_edge: Optional[ApplyPlanAddComment2CommentEdge] = None


class ApplyPlanAddComment2CommentEdge(BaseModel):
    node: Optional[ApplyPlanAddComment2CommentEdgeNode] = None


class ApplyPlanAddComment2CommentEdgeNode(CommentState):
    repository: Optional[Scope] = None


class ApplyPlanUpdateComment1(BaseModel):
    issue_comment: Optional[WrittenComment] = None


class ApplyPlanUpdateComment3(BaseModel):
    issue_comment: Optional[ApplyPlanUpdateComment3IssueComment] = None


class ApplyPlanUpdateComment3IssueComment(WrittenComment):
    repository: Optional[Scope] = None
