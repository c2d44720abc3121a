"""The repository's files: from the checkout where there is one, else as the host showed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.checkout import WORKFLOWS_FOLDER, text_at, workflow_paths
from hygiene.audit.compare import audit_files
from hygiene.audit.findings import FIXABLE
from hygiene.audit.post_ci_workflow import POST_CI_PATH, read_post_ci
from hygiene.doctor.facts import Configuration
from hygiene.errors import HygieneError, UsageError
from hygiene.model.policy import Policy
from hygiene.settings import find_policy, parse_policy
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hygiene.audit.post_ci_workflow import PostCi


def configuration_of(root: Path, given: str, remote: Mapping[str, str]) -> Configuration:
    """Where the configuration is, whether it is valid, and how its audit ends."""
    try:
        place, policy = _found(root, given, remote)
    except HygieneError as error:
        return Configuration(trouble=error)
    found = Configuration(place, names_gate=bool(policy.workflow or policy.key))
    if not (root / WORKFLOWS_FOLDER).is_dir():
        return found
    try:
        report = audit_files(root)
        names = tuple(gate.name for gate in report.workflows)
    except HygieneError as error:
        # Without a configuration the Gate is the workflow that triggers hygiene, under any name.
        no_gate = isinstance(error, UsageError) and not place
        return replace(found, audited=(), compared=False) if no_gate else replace(found, audit_trouble=error)
    counted = [finding for finding in report.findings if not finding.notice]
    differences = tuple(f"{finding.file}:{finding.line} {finding.message}" for finding in counted)
    fixable = any(finding.kind in FIXABLE for finding in counted)
    compared = report.configured_jobs is not None
    return replace(found, audited=differences, gate_names=names, compared=compared, fixable=fixable)


def _found(root: Path, given: str, remote: Mapping[str, str]) -> tuple[str, Policy]:
    """The valid configuration that is in force and its content; an empty place when there is none."""
    if given:
        text = text_at(root, given)
        if text is None:
            raise UsageError(f"There is no file {given}.", hint="Name an existing file with --config.")
        return given, parse_policy(text, given) or Policy()
    found = find_policy(lambda place: text_at(root, place))
    if found is not None:
        return found[1], found[0]
    found = find_policy(remote.get)
    return (f"{found[1]} of the default branch", found[0]) if found else ("", Policy())


def post_ci_of(root: Path, path: str, remote: Mapping[str, str]) -> tuple[PostCi | None, HygieneError | None]:
    """The workflow that runs hygiene: the named file, else the first in the checkout that does."""
    others = [other for other in workflow_paths(root) if other != path] if path == POST_CI_PATH else []
    trouble: HygieneError | None = None
    for place in (path, *others):
        try:
            text = text_at(root, place) or (remote.get(place) if place == path else None)
            found = read_post_ci(text, path=place) if text else None
        except HygieneError as error:
            trouble = trouble or (error if place == path else None)
            continue
        if found is not None:
            return found, None
    return None, trouble
