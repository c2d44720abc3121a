from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    CommentOverwrittenAuthor,
    CommentState,
    Edits,
    EditTimes,
    IssueDuplicateDuplicateOf,
    IssueOverwrittenAuthor,
    Scope,
    TrackerIssue,
    TrackerIssueLabels,
    TrackerIssueNotes,
    WrittenComment,
    WrittenIssue,
)
from .open_world import Known, by_typename


class ApplyPlan(BaseModel):
    create_label_1: Optional["ApplyPlanCreateLabel1"] = None
    create_label_2: Optional["ApplyPlanCreateLabel2"] = None
    create_label_3: Optional["ApplyPlanCreateLabel3"] = None
    create_issue_1: Optional["ApplyPlanCreateIssue1"] = None
    create_issue_2: Optional["ApplyPlanCreateIssue2"] = None
    create_issue_3: Optional["ApplyPlanCreateIssue3"] = None
    update_issue_1: Optional["ApplyPlanUpdateIssue1"] = None
    update_issue_2: Optional["ApplyPlanUpdateIssue2"] = None
    update_issue_3: Optional["ApplyPlanUpdateIssue3"] = None
    update_issue_4: Optional["ApplyPlanUpdateIssue4"] = None
    update_issue_5: Optional["ApplyPlanUpdateIssue5"] = None
    update_issue_6: Optional["ApplyPlanUpdateIssue6"] = None
    reopen_issue_1: Optional["ApplyPlanReopenIssue1"] = None
    reopen_issue_2: Optional["ApplyPlanReopenIssue2"] = None
    reopen_issue_3: Optional["ApplyPlanReopenIssue3"] = None
    add_labels_1: Optional["ApplyPlanAddLabels1"] = None
    add_labels_2: Optional["ApplyPlanAddLabels2"] = None
    add_labels_3: Optional["ApplyPlanAddLabels3"] = None
    add_labels_4: Optional["ApplyPlanAddLabels4"] = None
    add_note_1: Optional["ApplyPlanAddNote1"] = None
    add_note_2: Optional["ApplyPlanAddNote2"] = None
    add_note_3: Optional["ApplyPlanAddNote3"] = None
    add_note_4: Optional["ApplyPlanAddNote4"] = None
    close_issue_1: Optional["ApplyPlanCloseIssue1"] = None
    close_issue_2: Optional["ApplyPlanCloseIssue2"] = None
    close_issue_3: Optional["ApplyPlanCloseIssue3"] = None
    close_issue_4: Optional["ApplyPlanCloseIssue4"] = None
    close_issue_5: Optional["ApplyPlanCloseIssue5"] = None
    close_issue_6: Optional["ApplyPlanCloseIssue6"] = None
    remove_labels_1: Optional["ApplyPlanRemoveLabels1"] = None
    remove_labels_2: Optional["ApplyPlanRemoveLabels2"] = None
    remove_labels_3: Optional["ApplyPlanRemoveLabels3"] = None
    remove_labels_4: Optional["ApplyPlanRemoveLabels4"] = None
    delete_comment_1: Optional["ApplyPlanDeleteComment1"] = None
    delete_comment_2: Optional["ApplyPlanDeleteComment2"] = None
    delete_comment_3: Optional["ApplyPlanDeleteComment3"] = None
    delete_comment_4: Optional["ApplyPlanDeleteComment4"] = None
    minimize_comment_1: Optional["ApplyPlanMinimizeComment1"] = None
    minimize_comment_2: Optional["ApplyPlanMinimizeComment2"] = None
    add_comment_1: Optional["ApplyPlanAddComment1"] = None
    add_comment_2: Optional["ApplyPlanAddComment2"] = None
    update_comment_1: Optional["ApplyPlanUpdateComment1"] = None
    update_comment_2: Optional["ApplyPlanUpdateComment2"] = None
    update_comment_3: Optional["ApplyPlanUpdateComment3"] = None


