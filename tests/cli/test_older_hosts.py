"""A host that lacks something loses that and nothing else, costs one request more, and the report says what is off."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.model.host_features import OPTIONAL_FEATURES
from tests.audit.repository import standard
from tests.older import OlderHost
from tests.workflow_runner import GREEN, RED, SETTINGS

if TYPE_CHECKING:
    import httpx

    from tests.workflow_runner import Ran, Runner

# By feature, what a host has to lack to lose it.
LACKS: dict[str, tuple[str, ...]] = {
    "edit history": ("UserContentEditConnection",),
    "hidden comments": ("IssueComment.isMinimized",),
    "numbers of comments beyond 32 bits": ("IssueComment.fullDatabaseId",),
    "comments in the middle of a conversation": ("IssueComment.includesCreatedEdit",),
    "reason of closing": ("Issue.stateReason",),
    "duplicates among closed issues": ("Issue.stateReason.enableDuplicate",),
    "who closed an issue": ("ClosedEvent", "IssueTimelineItemsItemType.CLOSED_EVENT"),
    "deleted comments": ("CommentDeletedEvent", "PullRequestTimelineItemsItemType.COMMENT_DELETED_EVENT"),
    "the branch's required checks": ("Ref.refUpdateRule",),
    "whether a check is required": ("CheckRun.isRequired",),
    "people to assign": ("Repository.assignableUsers",),
    "failing checks at once": ("CheckRunFilter.conclusions",),
    "steps of a job": ("CheckRun.steps",),
    "annotations": ("CheckAnnotation.title",),
    "events of workflow runs": ("WorkflowRun.event",),
    "files of workflow runs": ("WorkflowRun.file",),
    "making labels": ("Mutation.createLabel", "CreateLabelInput"),
    "deleting comments": ("Mutation.deleteIssueComment", "DeleteIssueCommentInput"),
    "hiding comments": ("Mutation.minimizeComment", "MinimizeCommentInput"),
    "closing as a duplicate": ("IssueClosedStateReason.DUPLICATE", "CloseIssueInput.duplicateIssueId"),
    "closing with a reason": ("CloseIssueInput.stateReason",),
}
OFF = "Switched off on api.github.com, which lacks it: "
DUPLICATES = "duplicates among closed issues"
# A host without the field has no argument of it either.
ALSO = {"reason of closing": {DUPLICATES}}
# Only a plan that closes something finds out.
IN_PLANS = {"closing as a duplicate", "closing with a reason"}
# Nothing in the scene needs these, so they are never sent, and no host refuses them.
NOT_SENT = {"deleted comments", "people to assign", "making labels", "deleting comments", "hiding comments"}
WITH_ALL = f'{SETTINGS}[status]\nrespect-deletion = true\n[[tracker.category]]\nname = "x"\nassignees = ["octocat"]\n'


def post_ci(runner: Runner, run: int, *lacking: str, plain: bool = False) -> tuple[Ran, int]:
    """Run post-ci against a host that lacks these, and count what it refused."""
    hosts: list[OlderHost] = []

    def around(inner: httpx.BaseTransport) -> OlderHost:
        hosts.append(OlderHost(inner, lacking, plain=plain))
        return hosts[0]

    ran = runner.post_ci("--json", run=run, **({"around": around} if lacking else {}))
    assert ran.code == 0, ran.stderr
    return ran, hosts[0].refusals if hosts else 0


def off(ran: Ran) -> set[str]:
    """The features that the report says to be off."""
    return {one.name for one in OPTIONAL_FEATURES if f"{OFF}{one.name}; {one.without}." in ran.json["notices"]}


def scene(runner: Runner, *lacking: str, plain: bool = False) -> tuple[list[Ran], list[int], list[Any]]:
    """Failure, silence, recovery, in a repository that has the label; what is left on the pull request and beside."""
    runner.repository.label("ci-failure")
    number, run = runner.proposal(RED)
    told = [post_ci(runner, run, *lacking, plain=plain), post_ci(runner, run, *lacking, plain=plain)]
    head = runner.repository.person("octocat").push(number)
    run = runner.repository.workflow_run(head=head, jobs=GREEN)
    told.append(post_ci(runner, run, *lacking, plain=plain))
    left = [[one.body for one in runner.comments(number)], [one.state for one in runner.repository.issues()]]
    return [ran for ran, _ in told], [refusals for _, refusals in told], left


def test_every_optional_feature_is_tried() -> None:
    """A new one says here what a host without it looks like."""
    assert set(LACKS) == {feature.name for feature in OPTIONAL_FEATURES}


@pytest.mark.parametrize("name", LACKS)
def test_one_feature_less(runner: Runner, name: str) -> None:
    """The job is done, once and for all; each run that meets the lack asks once more and names what is off."""
    ran, refusals, (comments, trackers) = scene(runner, *LACKS[name])
    assert len(comments) == 1
    assert trackers == ["CLOSED"]
    meets = [name not in NOT_SENT] * 3
    if name in IN_PLANS:
        meets = [False, False, name != "closing as a duplicate"]
    assert [bool(refused) for refused in refusals] == meets
    assert max(refusals) <= 1
    for one, met in zip(ran, meets, strict=True):
        assert off(one) == ({name} | ALSO.get(name, set()) if met else set())
    details = name == "failing checks at once"
    assert ran[1].json["requests"] == {"queries": 1 + meets[1] + details, "mutations": 0}


@pytest.mark.parametrize("name", ["edit history", "annotations", "steps of a job", "closing with a reason"])
def test_a_host_with_other_words(runner: Runner, name: str) -> None:
    """GraphQL promises a message and a place; that is enough to know what was refused."""
    ran, refusals, (comments, trackers) = scene(runner, *LACKS[name], plain=True)
    assert (len(comments), trackers, max(refusals)) == (1, ["CLOSED"], 1)
    assert off(ran[2]) == {name}


@pytest.mark.parametrize(
    "pair", list(combinations([name for name in LACKS if name not in NOT_SENT | IN_PLANS], 2))[::15]
)
def test_two_features_less(runner: Runner, pair: tuple[str, str]) -> None:
    """What is refused together is left out together: still one request more."""
    ran, refusals, (comments, trackers) = scene(runner, *(lack for name in pair for lack in LACKS[name]))
    assert (len(comments), trackers, refusals) == (1, ["CLOSED"], [1, 1, 1])
    assert off(ran[0]) >= set(pair)


def test_everything_less(runner: Runner) -> None:
    """With nothing but the essential there still is one comment and one tracker."""
    ran, _, (comments, trackers) = scene(runner, *(lack for lacks in LACKS.values() for lack in lacks))
    assert (len(comments), trackers) == (1, ["CLOSED"])
    assert off(ran[2]) >= set(LACKS) - NOT_SENT - {"closing as a duplicate"}


@pytest.mark.parametrize("name", ["deleted comments", "people to assign"])
def test_what_only_a_configuration_asks_for(runner: Runner, name: str) -> None:
    """Where the configuration needs the feature, the lack costs one request and is reported; else nobody asks."""
    runner.settings(WITH_ALL)
    ran, refusals, (comments, trackers) = scene(runner, *LACKS[name])
    assert (len(comments), trackers, max(refusals)) == (1, ["CLOSED"], 1)
    assert [off(one) for one in ran] == [{name}] * 3


def test_a_host_that_has_everything_is_asked_once(runner: Runner) -> None:
    """Nothing here costs github.com a request."""
    ran, _, _ = scene(runner)
    assert [off(one) for one in ran] == [set(), set(), set()]
    assert ran[1].json["requests"] == {"queries": 1, "mutations": 0}


def test_no_label_can_be_made(runner: Runner) -> None:
    """The comment is written; the tracker waits for the label instead of ending the run."""
    number, run = runner.proposal(RED)
    ran, _ = post_ci(runner, run, *LACKS["making labels"])
    assert (len(runner.comments(number)), runner.repository.issues(), off(ran)) == (1, [], {"making labels"})
    runner.repository.label("ci-failure")
    post_ci(runner, run, *LACKS["making labels"])
    assert len(runner.repository.issues()) == 1


@pytest.mark.parametrize(
    ("names", "visible"), [(("deleting comments",), 1), (("deleting comments", "hiding comments"), 2)]
)
def test_two_comments_that_cannot_be_deleted(runner: Runner, names: tuple[str, ...], visible: int) -> None:
    """The superfluous one is hidden; where that cannot be done either it stays, and the run settles all the same."""
    number, run = runner.proposal(RED)
    post_ci(runner, run)
    (first,) = runner.comments(number)
    runner.repository.person("github-actions[bot]").comment(number, first.body)
    ran, _ = post_ci(runner, run, *(lack for name in names for lack in LACKS[name]))
    assert ran.json["outcome"] == "settled"
    assert off(ran) == set(names)
    assert sum(one.minimized is None for one in runner.comments(number)) == visible


@pytest.mark.parametrize("name", ["closing as a duplicate", "closing with a reason"])
def test_two_trackers(runner: Runner, name: str) -> None:
    """The superfluous one is closed, without a reason that the host does not know; the first one stays."""
    _, run = runner.proposal(RED)
    post_ci(runner, run)
    (first,) = runner.repository.issues()
    runner.repository.issue(first.title, first.body, author="github-actions[bot]", labels=("ci-failure",))
    ran, refusals = post_ci(runner, run, *LACKS[name])
    assert refusals == 1
    assert off(ran) == {name}
    found = {issue.number: (issue.state, issue.state_reason) for issue in runner.repository.issues()}
    assert found.pop(first.number) == ("OPEN", None)
    assert list(found.values()) == [("CLOSED", "COMPLETED")]


def test_what_nobody_can_do_without_ends_the_run(runner: Runner) -> None:
    """An essential field is no feature: the run says which one is lacking, and was asked for once."""
    _, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run, around=lambda inner: OlderHost(inner, ("IssueComment.body",)))
    assert ran.code == 5
    assert "doesn't exist on type 'IssueComment'" in ran.stderr
    assert runner.repository.issues() == []


def test_the_doctor_knows_beforehand(runner: Runner) -> None:
    """A warning, no failure: the same words as the run's report."""
    runner.proposal(RED)
    lacks = LACKS["hidden comments"]
    ran = runner.run("doctor", "--json", around=lambda inner: OlderHost(inner, lacks))
    (row,) = [check for check in ran.json["checks"] if check["check"] == "schema"]
    (feature,) = [one for one in OPTIONAL_FEATURES if one.name == "hidden comments"]
    assert row["level"] == "warn"
    assert f"{feature.name}: {feature.without}" in row["said"]


def test_an_audit_does_without(runner: Runner) -> None:
    """What is optional for the main job is optional for the others too."""
    standard(runner.folder)
    runner.proposal(RED)
    ran = runner.run("audit", "--json", around=lambda inner: OlderHost(inner, LACKS["the branch's required checks"]))
    assert "does not know a field" not in ran.stderr
    assert f"{OFF}the branch's required checks" in ran.stdout + ran.stderr
