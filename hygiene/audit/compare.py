"""Compare the configured job names with the names of the Gate's check runs."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hygiene.audit.configured import Configured, ConfiguredJob, read_configured
from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.gate import Gate, gate_paths, read_gate
from hygiene.audit.naming import naming_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from hygiene.audit.gate import Gate
    from hygiene.audit.workflows.names import JobName
    from hygiene.model.reported import SeenChecks


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The result of an audit: workflow files, configured job names, names of check runs, and findings."""

    workflows: tuple[str, ...]
    configured_jobs: tuple[str, ...]
    check_runs: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether there is a finding that is not a notice."""
        return any(not finding.notice for finding in self.findings)


def audit_files(
    root: Path,
    *,
    workflows: Sequence[str] = (),
    reported: Sequence[str] | None = None,
    required_by_branch: Sequence[str] | None = None,
) -> AuditReport:
    """Audit a checkout. ``reported`` and ``required_by_branch`` are names from GitHub's API; None: it was not asked."""
    configured = read_configured(root)
    gates = tuple(read_gate(root, path) for path in gate_paths(root, configured, workflows))
    return compare(configured, gates, reported=reported, required_by_branch=required_by_branch)


def compare(
    configured: Configured,
    gates: Sequence[Gate],
    *,
    reported: Sequence[str] | None = None,
    required_by_branch: Sequence[str] | None = None,
) -> AuditReport:
    """Compare the configuration with the Gates' files. Findings are sorted by kind, then by file and line."""
    jobs = tuple(job if job.file else ConfiguredJob(job.name, gates[0].path, 1) for job in configured.jobs)
    owners = {job.name: frozenset(owner for gate in gates for owner in gate.jobs_named(job.name)) for job in jobs}
    found = _drift(jobs, gates, owners)
    for gate in gates:
        listed = frozenset(job_id for ids in owners.values() for path, job_id in ids if path == gate.path)
        found += naming_findings(gate, listed)
    known = [job for job in jobs if owners[job.name]]
    found += branch_findings(known, gates, reported=reported, required=required_by_branch)
    order = list(FindingKind)
    return AuditReport(
        workflows=tuple(gate.path for gate in gates),
        configured_jobs=tuple(job.name for job in jobs),
        check_runs=tuple(dict.fromkeys(name.pattern for gate in gates for name in gate.check_runs)),
        findings=tuple(sorted(found, key=lambda finding: (order.index(finding.kind), finding.file, finding.line))),
    )


def _drift(
    jobs: Sequence[ConfiguredJob], gates: Sequence[Gate], owners: dict[str, frozenset[tuple[str, str]]]
) -> list[Finding]:
    """Findings for configured names that no job has and for jobs that are not configured; a rename is one finding."""
    unknown = {job.name: job for job in jobs if not owners[job.name]}
    unlisted = {name.pattern: (gate, name) for gate in gates for name in gate.unlisted([job.name for job in jobs])}
    renames = probable_renames(list(unknown), list(unlisted))
    found = [_unknown(job, renames.get(job.name), unlisted) for job in unknown.values()]
    for pattern, (gate, name) in unlisted.items():
        if pattern in renames.values():
            continue
        listed = frozenset(job_id for ids in owners.values() for path, job_id in ids if path == gate.path)
        waited_for = name.job_id not in listed and name.job_id in gate.needed_by(listed)
        found.append(_unlisted(gate, name, notice=waited_for))
    return found


def _unknown(job: ConfiguredJob, rename: str | None, unlisted: dict[str, tuple[Gate, JobName]]) -> Finding:
    message = f"`{job.name}` is configured, but no job reports under this name."
    if rename is not None:
        gate, name = unlisted[rename]
        message += f" It is likely `{rename}` now ({gate.path}:{name.line})."
    return Finding(FindingKind.UNKNOWN_JOB, job.file, job.line, message, job.name, rename, rename)


def _unlisted(gate: Gate, name: JobName, *, notice: bool) -> Finding:
    message = f"The job `{name.pattern}` is not configured"
    message += ", but a configured job waits for it." if notice else "."
    return Finding(FindingKind.UNLISTED_JOB, gate.path, name.line, message, expected=name.pattern, notice=notice)