class ApplyPlanCreateLabel1(BaseModel):
    label: Optional["ApplyPlanCreateLabel1Label"] = Field(default=None)


class ApplyPlanCreateLabel1Label(BaseModel):
    id: str


class ApplyPlanCreateLabel2(BaseModel):
    label: Optional["ApplyPlanCreateLabel2Label"] = Field(default=None)


class ApplyPlanCreateLabel2Label(BaseModel):
    id: str


class ApplyPlanCreateLabel3(BaseModel):
    label: Optional["ApplyPlanCreateLabel3Label"] = Field(default=None)


class ApplyPlanCreateLabel3Label(BaseModel):
    id: str
    repository: Optional["ApplyPlanCreateLabel3LabelRepository"] = None


ApplyPlanCreateLabel3LabelRepository = Scope


class ApplyPlanCreateIssue1(BaseModel):
    issue: Optional["ApplyPlanCreateIssue1Issue"] = Field(default=None)


ApplyPlanCreateIssue1Issue = TrackerIssue


class ApplyPlanCreateIssue2(BaseModel):
    issue: Optional["ApplyPlanCreateIssue2Issue"] = Field(default=None)


ApplyPlanCreateIssue2Issue = TrackerIssue


class ApplyPlanCreateIssue3(BaseModel):
    issue: Optional["ApplyPlanCreateIssue3Issue"] = Field(default=None)


class ApplyPlanCreateIssue3Issue(TrackerIssue):
    repository: Optional["ApplyPlanCreateIssue3IssueRepository"] = None


ApplyPlanCreateIssue3IssueRepository = Scope


class ApplyPlanUpdateIssue1(BaseModel):
    issue: Optional["ApplyPlanUpdateIssue1Issue"] = Field(default=None)


ApplyPlanUpdateIssue1Issue = WrittenIssue


class ApplyPlanUpdateIssue2(BaseModel):
    issue: Optional["ApplyPlanUpdateIssue2Issue"] = Field(default=None)


ApplyPlanUpdateIssue2Issue = WrittenIssue


class ApplyPlanUpdateIssue3(BaseModel):
    issue: Optional["ApplyPlanUpdateIssue3Issue"] = Field(default=None)


ApplyPlanUpdateIssue3Issue = WrittenIssue


class ApplyPlanUpdateIssue4(BaseModel):
    issue: Optional["ApplyPlanUpdateIssue4Issue"] = Field(default=None)


ApplyPlanUpdateIssue4Issue = WrittenIssue


class ApplyPlanUpdateIssue5(BaseModel):
    issue: Optional["ApplyPlanUpdateIssue5Issue"] = Field(default=None)


ApplyPlanUpdateIssue5Issue = WrittenIssue


class ApplyPlanUpdateIssue6(BaseModel):
    issue: Optional["ApplyPlanUpdateIssue6Issue"] = Field(default=None)


class ApplyPlanUpdateIssue6Issue(WrittenIssue):
    repository: Optional["ApplyPlanUpdateIssue6IssueRepository"] = None


ApplyPlanUpdateIssue6IssueRepository = Scope


class ApplyPlanReopenIssue1(BaseModel):
    issue: Optional["ApplyPlanReopenIssue1Issue"] = Field(default=None)


class ApplyPlanReopenIssue1Issue(BaseModel):
    id: str


class ApplyPlanReopenIssue2(BaseModel):
    issue: Optional["ApplyPlanReopenIssue2Issue"] = Field(default=None)


class ApplyPlanReopenIssue2Issue(BaseModel):
    id: str


class ApplyPlanReopenIssue3(BaseModel):
    issue: Optional["ApplyPlanReopenIssue3Issue"] = Field(default=None)


class ApplyPlanReopenIssue3Issue(BaseModel):
    id: str
    repository: Optional["ApplyPlanReopenIssue3IssueRepository"] = None


