"""The table of what a host may lack: each entry states what it costs, and nothing is named twice."""

from __future__ import annotations

import pytest

from hygiene.model.host_features import OPTIONAL_FEATURES, OPTIONAL_FRAGMENTS, OptionalFeature, feature_with

NAMES = {feature.name: feature for feature in OPTIONAL_FEATURES}


@pytest.mark.parametrize("feature", OPTIONAL_FEATURES, ids=list(NAMES))
def test_each_describes_its_effect_on_the_job(feature: OptionalFeature) -> None:
    """The report puts name and consequence into one sentence, and there is something to leave out."""
    assert feature.without
    assert not feature.without.endswith(".")
    assert feature.without[0].islower()
    assert feature.fragments
    assert feature.why


def test_nothing_is_named_twice() -> None:
    """A fragment belongs to one feature, a name to one entry."""
    fragments = [name for feature in OPTIONAL_FEATURES for name in (*feature.fragments, *feature.parts)]
    assert len(set(fragments)) == len(fragments)
    assert len(NAMES) == len(OPTIONAL_FEATURES)
    assert {*fragments} >= OPTIONAL_FRAGMENTS


@pytest.mark.parametrize(
    ("fragment", "name"),
    [
        ("CommentHistory", "edit history"),
        ("Edits", "edit history"),
        ("RunAttempt", "attempts of workflow runs"),
        ("Scope", ""),
    ],
)
def test_a_fragment_leads_to_its_feature(fragment: str, name: str) -> None:
    """By what is left out, or by what only that is made of; what is essential leads nowhere."""
    found = feature_with(fragment)
    assert (found.name if found else "") == name


def test_what_safety_loses_is_reported() -> None:
    """Where somebody's text may be overwritten, the report states it."""
    assert "conflicts cannot be detected" in NAMES["edit history"].without
