"""Categories: the first rule that matches, a sensible default, and slugs that nobody shares."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygiene.failure_tracker.categories import categorise, default_category, identity_of, rule_of, slug, summed_up_by
from hygiene.model.checks import Annotation, CheckRun, CheckState, Step, Suite
from hygiene.model.marker import Marker, decode, encode
from hygiene.model.policy import CategoryRule, TrackerPolicy
from tests.examples import examples


def _check(name: str = "python ci (3.12)", step: str = "", message: str = "") -> CheckRun:
    return CheckRun(
        "C_1",
        1,
        name,
        CheckState.FAILURE,
        Suite("S_1"),
        "",
        steps=(Step(1, step, CheckState.FAILURE),) if step else (),
        annotations=(Annotation("failure", "a.py", 1, "", message),) if message else (),
    )


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("python ci (3.11)", "python ci"),
        ("core tests (3.12) / python 3.12", "core tests"),
        ("docker smoke / docker smoke", "docker smoke"),
        ("gate", "gate"),
        ("(odd)", "(odd)"),
        ("", ""),
    ],
)
def test_without_configuration_a_category_is_the_job_without_its_matrix(name: str, category: str) -> None:
    """And without the inner job of a reusable workflow."""
    assert default_category(name) == category
    assert categorise(name, _check(name), TrackerPolicy(), {}) == category


def test_the_first_rule_that_matches_is_used() -> None:
    """Order is the configuration's."""
    rules = (CategoryRule("first", jobs=("python*",)), CategoryRule("second", jobs=("python*",)))
    assert categorise("python ci (3.12)", _check(), TrackerPolicy(categories=rules), {}) == "first"


@pytest.mark.parametrize(
    ("rule", "matches"),
    [
        (CategoryRule("r", jobs=("python ci (*)",)), True),
        (CategoryRule("r", jobs=("PYTHON CI*",)), True),
        (CategoryRule("r", jobs=("docker*", "python*")), True),
        (CategoryRule("r", jobs=("docker*",)), False),
        (CategoryRule("r", steps=("Pytest*",)), True),
        (CategoryRule("r", steps=("Mypy*",)), False),
        (CategoryRule("r", messages=("*timed out*",)), True),
        (CategoryRule("r", messages=("*disk full*",)), False),
        (CategoryRule("r", jobs=("python*",), messages=("*disk full*",)), False),
        (CategoryRule("r"), True),
    ],
)
def test_globs_over_job_step_and_message_must_all_match(rule: CategoryRule, matches: bool) -> None:  # noqa: FBT001
    """An empty list requires nothing; letter case does not matter."""
    check = _check(step="Pytest (unit)", message="Connection Timed Out\nafter 30s")
    found = categorise("python ci (3.12)", check, TrackerPolicy(categories=(rule,)), {})
    assert found == ("r" if matches else "python ci")


def test_a_rule_with_a_step_does_not_match_without_one() -> None:
    """What is not known does not match."""
    policy = TrackerPolicy(categories=(CategoryRule("r", steps=("*",)),))
    assert categorise("python ci (3.12)", _check(), policy, {}) == "python ci"


def test_a_rule_is_found_by_the_category_that_it_makes() -> None:
    """A default category has none."""
    rule = CategoryRule("network")
    policy = TrackerPolicy(categories=(rule,))
    assert rule_of("network", policy) is rule
    assert rule_of("python ci", policy) is None


def test_an_aggregate_is_known_with_and_without_its_matrix() -> None:
    """The default one is the gate."""
    called = TrackerPolicy(aggregates=("all",), called_aggregates=("* / sum", "ci / *-done"))
    assert summed_up_by("gate", TrackerPolicy()) == ""
    assert summed_up_by("all (x)", called) == ""
    assert summed_up_by("all / check", called) == ""
    assert summed_up_by("ci / sum", called) == "ci / "
    assert summed_up_by("ci / deep / sum", called) == "ci / deep / "
    assert summed_up_by("ci / x-done (1)", called) == "ci / "
    assert summed_up_by("gatekeeper", TrackerPolicy()) is None
    assert summed_up_by("ci / all", called) is None


@pytest.mark.parametrize(
    ("category", "words"), [("python ci", "python-ci"), ("docker smoke", "docker-smoke"), ("gate", "gate")]
)
def test_a_plain_name_has_a_plain_slug(category: str, words: str) -> None:
    """Readable in the marker."""
    assert slug(category) == words
    assert identity_of(category) == f"tracker/{words}"


@pytest.mark.parametrize(
    "category", ["python-ci", "Python CI", "python  ci", "python_ci", "pythön ci", "日本", "", "x" * 900]
)
def test_what_would_read_the_same_is_distinguished(category: str) -> None:
    """A few digits are added where the words alone do not lead back to the name."""
    assert slug(category) != slug("python ci")
    assert re.fullmatch(r"[a-z0-9-]{0,61}[0-9a-f]{6}", slug(category))


@settings(deadline=None, derandomize=True, max_examples=examples(150))
@given(st.text(max_size=80))
def test_any_category_has_a_slot_that_a_marker_can_hold(category: str) -> None:
    """Whatever people call their jobs."""
    found = decode(encode(Marker(identity_of(category), {})))
    assert isinstance(found, Marker)
    assert found.identity == identity_of(category)


def test_categories_of_two_gates() -> None:
    """A key keeps jobs of one name apart; the name of a rule is used as it is."""
    assert categorise("build", _check("build (1)"), TrackerPolicy(key="nightly"), {}) == "nightly: build"
    rule = CategoryRule("all", ())
    assert categorise("build", _check("build"), TrackerPolicy(key="nightly", categories=(rule,)), {}) == "all"
