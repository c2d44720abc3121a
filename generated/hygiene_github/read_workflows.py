from __future__ import annotations

from typing import Annotated, Literal, Optional, Union

from .base_model import BaseModel
from .fragments import Budget, WorkflowFolder
from .open_world import by_typename


class ReadWorkflows(BaseModel):
    repository: Optional[ReadWorkflowsRepository] = None
    rate_limit: Optional[Budget] = None


class ReadWorkflowsRepository(BaseModel):
    workflow_files: Optional[
        Annotated[
            Union[
                ReadWorkflowsRepositoryWorkflowFilesTree,
                ReadWorkflowsRepositoryWorkflowFilesGitObject,
            ],
            by_typename("Tree"),
        ]
    ] = None
    head: Optional[ReadWorkflowsRepositoryHead] = None
    files_at_head: Optional[
        Annotated[
            Union[
                ReadWorkflowsRepositoryWorkflowFilesTree,
                ReadWorkflowsRepositoryWorkflowFilesGitObject,
            ],
            by_typename("Tree"),
        ]
    ] = None


class ReadWorkflowsRepositoryWorkflowFilesGitObject(BaseModel):
    typename__: str
    _known = ("Blob", "Commit", "GitObject", "Tag")


class ReadWorkflowsRepositoryWorkflowFilesTree(WorkflowFolder):
    typename__: Literal["Tree"]


class ReadWorkflowsRepositoryHead(BaseModel):
    typename__: str
    oid: str
    _known = ("Blob", "Commit", "GitObject", "Tag", "Tree")
