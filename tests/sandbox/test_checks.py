"""Check suites, check runs of several attempts, steps, annotations, statuses and required contexts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.checks import Annotation, Step
from hygiene.sandbox.runs import Job
from tests.sandbox.graphql_client import fetch, query_error, world_of

if TYPE_CHECKING:
    from hygiene.sandbox.checks import Shown
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.world import World

SUITES = """query Suites($oid: GitObjectID!) { repository(owner: "o", name: "r") { object(oid: $oid) { ... on Commit {
  checkSuites(first: 10) { totalCount nodes { id status conclusion app { slug }
    workflowRun { databaseId runNumber event url file { path } workflow { name } }
    checkRuns(%s) { totalCount nodes { %s } } } } } } } }"""
ROW = "databaseId name status conclusion startedAt completedAt detailsUrl permalink"


def _pushed() -> tuple[World, RepositorySeed, str]:
    world, repository = world_of()
    world.advance(600)
    head = repository.push("feature")
    repository.pull_request("feature")
    return world, repository, head


def _suites(world: World, head: str, filters: str = "", row: str = "name conclusion") -> list[dict[str, Any]]:
    data = fetch(world, SUITES % (f"first: 50 {filters}", row), {"oid": head})
    nodes: list[dict[str, Any]] = data["repository"]["object"]["checkSuites"]["nodes"]
    return nodes


def _runs(world: World, head: str, filters: str = "", row: str = "name conclusion") -> list[tuple[Any, ...]]:
    return [tuple(run.values()) for suite in _suites(world, head, filters, row) for run in suite["checkRuns"]["nodes"]]


def test_a_run_shows_its_jobs() -> None:
    """The check run has times, links and an id of more than 32 bits."""
    world, repository, head = _pushed()
    run = repository.workflow_run("Gate", head=head, jobs={"gate": "failure"})
    (suite,) = _suites(world, head, row=ROW)
    (job,) = suite["checkRuns"]["nodes"]
    assert job["databaseId"] > 2**31
    link = f"https://github.com/o/r/actions/runs/{run}/job/{job['databaseId']}"
    assert (job["detailsUrl"], job["permalink"]) == (link, link)
    assert (job["startedAt"], job["completedAt"]) == ("2025-10-13T00:09:00Z", "2025-10-13T00:10:00Z")
    assert suite["workflowRun"] == {
        "databaseId": run,
        "runNumber": 1,
        "event": "pull_request",
        "url": f"https://github.com/o/r/actions/runs/{run}",
        "file": {"path": ".github/workflows/gate.yml"},
        "workflow": {"name": "Gate"},
    }
    assert (suite["status"], suite["conclusion"], suite["app"]) == ("COMPLETED", "FAILURE", {"slug": "github-actions"})


def test_a_rerun_adds_to_the_same_suite() -> None:
    """ALL lists every attempt, LATEST the newest check run of each name; ids increase."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "failure", "b": "success"})
    repository.rerun(run, {"a": "success"})
    assert _runs(world, head, "filterBy: {checkType: ALL}") == [
        ("a", "FAILURE"),
        ("b", "SUCCESS"),
        ("a", "SUCCESS"),
    ]
    assert _runs(world, head, "filterBy: {checkType: LATEST}") == [("a", "SUCCESS"), ("b", "SUCCESS")]
    ids = [row[0] for row in _runs(world, head, "filterBy: {checkType: ALL}", "databaseId")]
    assert ids == sorted(set(ids))
    assert [suite["conclusion"] for suite in _suites(world, head)] == ["SUCCESS"]


