from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ProbeTwice(BaseModel):
    first: Optional["ProbeTwiceFirst"] = Field(default=None)
    second: Optional["ProbeTwiceSecond"] = Field(default=None)


class ProbeTwiceFirst(BaseModel):
    comment_edge: Optional["ProbeTwiceFirstCommentEdge"] = Field(default=None)


class ProbeTwiceFirstCommentEdge(BaseModel):
    node: Optional["ProbeTwiceFirstCommentEdgeNode"] = Field(default=None)


class ProbeTwiceFirstCommentEdgeNode(BaseModel):
    id: str


class ProbeTwiceSecond(BaseModel):
    comment_edge: Optional["ProbeTwiceSecondCommentEdge"] = Field(default=None)


class ProbeTwiceSecondCommentEdge(BaseModel):
    node: Optional["ProbeTwiceSecondCommentEdgeNode"] = Field(default=None)


class ProbeTwiceSecondCommentEdgeNode(BaseModel):
    id: str
    issue: "ProbeTwiceSecondCommentEdgeNodeIssue"


class ProbeTwiceSecondCommentEdgeNodeIssue(BaseModel):
    comments: "ProbeTwiceSecondCommentEdgeNodeIssueComments"


class ProbeTwiceSecondCommentEdgeNodeIssueComments(BaseModel):
    nodes: Optional[list[Optional["ProbeTwiceFirstCommentEdgeNode"]]] = Field(
        default=None
    )
