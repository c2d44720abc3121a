"""The labels against what GitHub has seen report and what branch protection requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.actions.findings import Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from hygiene.actions.configured import Label
    from hygiene.actions.gate import Gate


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
