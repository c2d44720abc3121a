from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import (  # noqa: F401
    Budget,
    GateFile,
    GateFileOnBase,
    GateFileOnBaseWorkflowOnBaseBlob,
    GateFileOnBaseWorkflowOnBaseGitObject,
    GateFileOnBaseWorkflowsOnBase,
    GateFileWorkflowFileBlob,
    GateFileWorkflowFileGitObject,
    GateFileWorkflows,
)


class ReadGateFile(BaseModel):
    repository: Optional["ReadGateFileRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ReadGateFileRepository(GateFile, GateFileOnBase):
    pass
