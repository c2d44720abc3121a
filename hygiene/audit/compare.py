"""The configured labels against the names that the workflow's jobs report under."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hygiene.audit.configured import Configured, Label, read_configured
from hygiene.audit.findings import Finding, Kind
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


def branch_findings(
    labels: Sequence[Label], gates: Sequence[Gate], *, reported: Sequence[str] | None, required: Sequence[str] | None
) -> list[Finding]:
    """Compare labels that the workflow knows with the names from the API; what was not asked is not judged."""
    found = []
    if reported is not None:
        found += [_not_reported(label) for label in labels if not _among(label.text, reported)]
    if required is not None:
        waited_for = {
            (gate.path, job_id)
            for gate in gates
            for job_id in gate.needed_by(frozenset(each for name in required for _, each in gate.jobs_named(name)))
        }
        for label in labels:
            owners = {owner for gate in gates for owner in gate.jobs_named(label.text)}
            if not _among(label.text, required) and not owners <= waited_for:
                found.append(_not_required(label))
        found += [
            _unknown_required(name, gates[0].path, reported)
            for name in required
            if not any(gate.jobs_named(name) for gate in gates) and not (reported and name in reported)
        ]
    return found


def _among(label: str, names: Collection[str]) -> bool:
    return any(name == label or name.startswith(f"{label} / ") for name in names)


def _not_reported(label: Label) -> Finding:
    message = f"`{label.text}` is configured and in the workflow, but no check run of this name was seen."
    return Finding(Kind.NOT_REPORTED, label.file, label.line, message, label.text, label.text)


def _not_required(label: Label) -> Finding:
    message = f"`{label.text}` is configured, but branch protection does not require it."
    return Finding(Kind.NOT_REQUIRED, label.file, label.line, message, label.text)


def _unknown_required(name: str, path: str, reported: Sequence[str] | None) -> Finding:
    """Without the names that reported, another workflow or app may still be the one that reports it."""
    message = f"Branch protection requires `{name}`, but no job of the workflow reports under this name."
    return Finding(Kind.UNKNOWN_REQUIRED, path, 1, message, expected=name, notice=reported is None)


LIKENESS_MIN = 0.5
COMPARISONS_MAX = 20_000


def likely_renames(gone: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Pair old labels with new names, the most alike first, each used once; the unlike stay without a pair.

    Where one of each is left, they are a pair however unlike: one job went and one came.
    """
    scored = []
    if len(gone) * len(new) <= COMPARISONS_MAX:
        for order, candidate in enumerate(new):
            matcher = SequenceMatcher(b=candidate.lower(), autojunk=False)
            for index, label in enumerate(gone):
                matcher.set_seq1(label.lower())
                if matcher.quick_ratio() >= LIKENESS_MIN and (ratio := matcher.ratio()) >= LIKENESS_MIN:
                    scored.append((-ratio, index, order))
    pairs: dict[str, str] = {}
    for _, index, order in sorted(scored):
        if gone[index] not in pairs and new[order] not in pairs.values():
            pairs[gone[index]] = new[order]
    old = [label for label in gone if label not in pairs]
    left = [candidate for candidate in new if candidate not in pairs.values()]
    return pairs | {old[0]: left[0]} if len(old) == len(left) == 1 else pairs


OID_CHARS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class Reported:
    """Names for an audit, None for what cannot be judged; ``note`` says what was looked at and what was left out."""

    names: tuple[str, ...] | None
    required: tuple[str, ...] | None
    note: str


NOT_ASKED = Reported(None, None, "")


def reported_by(seen: SeenChecks, paths: Sequence[str]) -> Reported:
    """Judge names only where each of these workflows has run to its end, and requirements only where there are any."""
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
