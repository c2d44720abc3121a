"""The kinds of findings of an audit.

A *warning* makes `hygiene audit` end with exit code 8. A *notice* does not: the set-up works as it is.

refused-workflow       GitHub refuses the Gate's file, so it starts no run: warning
missing-workflow       a job calls a workflow file that does not exist: warning
called-workflow        only other workflows start the file: warning
unreadable-workflow    hygiene cannot read the file: warning
unknown-job            a name is configured, but no job reports under it: warning
unlisted-job           a job of the Gate is not configured: warning; notice when a configured job needs it
duplicate-name         two jobs report under one name: warning; notice when only one of them can run
not-reported           configured and in the workflow, but no check run has reported: warning
not-required           configured, but branch protection does not require it: warning
unknown-required       branch protection requires what no job reports: warning; notice when others may report it
unlisted-workflow      the workflow that runs hygiene does not name the Gate, so it never starts: warning
nothing-runs-hygiene   jobs are configured, but no workflow runs hygiene: notice
missing-permission     that workflow does not grant what hygiene needs: warning; notice if it states none
placeholder-action     the workflow that runs hygiene uses an action that does not exist: warning
unpredictable-name     the name is known only when the workflow runs: notice
skippable-matrix       when skipped, the job reports once, under a name that no leg has: notice
"""

from __future__ import annotations

from enum import StrEnum

from hygiene.audit.workflows.nodes import Problem, ProblemKind
from hygiene.values import dataclass


class FindingKind(StrEnum):
    """The kinds of findings, in the order in which they are shown."""

    REFUSED_WORKFLOW = "refused-workflow"
    MISSING_WORKFLOW = "missing-workflow"
    CALLED_WORKFLOW = "called-workflow"
    UNREADABLE_WORKFLOW = "unreadable-workflow"
    UNKNOWN_JOB = "unknown-job"
    UNLISTED_JOB = "unlisted-job"
    DUPLICATE_NAME = "duplicate-name"
    NOT_REPORTED = "not-reported"
    NOT_REQUIRED = "not-required"
    UNKNOWN_REQUIRED = "unknown-required"
    UNLISTED_WORKFLOW = "unlisted-workflow"
    NOTHING_RUNS_HYGIENE = "nothing-runs-hygiene"
    MISSING_PERMISSION = "missing-permission"
    PLACEHOLDER_ACTION = "placeholder-action"
    UNPREDICTABLE_NAME = "unpredictable-name"
    SKIPPABLE_MATRIX = "skippable-matrix"


# Those whose names `hygiene audit --fix` rewrites.
FIXABLE = (FindingKind.UNKNOWN_JOB, FindingKind.UNLISTED_JOB)


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, with its place.

    ``configured`` is the name in the configuration, ``actual`` the name in the workflow, ``rename_to`` the name to
    configure instead. ``hint`` is what to do.
    """

    kind: FindingKind
    file: str
    line: int
    message: str
    configured: str | None = None
    actual: str | None = None
    rename_to: str | None = None
    hint: str = ""
    notice: bool = False


_KINDS = {
    ProblemKind.REFUSED: FindingKind.REFUSED_WORKFLOW,
    ProblemKind.MISSING: FindingKind.MISSING_WORKFLOW,
    ProblemKind.ONLY_CALLED: FindingKind.CALLED_WORKFLOW,
    ProblemKind.UNREADABLE: FindingKind.UNREADABLE_WORKFLOW,
}


def finding_of(problem: Problem) -> Finding:
    """The finding for a problem of a workflow file."""
    return Finding(_KINDS[problem.kind], problem.path, problem.line, problem.message, hint=problem.hint)
