from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    BranchRules,
    BranchRulesRules,
    Budget,
    ReportedChecks,
    ReportedChecksCheckSuites,
    ReportedChecksStatus,
)
from .open_world import Known, by_typename


class ReadReported(BaseModel):
    repository: Optional["ReadReportedRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadReportedRepository(BaseModel):
    default_branch_ref: Optional["ReadReportedRepositoryDefaultBranchRef"] = None
    pull_request: Optional["ReadReportedRepositoryPullRequest"] = None


class ReadReportedRepositoryDefaultBranchRef(BranchRules):
    name: str
    ref_update_rule: Optional["ReadReportedRepositoryDefaultBranchRefRefUpdateRule"] = (
        Field(default=None)
    )
    target: Optional[
        Annotated[
            Union[
                Annotated[
                    "ReadReportedRepositoryDefaultBranchRefTargetCommit", Tag("Commit")
                ],
                Annotated[
                    "ReadReportedRepositoryDefaultBranchRefTargetGitObject", Tag("*")
                ],
            ],
            by_typename("Commit"),
        ]
    ] = Field(default=None)


class ReadReportedRepositoryDefaultBranchRefRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = Field(default=None)


class ReadReportedRepositoryDefaultBranchRefTargetGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ReadReportedRepositoryDefaultBranchRefTargetCommit(ReportedChecks):
    typename__: Literal["Commit"] = Field(alias="__typename")


class ReadReportedRepositoryPullRequest(BaseModel):
    base_ref: Optional["ReadReportedRepositoryPullRequestBaseRef"] = Field(default=None)
    commits: "ReadReportedRepositoryPullRequestCommits"


class ReadReportedRepositoryPullRequestBaseRef(BranchRules):
    id: str
    ref_update_rule: Optional["ReadReportedRepositoryDefaultBranchRefRefUpdateRule"] = (
        Field(default=None)
    )


class ReadReportedRepositoryPullRequestCommits(BaseModel):
    nodes: Optional[list[Optional["ReadReportedRepositoryPullRequestCommitsNodes"]]] = (
        Field(default=None)
    )


class ReadReportedRepositoryPullRequestCommitsNodes(BaseModel):
    commit: "ReportedChecks"
