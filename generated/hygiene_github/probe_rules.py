from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RepositoryPermission
from .fragments import (
    BranchRules,
    BranchRulesRules,  # noqa: F401
    Budget,
)


class ProbeRules(BaseModel):
    repository: Optional["ProbeRulesRepository"] = Field(default=None)
    rate_limit: Optional["Budget"] = Field(default=None)


class ProbeRulesRepository(BaseModel):
    viewer_permission: Optional[RepositoryPermission] = Field(default=None)
    default_branch_ref: Optional["ProbeRulesRepositoryDefaultBranchRef"] = Field(
        default=None
    )


class ProbeRulesRepositoryDefaultBranchRef(BranchRules):
    ref_update_rule: Optional["ProbeRulesRepositoryDefaultBranchRefRefUpdateRule"] = (
        Field(default=None)
    )


class ProbeRulesRepositoryDefaultBranchRefRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = Field(default=None)
