"""Queries that are too much for GitHub: smaller ones, and what is then left out is reported."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hygiene.github.size import QuerySize
from hygiene.markdown.text import plain
from hygiene.model.host_features import OPTIONAL_FEATURES
from hygiene.sandbox.faults import FaultRule, GatewayError, Refused, ResourceLimits, WentWrong
from tests.cli.many_trackers import ledger_of, open_tracker
from tests.workflow_runner import FAILING, GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.faults import Fault, RequestInfo
    from hygiene.sandbox.runs import Job
    from tests.workflow_runner import Runner

TOO_MUCH = "{}, too much for api.github.com to return: {}."
# By feature: the field that is too much, and its place in the response.
FEATURES = {
    "rulesets": ("rules", "pullRequest.baseRef"),
    "edit history": ("userContentEdits", "pullRequest.freshest.nodes"),
    "attempts of workflow runs": ("runAttempt", "pullRequest.commits.nodes"),
    "originals of duplicates": ("duplicateOf", "closedTrackers.nodes"),
    "files of commits": ("gateFile", "gateAtHead.commits.nodes"),
}


def test_every_optional_feature_is_tried() -> None:
    """A new one has a row here for where it may be too much."""
    assert set(FEATURES) == {feature.name for feature in OPTIONAL_FEATURES}


def kinds(field: str, place: str) -> list[Fault]:
    """The ways in which GitHub reports that a field is too much: the repository is null, or the field alone."""
    path = (*place.split("."), field)
    alone = [ResourceLimits(null=path)] if field == "rules" else []
    return [ResourceLimits(path=path), *alone]


@pytest.mark.parametrize(
    ("feature", "fault"),
    [(name, fault) for name, (field, place) in FEATURES.items() for fault in kinds(field, place)],
)
def test_an_optional_feature_that_is_too_much(runner: Runner, feature: str, fault: Fault) -> None:
    """It is left out and named, where it matters to readers in the comment too; everything else is read."""
    (without,) = [one.without for one in OPTIONAL_FEATURES if one.name == feature]
    runner.repository.protect("main", "license")
    runner.repository.ruleset("main", "cla")
    number, run = runner.proposal(RED)
    runner.world.faults = [FaultRule(fault, on="query", fields=(FEATURES[feature][0],))]
    manual = feature == "files of commits"
    for _ in range(2):
        ran = runner.post_ci("--json", "--pr", str(number)) if manual else runner.post_ci("--json", run=run)
        assert (ran.code, ran.json["outcome"], ran.json["state"]) == (0, "settled", "failure")
        sentence = TOO_MUCH.format(feature, without)
        assert [notice.endswith(sentence) for notice in ran.json["notices"]].count(True) == 1
        (comment,) = runner.comments(number)
        assert (plain(sentence) in comment.body) is (feature == "rulesets")
        assert ("`cla`" in comment.body) is (feature != "rulesets")
        assert "`license`" in comment.body
        assert "no failure is compared" not in comment.body
    assert len(runner.repository.issues()) == 1


@pytest.mark.parametrize("fault", [ResourceLimits(null=("pullRequest", "baseRef", "target")), ResourceLimits()])
def test_a_base_branch_that_is_too_much(runner: Runner, fault: Fault) -> None:
    """Its checks are left out and named; what GitHub requires is still known."""
    runner.repository.ruleset("main", "cla")
    number, run = runner.proposal(GREEN)
    runner.world.faults = [FaultRule(fault, on="query", fields=("history",))]
    ran = runner.post_ci("--json", run=run)
    sentence = TOO_MUCH.format("checks of the base branch", "no failure is compared with it")
    assert (ran.code, ran.json["state"]) == (0, "incomplete")
    assert [notice.endswith(sentence) for notice in ran.json["notices"]].count(True) == 1
    (comment,) = runner.comments(number)
    assert plain(sentence) in comment.body
    assert "`cla`" in comment.body


def crowded(runner: Runner) -> tuple[int, int]:
    """A pull request with 60 jobs and five further workflows, in a repository with 24 trackers."""
    for place in range(24):
        open_tracker(runner, f"category {place}", ledger_of(f"category {place}", place + 1_000, 9_999, "", 0))
    jobs: Mapping[str, str | Job] = {**GREEN, **{f"job {place}": "success" for place in range(60)}, "late job": FAILING}
    number, run = runner.proposal(jobs)
    for place in range(5):
        head = runner.repository.head("feature")
        runner.repository.workflow_run(f"Other {place}", head=head, jobs={f"other {place}": "success"})
    return number, run


@pytest.mark.parametrize("fault", [ResourceLimits(), GatewayError(), WentWrong()], ids=repr)
def test_small_pages(runner: Runner, fault: Fault) -> None:
    """What a query with usual pages cannot bring is read in small ones, with the same result."""
    number, run = crowded(runner)
    usual = runner.world.copy()
    sizes: list[int] = []

    def large(info: RequestInfo) -> Fault | None:
        if info.kind == "query":
            sizes.append(info.nodes)
        return fault if info.kind == "query" and info.nodes > 4_000 else None

    ran = runner.post_ci("--json", run=run, before=large)
    assert (ran.code, ran.json["state"]) == (0, "failure"), ran.stderr
    assert not [notice for notice in ran.json["notices"] if "too much" in notice]
    assert sizes[0] > sizes[1] > 4_000 > max(sizes[2:]), "details, then pages"
    small = runner.comments(number)[0].body
    trackers = len(runner.repository.issues())
    runner.world = usual
    runner.clock.world = usual
    expected = runner.post_ci("--json", run=run)
    assert small.partition("Last result")[0] == runner.comments(number)[0].body.partition("Last result")[0]
    assert len(runner.repository.issues()) == trackers
    assert ran.json["trackers"][0]["category"] == expected.json["trackers"][0]["category"]


def test_a_second_reading_that_is_too_much(runner: Runner) -> None:
    """A write whose response lacks the scope is followed by a read in small pages, and by no second comment."""
    number, run = crowded(runner)
    seen: list[RequestInfo] = []

    def heavy(info: RequestInfo) -> Fault | None:
        seen.append(info)
        if info.kind == "mutation":
            return ResourceLimits(place=3, null=("commentEdge", "node", "repository"))
        return None

    ran = runner.post_ci("--json", run=run, before=heavy)
    assert ran.code == 0, ran.stderr
    assert len(runner.comments(number)) == 1
    assert [info.variables.get("runs") for info in seen if info.operation == "ReadScope"] == [
        None,
        QuerySize.SMALL_PAGES.pages(runs=100)["runs"],
    ]


@pytest.mark.parametrize("null", [("issueComment", "userContentEdits"), ("issueComment", "repository", "pullRequest")])
def test_a_response_to_a_write_that_lacks_a_part(runner: Runner, null: tuple[str, ...]) -> None:
    """What a write's own response does not show is read again, in small pages; the write is not repeated."""
    runner.repository.label("ci-failure")
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    head = runner.repository.push("feature", {"b": "c"})
    run = runner.repository.workflow_run(head=head, jobs=RED)
    seen: list[RequestInfo] = []

    def heavy(info: RequestInfo) -> Fault | None:
        seen.append(info)
        return ResourceLimits(place=3, null=null) if info.kind == "mutation" else None

    assert runner.post_ci(run=run, before=heavy).code == 0
    assert [info.operation for info in seen] == ["ReadScope", "ApplyPlan", "ReadScope"]
    assert [info.variables.get("runs") for info in seen[::2]] == [None, 25]
    (comment,) = runner.comments(number)
    assert "1 of 4 jobs failed" in comment.body
    assert len(runner.repository.issues()) == 1


