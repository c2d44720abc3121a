from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .enums import RepositoryPermission
from .fragments import (  # noqa: F401
    Budget,
    HealthChecks,
    HealthChecksCheckSuites,
    HealthChecksStatus,
    TextFile,
)
from .open_world import Known, by_typename


class ReadHealth(BaseModel):
    viewer: "ReadHealthViewer"
    repository: Optional["ReadHealthRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadHealthViewer(BaseModel):
    login: str


class ReadHealthRepository(BaseModel):
    id: str
    name_with_owner: str
    is_private: bool
    has_issues_enabled: bool
    viewer_permission: Optional[RepositoryPermission] = Field(default=None)
    default_branch_ref: Optional["ReadHealthRepositoryDefaultBranchRef"] = Field(
        default=None
    )
    issues: Optional["ReadHealthRepositoryIssues"] = None
    pull_requests: Optional["ReadHealthRepositoryIssues"] = None
    settings_in_github: Optional[
        Annotated[
            Union[
                Annotated["ReadHealthRepositorySettingsInGithubBlob", Tag("Blob")],
                Annotated["ReadHealthRepositorySettingsInGithubGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)
    settings_in_root: Optional[
        Annotated[
            Union[
                Annotated["ReadHealthRepositorySettingsInGithubBlob", Tag("Blob")],
                Annotated["ReadHealthRepositorySettingsInGithubGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)
    settings_in_pyproject: Optional[
        Annotated[
            Union[
                Annotated["ReadHealthRepositorySettingsInGithubBlob", Tag("Blob")],
                Annotated["ReadHealthRepositorySettingsInGithubGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)
    post_ci: Optional[
        Annotated[
            Union[
                Annotated["ReadHealthRepositorySettingsInGithubBlob", Tag("Blob")],
                Annotated["ReadHealthRepositorySettingsInGithubGitObject", Tag("*")],
            ],
            by_typename("Blob"),
        ]
    ] = Field(default=None)


class ReadHealthRepositoryDefaultBranchRef(BaseModel):
    name: str
    target: Optional[
        Annotated[
            Union[
                Annotated[
                    "ReadHealthRepositoryDefaultBranchRefTargetCommit", Tag("Commit")
                ],
                Annotated[
                    "ReadHealthRepositoryDefaultBranchRefTargetGitObject", Tag("*")
                ],
            ],
            by_typename("Commit"),
        ]
    ] = Field(default=None)


class ReadHealthRepositoryDefaultBranchRefTargetGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ReadHealthRepositoryDefaultBranchRefTargetCommit(HealthChecks):
    typename__: Literal["Commit"] = Field(alias="__typename")


class ReadHealthRepositoryIssues(BaseModel):
    nodes: Optional[list[Optional["ReadHealthRepositoryIssuesNodes"]]] = Field(
        default=None
    )


class ReadHealthRepositoryIssuesNodes(BaseModel):
    number: int
    viewer_can_label: bool


class ReadHealthRepositorySettingsInGithubGitObject(BaseModel):
    typename__: Annotated[str, Known("Commit", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ReadHealthRepositorySettingsInGithubBlob(TextFile):
    typename__: Literal["Blob"] = Field(alias="__typename")