def test_another_run_has_a_suite_of_its_own() -> None:
    """LATEST filters within one suite only, so the check runs of a superseded run are still listed."""
    world, repository, head = _pushed()
    repository.workflow_run(head=head, jobs={"a": "failure"})
    repository.workflow_run(head=head, jobs={"a": "success"})
    assert _runs(world, head, "filterBy: {checkType: LATEST}") == [("a", "FAILURE"), ("a", "SUCCESS")]
    assert [suite["workflowRun"]["runNumber"] for suite in _suites(world, head)] == [1, 2]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("conclusions: [FAILURE, TIMED_OUT]", ["bad", "slow"]),
        ("statuses: [QUEUED]", ["later"]),
        ("status: COMPLETED", ["bad", "good", "slow"]),
        ('checkName: "good"', ["good"]),
        ("checkType: LATEST, conclusions: [SUCCESS]", ["good"]),
    ],
)
def test_runs_are_filtered(filters: str, expected: list[str]) -> None:
    """Check runs are filtered by conclusion, status and name."""
    world, repository, head = _pushed()
    jobs = {"bad": "failure", "good": "success", "slow": "timed_out", "later": "queued"}
    repository.workflow_run(head=head, jobs=jobs)
    assert [name for name, _ in _runs(world, head, f"filterBy: {{{filters}}}")] == expected


def test_unfinished_jobs_have_no_conclusion() -> None:
    """Queued jobs have no start. Completing jobs keeps their ids."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "queued", "b": "in_progress", "c": "success"})
    rows = _runs(world, head, row="name status conclusion startedAt completedAt")
    assert rows[0] == ("a", "QUEUED", None, None, None)
    assert rows[1][1:3] == ("IN_PROGRESS", None)
    assert [(suite["status"], suite["conclusion"]) for suite in _suites(world, head)] == [("IN_PROGRESS", None)]
    before = _runs(world, head, row="databaseId")
    repository.finish(run, {"a": "failure", "b": "success"})
    assert _runs(world, head, row="databaseId") == before
    assert [suite["conclusion"] for suite in _suites(world, head)] == ["FAILURE"]


def test_steps_and_annotations_come_with_a_job() -> None:
    """Steps and annotations keep their order."""
    world, repository, head = _pushed()
    job = Job(
        "failure",
        steps=[Step(1, "Set up"), Step(2, "Pytest", "FAILURE"), Step(3, "Upload", None, "PENDING")],
        annotations=[Annotation("a.py", 7, "boom", "Title", "WARNING")],
    )
    repository.workflow_run(head=head, jobs={"tests": job})
    row = """steps(first: 9) { nodes { number name conclusion } } annotations(first: 9) { totalCount nodes {
      annotationLevel path title message location { start { line } } } }"""
    ((steps, annotations),) = _runs(world, head, row=row)
    assert [(step["number"], step["name"], step["conclusion"]) for step in steps["nodes"]] == [
        (1, "Set up", "SUCCESS"),
        (2, "Pytest", "FAILURE"),
        (3, "Upload", None),
    ]
    assert annotations["nodes"] == [
        {
            "annotationLevel": "WARNING",
            "path": "a.py",
            "title": "Title",
            "message": "boom",
            "location": {"start": {"line": 7}},
        }
    ]


def test_required_contexts_come_from_the_base_branch() -> None:
    """Only listed names are required. A number that is not a pull request is refused."""
    world, repository, head = _pushed()
    repository.protect("main", "gate")
    repository.workflow_run(head=head, jobs={"gate": "success", "other": "success"})
    rows = _runs(world, head, row="name isRequired(pullRequestNumber: 1)")
    assert rows == [("gate", True), ("other", False)]
    query = SUITES % ("first: 1", "isRequired(pullRequestNumber: 9)")
    assert query_error(world, query, {"oid": head})["type"] == "NOT_FOUND"


def test_the_newest_status_of_a_context_counts() -> None:
    """Without commit statuses the field is null."""
    world, repository, head = _pushed()
    query = """query S($oid: GitObjectID!) { repository(owner: "o", name: "r") { object(oid: $oid) { ... on Commit {
      status { contexts { context state description } } } } } }"""
    assert fetch(world, query, {"oid": head})["repository"]["object"]["status"] is None
    repository.status(head, "ci/old", "pending")
    repository.status(head, "ci/old", "failure", description="no luck")
    contexts = fetch(world, query, {"oid": head})["repository"]["object"]["status"]["contexts"]
    assert contexts == [{"context": "ci/old", "state": "FAILURE", "description": "no luck"}]


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        (("success", "skipped"), "SUCCESS"),
        (("cancelled", "success"), "CANCELLED"),
        (("cancelled", "failure"), "FAILURE"),
        (("skipped", "skipped"), "SKIPPED"),
        (("neutral", "success"), "SUCCESS"),
    ],
)
def test_a_suite_has_its_most_severe_conclusion(jobs: tuple[str, ...], expected: str) -> None:
    """The event payload has the same conclusion as the suite."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={str(place): job for place, job in enumerate(jobs)})
    assert [suite["conclusion"] for suite in _suites(world, head)] == [expected]
    assert repository.run_event(run)["workflow_run"]["conclusion"] == expected.lower()