def changed_again(runner: Runner, jobs: Mapping[str, str | Job] = RED) -> int:
    """A pull request with a status comment whose result has changed since, and the label; returns the run."""
    runner.repository.label("ci-failure")
    _, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    return runner.repository.workflow_run(head=runner.repository.push("feature", {"b": "c"}), jobs=jobs)


def read_again_in(info: RequestInfo) -> bool:
    """Whether a write reads the scope again."""
    return "pullRequest" in info.fields


@pytest.mark.parametrize("after", [False, True], ids=["refused", "carried out"])
@pytest.mark.parametrize("first", [False, True], ids=["another comment", "the first comment"])
@pytest.mark.parametrize("place", [1, 2])
def test_a_write_that_is_too_much_to_read_again(runner: Runner, place: int, *, first: bool, after: bool) -> None:
    """It is tried once with small pages and once without what it reads again, each time after a read."""
    runner.repository.label("ci-failure")
    run = runner.proposal(RED)[1] if first else changed_again(runner)
    seen: list[RequestInfo] = []

    def heavy(info: RequestInfo) -> Fault | None:
        seen.append(info)
        return ResourceLimits(place, after=after) if info.kind == "mutation" and read_again_in(info) else None

    ran = runner.post_ci("--json", run=run, before=heavy)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    writes = [info for info in seen if info.kind == "mutation"]
    assert all(one.kind != other.kind for one, other in pairwise(seen))
    assert [info.variables.get("runs") for info in writes[:2]] == ([None] if after else [None, 25])
    assert [read_again_in(info) for info in writes] == ([True] if after else [True, True, False])
    (comment,) = runner.comments(1)
    assert "1 of 4 jobs failed" in comment.body
    assert len(runner.repository.issues()) == 1
    # Nothing is left to do, and a run does not store what another one met.
    seen.clear()
    again = runner.post_ci("--json", run=run, before=heavy)
    assert [info.kind for info in seen] == ["query"]
    assert again.json["outcome"] == "settled"


@pytest.mark.parametrize("fault", [ResourceLimits(), GatewayError(), WentWrong(), GatewayError(after=True)], ids=repr)
def test_what_was_lighter_stays_lighter(runner: Runner, fault: Fault) -> None:
    """A run whose label, tracker and comment take several writes learns once that none may read again."""
    run = runner.proposal(RED)[1]
    seen: list[RequestInfo] = []

    def heavy(info: RequestInfo) -> Fault | None:
        seen.append(info)
        return fault if info.kind == "mutation" and read_again_in(info) else None

    ran = runner.post_ci("--json", run=run, before=heavy)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    again = [read_again_in(info) for info in seen if info.kind == "mutation"]
    assert again[:2] == [True, True]
    assert not any(again[2:])
    assert len(runner.comments(1)) == 1
    assert len(runner.repository.issues()) == 1


NO_DATA = Refused("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")


@pytest.mark.parametrize("fault", [ResourceLimits(), NO_DATA], ids=["partial data", "no data"])
def test_a_write_that_is_too_much_in_every_form(runner: Runner, fault: Fault) -> None:
    """Three refusals end the run with an error; the next run does everything."""
    run = changed_again(runner)
    seen: list[RequestInfo] = []

    def heavy(info: RequestInfo) -> Fault | None:
        seen.append(info)
        return fault if info.kind == "mutation" else None

    ran = runner.post_ci(run=run, before=heavy)
    assert ran.code == 6
    assert "did not carry out a write, even in its smallest form: Resource limits for this query exceeded" in ran.stderr
    assert [info.kind for info in seen] == ["query", "mutation"] * 3
    assert "1 of 4 jobs failed" not in runner.comments(1)[0].body
    assert runner.post_ci(run=run).code == 0
    assert "1 of 4 jobs failed" in runner.comments(1)[0].body
    assert len(runner.repository.issues()) == 1
