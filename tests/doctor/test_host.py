"""Rows about the host."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.doctor.facts import SchemaFit
from hygiene.doctor.host import LOW_RUNS, RUN_POINTS, SKEW_FAIL_S, SKEW_WARN_S, host_checks
from hygiene.errors import AuthorizationError, UnavailableError, UsageError
from hygiene.model.snapshot import RateLimit

from .facts import GOOD, levels, row, with_health


def test_in_good_order() -> None:
    """Reachable, the right schema, enough points, the same time."""
    rows = host_checks(GOOD)
    assert levels(rows) == {}
    assert [check.name for check in rows] == ["host", "schema", "rate limit", "clock"]


@pytest.mark.parametrize(
    ("host", "kind"),
    [("github.com", "GitHub"), ("acme.ghe.com", "GitHub"), ("github.example.com", "an Enterprise server")],
)
def test_the_kind_of_host(host: str, kind: str) -> None:
    """Enterprise servers are distinguished from github.com and from ghe.com hosts."""
    assert f"answers as {kind};" in host_checks(replace(GOOD, host=host))[0].message


def test_no_answer() -> None:
    """One row instead of guesses; a problem with the token or the name is not attributed to the host."""
    gone = replace(GOOD, health=None)
    assert levels(host_checks(replace(gone, trouble=UnavailableError("cannot be reached")))) == {"host": "fail"}
    assert levels(host_checks(replace(gone, trouble=UsageError("no such repository")))) == {"repository": "fail"}
    assert host_checks(replace(gone, trouble=AuthorizationError("no"))) == []
    assert host_checks(gone) == []


def test_the_schema() -> None:
    """A missing optional field disables a feature, a missing required one fails, and an unread schema is reported."""
    assert levels(host_checks(replace(GOOD, schema=None))) == {"schema": "warn"}
    assert levels(host_checks(replace(GOOD, schema=SchemaFit(trouble="refused")))) == {"schema": "warn"}
    costs = SchemaFit((("edit history", "text is not brought back", False),))
    check = row(host_checks(replace(GOOD, schema=costs)), "schema")
    assert (check.level, "edit history: text is not brought back" in check.message) == ("warn", True)
    vital = SchemaFit((*costs.lacking, ("status comments", "nothing works", True)))
    assert levels(host_checks(replace(GOOD, schema=vital))) == {"schema": "fail"}


@pytest.mark.parametrize(
    ("remaining", "level"),
    [
        (RUN_POINTS * LOW_RUNS, "pass"),
        (RUN_POINTS * LOW_RUNS - 1, "warn"),
        (RUN_POINTS, "warn"),
        (RUN_POINTS - 1, "fail"),
    ],
)
def test_points_left(remaining: int, level: str) -> None:
    """Enough for one run is the least; enough for twenty is well."""
    limit = RateLimit(remaining=remaining, limit=1_000, reset_at=None, cost=1)
    assert row(host_checks(with_health(rate_limit=limit)), "rate limit").level == level


def test_when_points_come_back() -> None:
    """The row shows the time; a host without limits is no failure."""
    assert "left until 01:00 UTC" in row(host_checks(GOOD), "rate limit").message
    assert levels(host_checks(with_health(rate_limit=None))) == {"rate limit": "warn"}


@pytest.mark.parametrize(
    ("skew_s", "level", "expected"),
    [
        (0, "pass", "within 1 s"),
        (-SKEW_WARN_S, "pass", f"within {SKEW_WARN_S} s"),
        (SKEW_WARN_S + 1, "warn", "ahead of"),
        (-SKEW_FAIL_S - 1, "fail", "behind"),
        (None, "warn", "does not send its time"),
    ],
)
def test_the_clock(skew_s: int | None, level: str, expected: str) -> None:
    """A minute is nothing, an hour is wrong."""
    check = row(host_checks(replace(GOOD, skew_s=skew_s)), "clock")
    assert check.level == level
    assert expected in check.message
