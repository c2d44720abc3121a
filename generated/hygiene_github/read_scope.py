from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    GateFile,
    GateFileOfCommit,
    GateFileOfCommitGateFile,
    GateFileOfCommitGateFolder,
    GateFileOnBase,
    GateFileOnBaseWorkflowOnBaseBlob,
    GateFileOnBaseWorkflowOnBaseGitObject,
    GateFileOnBaseWorkflowsOnBase,
    GateFileWorkflowFileBlob,
    GateFileWorkflowFileGitObject,
    GateFileWorkflows,
    LabelRef,
    SameBranchName,
    Scope,
    ScopeClosedTrackers,
    ScopeDefaultBranchRef,
    ScopeHeadCommit,
    ScopeHeadGitObject,
    ScopeOpenTrackers,
    ScopePullRequest,
    ScopePullRequests,
    ScopeRecentIssues,
    TextFile,
)
from .open_world import Known, by_typename


class ReadScope(BaseModel):
    viewer: Optional["ReadScopeViewer"] = None
    repository: Optional["ReadScopeRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadScopeViewer(BaseModel):
    login: str


class ReadScopeRepository(GateFile, GateFileOnBase, Scope):
    same_branch_name: Optional["ReadScopeRepositorySameBranchName"] = None
    labels: Optional["ReadScopeRepositoryLabels"] = None
    assignable_users: Optional["ReadScopeRepositoryAssignableUsers"] = None
    settings_in_github: Optional[
        Annotated[
            Union[
                Annotated["ReadScopeRepositorySettingsInGithubBlob", Tag("Blob")],
                Annotated["ReadScopeRepositorySettingsInGithubGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = None
    settings_in_root: Optional[
        Annotated[
            Union[
                Annotated["ReadScopeRepositorySettingsInGithubBlob", Tag("Blob")],
                Annotated["ReadScopeRepositorySettingsInGithubGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = None
    settings_in_pyproject: Optional[
        Annotated[
            Union[
                Annotated["ReadScopeRepositorySettingsInGithubBlob", Tag("Blob")],
                Annotated["ReadScopeRepositorySettingsInGithubGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = None
    gate_at_head: Optional["ReadScopeRepositoryGateAtHead"] = None


class ReadScopeRepositorySameBranchName(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["SameBranchName"]]] = Field(default=None)


class ReadScopeRepositoryLabels(BaseModel):
    nodes: Optional[list[Optional["LabelRef"]]] = Field(default=None)


class ReadScopeRepositoryAssignableUsers(BaseModel):
    nodes: Optional[list[Optional["ReadScopeRepositoryAssignableUsersNodes"]]] = Field(
        default=None
    )


class ReadScopeRepositoryAssignableUsersNodes(BaseModel):
    id: str
    login: str


class ReadScopeRepositorySettingsInGithubGitObject(BaseModel):
    typename__: Annotated[str, Known("Commit", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ReadScopeRepositorySettingsInGithubBlob(TextFile):
    typename__: Literal["Blob"] = Field(alias="__typename")


class ReadScopeRepositoryGateAtHead(BaseModel):
    commits: "ReadScopeRepositoryGateAtHeadCommits"


class ReadScopeRepositoryGateAtHeadCommits(BaseModel):
    nodes: Optional[list[Optional["ReadScopeRepositoryGateAtHeadCommitsNodes"]]] = (
        Field(default=None)
    )


class ReadScopeRepositoryGateAtHeadCommitsNodes(BaseModel):
    commit: "ReadScopeRepositoryGateAtHeadCommitsNodesCommit"


class ReadScopeRepositoryGateAtHeadCommitsNodesCommit(GateFileOfCommit):
    oid: str
