"""A host that lacks something loses that and nothing else, costs one request more, and the report names what is off."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.model.host_features import OPTIONAL_FEATURES
from tests.older import OlderHost
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    import httpx

    from tests.workflow_runner import Ran, Runner

pytestmark = pytest.mark.long

# By feature, what a host has to lack to lose it.
LACKS: dict[str, tuple[str, ...]] = {
    "attempts of workflow runs": ("WorkflowRun.runAttempt",),
    "originals of duplicates": ("Issue.duplicateOf",),
    "rulesets": ("Ref.rules",),
    "edit history": ("UserContentEditConnection",),
    # Asked for with --pr alone.
    "files of commits": ("Commit.file",),
}
NAMED = "api.github.com does not have an optional part of its API, "


def post_ci(runner: Runner, run: int, *lacking: str, plain: bool = False) -> tuple[Ran, int]:
    """Run post-ci against a host that lacks these, and count what it refused."""
    manual = "Commit.file" in lacking
    hosts: list[OlderHost] = []

    def around(inner: httpx.BaseTransport) -> OlderHost:
        hosts.append(OlderHost(inner, lacking, plain=plain))
        return hosts[0]

    named: Any = {"run": None if manual else run, **({"around": around} if lacking else {})}
    ran = runner.post_ci("--json", *(("--pr", "1") if manual else ()), **named)
    assert ran.code == 0, ran.stderr
    return ran, hosts[0].refusals if hosts else 0


def off(ran: Ran) -> set[str]:
    """The features that the report names as off."""
    return {one.name for one in OPTIONAL_FEATURES if f"{NAMED}{one.name}: {one.without}." in ran.json["notices"]}


def scene(runner: Runner, *lacking: str, plain: bool = False) -> tuple[list[Ran], list[int], list[Any]]:
    """Failure, silence, recovery, in a repository that has the label; what is left on the pull request and around."""
    runner.repository.label("ci-failure")
    number, run = runner.proposal(RED)
    exported = [post_ci(runner, run, *lacking, plain=plain), post_ci(runner, run, *lacking, plain=plain)]
    head = runner.repository.person("octocat").push(number)
    run = runner.repository.workflow_run(head=head, jobs=GREEN)
    exported.append(post_ci(runner, run, *lacking, plain=plain))
    left = [[one.body for one in runner.comments(number)], [one.state for one in runner.repository.issues()]]
    return [ran for ran, _ in exported], [refusals for _, refusals in exported], left


def test_every_optional_feature_is_tried() -> None:
    """A new one has a row here for how a host without it answers."""
    assert set(LACKS) == {feature.name for feature in OPTIONAL_FEATURES}


@pytest.mark.parametrize("plain", [False, True], ids=["as GitHub words it", "message and place alone"])
@pytest.mark.parametrize("name", LACKS)
def test_one_feature_less(runner: Runner, name: str, *, plain: bool) -> None:
    """The job is done; each run on such a host sends the document once more and names what it left out."""
    ran, refusals, (comments, trackers) = scene(runner, *LACKS[name], plain=plain)
    assert len(comments) == 1
    assert trackers == ["CLOSED"]
    assert refusals == [1, 1, 1]
    assert [off(one) for one in ran] == [{name}] * 3
    assert ran[1].json["requests"] == {"queries": 3 if name == "files of commits" else 2, "mutations": 0}


@pytest.mark.parametrize("pair", list(combinations(LACKS, 2)))
def test_two_features_less(runner: Runner, pair: tuple[str, str]) -> None:
    """What is refused together is left out together: still one request more."""
    ran, refusals, (comments, trackers) = scene(runner, *(lack for name in pair for lack in LACKS[name]))
    assert (len(comments), trackers, refusals) == (1, ["CLOSED"], [1, 1, 1])
    assert off(ran[0]) == set(pair)


def test_everything_less(runner: Runner) -> None:
    """Without any optional feature there still is one comment and one tracker."""
    ran, _, (comments, trackers) = scene(runner, *(lack for lacks in LACKS.values() for lack in lacks))
    assert (len(comments), trackers) == (1, ["CLOSED"])
    assert off(ran[2]) == set(LACKS)


def test_a_host_that_has_everything_gets_one_request(runner: Runner) -> None:
    """Nothing here costs github.com a request."""
    ran, _, _ = scene(runner)
    assert [off(one) for one in ran] == [set(), set(), set()]
    assert ran[1].json["requests"] == {"queries": 1, "mutations": 0}


def test_what_nobody_can_do_without_ends_the_run(runner: Runner) -> None:
    """A required field is no feature: the error names the one that is lacking, after one request."""
    _, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run, around=lambda inner: OlderHost(inner, ("IssueComment.body",)))
    assert ran.code == 5
    assert "doesn't exist on type 'IssueComment'" in ran.stderr
    assert runner.repository.issues() == []


def test_the_doctor_reports_it_beforehand(runner: Runner) -> None:
    """A warning, no failure: the same words as the run's report."""
    runner.proposal(RED)
    lacks = LACKS["edit history"]
    ran = runner.run("doctor", "--json", around=lambda inner: OlderHost(inner, lacks))
    (row,) = [check for check in ran.json["checks"] if check["check"] == "schema"]
    (feature,) = [one for one in OPTIONAL_FEATURES if one.name == "edit history"]
    assert row["level"] == "warn"
    assert f"{feature.name}: {feature.without}" in row["message"]
