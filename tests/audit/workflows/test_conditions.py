"""``if:`` of jobs: what always runs, may be skipped, never runs, and what excludes what."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.conditions import Conditions, exclusive, read_condition
from hygiene.audit.workflows.events import event_scope
from hygiene.audit.workflows.jobs import read_workflow


def conditions(jobs: str, *, event: str = "", on: str = "[push, pull_request]") -> Conditions:
    """The conditions of a workflow with these jobs, one in a line."""
    text = f"on: {on}\njobs:\n" + "".join(f"  {line}\n" for line in jobs.splitlines())
    workflow = read_workflow(text, path="gate.yml")
    return Conditions(workflow, event_scope(workflow, event) if event else {"inputs": {}})


@pytest.mark.parametrize(
    ("condition", "may_skip"),
    [
        ("", False),
        ("always()", False),
        ("'${{ always() }}'", False),
        ("'!cancelled()'", False),
        ("success() || failure()", False),
        ("success()", False),
        ("failure()", True),
        ("cancelled()", True),
        ("github.ref == 'x'", True),
        ("always() && github.actor != 'bot'", True),
        ("\"contains(github.ref, 'x') || true\"", False),
        ("true", False),
        ("false", True),
        ("'${{ false }} || x'", False),
        ("'${{ github.x }}${{ github.y }}'", False),
        ("1 == 1", False),
        ("'github.ref =='", True),
    ],
)
def test_what_may_be_skipped(condition: str, may_skip: bool) -> None:  # noqa: FBT001  the expectation is a truth value
    """A job may be skipped unless its condition holds whenever nothing fails and nobody cancels the run."""
    assert conditions(f"a: {{if: {condition}}}").may_skip == ({"a"} if may_skip else set())


def test_skipping_spreads() -> None:
    """A skipped job skips all jobs in its chain of needs, also after one that ran, unless they test the status."""
    jobs = "a: {if: github.x}\nb: {needs: a}\nc: {needs: [z, b]}\nd: {needs: c, if: always()}\ne: {needs: d}\nz: {}"
    assert conditions(jobs).may_skip == {"a", "b", "c", "e"}


def test_text_in_a_condition_is_no_status_function() -> None:
    """Only a call of ``always()`` counts, not its name in a text."""
    jobs = "a: {if: github.x}\nb: {needs: a, if: \"'always()' != ''\"}\nc: {needs: a, if: always()}"
    assert conditions(jobs).may_skip == {"a", "b"}


@pytest.mark.parametrize(
    ("condition", "never"),
    [
        ("false", True),
        ("'${{ false }}'", True),
        ("0", True),
        ("null", False),
        ("''", False),
        ("\"''\"", True),
        ("'!true'", True),
        ("1 == 2", True),
        ("\"'a' == 'A'\"", False),
        ("false && github.ref", True),
        ("github.ref && false", True),
        ("github.ref && github.sha && ''", True),
        ("false || github.ref", False),
        ("always() && false", True),
        ("failure() && false", True),
        ("failure()", False),
        ("inputs.nothing == 'x'", True),
        ("inputs.nothing == ''", False),
        ("needs.other.outputs.x == 'y'", True),
        ("'${{ false }} x'", False),
        ("'TRUE'", False),
    ],
)
def test_what_never_runs(condition: str, never: bool) -> None:  # noqa: FBT001  as above
    """A job never runs if its condition is false in every run."""
    assert conditions(f"a: {{if: {condition}}}").never_run == ({"a"} if never else set())


def test_never_running_spreads() -> None:
    """What needs a job that never runs never runs either, unless its condition holds after a skipped job."""
    jobs = (
        "a: {if: false}\nb: {needs: a}\nc: {needs: b, if: always()}\nd: {needs: c}\ne: {needs: a, if: success()}\n"
        "f: {needs: a, if: '!cancelled()'}\ng: {needs: a, if: failure()}\nh: {needs: a, if: success() || failure()}"
    )
    assert conditions(jobs).never_run == {"a", "b", "d", "e"}


@pytest.mark.parametrize(
    ("condition", "runs_on"),
    [
        ("github.event_name == 'push'", ["push"]),
        ("github.event_name != 'pull_request'", ["push"]),
        ("startsWith(github.ref, 'refs/tags/')", ["push"]),
        ("github.ref == 'refs/heads/main'", ["push"]),
        ("github.ref_type == 'tag'", ["push"]),
        ("github.event.action == 'published'", []),
        ("github.event.action == 'opened'", ["pull_request"]),
        ("github.event.release", []),
        ("github.event.pull_request.draft == false", ["push", "pull_request"]),
        ("github.event.pull_request", ["pull_request"]),
        ("github.head_ref == ''", ["push"]),
        ("github.repository == 'octo/app'", ["push", "pull_request"]),
        ("contains(github.event.head_commit.message, 'x')", ["push"]),
        ("github.event_name == 'pull_request' && github.event.pull_request.head.repo.fork", ["pull_request"]),
        ("github.event.inputs.full == 'true'", []),
        ("endsWith(github.ref, '/merge')", ["push", "pull_request"]),
    ],
)
def test_conditions_on_the_event(condition: str, runs_on: list[str]) -> None:
    """For a known event its name, ref and payload are known as far as every such event has them."""
    jobs = f'a: {{if: "{condition}"}}'
    found = [event for event in ("push", "pull_request") if not conditions(jobs, event=event).never_run]
    assert found == runs_on


@pytest.mark.parametrize(
    ("on", "condition", "never"),
    [
        ("{push: {branches: [main]}}", "github.ref_type == 'tag'", True),
        ("{push: {tags: ['v*']}}", "startsWith(github.ref, 'refs/heads/')", True),
        ("{push: {tags: ['v*']}}", "startsWith(github.ref, 'refs/tags/')", False),
        ("{push: {branches: [main], tags: ['v*']}}", "startsWith(github.ref, 'refs/tags/')", False),
        ("push", "startsWith(github.ref, 'refs/tags/')", False),
    ],
)
def test_filters_of_pushes(on: str, condition: str, never: bool) -> None:  # noqa: FBT001  as above
    """A filter of branches alone starts no run for a tag, and the other way round."""
    found = conditions(f'a: {{if: "{condition}"}}', event="push", on=on)
    assert found.never_run == ({"a"} if never else set())


def test_types_of_a_pull_request_event() -> None:
    """The configured types of an event are all that its action can be."""
    on = "{pull_request: {types: [labeled, closed]}}"
    assert conditions("a: {if: github.event.action == 'closed'}", event="pull_request", on=on).never_run == set()
    assert conditions("a: {if: github.event.action == 'opened'}", event="pull_request", on=on).never_run == {"a"}


def pair(left: str, right: str, *, places: tuple[str, str] = ("gate.yml", "gate.yml")) -> bool:
    """Whether two conditions exclude each other."""
    trees = [read_condition(text) for text in (left, right)]
    assert trees[0] is not None
    assert trees[1] is not None
    return exclusive([(places[0], trees[0])], [(places[1], trees[1])])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("github.x == 'a'", "github.x != 'a'", True),
        ("github.x == 'a'", "github.x == 'b'", True),
        ("github.x == 'a'", "'B' == github.X", True),
        ("github.x == 'a'", "github.x == 'A'", False),
        ("github.x == 'a'", "github.y == 'b'", False),
        ("contains(github.x, 'y')", "!contains(github.x, 'y')", True),
        ("contains(github.x, 'y')", "${{ !Contains(GitHub.X, 'Y') }}", True),
        ("github.a && github.b", "!(github.a && github.b)", True),
        ("github.a && github.b", "!github.a || !github.b", True),
        ("github.a && github.b", "!github.a && github.b", True),
        ("github.a || github.b", "!github.a && !github.b", True),
        ("github.a || github.b", "!github.a", False),
        ("github.e == 'push' || github.e == 'merge'", "github.e == 'pull'", True),
        ("always() && github.a", "always() && !github.a", True),
        ("success()", "failure()", True),
        ("always()", "failure()", False),
        ("true", "github.a", False),
        ("false", "github.a", True),
        ("github.a", "github.a", False),
    ],
)
def test_exclusive(left: str, right: str, expected: bool) -> None:  # noqa: FBT001  as above
    """Two conditions exclude each other if no combination of their values makes both true."""
    assert pair(left, right) is expected
    assert pair(right, left) is expected


def test_equal_words_in_two_workflows() -> None:
    """``inputs`` and ``needs`` of two workflows are different things, ``github`` and ``vars`` are the same."""
    places = ("a.yml", "b.yml")
    assert pair("inputs.x", "!inputs.x")
    assert not pair("inputs.x", "!inputs.x", places=places)
    assert not pair("needs.a.result == 'x'", "needs.a.result == 'y'", places=places)
    assert pair("vars.x == 'a'", "vars.x == 'b'", places=places)


def test_too_many_comparisons_are_not_tried() -> None:
    """With more comparisons than are tried, two conditions do not count as exclusive."""
    many = " && ".join(f"github.x{number}" for number in range(13))
    assert not pair(many, f"!({many})")
