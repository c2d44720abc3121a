"""The kind of token, and what each missing permission costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.doctor.check import Level
from hygiene.doctor.facts import Facts, TokenKind, kind_of
from hygiene.doctor.token import token_checks
from hygiene.errors import AuthorizationError, UnavailableError

from .facts import GOOD, HEALTH, levels, row, with_health


@pytest.mark.parametrize(
    ("secret", "kind"),
    [
        ("ghs_x", TokenKind.INSTALLATION),
        ("github_pat_x", TokenKind.FINE_GRAINED),
        ("ghp_x", TokenKind.CLASSIC),
        ("gho_x", TokenKind.OAUTH),
        ("ghu_x", TokenKind.OAUTH),
        ("0123456789abcdef", TokenKind.OTHER),
        ("", TokenKind.NONE),
    ],
)
def test_the_kind_is_in_the_first_characters(secret: str, kind: TokenKind) -> None:
    """GitHub's prefixes show what kind of token it is, without a request."""
    assert kind_of(secret) is kind


def test_a_good_token_passes_every_row() -> None:
    """A workflow's token with all permissions: one row for it and one for each permission that reading can judge."""
    rows = token_checks(GOOD)
    assert levels(rows) == {}
    areas = ("contents", "checks", "statuses", "pull-requests", "issues")
    assert [check.name for check in rows] == ["token", *(f"may {area}" for area in areas)]


def test_no_token() -> None:
    """Without one, the row states how a workflow passes it."""
    rows = token_checks(replace(GOOD, token=TokenKind.NONE, health=None))
    assert levels(rows) == {"token": "fail"}
    assert "GITHUB_TOKEN: ${{ github.token }}" in rows[0].hint


def test_a_refused_token() -> None:
    """The host's refusal is the row; another trouble is not the token's."""
    error = AuthorizationError("h does not accept the token.", hint="Set it again.")
    rows = token_checks(replace(GOOD, health=None, trouble=error))
    assert [(check.level, check.message, check.hint) for check in rows] == [(Level.FAIL, error.message, error.hint)]
    assert token_checks(replace(GOOD, health=None, trouble=UnavailableError("h cannot be reached."))) == []


@pytest.mark.parametrize("kind", [TokenKind.CLASSIC, TokenKind.FINE_GRAINED, TokenKind.OAUTH])
def test_a_person_in_a_workflow(kind: TokenKind) -> None:
    """A person's token in a workflow works, but every comment is that person's; outside one it is as expected."""
    facts = replace(GOOD, token=kind, health=replace(HEALTH, login="octocat"))
    assert "that person's" in row(token_checks(facts), "token").message
    manual = row(token_checks(replace(facts, in_actions=False)), "token")
    assert manual.level is Level.PASS
    assert "another token acts" in manual.message


@pytest.mark.parametrize(
    ("scopes", "level"),
    [("gist, read:org", "fail"), ("public_repo", "pass"), ("gist, repo", "pass"), ("", "pass")],
)
def test_scopes_of_a_classic_token(scopes: str, level: str) -> None:
    """A classic token without a scope for repositories fails; a host that lists none is accepted."""
    facts = with_health(headers={"x-oauth-scopes": scopes})
    facts = replace(facts, token=TokenKind.CLASSIC, in_actions=False)
    assert row(token_checks(facts), "token").level == level


@pytest.mark.parametrize(
    ("area", "cost"),
    [
        ("contents", "read the configuration"),
        ("checks", "see which jobs reported"),
        ("pull-requests", "keep the one status comment"),
        ("issues", "keep one tracker issue"),
    ],
)
def test_a_refused_permission_names_its_price(area: str, cost: str) -> None:
    """What was refused while reading is a failure with GitHub's words, the feature it costs and the line to add."""
    rows = token_checks(with_health(refused={area: "Resource not accessible by integration"}))
    found = row(rows, f"may {area}")
    assert found.level is Level.FAIL
    assert "(Resource not accessible by integration)" in found.message
    assert cost in found.message
    assert f"`{area}: " in found.hint


def test_what_reading_cannot_determine() -> None:
    """Without a pull request or an issue to test, the row states that this is unknown, and what shows it."""
    rows = token_checks(with_health(may_label_issue=None, may_label_pull_request=None))
    assert levels(rows) == {"may pull-requests": "warn", "may issues": "warn"}
    assert "--probe" in row(rows, "may issues").hint
    assert "post-ci --pr N" in row(rows, "may pull-requests").hint


def test_a_token_that_may_not_write() -> None:
    """GitHub's no is certain for a person; for a workflow's token it is a hint."""
    facts = with_health(may_label_issue=False)
    assert levels(token_checks(facts)) == {"may issues": "warn"}
    person = replace(facts, token=TokenKind.FINE_GRAINED, in_actions=False)
    assert levels(token_checks(person)) == {"may issues": "fail"}


def test_a_private_repository() -> None:
    """There the row does not call anything public."""
    assert "public" not in row(token_checks(with_health(private=True)), "may checks").message


def test_statuses_are_optional() -> None:
    """Unreadable commit statuses cost little, and are distinguished."""
    assert levels(token_checks(with_health(refused={"statuses": "no"}))) == {"may statuses": "warn"}


def test_issues_turned_off() -> None:
    """Without issues there are no trackers, whatever the token may do."""
    assert levels(token_checks(with_health(issues_enabled=False))) == {"issues": "fail"}


def test_a_host_without_information() -> None:
    """Nothing is assumed."""
    assert token_checks(Facts(token=TokenKind.OTHER)) == []