ApplyPlanReopenIssue3IssueRepository = Scope


class ApplyPlanAddLabels1(BaseModel):
    labelable: Optional["ApplyPlanAddLabels1Labelable"] = Field(default=None)


class ApplyPlanAddLabels1Labelable(BaseModel):
    typename__: Annotated[
        str, Known("Discussion", "Issue", "Labelable", "PullRequest")
    ] = Field(alias="__typename")


class ApplyPlanAddLabels2(BaseModel):
    labelable: Optional["ApplyPlanAddLabels2Labelable"] = Field(default=None)


class ApplyPlanAddLabels2Labelable(BaseModel):
    typename__: Annotated[
        str, Known("Discussion", "Issue", "Labelable", "PullRequest")
    ] = Field(alias="__typename")


class ApplyPlanAddLabels3(BaseModel):
    labelable: Optional["ApplyPlanAddLabels3Labelable"] = Field(default=None)


class ApplyPlanAddLabels3Labelable(BaseModel):
    typename__: Annotated[
        str, Known("Discussion", "Issue", "Labelable", "PullRequest")
    ] = Field(alias="__typename")


class ApplyPlanAddLabels4(BaseModel):
    labelable: Optional[
        Annotated[
            Union[
                Annotated["ApplyPlanAddLabels4LabelableIssue", Tag("Issue")],
                Annotated[
                    "ApplyPlanAddLabels4LabelablePullRequest", Tag("PullRequest")
                ],
                Annotated["ApplyPlanAddLabels4LabelableLabelable", Tag("*")],
            ],
            by_typename("Issue", "PullRequest"),
        ]
    ] = Field(default=None)


class ApplyPlanAddLabels4LabelableLabelable(BaseModel):
    typename__: Annotated[str, Known("Discussion", "Labelable")] = Field(
        alias="__typename"
    )


class ApplyPlanAddLabels4LabelableIssue(BaseModel):
    typename__: Literal["Issue"] = Field(alias="__typename")
    id: str
    repository: Optional["ApplyPlanAddLabels4LabelableIssueRepository"] = None


ApplyPlanAddLabels4LabelableIssueRepository = Scope


class ApplyPlanAddLabels4LabelablePullRequest(BaseModel):
    typename__: Literal["PullRequest"] = Field(alias="__typename")
    id: str
    repository: Optional["ApplyPlanAddLabels4LabelablePullRequestRepository"] = None


ApplyPlanAddLabels4LabelablePullRequestRepository = Scope


class ApplyPlanAddNote1(BaseModel):
    comment_edge: Optional["ApplyPlanAddNote1CommentEdge"] = Field(default=None)


class ApplyPlanAddNote1CommentEdge(BaseModel):
    node: Optional["ApplyPlanAddNote1CommentEdgeNode"] = Field(default=None)


class ApplyPlanAddNote1CommentEdgeNode(BaseModel):
    id: str


class ApplyPlanAddNote2(BaseModel):
    comment_edge: Optional["ApplyPlanAddNote2CommentEdge"] = Field(default=None)


class ApplyPlanAddNote2CommentEdge(BaseModel):
    node: Optional["ApplyPlanAddNote2CommentEdgeNode"] = Field(default=None)


class ApplyPlanAddNote2CommentEdgeNode(BaseModel):
    id: str


class ApplyPlanAddNote3(BaseModel):
    comment_edge: Optional["ApplyPlanAddNote3CommentEdge"] = Field(default=None)


class ApplyPlanAddNote3CommentEdge(BaseModel):
    node: Optional["ApplyPlanAddNote3CommentEdgeNode"] = Field(default=None)


class ApplyPlanAddNote3CommentEdgeNode(BaseModel):
    id: str


class ApplyPlanAddNote4(BaseModel):
    comment_edge: Optional["ApplyPlanAddNote4CommentEdge"] = Field(default=None)


