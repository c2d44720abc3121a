"""The configured labels against the names that the workflow's jobs report under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.actions.branch import branch_findings
from hygiene.actions.configured import Configured, Label, read_configured
from hygiene.actions.findings import Finding, Kind
from hygiene.actions.gate import Gate, gate_paths, read_gate
from hygiene.actions.naming import naming_findings
from hygiene.actions.renames import likely_renames

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.actions.workflows.names import JobName


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit saw: the files, the labels, every check run by name, and the differences."""

    workflows: tuple[str, ...]
    labels: tuple[str, ...]
    check_runs: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Say whether a finding is more than a notice."""
        return any(not finding.notice for finding in self.findings)


def audit_files(
    root: Path,
    *,
    workflows: Sequence[str] = (),
    reported: Sequence[str] | None = None,
    required_by_branch: Sequence[str] | None = None,
) -> AuditReport:
    """Audit a repository on disk. ``reported`` and ``required_by_branch`` are names from GitHub's API, if asked."""
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
    """Compare labels with gates; findings come by kind, then by place."""
    labels = tuple(label if label.file else Label(label.text, gates[0].path, 1) for label in configured.labels)
    owners = {
        label.text: frozenset(owner for gate in gates for owner in gate.jobs_named(label.text)) for label in labels
    }
    found = _drift(labels, gates, owners)
    for gate in gates:
        listed = frozenset(job_id for ids in owners.values() for path, job_id in ids if path == gate.path)
        found += naming_findings(gate, listed)
    known = [label for label in labels if owners[label.text]]
    found += branch_findings(known, gates, reported=reported, required=required_by_branch)
    order = list(Kind)
    return AuditReport(
        workflows=tuple(gate.path for gate in gates),
        labels=tuple(label.text for label in labels),
        check_runs=tuple(dict.fromkeys(name.pattern for gate in gates for name in gate.check_runs)),
        findings=tuple(sorted(found, key=lambda finding: (order.index(finding.kind), finding.file, finding.line))),
    )


def _drift(
    labels: Sequence[Label], gates: Sequence[Gate], owners: dict[str, frozenset[tuple[str, str]]]
) -> list[Finding]:
    """Find labels without a job and jobs without a label; a likely pair of them is one rename, told once."""
    unknown = {label.text: label for label in labels if not owners[label.text]}
    unlisted = {
        name.pattern: (gate, name) for gate in gates for name in gate.unlisted([label.text for label in labels])
    }
    renames = likely_renames(list(unknown), list(unlisted))
    found = [_unknown(label, renames.get(label.text), unlisted) for label in unknown.values()]
    for pattern, (gate, name) in unlisted.items():
        if pattern in renames.values():
            continue
        listed = frozenset(job_id for ids in owners.values() for path, job_id in ids if path == gate.path)
        waited_for = name.job_id not in listed and name.job_id in gate.needed_by(listed)
        found.append(_unlisted(gate, name, notice=waited_for))
    return found


def _unknown(label: Label, rename: str | None, unlisted: dict[str, tuple[Gate, JobName]]) -> Finding:
    message = f"`{label.text}` is configured, but no job reports under this name."
    if rename is not None:
        gate, name = unlisted[rename]
        message += f" It is likely `{rename}` now ({gate.path}:{name.line})."
    return Finding(Kind.UNKNOWN_JOB, label.file, label.line, message, label.text, rename, rename)


def _unlisted(gate: Gate, name: JobName, *, notice: bool) -> Finding:
    message = f"The job `{name.pattern}` is not among the configured labels"
    message += ", but a configured job waits for it." if notice else "."
    return Finding(Kind.UNLISTED_JOB, gate.path, name.line, message, expected=name.pattern, notice=notice)
