"""Rows about hygiene.toml."""

from __future__ import annotations

from dataclasses import replace

from hygiene.doctor.facts import Configuration
from hygiene.doctor.workflow import configuration_checks
from hygiene.errors import MissingExtraError, UsageError

from .facts import GOOD, levels, row


def rows(**parts: object) -> dict[str, str]:
    """The rows that are no passes, for another configuration."""
    found = replace(GOOD.configuration, **parts)  # type: ignore[arg-type]
    return levels(configuration_checks(replace(GOOD, configuration=found)))


def test_in_good_order() -> None:
    """Valid and true to the workflow: two passes, the first names the file."""
    checks = configuration_checks(GOOD)
    assert levels(checks) == {}
    assert checks[0].message == ".github/hygiene.toml is valid."


def test_none() -> None:
    """It works without a file, by the workflow's own jobs; `init` writes one."""
    assert rows(place="") == {"configuration": "warn"}


def test_broken() -> None:
    """A file that cannot be read fails in the reader's words, and then nothing is compared with it."""
    assert rows(trouble=UsageError("not valid TOML")) == {"configuration": "fail", "audit": "warn"}


def test_drifted() -> None:
    """The first difference is shown, the others are counted, and the command that lists them is named."""
    found = Configuration("x", audited=("a:1 first", "b:2 second", "c:3 third"), fixable=True)
    check = row(configuration_checks(replace(GOOD, configuration=found)), "audit")
    assert check.level == "fail"
    assert check.message == "a:1 first And 2 more."
    assert "hygiene audit --fix" in check.hint
    unfixable = replace(GOOD, configuration=replace(found, fixable=False))
    assert "--fix" not in row(configuration_checks(unfixable), "audit").hint


def test_nothing_is_compared_without_configured_jobs() -> None:
    """It does not report an agreement of names that nobody configured."""
    found = replace(GOOD.configuration, place="", compared=False)
    check = row(configuration_checks(replace(GOOD, configuration=found)), "audit")
    assert (check.level, check.message) == ("pass", "No jobs are configured, so no names are compared.")


def test_nothing_to_compare_with() -> None:
    """Outside a checkout the audit is left out, and states it."""
    assert rows(audited=None) == {"audit": "warn"}


def test_no_gate() -> None:
    """An audit that finds no Gate fails; one that lacks its extra is no fault of the set-up."""
    assert rows(audit_trouble=UsageError("No workflow is called Gate.", hint="Run init.")) == {"audit": "fail"}
    assert rows(audit_trouble=MissingExtraError("It", "audit")) == {"audit": "warn"}
