from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import BranchRules, Budget, ReportedChecks
from .open_world import by_typename


class ReadReported(BaseModel):
    repository: Optional[ReadReportedRepository] = None
    rate_limit: Optional[Budget] = None


class ReadReportedRepository(BaseModel):
    default_branch_ref: Optional[ReadReportedRepositoryDefaultBranchRef] = None
    pull_request: Optional[ReadReportedRepositoryPullRequest] = None


class ReadReportedRepositoryDefaultBranchRef(BranchRules):
    name: str
    ref_update_rule: Optional[ReadReportedRepositoryDefaultBranchRefRefUpdateRule] = (
        None
    )
    target: Optional[
        Annotated[
            Union[
                ReadReportedRepositoryDefaultBranchRefTargetCommit,
                ReadReportedRepositoryDefaultBranchRefTargetGitObject,
            ],
            by_typename("Commit"),
        ]
    ] = None


class ReadReportedRepositoryDefaultBranchRefRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = None


class ReadReportedRepositoryDefaultBranchRefTargetGitObject(BaseModel):
    typename__: str
    _known = ("Blob", "GitObject", "Tag", "Tree")


class ReadReportedRepositoryDefaultBranchRefTargetCommit(ReportedChecks):
    typename__: Literal["Commit"]


class ReadReportedRepositoryPullRequest(BaseModel):
    base_ref: Optional[ReadReportedRepositoryPullRequestBaseRef] = None
    commits: ReadReportedRepositoryPullRequestCommits


class ReadReportedRepositoryPullRequestBaseRef(BranchRules):
    id: str
    ref_update_rule: Optional[ReadReportedRepositoryDefaultBranchRefRefUpdateRule] = (
        None
    )


class ReadReportedRepositoryPullRequestCommits(BaseModel):
    nodes: Optional[list[Optional[ReadReportedRepositoryPullRequestCommitsNodes]]] = (
        None
    )


class ReadReportedRepositoryPullRequestCommitsNodes(BaseModel):
    commit: ReportedChecks
