"""Compare the configured job names with the names of the Gate's check runs."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hygiene.audit.checkout import text_at, workflow_paths
from hygiene.audit.configured import Configured, ConfiguredJob, read_configured
from hygiene.audit.findings import Finding, FindingKind, finding_of
from hygiene.audit.gate import GateNames, gate_paths, read_gate
from hygiene.audit.naming import naming_findings
from hygiene.audit.post_ci_workflow import post_ci_findings
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from hygiene.audit.workflows.gate_file import GateFile, GateJob
    from hygiene.audit.workflows.names import JobName
    from hygiene.model.reported import SeenChecks


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The result of an audit. ``configured_jobs`` is None if no job is configured, so that nothing was compared.

    ``configuration`` is the file with the configuration, empty if there is none.
    """

    workflows: tuple[GateFile, ...]
    configured_jobs: tuple[str, ...] | None
    findings: tuple[Finding, ...]
    configuration: str = ""

    @property
    def failed(self) -> bool:
        """Whether there is a finding that is not a notice."""
        return any(not finding.notice for finding in self.findings)

    @property
    def check_runs(self) -> tuple[JobName, ...]:
        """The names of all check runs, each once."""
        names = {name.pattern: name for gate in self.workflows for name in reversed(gate.check_runs)}
        every = dict.fromkeys(name.pattern for gate in self.workflows for name in gate.check_runs)
        return tuple(names[pattern] for pattern in every)


def audit_files(
    root: Path,
    *,
    workflows: Sequence[str] = (),
    reported: Sequence[str] | None = None,
    required_by_branch: Sequence[str] | None = None,
) -> AuditReport:
    """Audit a checkout. ``reported`` and ``required_by_branch`` are names from GitHub's API; None: not requested."""
    configured = read_configured(root)
    gates = tuple(read_gate(root, path) for path in gate_paths(root, configured, workflows))
    report = compare(configured, gates, reported=reported, required_by_branch=required_by_branch)
    if workflows:
        return report
    others = {path: text_at(root, path) or "" for path in workflow_paths(root)}
    running = post_ci_findings(others, [gate.name for gate in gates], configured.file)
    # A Gate that cannot be read is in the report already, also if it runs hygiene itself.
    further = [finding for finding in running if finding not in report.findings]
    return replace(report, findings=_in_order([*report.findings, *further]))


def compare(
    configured: Configured,
    gates: Sequence[GateFile],
    *,
    reported: Sequence[str] | None = None,
    required_by_branch: Sequence[str] | None = None,
) -> AuditReport:
    """Compare the configuration with the Gates' files. Findings are sorted by kind, then by file and line.

    If GitHub starts no run of one of the files, that is all there is to report: no job of it has a name.
    """
    found = [finding_of(problem) for gate in gates for problem in gate.problems]
    jobs = configured.jobs
    if not found:
        names = GateNames(gates)
        if jobs is not None:
            found += _differences(jobs, names)
            known = [job for job in jobs if names.jobs_named(job.name)]
            found += branch_findings(known, gates, names, reported=reported, required=required_by_branch)
        listed = {owner for job in jobs or () for owner in names.jobs_named(job.name)}
        for gate in gates:
            names_of_gate = naming_findings(gate, frozenset(job_id for path, job_id in listed if path == gate.path))
            # A configuration that lists no names needs none that is known before the run.
            unlisted = configured.file and jobs is None
            found += [one for one in names_of_gate if not unlisted or one.kind is not FindingKind.UNPREDICTABLE_NAME]
    return AuditReport(
        workflows=tuple(gates),
        configured_jobs=None if jobs is None else tuple(job.name for job in jobs),
        findings=_in_order(found),
        configuration=configured.file,
    )


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    order = list(FindingKind)
    return tuple(sorted(findings, key=lambda finding: (order.index(finding.kind), finding.file, finding.line)))


def _differences(jobs: Sequence[ConfiguredJob], names: GateNames) -> list[Finding]:
    """Findings for configured names that no job has and for jobs that are not configured; a rename is one finding."""
    unknown = {job.name: job for job in jobs if not names.jobs_named(job.name)}
    unlisted = {name.pattern: (gate, job, name) for gate, job, name in names.unlisted([job.name for job in jobs])}
    renames = probable_renames(list(unknown), list(unlisted))
    found = []
    for job in unknown.values():
        new_name = renames.get(job.name)
        message = f"`{job.name}` is configured, but no job reports under this name."
        if new_name is not None:
            gate, _, name = unlisted[new_name]
            message += f" It is probably `{new_name}` now ({gate.path}:{name.line})."
        found.append(Finding(FindingKind.UNKNOWN_JOB, job.file, job.line, message, job.name, new_name, new_name))
    listed = {owner for job in jobs for owner in names.jobs_named(job.name)}
    for pattern, (gate, gate_job, name) in unlisted.items():
        if pattern not in renames.values():
            found.append(_unlisted(gate, gate_job, name, frozenset(i for path, i in listed if path == gate.path)))
    return found


def _unlisted(gate: GateFile, job: GateJob, name: JobName, listed: frozenset[str]) -> Finding:
    """A notice if a configured job needs it, or if it publishes, which is no test of a pull request."""
    needed = job.id not in listed and job.id in gate.needed_by(listed)
    message = f"The job `{name.pattern}` is not configured"
    if needed:
        message += ", but a configured job needs it"
    elif job.publishes:
        message += "; it seems to publish and may be skipped"
    notice = needed or job.publishes
    return Finding(FindingKind.UNLISTED_JOB, gate.path, name.line, f"{message}.", actual=name.pattern, notice=notice)


def branch_findings(
    jobs: Sequence[ConfiguredJob],
    gates: Sequence[GateFile],
    names: GateNames,
    *,
    reported: Sequence[str] | None,
    required: Sequence[str] | None,
) -> list[Finding]:
    """Compare the configured jobs that the workflow has with names from the API. None means: not compared."""
    found = []
    if reported is not None:
        found += [_not_reported(job) for job in jobs if not _reports_in(job.name, reported)]
    if required is not None:
        needed = {
            (gate.path, job_id)
            for gate in gates
            for job_id in gate.needed_by(
                frozenset(each for name in required for path, each in names.jobs_named(name) if path == gate.path)
            )
        }
        found += [
            _not_required(job)
            for job in jobs
            if not _reports_in(job.name, required) and not set(names.jobs_named(job.name)) <= needed
        ]
        found += [
            _unknown_required(name, gates[0].path, reported)
            for name in required
            if not names.jobs_named(name) and not (reported and name in reported)
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
    return Finding(FindingKind.UNKNOWN_REQUIRED, path, 1, message, actual=name, notice=reported is None)


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
    """Names from GitHub's API. None: not known, so not compared. ``note`` is what was compared and what was not."""

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
