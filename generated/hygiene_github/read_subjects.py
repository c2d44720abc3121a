from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (
    Budget,
    RecentCommits,
    RecentCommitsHistory,  # noqa: F401
    SubjectState,
)
from .open_world import Known, by_typename


class ReadSubjects(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[
                    Annotated["ReadSubjectsNodesPullRequest", Tag("PullRequest")],
                    Annotated["ReadSubjectsNodesNode", Tag("*")],
                ],
                by_typename("PullRequest"),
            ]
        ]
    ]
    repository: Optional["ReadSubjectsRepository"] = None
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadSubjectsNodesNode(BaseModel):
    typename__: Annotated[str, Known()] = Field(alias="__typename")


class ReadSubjectsNodesPullRequest(SubjectState):
    typename__: Literal["PullRequest"] = Field(alias="__typename")


class ReadSubjectsRepository(BaseModel):
    refs: Optional["ReadSubjectsRepositoryRefs"] = Field(default=None)
    default_branch_ref: Optional["ReadSubjectsRepositoryDefaultBranchRef"] = Field(
        default=None
    )


class ReadSubjectsRepositoryRefs(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["ReadSubjectsRepositoryRefsNodes"]]] = Field(
        default=None
    )


class ReadSubjectsRepositoryRefsNodes(BaseModel):
    name: str


class ReadSubjectsRepositoryDefaultBranchRef(BaseModel):
    target: Optional[
        Annotated[
            Union[
                Annotated[
                    "ReadSubjectsRepositoryDefaultBranchRefTargetCommit", Tag("Commit")
                ],
                Annotated[
                    "ReadSubjectsRepositoryDefaultBranchRefTargetGitObject", Tag("*")
                ],
            ],
            by_typename("Commit"),
        ]
    ] = Field(default=None)


class ReadSubjectsRepositoryDefaultBranchRefTargetGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "GitObject", "Tag", "Tree")] = Field(
        alias="__typename"
    )


class ReadSubjectsRepositoryDefaultBranchRefTargetCommit(RecentCommits):
    typename__: Literal["Commit"] = Field(alias="__typename")