class ApplyPlanAddNote4CommentEdge(BaseModel):
    node: Optional["ApplyPlanAddNote4CommentEdgeNode"] = Field(default=None)


class ApplyPlanAddNote4CommentEdgeNode(BaseModel):
    id: str
    repository: Optional["ApplyPlanAddNote4CommentEdgeNodeRepository"] = None


ApplyPlanAddNote4CommentEdgeNodeRepository = Scope


class ApplyPlanCloseIssue1(BaseModel):
    issue: Optional["ApplyPlanCloseIssue1Issue"] = Field(default=None)


class ApplyPlanCloseIssue1Issue(BaseModel):
    id: str


class ApplyPlanCloseIssue2(BaseModel):
    issue: Optional["ApplyPlanCloseIssue2Issue"] = Field(default=None)


class ApplyPlanCloseIssue2Issue(BaseModel):
    id: str


class ApplyPlanCloseIssue3(BaseModel):
    issue: Optional["ApplyPlanCloseIssue3Issue"] = Field(default=None)


class ApplyPlanCloseIssue3Issue(BaseModel):
    id: str


class ApplyPlanCloseIssue4(BaseModel):
    issue: Optional["ApplyPlanCloseIssue4Issue"] = Field(default=None)


class ApplyPlanCloseIssue4Issue(BaseModel):
    id: str


class ApplyPlanCloseIssue5(BaseModel):
    issue: Optional["ApplyPlanCloseIssue5Issue"] = Field(default=None)


class ApplyPlanCloseIssue5Issue(BaseModel):
    id: str


class ApplyPlanCloseIssue6(BaseModel):
    issue: Optional["ApplyPlanCloseIssue6Issue"] = Field(default=None)


class ApplyPlanCloseIssue6Issue(BaseModel):
    id: str
    repository: Optional["ApplyPlanCloseIssue6IssueRepository"] = None


ApplyPlanCloseIssue6IssueRepository = Scope


class ApplyPlanRemoveLabels1(BaseModel):
    labelable: Optional["ApplyPlanRemoveLabels1Labelable"] = Field(default=None)


class ApplyPlanRemoveLabels1Labelable(BaseModel):
    typename__: Annotated[
        str, Known("Discussion", "Issue", "Labelable", "PullRequest")
    ] = Field(alias="__typename")


class ApplyPlanRemoveLabels2(BaseModel):
    labelable: Optional["ApplyPlanRemoveLabels2Labelable"] = Field(default=None)


class ApplyPlanRemoveLabels2Labelable(BaseModel):
    typename__: Annotated[
        str, Known("Discussion", "Issue", "Labelable", "PullRequest")
    ] = Field(alias="__typename")


class ApplyPlanRemoveLabels3(BaseModel):
    labelable: Optional["ApplyPlanRemoveLabels3Labelable"] = Field(default=None)


class ApplyPlanRemoveLabels3Labelable(BaseModel):
    typename__: Annotated[
        str, Known("Discussion", "Issue", "Labelable", "PullRequest")
    ] = Field(alias="__typename")


class ApplyPlanRemoveLabels4(BaseModel):
    labelable: Optional[
        Annotated[
            Union[
                Annotated["ApplyPlanRemoveLabels4LabelableIssue", Tag("Issue")],
                Annotated[
                    "ApplyPlanRemoveLabels4LabelablePullRequest", Tag("PullRequest")
                ],
                Annotated["ApplyPlanRemoveLabels4LabelableLabelable", Tag("*")],
            ],
            by_typename("Issue", "PullRequest"),
        ]
    ] = Field(default=None)


class ApplyPlanRemoveLabels4LabelableLabelable(BaseModel):
    typename__: Annotated[str, Known("Discussion", "Labelable")] = Field(
        alias="__typename"
    )