def branch_findings(
    jobs: Sequence[ConfiguredJob],
    gates: Sequence[Gate],
    *,
    reported: Sequence[str] | None,
    required: Sequence[str] | None,
) -> list[Finding]:
    """Compare the configured jobs that the workflow has with names from the API. None means: not compared."""
    found = []
    if reported is not None:
        found += [_not_reported(job) for job in jobs if not _reports_in(job.name, reported)]
    if required is not None:
        waited_for = {
            (gate.path, job_id)
            for gate in gates
            for job_id in gate.needed_by(frozenset(each for name in required for _, each in gate.jobs_named(name)))
        }
        for job in jobs:
            owners = {owner for gate in gates for owner in gate.jobs_named(job.name)}
            if not _reports_in(job.name, required) and not owners <= waited_for:
                found.append(_not_required(job))
        found += [
            _unknown_required(name, gates[0].path, reported)
            for name in required
            if not any(gate.jobs_named(name) for gate in gates) and not (reported and name in reported)
        ]
    return found


def _reports_in(job: str, names: Collection[str]) -> bool:
    """Whether one of the names is this job's, or of a job in the workflow that it calls."""
    return any(name == job or name.startswith(f"{job} / ") for name in names)


def _not_reported(job: ConfiguredJob) -> Finding:
    message = f"`{job.name}` is configured and in the workflow, but no check run of this name has reported."
    return Finding(FindingKind.NOT_REPORTED, job.file, job.line, message, job.name, job.name)


def _not_required(job: ConfiguredJob) -> Finding:
    message = f"`{job.name}` is configured, but branch protection does not require it."
    return Finding(FindingKind.NOT_REQUIRED, job.file, job.line, message, job.name)


def _unknown_required(name: str, path: str, reported: Sequence[str] | None) -> Finding:
    """A notice if it is not known what reported: another workflow or app may report this name."""
    message = f"Branch protection requires `{name}`, but no job of the workflow reports under this name."
    return Finding(FindingKind.UNKNOWN_REQUIRED, path, 1, message, expected=name, notice=reported is None)


SIMILARITY_MIN = 0.5
COMPARISONS_MAX = 20_000


def probable_renames(removed: Sequence[str], added: Sequence[str]) -> dict[str, str]:
    """Map removed names to added names: the most similar pair first, each name in one pair at most.

    If exactly one removed and one added name remain, they are a pair even if they are not similar.
    """
    scored = []
    if len(removed) * len(added) <= COMPARISONS_MAX:
        for order, candidate in enumerate(added):
            matcher = SequenceMatcher(b=candidate.lower(), autojunk=False)
            for index, name in enumerate(removed):
                matcher.set_seq1(name.lower())
                if matcher.quick_ratio() >= SIMILARITY_MIN and (ratio := matcher.ratio()) >= SIMILARITY_MIN:
                    scored.append((-ratio, index, order))
    pairs: dict[str, str] = {}
    for _, index, order in sorted(scored):
        if removed[index] not in pairs and added[order] not in pairs.values():
            pairs[removed[index]] = added[order]
    old = [name for name in removed if name not in pairs]
    left = [candidate for candidate in added if candidate not in pairs.values()]
    return pairs | {old[0]: left[0]} if len(old) == len(left) == 1 else pairs


OID_CHARS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class Reported:
    """Names from GitHub's API. None: not known, so not compared. ``note`` says what was compared and what was not."""

    names: tuple[str, ...] | None
    required: tuple[str, ...] | None
    note: str


NOT_ASKED = Reported(None, None, "")


def reported_by(seen: SeenChecks, paths: Sequence[str]) -> Reported:
    """Names to compare with: those that reported if all these workflows have ended, those required if a rule exists."""
    names, left_out = _names(seen, paths)
    required = seen.required
    if seen.by_pull_request:
        needed = [run.name for run in seen.runs if run.required]
        required = tuple(dict.fromkeys([*(required or ()), *needed])) if required is not None or needed else None
    at = f"{seen.where} at {seen.oid[:OID_CHARS_SHOWN]}" if seen.oid else seen.where
    note = f"Compared with what reported on {at}." if not left_out else f"Not compared with {at}: {left_out}"
    if required is None:
        note += " No rule of the branch names required checks."
    return Reported(names, required, " ".join([note, *seen.refused]))


def _names(seen: SeenChecks, paths: Sequence[str]) -> tuple[tuple[str, ...] | None, str]:
    ran = {run.workflow for run in seen.runs}
    for path in paths:
        if path in seen.unfinished:
            return None, f"{path} has not reported everything there yet."
        if path not in ran:
            return None, f"{path} did not run there. Name a pull request with --pr N."
    return seen.names, ""
