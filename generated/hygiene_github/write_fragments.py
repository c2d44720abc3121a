from typing import Annotated, Literal, Optional, Union

from hygiene_github.open_world import Timestamp
from pydantic import Field, Tag

from .base_model import BaseModel
from .enums import (
    CheckAnnotationLevel,
    CheckConclusionState,
    CheckStatusState,
    IssueState,
    IssueStateReason,
    PullRequestState,
    StatusState,
)
from .open_world import Known, UnknownMember, Unrecognized, by_typename


class Edits(BaseModel):
    total_count: int
    nodes: Optional[list[Optional["EditsNodes"]]] = Field(default=None)


class EditsNodes(BaseModel):
    edited_at: Timestamp
    diff: Optional[str] = Field(default=None)
    editor: Optional["EditsNodesEditor"] = Field(default=None)


class EditsNodesEditor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class CommentOverwritten(BaseModel):
    author: Optional["CommentOverwrittenAuthor"] = Field(default=None)
    user_content_edits: Optional["Edits"] = Field(default=None)


class CommentOverwrittenAuthor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class IssueOverwritten(BaseModel):
    author: Optional["IssueOverwrittenAuthor"] = Field(default=None)
    user_content_edits: Optional["Edits"] = Field(default=None)


class IssueOverwrittenAuthor(BaseModel):
    typename__: Annotated[
        str,
        Known(
            "Actor", "Bot", "EnterpriseUserAccount", "Mannequin", "Organization", "User"
        ),
    ] = Field(alias="__typename")
    login: str


class WrittenComment(CommentOverwritten):
    id: str


class WrittenIssue(IssueOverwritten):
    id: str
