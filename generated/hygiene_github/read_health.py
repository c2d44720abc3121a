from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .enums import RepositoryPermission
from .fragments import Budget, HealthChecks, TextFile
from .open_world import by_typename


class ReadHealth(BaseModel):
    viewer: ReadHealthViewer
    repository: Optional[ReadHealthRepository] = None
    rate_limit: Optional[Budget] = None


class ReadHealthViewer(BaseModel):
    login: str


class ReadHealthRepository(BaseModel):
    id: str
    name_with_owner: str
    is_private: bool
    has_issues_enabled: bool
    viewer_permission: Optional[RepositoryPermission] = None
    default_branch_ref: Optional[ReadHealthRepositoryDefaultBranchRef] = None
    issues: Optional[ReadHealthRepositoryIssues] = None
    pull_requests: Optional[ReadHealthRepositoryIssues] = None
    settings_in_github: Optional[
        Annotated[
            Union[
                ReadHealthRepositorySettingsInGithubBlob,
                ReadHealthRepositorySettingsInGithubGitObject,
            ],
            by_typename("Blob"),
        ]
    ] = None
    settings_in_root: Optional[
        Annotated[
            Union[
                ReadHealthRepositorySettingsInGithubBlob,
                ReadHealthRepositorySettingsInGithubGitObject,
            ],
            by_typename("Blob"),
        ]
    ] = None
    settings_in_pyproject: Optional[
        Annotated[
            Union[
                ReadHealthRepositorySettingsInGithubBlob,
                ReadHealthRepositorySettingsInGithubGitObject,
            ],
            by_typename("Blob"),
        ]
    ] = None
    post_ci: Optional[
        Annotated[
            Union[
                ReadHealthRepositorySettingsInGithubBlob,
                ReadHealthRepositorySettingsInGithubGitObject,
            ],
            by_typename("Blob"),
        ]
    ] = None


class ReadHealthRepositoryDefaultBranchRef(BaseModel):
    name: str
    target: Optional[
        Annotated[
            Union[
                ReadHealthRepositoryDefaultBranchRefTargetCommit,
                ReadHealthRepositoryDefaultBranchRefTargetGitObject,
            ],
            by_typename("Commit"),
        ]
    ] = None


class ReadHealthRepositoryDefaultBranchRefTargetGitObject(BaseModel):
    typename__: str
    _known = ("Blob", "GitObject", "Tag", "Tree")


class ReadHealthRepositoryDefaultBranchRefTargetCommit(HealthChecks):
    typename__: Literal["Commit"]


class ReadHealthRepositoryIssues(BaseModel):
    nodes: Optional[list[Optional[ReadHealthRepositoryIssuesNodes]]] = None


class ReadHealthRepositoryIssuesNodes(BaseModel):
    number: int
    viewer_can_label: bool


class ReadHealthRepositorySettingsInGithubGitObject(BaseModel):
    typename__: str
    _known = ("Commit", "GitObject", "Tag", "Tree")


class ReadHealthRepositorySettingsInGithubBlob(TextFile):
    typename__: Literal["Blob"]
