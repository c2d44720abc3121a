from typing import Annotated, Literal, Optional, Union

from pydantic import Field, Tag

from .base_model import BaseModel
from .fragments import (
    Budget,
    WorkflowFolder,
    WorkflowFolderEntries,  # noqa: F401
)
from .open_world import Known, by_typename


class ReadWorkflows(BaseModel):
    repository: Optional["ReadWorkflowsRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadWorkflowsRepository(BaseModel):
    workflow_files: Optional[
        Annotated[
            Union[
                Annotated["ReadWorkflowsRepositoryWorkflowFilesTree", Tag("Tree")],
                Annotated["ReadWorkflowsRepositoryWorkflowFilesGitObject", Tag("*")],
            ],
            by_typename("Tree"),
        ]
    ] = Field(default=None)


class ReadWorkflowsRepositoryWorkflowFilesGitObject(BaseModel):
    typename__: Annotated[str, Known("Blob", "Commit", "GitObject", "Tag")] = Field(
        alias="__typename"
    )


class ReadWorkflowsRepositoryWorkflowFilesTree(WorkflowFolder):
    typename__: Literal["Tree"] = Field(alias="__typename")