def test_a_suite_without_check_runs() -> None:
    """GitHub queues a suite for every installed app, which may never report."""
    world, repository, head = _pushed()
    repository.suite(head, "renovate")
    (suite,) = _suites(world, head)
    assert (suite["status"], suite["conclusion"], suite["app"]) == ("QUEUED", None, {"slug": "renovate"})
    assert (suite["workflowRun"], suite["checkRuns"]) == (None, {"totalCount": 0, "nodes": []})


@pytest.mark.parametrize("conclusion", ["startup_failure", "action_required", "cancelled"])
@pytest.mark.parametrize("linked", [True, False])
def test_a_run_without_jobs(conclusion: str, *, linked: bool) -> None:
    """The suite has the conclusion; ``workflowRun`` may be null although the event names the run."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={}, conclusion=conclusion, linked=linked)
    (suite,) = _suites(world, head)
    assert (suite["status"], suite["conclusion"]) == ("COMPLETED", conclusion.upper())
    assert (suite["workflowRun"] is not None) is linked
    payload = repository.run_event(run)["workflow_run"]
    assert (payload["id"], payload["status"], payload["conclusion"]) == (run, "completed", conclusion)


def test_a_run_without_jobs_could_not_start() -> None:
    """A completed run has a conclusion, also without jobs."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={})
    assert [suite["conclusion"] for suite in _suites(world, head)] == ["STARTUP_FAILURE"]
    assert repository.run_event(run)["workflow_run"]["conclusion"] == "startup_failure"


LATE = "name status conclusion completedAt"
RUN = "{ runAttempt displayTitle }"


def _late(world: World, head: str) -> list[tuple[Any, ...]]:
    """The attempt, status and check runs of each suite."""
    query = SUITES.replace("{ databaseId runNumber event url file { path } workflow { name } }", RUN)
    suites = fetch(world, query % ("first: 50, filterBy: {checkType: ALL}", LATE), {"oid": head})
    return [
        (
            suite["workflowRun"]["runAttempt"],
            suite["status"],
            suite["conclusion"],
            [(run["name"], run["status"], run["conclusion"]) for run in suite["checkRuns"]["nodes"]],
        )
        for suite in suites["repository"]["object"]["checkSuites"]["nodes"]
    ]


READY = [(2, "COMPLETED", "FAILURE", [("a", "COMPLETED", "SUCCESS"), ("a", "COMPLETED", "FAILURE")])]


@pytest.mark.parametrize(
    ("shows", "expected"),
    [
        ("missing", []),
        ("unfinished", [(2, "IN_PROGRESS", None, [("a", "COMPLETED", "SUCCESS"), ("a", "IN_PROGRESS", None)])]),
        ("previous_attempt", [(1, "COMPLETED", "SUCCESS", [("a", "COMPLETED", "SUCCESS")])]),
    ],
)
@pytest.mark.parametrize("until", ["reads", "seconds", "for ever"])
def test_results_may_be_late(shows: Shown, until: str, expected: list[Any]) -> None:
    """For a number of queries, for a time, or for ever; the event has the conclusion from the start."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "success"})
    repository.rerun(run, {"a": "failure"})
    reads, seconds = (2 if until == "reads" else None), (3 if until == "seconds" else None)
    repository.late_results(run, shows, reads=reads, seconds=seconds)
    payload = repository.run_event(run)["workflow_run"]
    assert (payload["status"], payload["conclusion"], payload["run_attempt"]) == ("completed", "failure", 2)
    writes = len(world.history)
    # Every request takes a second of the world's clock.
    assert [_late(world, head) for _ in range(2)] == [expected, expected]
    assert _late(world, head) == (expected if until == "for ever" else READY)
    assert len(world.history) == writes


def test_single_jobs_may_be_late() -> None:
    """The others are shown as they ended; a job that was not late does not change."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "failure", "gate": "failure", "b": "queued"})
    repository.late_results(run, jobs=("gate", "b"), reads=1)
    ((_, status, _, jobs),) = _late(world, head)
    assert status == "IN_PROGRESS"
    assert jobs == [("a", "COMPLETED", "FAILURE"), ("gate", "IN_PROGRESS", None), ("b", "QUEUED", None)]


