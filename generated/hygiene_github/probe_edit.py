from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import CommentOverwritten, CommentOverwrittenAuthor, Edits  # noqa: F401


class ProbeEdit(BaseModel):
    update_issue_comment: Optional["ProbeEditUpdateIssueComment"] = Field(default=None)


class ProbeEditUpdateIssueComment(BaseModel):
    issue_comment: Optional["ProbeEditUpdateIssueCommentIssueComment"] = Field(
        default=None
    )


class ProbeEditUpdateIssueCommentIssueComment(CommentOverwritten):
    id: str
    body: str
