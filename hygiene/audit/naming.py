"""Findings about the names of a Gate's jobs that do not depend on the configuration."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.workflows.conditions import exclusive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.audit.workflows.gate_file import GateFile
    from hygiene.audit.workflows.names import JobName

COMPARED_JOBS_MAX = 20


def naming_findings(gate: GateFile, listed: frozenset[str]) -> list[Finding]:
    """Names that two jobs share, that are not known, or that vanish. ``listed`` holds the ids of configured jobs."""
    return [*_duplicates(gate), *_unpredictable(gate), *_skippable(gate, listed)]


def _duplicates(gate: GateFile) -> list[Finding]:
    """A caller's own name is no check run, so it counts only against other jobs of the workflow."""
    found: dict[str, Finding] = {}
    for names in (gate.job_names, gate.check_runs):
        groups: dict[str, list[JobName]] = {}
        for name in names:
            if name.exact:
                groups.setdefault(name.pattern, []).append(name)
        for pattern, group in groups.items():
            below_another = any(pattern.startswith(f"{each} / ") for each in found)
            if len(group) > 1 and pattern not in found and not below_another:
                found[pattern] = _duplicate(gate, pattern, group)
    return list(found.values())


def _duplicate(gate: GateFile, pattern: str, group: list[JobName]) -> Finding:
    lines = sorted({name.line for name in group})
    where = f"lines {', '.join(map(str, lines))}" if len(lines) > 1 else f"line {lines[0]}"
    message = f"{len(group)} jobs report as `{pattern}` ({where})"
    notice = _only_one_runs(group)
    message += ", but only one of them can run." if notice else ", so one result hides the other."
    hint = "" if notice else "Give one of them another `name:`."
    return Finding(FindingKind.DUPLICATE_NAME, gate.path, lines[-1], message, actual=pattern, hint=hint, notice=notice)


def _only_one_runs(group: Sequence[JobName]) -> bool:
    """Whether the conditions of these jobs exclude each other, two by two."""
    running = Counter(name.conditions for name in group if not name.never_runs)
    if len(running) > COMPARED_JOBS_MAX or any(count > 1 for count in running.values()):
        return False
    return all(exclusive(one, other) for one, other in combinations(running, 2))


def _unpredictable(gate: GateFile) -> list[Finding]:
    return [
        Finding(
            FindingKind.UNPREDICTABLE_NAME,
            gate.path,
            name.line,
            f"The job `{name.job_id}` reports as `{name.pattern}`: {name.reason}.",
            actual=name.pattern,
            hint="List a job with a fixed name that needs it, or no names at all: `jobs = []`.",
            notice=True,
        )
        for name in {(name.pattern, name.line): name for name in gate.job_names if not name.exact}.values()
    ]


def _skippable(gate: GateFile, listed: frozenset[str]) -> list[Finding]:
    """GitHub does not expand the matrix of a job that is skipped: https://github.com/actions/runner/issues/952."""
    return [
        Finding(
            FindingKind.SKIPPABLE_MATRIX,
            gate.path,
            job.line,
            f"When the job `{job.id}` is skipped, it reports once as `{job.names[0].skipped_as[0]}`, and none of its "
            "legs does.",
            actual=job.names[0].skipped_as[0],
            hint="Put the `if:` on its steps if branch protection requires its legs.",
            notice=True,
        )
        for job in gate.jobs
        if job.id in listed and job.may_skip and job.matrix and not job.never_runs
    ]
