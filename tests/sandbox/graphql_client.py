"""Sends requests to a world over httpx, as any client would."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from graphql import concat_ast, parse, print_ast, separate_operations
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.seed import RepositorySeed

URL = "https://api.github.com/graphql"
DOCUMENTS = Path(__file__).parents[2] / "graphql" / "documents"
BOT = "bot-token"
READER = "reader-token"


@lru_cache(maxsize=1)
def operations() -> dict[str, str]:
    """Return the project's documents: one text for each operation, with the fragments that it needs."""
    every = concat_ast([parse(path.read_text(encoding="utf-8")) for path in sorted(DOCUMENTS.glob("*.graphql"))])
    return {name: print_ast(node) for name, node in separate_operations(every).items()}


def world_of(name: str = "o/r") -> tuple[World, RepositorySeed]:
    """Return a new world with one repository, a token with write permission and one without."""
    world = World()
    repository = world.repository(name)
    world.token(BOT)
    world.token(READER, level="read")
    return world, repository


def busy() -> tuple[World, RepositorySeed, int, int]:
    """Return a world with a failing pull request and a labelled issue: world, repository, and both numbers."""
    world, repository = world_of()
    repository.protect("main", "gate")
    repository.push("main", {"hygiene.toml": "", "pyproject.toml": "[project]\n"})
    repository.workflow_run(head=repository.head(), jobs={"gate": "success"}, event="push")
    head = repository.push("feature")
    number = repository.pull_request("feature")
    job = Job("failure", {"Set up": "success", "Pytest": "failure"}, [Annotation("a.py", 3, "boom", "Title")])
    repository.workflow_run(head=head, jobs={"python ci (3.11)": job, "docker smoke": "success", "gate": "failure"})
    repository.status(head, "ci/legacy", "failure", description="old")
    issue = repository.issue("Tests fail", "body", labels=("ci-failure",))
    bob = repository.person("bob")
    bob.comment(issue, "a note")
    bob.edit_comment(bob.comment(number, "first"), "second")
    return world, repository, number, issue


def send(
    world: World, query: str, variables: dict[str, Any] | None = None, *, by: str = BOT, fault: Fault | None = None
) -> httpx.Response:
    """Send one request and return the HTTP response."""
    with httpx.Client(transport=SandboxTransport(world, faults=[fault])) as client:
        headers = {"authorization": f"Bearer {by}"}
        return client.post(URL, json={"query": query, "variables": variables or {}}, headers=headers)


def fetch(world: World, query: str, variables: dict[str, Any] | None = None, *, by: str = BOT) -> dict[str, Any]:
    """Send one request that must succeed and return its data."""
    answer = send(world, query, variables, by=by).json()
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


def query_error(world: World, query: str, variables: dict[str, Any] | None = None, *, by: str = BOT) -> dict[str, Any]:
    """Send one request that must fail in exactly one place and return the error."""
    answer = send(world, query, variables, by=by).json()
    (error,) = answer["errors"]
    found: dict[str, Any] = error
    return found


def mutate(world: World, field: str, given: dict[str, Any], selection: str = "clientMutationId", by: str = BOT) -> Any:  # noqa: ANN401 - JSON of any shape
    """Run one mutation that must succeed and return its payload."""
    return fetch(world, _mutation(field, selection), {"input": given}, by=by)[field]


def mutation_error(world: World, field: str, given: dict[str, Any], by: str = BOT) -> dict[str, Any]:
    """Run one mutation that must be refused and return the error."""
    return query_error(world, _mutation(field, "__typename"), {"input": given}, by=by)


def _mutation(field: str, selection: str) -> str:
    kind = field[0].upper() + field[1:]
    return f"mutation Write($input: {kind}Input!) {{ {field}(input: $input) {{ {selection} }} }}"
