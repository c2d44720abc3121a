"""What reaches GitHub: every request of a run as it is sent, for every kind of trigger."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from graphql import build_schema, parse
from graphql import validate as validated
from hygiene.sandbox.seed import RepositorySeed
from query_cost import cost
from tests.schema.material import pruned_sdl
from tests.workflow_runner import FAILING, GREEN, RED, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLSchema
    from tests.workflow_runner import Runner

READ_BYTES_MAX = 8_000
MUTATION_BYTES_MAX = 10_000
READ_POINTS_MAX = 3
RUN_POINTS_MAX = 5
# Where the place of the Gate's file was unknown before: a query more in a run that no workflow run started.
ELSEWHERE = ".github/workflows/ci.yml"


@dataclass
class Wire(httpx.BaseTransport):
    """A transport that keeps the bodies of all requests."""

    inner: httpx.BaseTransport
    bodies: list[bytes] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Keep the body and pass the request on."""
        self.bodies.append(request.content)
        return self.inner.handle_request(request)


@cache
def schema() -> GraphQLSchema:
    """The schema of the client."""
    return build_schema(pruned_sdl())


@cache
def errors(text: str) -> list[str]:
    """What the schema refuses of a document: many runs send the same."""
    return [error.message for error in validated(schema(), parse(text))]


@dataclass(frozen=True)
class Sent:
    """A request: its document and variables, the bytes of its body, and what it costs by the project's estimator."""

    body: bytes

    @property
    def text(self) -> str:
        """The document."""
        found = json.loads(self.body)["query"]
        assert isinstance(found, str)
        return found

    @property
    def variables(self) -> dict[str, Any]:
        """The variables."""
        found = json.loads(self.body)["variables"]
        assert isinstance(found, dict)
        return found

    @property
    def operation(self) -> str:
        """The name of the operation."""
        return str(json.loads(self.body)["operationName"])

    @property
    def points(self) -> int:
        """Points of the rate limit, with the variables that were sent."""
        return cost(pruned_sdl(), [self.text], self.operation, self.variables).points

    @property
    def bytes_without_texts(self) -> int:
        """The bytes of the body without the texts that people will read: a comment may have 65,000 of its own."""
        inputs = [value for value in self.variables.values() if isinstance(value, dict)]
        return len(self.body) - sum(
            len(json.dumps(value.get("body", ""), ensure_ascii=False).encode()) for value in inputs
        )

    def check(self) -> None:
        """It is valid, and no switch, unused fragment, unused variable or undeclared variable is in it."""
        # The rules of the specification include those on unused fragments and unused variables.
        assert errors(self.text) == []
        assert "@" not in self.text
        assert "#" not in self.text
        assert "  " not in self.text
        declared = set(re.findall(r"\$(\w+):", self.text.partition("{")[0]))
        assert set(self.variables) <= declared
        assert '=""' not in self.text


def manual(runner: Runner, jobs: dict[str, Any], _place: int) -> tuple[str, ...]:
    """The command with ``--pr``."""
    own(runner, jobs, _place)
    runner.monkeypatch.delenv("GITHUB_EVENT_NAME")
    return "--pr", "1"


def own(runner: Runner, jobs: dict[str, Any], place: int) -> tuple[str, ...]:
    """The end of a run for a pull request of the repository's own branch."""
    head = runner.repository.push("feature", {"a": str(place)})
    if not place:
        runner.repository.pull_request("feature")
    runner.event(runner.repository.run_event(runner.repository.workflow_run(head=head, jobs=jobs)))
    return ()


def of_fork(runner: Runner, jobs: dict[str, Any], place: int) -> tuple[str, ...]:
    """The end of a run for a pull request of a fork, which the event does not name."""
    fork = runner.repository.fork("alice/r")
    head = fork.push("patch-1", {"a": str(place)})
    if not place:
        runner.repository.pull_request("patch-1", fork="alice/r", author="alice")
    payload = runner.repository.run_event(runner.repository.workflow_run(head=head, jobs=jobs))
    assert payload["workflow_run"]["pull_requests"] == []
    runner.event(payload)
    return ()


def of_branch(runner: Runner, jobs: dict[str, Any], place: int) -> tuple[str, ...]:
    """The end of a run for a push to the default branch."""
    head = runner.repository.push("main", {"a": str(place)})
    runner.event(runner.repository.run_event(runner.repository.workflow_run(head=head, jobs=jobs, event="push")))
    return ()


def of_pull_request(runner: Runner, jobs: dict[str, Any], place: int) -> tuple[str, ...]:
    """A ``pull_request`` event, which names no run."""
    own(runner, jobs, place)
    runner.event(runner.repository.pull_request_event(1), "pull_request")
    return ()