@pytest.mark.parametrize("shows", ["missing", "unfinished", "previous_attempt"])
def test_a_first_attempt_may_be_late(shows: Shown) -> None:
    """Before its first attempt a run has a suite without check runs."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "failure"})
    repository.late_results(run, shows)
    expected: dict[str, list[Any]] = {
        "missing": [],
        "unfinished": [(1, "IN_PROGRESS", None, [("a", "IN_PROGRESS", None)])],
        "previous_attempt": [(1, "QUEUED", None, [])],
    }
    assert _late(world, head) == expected[shows]


@pytest.mark.parametrize("shows", ["unfinished", "previous_attempt"])
def test_a_run_without_jobs_may_be_late(shows: Shown) -> None:
    """Its suite has no conclusion yet."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={}, conclusion="startup_failure")
    repository.late_results(run, shows, reads=1)
    assert _late(world, head) == [(1, "QUEUED", None, [])]
    assert _late(world, head) == [(1, "COMPLETED", "STARTUP_FAILURE", [])]


@pytest.mark.parametrize("limits", [{"reads": 0}, {"seconds": 0}])
def test_results_that_are_late_for_nothing(limits: dict[str, int]) -> None:
    """The first read shows them."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "failure"})
    repository.late_results(run, reads=limits.get("reads"), seconds=limits.get("seconds"))
    assert _late(world, head) == [(1, "COMPLETED", "FAILURE", [("a", "COMPLETED", "FAILURE")])]


def test_late_results_belong_to_the_state() -> None:
    """Two worlds that differ in what is shown late have different digests, and copies count for themselves."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "failure"})
    before = world.digest()
    repository.late_results(run, "missing", reads=1)
    twin = world.copy()
    assert world.digest() != before
    assert (_late(world, head), _late(twin, head)) == ([], [])
    assert world.digest() == twin.digest() == before


def test_a_mutation_reads_late_results_and_does_not_count() -> None:
    """The results are late on every replica."""
    world, repository, head = _pushed()
    repository.late_results(repository.workflow_run(head=head, jobs={"a": "failure"}), "missing", reads=1)
    query = """mutation Add($i: AddCommentInput!) { addComment(input: $i) { commentEdge { node { repository {
      pullRequest(number: 1) { commits(last: 1) { nodes { commit { checkSuites(first: 9) { totalCount } } } } } } } } }
    }"""
    given = {"i": {"subjectId": repository.thread(1).id, "body": "x"}}
    seen = fetch(world, query, given)["addComment"]["commentEdge"]["node"]["repository"]["pullRequest"]["commits"]
    assert seen["nodes"][0]["commit"]["checkSuites"] == {"totalCount": 0}
    assert [_late(world, head), len(_late(world, head))] == [[], 1]


def test_runs_have_an_attempt_and_a_title() -> None:
    """The fields exist since 2026-06-05; older hosts do not have them."""
    world, repository, head = _pushed()
    run = repository.workflow_run(head=head, jobs={"a": "failure"}, title="Fix it")
    repository.rerun(run, {"a": "success"})
    query = SUITES.replace("{ databaseId runNumber event url file { path } workflow { name } }", RUN)
    suites = fetch(world, query % ("first: 1", "name"), {"oid": head})["repository"]["object"]["checkSuites"]
    assert [node["workflowRun"] for node in suites["nodes"]] == [{"runAttempt": 2, "displayTitle": "Fix it"}]
