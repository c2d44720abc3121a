"""Findings about the names of a Gate's jobs that do not depend on the configuration."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hygiene.audit.findings import Finding, FindingKind

if TYPE_CHECKING:
    from hygiene.audit.gate import Gate


def naming_findings(gate: Gate, listed: frozenset[str]) -> list[Finding]:
    """Find names that two jobs share, that nobody can know, or that vanish. ``listed`` holds ids of configured jobs."""
    return [*_duplicates(gate), *_missing(gate), *_unpredictable(gate), *_skippable(gate, listed)]


def _duplicates(gate: Gate) -> list[Finding]:
    """A caller's own name is no check run, so it counts only against other jobs of the workflow."""
    found = []
    told: set[str] = set()
    for names in (gate.job_names, gate.check_runs):
        counts = Counter(name.pattern for name in names if name.exact)
        for name in names:
            if not name.exact or counts[name.pattern] == 1 or name.pattern in told:
                continue
            if any(name.pattern.startswith(f"{each} / ") for each in told):
                continue
            told.add(name.pattern)
            lines = sorted({each.line for each in names if each.pattern == name.pattern})
            where = f"lines {', '.join(map(str, lines))}" if len(lines) > 1 else f"line {lines[0]}"
            message = (
                f"{counts[name.pattern]} jobs report as `{name.pattern}` ({where}), so one result hides the other."
            )
            found.append(Finding(FindingKind.DUPLICATE_NAME, gate.path, lines[-1], message, expected=name.pattern))
    return found


def _missing(gate: Gate) -> list[Finding]:
    found = []
    for path in gate.missing:
        line = next((name.line for name in gate.check_runs if f"/{path}`" in name.reason), 1)
        message = f"A job calls {path}, which does not exist; GitHub refuses the whole workflow."
        found.append(Finding(FindingKind.MISSING_WORKFLOW, gate.path, line, message, expected=path))
    return found


def _unpredictable(gate: Gate) -> list[Finding]:
    return [
        Finding(
            FindingKind.UNPREDICTABLE_NAME,
            gate.path,
            name.line,
            f"The job `{name.job_id}` reports as `{name.pattern}`: {name.reason}. "
            "Require a job with a plain name that needs it.",
            expected=name.pattern,
            notice=True,
        )
        for name in {(name.pattern, name.line): name for name in gate.job_names if not name.exact}.values()
    ]


def _skippable(gate: Gate, listed: frozenset[str]) -> list[Finding]:
    """GitHub does not expand the matrix of a job that is skipped: https://github.com/actions/runner/issues/952."""
    skipping = gate.workflow.may_skip()
    return [
        Finding(
            FindingKind.SKIPPABLE_MATRIX,
            gate.path,
            job.line,
            f"When the job `{job.id}` is skipped, it reports once as `{job.name or job.id}` and none of its legs does. "
            "Put the `if:` on its steps when its legs are required.",
            expected=job.name or job.id,
            notice=True,
        )
        for job in gate.workflow.jobs
        if job.id in listed and job.id in skipping and gate.has_matrix(job.id)
    ]
