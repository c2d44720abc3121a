from __future__ import annotations

from typing import Optional

from .base_model import BaseModel
from .enums import RepositoryPermission
from .fragments import BranchRules, Budget


class ProbeRules(BaseModel):
    repository: Optional[ProbeRulesRepository] = None
    rate_limit: Optional[Budget] = None


class ProbeRulesRepository(BaseModel):
    viewer_permission: Optional[RepositoryPermission] = None
    default_branch_ref: Optional[ProbeRulesRepositoryDefaultBranchRef] = None


class ProbeRulesRepositoryDefaultBranchRef(BranchRules):
    ref_update_rule: Optional[ProbeRulesRepositoryDefaultBranchRefRefUpdateRule] = None


class ProbeRulesRepositoryDefaultBranchRefRefUpdateRule(BaseModel):
    required_status_check_contexts: Optional[list[Optional[str]]] = None
