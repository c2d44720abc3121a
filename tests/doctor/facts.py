"""Facts of a set-up in good order, of which each test changes one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hygiene.audit.init_text import PERMISSIONS
from hygiene.audit.post_ci_workflow import Concurrency, PostCi
from hygiene.doctor.check import Check, Level
from hygiene.doctor.facts import Configuration, Facts, SchemaFit, TokenKind
from hygiene.github.diagnose.health import Health
from hygiene.model.snapshot import RateLimit

GROUP = "post-ci-${{ github.event.workflow_run.head_branch }}"
HEALTH = Health(
    login="github-actions[bot]",
    repository="o/r",
    private=False,
    issues_enabled=True,
    may_label_issue=True,
    may_label_pull_request=True,
    rate_limit=RateLimit(remaining=900, limit=1_000, reset_at=datetime(2025, 10, 13, 1, 0, tzinfo=UTC), cost=1),
)
POST_CI = PostCi(
    path=".github/workflows/post-ci.yml",
    triggers=("workflow_run",),
    workflows=("Gate",),
    types=("completed",),
    concurrency=Concurrency(GROUP, cancels="false"),
    permissions={area: level for area, level, _ in PERMISSIONS},
    uses="acme/hygiene@v0",
)
GOOD = Facts(
    token=TokenKind.INSTALLATION,
    in_actions=True,
    health=HEALTH,
    configuration=Configuration(place=".github/hygiene.toml", audited=(), gate_names=("Gate",)),
    post_ci=POST_CI,
    post_ci_path=POST_CI.path,
    schema=SchemaFit(),
    skew_s=0,
)


def with_health(**parts: Any) -> Facts:  # noqa: ANN401 - the fields of Health
    """Good facts, with another response of the host."""
    return replace(GOOD, health=replace(HEALTH, **parts))


def with_post_ci(**parts: Any) -> Facts:  # noqa: ANN401 - the fields of PostCi
    """Good facts, with another workflow."""
    return replace(GOOD, post_ci=replace(POST_CI, **parts))


def levels(checks: list[Check] | tuple[Check, ...]) -> dict[str, str]:
    """The rows that are no passes, by name."""
    return {check.name: check.level.value for check in checks if check.level is not Level.PASS}


def row(checks: list[Check], name: str) -> Check:
    """The one row of this name."""
    (found,) = [check for check in checks if check.name == name]
    return found