class ApplyPlanRemoveLabels4LabelableIssue(BaseModel):
    typename__: Literal["Issue"] = Field(alias="__typename")
    id: str
    repository: Optional["ApplyPlanRemoveLabels4LabelableIssueRepository"] = None


ApplyPlanRemoveLabels4LabelableIssueRepository = Scope


class ApplyPlanRemoveLabels4LabelablePullRequest(BaseModel):
    typename__: Literal["PullRequest"] = Field(alias="__typename")
    id: str
    repository: Optional["ApplyPlanRemoveLabels4LabelablePullRequestRepository"] = None


ApplyPlanRemoveLabels4LabelablePullRequestRepository = Scope


class ApplyPlanDeleteComment1(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


class ApplyPlanDeleteComment2(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


class ApplyPlanDeleteComment3(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


class ApplyPlanDeleteComment4(BaseModel):
    client_mutation_id: Optional[str] = Field(default=None)


class ApplyPlanMinimizeComment1(BaseModel):
    minimized_comment: Optional["ApplyPlanMinimizeComment1MinimizedComment"] = Field(
        default=None
    )


class ApplyPlanMinimizeComment1MinimizedComment(BaseModel):
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


class ApplyPlanMinimizeComment2(BaseModel):
    minimized_comment: Optional[
        Annotated[
            Union[
                Annotated[
                    "ApplyPlanMinimizeComment2MinimizedCommentIssueComment",
                    Tag("IssueComment"),
                ],
                Annotated[
                    "ApplyPlanMinimizeComment2MinimizedCommentMinimizable", Tag("*")
                ],
            ],
            by_typename("IssueComment"),
        ]
    ] = Field(default=None)


class ApplyPlanMinimizeComment2MinimizedCommentMinimizable(BaseModel):
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


class ApplyPlanMinimizeComment2MinimizedCommentIssueComment(BaseModel):
    typename__: Literal["IssueComment"] = Field(alias="__typename")
    id: str
    repository: Optional[
        "ApplyPlanMinimizeComment2MinimizedCommentIssueCommentRepository"
    ] = None


ApplyPlanMinimizeComment2MinimizedCommentIssueCommentRepository = Scope


class ApplyPlanAddComment1(BaseModel):
    comment_edge: Optional["ApplyPlanAddComment1CommentEdge"] = Field(default=None)


class ApplyPlanAddComment1CommentEdge(BaseModel):
    node: Optional["ApplyPlanAddComment1CommentEdgeNode"] = Field(default=None)


ApplyPlanAddComment1CommentEdgeNode = CommentState


class ApplyPlanAddComment2(BaseModel):
    comment_edge: Optional["ApplyPlanAddComment2CommentEdge"] = Field(default=None)


class ApplyPlanAddComment2CommentEdge(BaseModel):
    node: Optional["ApplyPlanAddComment2CommentEdgeNode"] = Field(default=None)


class ApplyPlanAddComment2CommentEdgeNode(CommentState):
    repository: Optional["ApplyPlanAddComment2CommentEdgeNodeRepository"] = None


ApplyPlanAddComment2CommentEdgeNodeRepository = Scope


class ApplyPlanUpdateComment1(BaseModel):
    issue_comment: Optional["ApplyPlanUpdateComment1IssueComment"] = Field(default=None)


ApplyPlanUpdateComment1IssueComment = WrittenComment


class ApplyPlanUpdateComment2(BaseModel):
    issue_comment: Optional["ApplyPlanUpdateComment2IssueComment"] = Field(default=None)


ApplyPlanUpdateComment2IssueComment = WrittenComment


class ApplyPlanUpdateComment3(BaseModel):
    issue_comment: Optional["ApplyPlanUpdateComment3IssueComment"] = Field(default=None)


class ApplyPlanUpdateComment3IssueComment(WrittenComment):
    repository: Optional["ApplyPlanUpdateComment3IssueCommentRepository"] = None


ApplyPlanUpdateComment3IssueCommentRepository = Scope
