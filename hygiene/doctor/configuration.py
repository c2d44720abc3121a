"""The configuration: found where, valid, and true to the workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.doctor.check import Check, failed, of_trouble, passed, warned

if TYPE_CHECKING:
    from hygiene.doctor.facts import Facts


def configuration_checks(facts: Facts) -> list[Check]:
    """One row for the file, one for its audit."""
    return [_file(facts), _audit(facts)]


def _file(facts: Facts) -> Check:
    found = facts.configuration
    if found.trouble is not None:
        return of_trouble("configuration", found.trouble)
    if not found.place:
        said = "There is no hygiene.toml: the required jobs are those of the workflow that rings."
        return warned("configuration", said, "`hygiene init` writes one from your workflows.")
    return passed("configuration", f"{found.place} is valid.")


def _audit(facts: Facts) -> Check:
    found = facts.configuration
    if found.trouble is not None:
        return warned("audit", "Not compared: the configuration cannot be read.", "Mend the configuration first.")
    if found.audit_trouble is not None:
        return of_trouble("audit", found.audit_trouble)
    if found.audited is None:
        return warned("audit", "There are no workflow files here to compare with.", "Run the doctor in a checkout.")
    if found.audited:
        more = f" And {len(found.audited) - 1} more." if len(found.audited) > 1 else ""
        said = f"{found.audited[0]}{more}"
        return failed("audit", said, "`hygiene audit` lists every difference; `hygiene audit --fix` mends the labels.")
    return passed("audit", "The configured labels are the names under which the jobs report.")
