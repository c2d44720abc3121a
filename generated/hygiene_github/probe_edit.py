from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ProbeEdit(BaseModel):
    update_issue_comment: Optional["ProbeEditUpdateIssueComment"] = Field(default=None)


class ProbeEditUpdateIssueComment(BaseModel):
    issue_comment: Optional["ProbeEditUpdateIssueCommentIssueComment"] = Field(
        default=None
    )


class ProbeEditUpdateIssueCommentIssueComment(BaseModel):
    id: str
    body: str
    user_content_edits: Optional[
        "ProbeEditUpdateIssueCommentIssueCommentUserContentEdits"
    ] = Field(default=None)


class ProbeEditUpdateIssueCommentIssueCommentUserContentEdits(BaseModel):
    total_count: int
