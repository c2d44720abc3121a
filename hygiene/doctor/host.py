"""The host: whether it answers, which fields it has, how many requests remain, and what time it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.doctor.check import Check, failed, passed, warned
from hygiene.errors import AuthorizationError, UsageError
from hygiene.settings.origin import install_command

if TYPE_CHECKING:
    from hygiene.doctor.facts import Facts

# Reading and writing once; tests/schema/test_cost.py holds the documents to it.
RUN_POINTS = 5
LOW_RUNS = 20
SKEW_WARN_S = 60
SKEW_FAIL_S = 3_600


def host_checks(facts: Facts) -> list[Check]:
    """Rows about the host; only the first of them when it did not answer."""
    if facts.health is None:
        if facts.trouble is None or isinstance(facts.trouble, AuthorizationError):
            return []
        name = "repository" if isinstance(facts.trouble, UsageError) else "host"
        return [failed(name, facts.trouble.message, facts.trouble.hint)]
    kind = "an Enterprise server" if facts.enterprise_server else "GitHub"
    rows = [passed("host", f"{facts.asked} answers as {kind}; {facts.health.repository} is there.")]
    return [*rows, _schema(facts), _rate_limit(facts), _clock(facts)]


def _schema(facts: Facts) -> Check:
    fit = facts.schema
    if fit is None:
        hint = f"Install it with `{install_command('schema')}`."
        return warned("schema", "The host's schema was not compared: the extra `schema` is not installed.", hint)
    if fit.trouble:
        return warned(
            "schema", f"The host's schema was not compared: {fit.trouble}", "`hygiene schema check` may show why."
        )
    essential = [feature for feature, _, vital in fit.lacking if vital]
    costs = "; ".join(f"{feature}: {cost}" for feature, cost, _ in fit.lacking)
    if essential:
        return failed(
            "schema", f"The host lacks fields that hygiene requires. {costs}.", "Update the host, or hygiene."
        )
    if fit.lacking:
        message = f"hygiene works with this host, without some of it. {costs}."
        return warned("schema", message, "`hygiene schema check` names the fields.")
    return passed("schema", "The host has every field that hygiene requests.")


def _rate_limit(facts: Facts) -> Check:
    limit = facts.health.rate_limit if facts.health else None
    if limit is None:
        return warned("rate limit", "The host does not report its rate limit.", "Nothing to do.")
    at = f" until {limit.reset_at:%H:%M} UTC" if limit.reset_at else ""
    message = f"{limit.remaining:,} of {limit.limit:,} points are left{at}; a run costs about {RUN_POINTS}."
    if limit.remaining < RUN_POINTS:
        return failed("rate limit", message, "Wait; the workflows of a repository share one budget.")
    if limit.remaining < RUN_POINTS * LOW_RUNS:
        return warned("rate limit", message, "See which other workflow of the repository uses the rest.")
    return passed("rate limit", message)


def _clock(facts: Facts) -> Check:
    if facts.skew_s is None:
        return warned("clock", "The host does not send its time.", "Nothing to do, unless the clock here is wrong.")
    apart = abs(facts.skew_s)
    message = f"This machine is {apart:,} s {'ahead of' if facts.skew_s > 0 else 'behind'} the host."
    hint = "Set the clock: waiting times and the age of failures are computed from it."
    if apart > SKEW_FAIL_S:
        return failed("clock", message, hint)
    if apart > SKEW_WARN_S:
        return warned("clock", message, hint)
    return passed("clock", f"This machine and the host agree within {max(apart, 1)} s.")