def of_queue(runner: Runner, jobs: dict[str, Any], place: int) -> tuple[str, ...]:
    """The end of a run for a merge queue."""
    own(runner, GREEN, place)
    payload = runner.repository.merge_group_event(1)
    head = payload["merge_group"]["head_sha"]
    runner.repository.workflow_run(head=head, jobs=jobs, event="merge_group")
    runner.event(payload, "merge_group")
    return ()


def sent(runner: Runner, *arguments: str) -> list[Sent]:
    """The requests of one run."""
    wires: list[Wire] = []

    def around(inner: httpx.BaseTransport) -> Wire:
        wires.append(Wire(inner))
        return wires[-1]

    ran = runner.run("post-ci", "--json", *arguments, around=around)
    assert ran.code == 0, ran.stderr
    return [Sent(body) for body in wires[0].bodies]


@pytest.mark.parametrize("configured", [True, pytest.param(False, marks=pytest.mark.long)])
@pytest.mark.parametrize("start", [manual, own, of_fork, of_branch, of_pull_request, of_queue])
def test_every_kind_of_trigger(
    runner: Runner, start: Callable[[Runner, dict[str, Any], int], tuple[str, ...]], *, configured: bool
) -> None:
    """A failure, another failure, the same again, and a recovery: bytes, points and requests of each run."""
    if configured:
        runner.settings(SETTINGS)
    lines = []
    for place, jobs in enumerate((RED, RED | {"docker smoke": FAILING}, GREEN)):
        arguments = start(runner, jobs, place)
        for again in (False, True):
            requests = sent(runner, *arguments)
            reads = [one for one in requests if one.text.startswith("query")]
            writes = [one for one in requests if one.text.startswith("mutation")]
            points = sum(one.points for one in requests)
            lines.append((place, again, [(one.operation, len(one.body), one.points) for one in requests], points))
            for one in requests:
                one.check()
            assert all(len(one.body) <= READ_BYTES_MAX and one.points <= READ_POINTS_MAX for one in reads), lines
            assert all(one.bytes_without_texts <= MUTATION_BYTES_MAX for one in writes), lines
            assert len(reads) == 1, lines
            # The run that creates the label opens the tracker in a mutation of its own.
            assert len(writes) == (0 if again else 1 if place else 2), lines
            assert points <= RUN_POINTS_MAX, lines


@pytest.mark.parametrize("configured", [True, pytest.param(False, marks=pytest.mark.long)])
@pytest.mark.parametrize("start", [manual, own, of_fork, of_branch, of_pull_request, of_queue])
def test_a_gate_in_another_place(
    runner: Runner, start: Callable[[Runner, dict[str, Any], int], tuple[str, ...]], *, configured: bool
) -> None:
    """Its path is configured or in the event, or a small query reads it once the check suites are known."""
    text = "on: pull_request\njobs: {gate: {runs-on: x, steps: [{run: make}]}}\n"
    runner.repository.push("main", {ELSEWHERE: text})
    if configured:
        runner.settings(f'{SETTINGS}workflow = "ci.yml"\n')
    run = runner.repository.workflow_run
    runner.monkeypatch.setattr(RepositorySeed, "workflow_run", lambda _, **given: run(path=ELSEWHERE, **given))
    known = configured or start in (own, of_fork, of_branch)
    for place, jobs in enumerate((RED, GREEN)):
        arguments = start(runner, jobs, place)
        for again in (False, True):
            requests = sent(runner, *arguments)
            for one in requests:
                one.check()
            operations = [one.operation for one in requests]
            assert operations.count("ReadScope") == 1
            assert operations.count("ReadGateFile") == (0 if known else 1)
            assert operations.count("ApplyPlan") == (0 if again else 1 if place else 2)
            # With the label still to be created, and only then, it is a point more.
            points = sum(one.points for one in requests)
            assert points <= RUN_POINTS_MAX + (not (known or place or again)), operations


def test_bytes_of_a_large_run(runner: Runner) -> None:
    """With a hundred jobs, nearly all of the bytes that a mutation sends are the text of the comment."""
    jobs = {**{f"job {place}": "success" for place in range(98)}, "unit": FAILING, "lint": FAILING}
    own(runner, jobs, 0)
    requests = sent(runner)
    writes = [one for one in requests if one.text.startswith("mutation")]
    figures = [(one.operation, len(one.text), one.bytes_without_texts, len(one.body)) for one in requests]
    assert all(len(one.text.encode()) <= MUTATION_BYTES_MAX // 2 for one in writes), figures
    assert all(one.bytes_without_texts <= MUTATION_BYTES_MAX // 2 for one in writes), figures
