"""World files: the documented format, and an error for each mistake."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.checks import Annotation, Status, Suite
from hygiene.sandbox.faults import FAULTS, FaultRule, GatewayError
from hygiene.sandbox.people import Account, Token
from hygiene.sandbox.store import Behaviour
from hygiene.sandbox.threads import Issue, PullRequest
from hygiene.sandbox.world_file import (
    CommentModel,
    IssueModel,
    JobModel,
    LateModel,
    PullRequestModel,
    RepositoryModel,
    RunModel,
    StatusModel,
    SuiteModel,
    WorldFileError,
    WorldModel,
    load,
    loads,
)

if TYPE_CHECKING:
    from hygiene.sandbox.world import World


def _world(**repository: Any) -> World:  # noqa: ANN401 - keys of the format
    return loads(json.dumps({"sandbox": 1, "repositories": [{"name": "o/r", **repository}]}))


PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "world-file.md").read_text(encoding="utf-8")


def test_the_documented_example_is_a_world() -> None:
    """The example of the page is valid, and each of its keys has its effect."""
    world = loads(PAGE.partition("```json\n")[2].partition("```")[0])
    repository = world.repository("o/r")
    assert (world.tokens["bot"].login, world.tokens["bot"].issues) == ("github-actions[bot]", "write")
    assert repository.record.required("main") == {"gate"}
    assert world.faults == [FaultRule(GatewayError(status=504), on="query", times=1)]
    (late,) = world.state.late.values()
    assert (late.shows, late.jobs, late.until) == ("unfinished", ("gate",), world.now + 20)
    payload = repository.run_event(18_452_300_002)["workflow_run"]
    assert (payload["conclusion"], payload["event"]) == ("failure", "pull_request")


@pytest.mark.parametrize(
    "keys",
    [
        *(
            pytest.param(tuple(model.model_fields), id=model.__name__)
            for model in (WorldModel, RepositoryModel, PullRequestModel, IssueModel, CommentModel, RunModel)
        ),
        *(
            pytest.param(tuple(model.model_fields), id=model.__name__)
            for model in (JobModel, LateModel, SuiteModel, StatusModel)
        ),
        *(
            pytest.param(tuple(one.name for one in fields(kind)), id=kind.__name__)
            for kind in (Annotation, Token, Behaviour, FaultRule, *FAULTS.values())
        ),
        pytest.param(tuple(FAULTS), id="faults"),
    ],
)
def test_the_page_lists_every_key(keys: tuple[str, ...]) -> None:
    """The reference of world files is complete."""
    assert [key for key in keys if f"`{key}`" not in PAGE] == []


def test_the_shapes_that_were_seen_on_github() -> None:
    """Each key of the format that describes one has its effect."""
    world = _world(
        archived=True,
        former_names=["o/old"],
        rulesets={"main": ["gate"]},
        suites=[{"app": "renovate"}],
        statuses=[{"context": "ci/old", "state": "failure", "description": "no"}],
        pull_requests=[
            {
                "head": "patch-1",
                "fork": "alice/r",
                "fork_deleted": True,
                "author": None,
                "locked": True,
                "base": "release",
                "state": "merged",
                "comments": [{"body": "x", "author": None, "minimized": "outdated"}],
                "runs": [
                    {"jobs": {}, "conclusion": "startup_failure", "linked": False},
                    {"jobs": {"a": "queued"}, "late_results": {"shows": "missing", "reads": 1}},
                ],
            }
        ],
        issues=[{"title": "T", "author": None, "state": "closed", "state_reason": "not_planned", "body": "b"}],
    )
    repository = world.repository("o/old")
    record, (pull_request, issue) = repository.record, (repository.thread(1), repository.thread(2))
    assert (record.full_name, record.archived, record.required("main")) == ("o/r", True, {"gate"})
    assert (pull_request.state, pull_request.locked) == ("MERGED", True)
    assert isinstance(pull_request, PullRequest)
    assert (pull_request.head_repository, pull_request.base_ref) == (None, "release")
    assert isinstance(issue, Issue)
    assert (issue.state, issue.state_reason, issue.body) == ("CLOSED", "NOT_PLANNED", "b")
    assert world.state.find(Account, "account", pull_request.author or "") is None
    assert [one.minimized for one in repository.comments(1)] == ["outdated"]
    suites = [one for one in world.state.nodes.values() if isinstance(one, Suite)]
    assert [(one.app, one.workflow_run is None, one.conclusion) for one in suites] == [
        ("renovate", True, None),
        ("github-actions", True, "STARTUP_FAILURE"),
        ("github-actions", False, None),
    ]
    assert [how.reads for how in world.state.late.values()] == [1]
    assert {one.context for one in world.state.nodes.values() if isinstance(one, Status)} == {"ci/old"}


def test_forks_and_attempts_in_a_world_file() -> None:
    """A pull request from a fork, and a run with two attempts."""
    run = {"jobs": {"gate": "failure"}, "attempts": [{"gate": "success"}]}
    world = _world(pull_requests=[{"head": "patch-1", "fork": "alice/r", "runs": [run], "labels": ["x"]}])
    repository = world.repository("o/r")
    record = repository.run(18_452_300_001)
    assert (record.attempt, record.head_repository) == (2, "alice/r")
    assert repository.run_event(record.database_id)["workflow_run"]["conclusion"] == "success"
    assert len(repository.thread(1).labels) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This is not JSON"),
        ('{"sandbox": 1,\n "now": }', "This is not JSON: Expecting value: line 2 column 9 (char 23)."),
        ("[" * 100_000, "This is not JSON"),
        ("[]", 'A world file is a JSON object with "sandbox": 1 in it.'),
        ('{"sandbox": 2}', 'A world file is a JSON object with "sandbox": 1 in it.'),
        ('{"sandbox": 1, "x": []}', "The world file: 'x' is not a known key. The keys are sandbox, now, tokens"),
        ('{"sandbox": 1, "repositorys": []}', "Did you mean 'repositories'?"),
        ('{"sandbox": 1, "repositories": {}}', "repositories should be a valid list, not {}."),
        ('{"sandbox": 1, "repositories": [1]}', "repositories[0] should be a JSON object, not 1."),
        ('{"sandbox": 1, "repositories": [{}]}', "repositories[0].name is missing."),
        ('{"sandbox": 1, "repositories": [{"name": "r"}]}', "A repository's name is OWNER/NAME, not 'r'."),
        ('{"sandbox": 1, "repositories": [{"name": "a/r", "fork_of": "o/r"}]}', "o/r must be listed before its fork"),
        (
            '{"sandbox": 1, "now": "yesterday"}',
            'now: It should be a time such as 2025-10-13T01:00:00Z, not "yes',
        ),
        ('{"sandbox": 1, "now": 5}', "now: It should be a time such as"),
        ('{"sandbox": 1, "tokens": {"t": {"isues": "write"}}}', "tokens.t: 'isues' is not a known key. Did you mean"),
        ('{"sandbox": 1, "tokens": {"t": {"issues": "admin"}}}', "tokens.t.issues should be 'none', 'read' or 'write'"),
        ('{"sandbox": 1, "tokens": []}', "tokens should be a JSON object, not []."),
        ('{"sandbox": 1, "faults": [{"fault": "late"}]}', "faults[0].fault should be one of gateway_error, went_wrong"),
        ('{"sandbox": 1, "faults": [{"fault": "lag", "writes": "x"}]}', "faults[0].writes should be a valid integer"),
        ('{"sandbox": 1, "faults": [{"fault": "lag", "onn": "query"}]}', "faults[0]: 'onn' is not a known key."),
        ('{"sandbox": 1, "faults": [{"fault": "lag", "on": "read"}]}', "faults[0].on should be 'query', 'mutation' or"),
    ],
)
def test_every_mistake_has_a_message(text: str, message: str) -> None:
    """The message has the place and what is wrong, and a similar key where there is one."""
    with pytest.raises(WorldFileError) as caught:
        loads(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("repository", "message"),
    [
        ({"pull_requests": [{"base": "main"}]}, "repositories[0].pull_requests[0].head is missing."),
        ({"issues": [{"title": "x", "comments": [{}]}]}, "repositories[0].issues[0].comments[0].body is missing."),
        ({"runs": [{"jobs": {"a": {"conclusio": "x"}}}]}, "repositories[0].runs[0].jobs.a: 'conclusio' is not a known"),
        (
            {"runs": [{"jobs": {"a": "failed"}}]},
            "runs[0].jobs.a.conclusion should be 'action_required'",
        ),
        ({"runs": [{"jobs": {"a": {"annotations": [{"file": "a"}]}}}]}, "jobs.a.annotations[0]: 'file' is not a known"),
        ({"runs": [{"jobs": [1]}]}, "repositories[0].runs[0].jobs should be a JSON object, not [1]."),
        ({"runs": [{"jobs": {}, "late_results": {"shows": "x"}}]}, "late_results.shows should be 'missing', 'unfinish"),
        ({"labels": [1]}, "repositories[0].labels[0] should be a valid string, not 1."),
        ({"labels": "bug"}, 'repositories[0].labels should be a valid list, not "bug".'),
        ({"former_names": ["x"]}, "repositories[0].former_names[0]: A repository's name is OWNER/NAME, not 'x'."),
    ],
)
def test_mistakes_inside_a_repository(repository: dict[str, Any], message: str) -> None:
    """The message names the place."""
    with pytest.raises(WorldFileError) as caught:
        _world(**repository)
    assert message in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing, a folder, not text: the message starts with the path."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "broken").write_text("{", encoding="utf-8")
    for name, message in (
        ("missing", "cannot be read"),
        (".", "cannot be read"),
        ("binary", "UTF-8"),
        ("broken", "JSON"),
    ):
        with pytest.raises(WorldFileError) as caught:
            load(tmp_path / name)
        assert str(tmp_path) in str(caught.value)
        assert message in str(caught.value)
