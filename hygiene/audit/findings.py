"""What an audit may find, and what each kind means for the exit code.

A *warning* makes `hygiene audit` end with exit code 8. A *notice* is shown and listed but changes nothing, because the
set-up works: a name that only the run knows, a job that a configured job waits for anyway.

unknown-job         a label is configured, but no job reports under it: warning
unlisted-job        a job of the Gate is not configured: warning; notice when a configured job waits for it
duplicate-name      two jobs report under one name: warning
missing-workflow    a job calls a local workflow that does not exist: warning
not-reported        configured and in the workflow, but no check run was seen: warning
not-required        configured, but branch protection does not require it: warning
unknown-required    branch protection requires what no job reports: warning; notice when another workflow may report it
unpredictable-name  only the run knows the name: notice
skippable-matrix    when skipped, the job reports under one name that is none of its legs': notice
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
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
    """One difference: where it stands, what is configured, what the workflow says, the label to write instead."""

    kind: Kind
    file: str
    line: int
    message: str
    configured: str | None = None
    expected: str | None = None
    rename: str | None = None
    notice: bool = False
