from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import (
    Budget,
    GateFile,
    GateFileOfCommit,
    GateFileOnBase,
    LabelRef,
    SameBranchName,
    Scope,
    TextFile,
)
from .open_world import by_typename


class ReadScope(BaseModel):
    viewer: Optional[ReadScopeViewer] = None
    repository: Optional[ReadScopeRepository] = None
    rate_limit: Optional[Budget] = None


class ReadScopeViewer(BaseModel):
    login: str


class ReadScopeRepository(GateFile, GateFileOnBase, Scope):
    same_branch_name: Optional[ReadScopeRepositorySameBranchName] = None
    labels: Optional[ReadScopeRepositoryLabels] = None
    assignable_users: Optional[ReadScopeRepositoryAssignableUsers] = None
    settings_in_github: Optional[
        Annotated[
            Union[
                ReadScopeRepositorySettingsInGithubBlob,
                ReadScopeRepositorySettingsInGithubGitObject,
            ],
            by_typename("Blob"),
        ]
    ] = None
    settings_in_root: Optional[
        Annotated[
            Union[
                ReadScopeRepositorySettingsInGithubBlob,
                ReadScopeRepositorySettingsInGithubGitObject,
            ],
            by_typename("Blob"),
        ]
    ] = None
    settings_in_pyproject: Optional[
        Annotated[
            Union[
                ReadScopeRepositorySettingsInGithubBlob,
                ReadScopeRepositorySettingsInGithubGitObject,
            ],
            by_typename("Blob"),
        ]
    ] = None
    gate_at_head: Optional[ReadScopeRepositoryGateAtHead] = None


class ReadScopeRepositorySameBranchName(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[SameBranchName]]] = None


class ReadScopeRepositoryLabels(BaseModel):
    nodes: Optional[list[Optional[LabelRef]]] = None


class ReadScopeRepositoryAssignableUsers(BaseModel):
    nodes: Optional[list[Optional[ReadScopeRepositoryAssignableUsersNodes]]] = None


class ReadScopeRepositoryAssignableUsersNodes(BaseModel):
    id: str
    login: str


class ReadScopeRepositorySettingsInGithubGitObject(BaseModel):
    typename__: str
    _known = ("Commit", "GitObject", "Tag", "Tree")


class ReadScopeRepositorySettingsInGithubBlob(TextFile):
    typename__: Literal["Blob"]


class ReadScopeRepositoryGateAtHead(BaseModel):
    commits: ReadScopeRepositoryGateAtHeadCommits


class ReadScopeRepositoryGateAtHeadCommits(BaseModel):
    nodes: Optional[list[Optional[ReadScopeRepositoryGateAtHeadCommitsNodes]]] = None


class ReadScopeRepositoryGateAtHeadCommitsNodes(BaseModel):
    commit: ReadScopeRepositoryGateAtHeadCommitsNodesCommit


class ReadScopeRepositoryGateAtHeadCommitsNodesCommit(GateFileOfCommit):
    oid: str
