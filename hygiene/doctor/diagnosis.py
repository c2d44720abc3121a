"""All checks in the order in which a set-up is best mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.doctor.configuration import configuration_checks
from hygiene.doctor.event import event_checks
from hygiene.doctor.host import host_checks
from hygiene.doctor.token import token_checks
from hygiene.doctor.workflow import workflow_checks

if TYPE_CHECKING:
    from hygiene.doctor.check import Check
    from hygiene.doctor.facts import Facts


def diagnose(facts: Facts) -> tuple[Check, ...]:
    """One row for everything that can be wrong with a set-up."""
    return (
        *token_checks(facts),
        *host_checks(facts),
        *event_checks(facts),
        *configuration_checks(facts),
        *workflow_checks(facts),
    )
