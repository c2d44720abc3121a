"""The kinds of findings of an audit.

A *warning* makes `hygiene audit` end with exit code 8. A *notice* does not: the set-up works as it is.

unknown-job         a name is configured, but no job reports under it: warning
unlisted-job        a job of the Gate is not configured: warning; notice when a configured job needs it
duplicate-name      two jobs report under one name: warning
missing-workflow    a job calls a local workflow that does not exist: warning
not-reported        configured and in the workflow, but no check run has reported: warning
not-required        configured, but branch protection does not require it: warning
unknown-required    branch protection requires what no job reports: warning; notice when another workflow may report it
unpredictable-name  the name is known only when the workflow runs: notice
skippable-matrix    when skipped, the job reports once, under a name that no leg has: notice
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """The kinds of findings, in the order in which they are shown."""

    UNKNOWN_JOB = "unknown-job"
    UNLISTED_JOB = "unlisted-job"
    DUPLICATE_NAME = "duplicate-name"
    MISSING_WORKFLOW = "missing-workflow"
    NOT_REPORTED = "not-reported"
    NOT_REQUIRED = "not-required"
    UNKNOWN_REQUIRED = "unknown-required"
    UNPREDICTABLE_NAME = "unpredictable-name"
    SKIPPABLE_MATRIX = "skippable-matrix"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: its place, the configured name, the name in the workflow, the name to configure instead."""

    kind: FindingKind
    file: str
    line: int
    message: str
    configured: str | None = None
    expected: str | None = None
    rename: str | None = None
    notice: bool = False
