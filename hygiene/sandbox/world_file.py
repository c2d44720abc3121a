"""World files: JSON that people write to describe a world, or that ``save`` wrote.

A file that people write (only ``sandbox`` is required, and the ``name`` of each repository)::

    {"sandbox": 1,
     "now": "2025-10-13T01:00:00Z",
     "tokens": {"bot": {"login": "github-actions[bot]", "issues": "write"}},
     "repositories": [
       {"name": "o/r", "private": false, "has_issues": true, "default_branch": "main", "fork_of": null,
        "files": {"README.md": "text"}, "labels": ["bug"], "protect": {"main": ["gate"]},
        "runs": [{"workflow": "Gate", "event": "push", "jobs": {"gate": "success"}}],
        "pull_requests": [
          {"head": "feature", "base": "main", "fork": null, "author": "octocat", "title": "A change", "labels": [],
           "comments": [{"author": "bob", "body": "text"}],
           "runs": [{"workflow": "Gate", "event": "pull_request", "jobs": {
              "gate": "failure",
              "tests": {"conclusion": "failure", "steps": {"Lint": "success", "Pytest": "failure"},
                        "annotations": [{"path": "a.py", "line": 3, "message": "boom"}]}}}]}],
        "issues": [{"title": "Title", "body": "text", "author": "bob", "labels": ["bug"], "comments": []}]}]}

A saved file has ``records`` and ``counters`` instead of ``repositories``.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Annotation, CheckRun, Commit, Status, Step, Suite, WorkflowRun
from hygiene.sandbox.formats import seconds_of, timestamp
from hygiene.sandbox.people import Account
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.scenario import WorldFileError, checked, create_repositories, create_tokens
from hygiene.sandbox.state import State
from hygiene.sandbox.threads import Closing, Comment, Deletion, Edit, Issue, Label, PullRequest
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hygiene.sandbox.state import Name, Record

FORMAT = 1
_PARTS: dict[str, Any] = {kind.__name__: kind for kind in (Closing, Deletion, Edit, Step, Annotation)}
_RECORDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        Account,
        Repository,
        Label,
        Issue,
        PullRequest,
        Comment,
        Commit,
        Suite,
        CheckRun,
        Status,
        WorkflowRun,
    )
}


def load(path: Path) -> World:
    """Return the world that a file describes. Raises ``WorldFileError`` with the path and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"The world file {path} cannot be read: {error.strerror}."
        raise WorldFileError(message) from error
    except UnicodeDecodeError as error:
        message = f"The world file {path} is not text in UTF-8."
        raise WorldFileError(message) from error
    try:
        return loads(text)
    except WorldFileError as error:
        message = f"{path}: {error}"
        raise WorldFileError(message) from error


def loads(text: str) -> World:
    """Return the world that the text of a world file describes."""
    try:
        given = json.loads(text)
    except ValueError as error:
        message = f"This is not JSON: {error}."
        raise WorldFileError(message) from error
    if not isinstance(given, dict) or given.get("sandbox") != FORMAT:
        message = 'A world file is a JSON object with "sandbox": 1 in it.'
        raise WorldFileError(message)
    world = World()
    world.now = _now(given, world.now)
    if "records" in given:
        checked("the world file", given, ("sandbox", "now", "tokens", "counters", "records"))
        world.state = _state_from_json(given["records"], given.get("counters", {}))
    else:
        checked("the world file", given, ("sandbox", "now", "tokens", "repositories"))
        create_repositories(world, given.get("repositories", []))
    create_tokens(world, given.get("tokens", {}))
    return world


def save(world: World, path: Path) -> None:
    """Write state, clock and tokens of a world to a file."""
    path.write_text(dumps(world), encoding="utf-8")


def dumps(world: World) -> str:
    """Return the text of a world file with state, clock and tokens of a world."""
    kept: dict[str, Any] = {
        "sandbox": FORMAT,
        "now": timestamp(world.now),
        "tokens": {name: _token(token) for name, token in world.tokens.items()},
        **_state_to_json(world.state),
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _token(token: Any) -> dict[str, Any]:  # noqa: ANN401 - a Token
    return {name: getattr(token, name) for name in type(token).__slots__}


def _now(given: dict[str, Any], default: int) -> int:
    if "now" not in given:
        return default
    try:
        return seconds_of(given["now"])
    except (TypeError, ValueError) as error:
        message = f'"now" is not a time such as 2025-10-13T01:00:00Z: {given["now"]!r}.'
        raise WorldFileError(message) from error


def _state_to_json(state: State) -> dict[str, Any]:
    return {"counters": dict(state.counters), "records": [_encode(record) for record in state.nodes.values()]}


def _state_from_json(records: Any, counters: Any) -> State:  # noqa: ANN401 - whatever the file holds
    try:
        found: list[Record] = [_decode(record, _RECORDS) for record in records]
        nodes = {record.id: record for record in found}
        return State(
            nodes=nodes, names=dict(_names(nodes)), counters={str(key): int(counters[key]) for key in counters}
        )
    except (TypeError, KeyError, ValueError) as error:
        message = f"The saved records do not fit this version: {error}."
        raise WorldFileError(message) from error


def _encode(value: Any) -> Any:  # noqa: ANN401 - any value of a record
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: _encode(getattr(value, one.name)) for one in fields(value)}
        return {"type": type(value).__name__, **parts}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return value


def _decode(value: Any, kinds: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any value of a record
    if isinstance(value, dict):
        parts = {key: _decode(part, _PARTS) for key, part in value.items() if key != "type"}
        return kinds[value["type"]](**parts)
    if isinstance(value, list):
        return tuple(_decode(item, kinds) for item in value)
    return value


def _names(nodes: Mapping[str, Record]) -> Iterator[tuple[Name, str]]:
    for record in nodes.values():
        match record:
            case Account():
                yield ("account", record.login), record.id
            case Repository():
                yield ("repository", record.full_name.casefold()), record.id
            case Label():
                yield ("label", record.repository, record.name.casefold()), record.id
            case Issue() | PullRequest():
                yield ("number", record.repository, str(record.number)), record.id
            case Commit():
                yield ("commit", record.repository, record.oid), record.id
            case _:
                pass
