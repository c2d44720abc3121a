from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, RecentCommits, SubjectState
from .open_world import by_typename


class ReadSubjects(BaseModel):
    nodes: list[
        Optional[
            Annotated[
                Union[ReadSubjectsNodesPullRequest, ReadSubjectsNodesNode],
                by_typename("PullRequest"),
            ]
        ]
    ]
    repository: Optional[ReadSubjectsRepository] = None
    rate_limit: Optional[Budget] = None


class ReadSubjectsNodesNode(BaseModel):
    typename__: str
    _known = ()


class ReadSubjectsNodesPullRequest(SubjectState):
    typename__: Literal["PullRequest"]


class ReadSubjectsRepository(BaseModel):
    refs: Optional[ReadSubjectsRepositoryRefs] = None
    default_branch_ref: Optional[ReadSubjectsRepositoryDefaultBranchRef] = None


class ReadSubjectsRepositoryRefs(BaseModel):
    total_count: int
    nodes: Optional[list[Optional[ReadSubjectsRepositoryRefsNodes]]] = None


class ReadSubjectsRepositoryRefsNodes(BaseModel):
    name: str


class ReadSubjectsRepositoryDefaultBranchRef(BaseModel):
    target: Optional[
        Annotated[
            Union[
                ReadSubjectsRepositoryDefaultBranchRefTargetCommit,
                ReadSubjectsRepositoryDefaultBranchRefTargetGitObject,
            ],
            by_typename("Commit"),
        ]
    ] = None


class ReadSubjectsRepositoryDefaultBranchRefTargetGitObject(BaseModel):
    typename__: str
    _known = ("Blob", "GitObject", "Tag", "Tree")


class ReadSubjectsRepositoryDefaultBranchRefTargetCommit(RecentCommits):
    typename__: Literal["Commit"]
