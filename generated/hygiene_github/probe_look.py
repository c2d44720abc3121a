from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .enums import PullRequestState
from .fragments import Budget, ProbeComment, ProbeIssue, ProbeLabel


class ProbeLook(BaseModel):
    viewer: ProbeLookViewer
    repository: Optional[ProbeLookRepository] = None
    rate_limit: Optional[Budget] = None


class ProbeLookViewer(BaseModel):
    login: str


class ProbeLookRepository(BaseModel):
    id: str
    name_with_owner: str
    is_archived: bool
    first: Optional[ProbeLabel] = None
    second: Optional[ProbeLabel] = None
    of_first: ProbeLookRepositoryOfFirst
    of_both: ProbeLookRepositoryOfFirst
    newest: ProbeLookRepositoryOfFirst
    pull_request: Optional[ProbeLookRepositoryPullRequest] = None


class ProbeLookRepositoryOfFirst(BaseModel):
    nodes: Optional[list[Optional[ProbeIssue]]] = None


class ProbeLookRepositoryPullRequest(BaseModel):
    id: str
    number: int
    pull_request_state: PullRequestState
    comments: ProbeLookRepositoryPullRequestComments


class ProbeLookRepositoryPullRequestComments(BaseModel):
    nodes: Optional[list[Optional[ProbeComment]]] = None
