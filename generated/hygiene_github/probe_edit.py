from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .fragments import CommentOverwritten


class ProbeEdit(BaseModel):
    update_issue_comment: Optional[ProbeEditUpdateIssueComment] = None


class ProbeEditUpdateIssueComment(BaseModel):
    issue_comment: Optional[ProbeEditUpdateIssueCommentIssueComment] = None


class ProbeEditUpdateIssueCommentIssueComment(CommentOverwritten):
    id: str
    body: str
