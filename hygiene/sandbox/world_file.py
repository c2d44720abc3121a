"""World files: JSON that people write to describe a world, or that ``save`` wrote.

docs/reference/world-file.md lists all keys of files that people write. A saved file has ``records``, ``counters`` and
``late`` instead of ``repositories``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Annotation, CheckRun, Commit, Late, Status, Step, Suite, WorkflowRun
from hygiene.sandbox.formats import seconds_of, timestamp
from hygiene.sandbox.people import Account, Token
from hygiene.sandbox.repositories import Repository, Ruleset
from hygiene.sandbox.scenario import Model, WorldFileError, fill, model_of, validated
from hygiene.sandbox.state import State
from hygiene.sandbox.threads import Comment, Edit, Issue, Label, PullRequest, TimelineEvent
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hygiene.sandbox.state import Name, Record

FORMAT = 1
_PARTS: dict[str, Any] = {kind.__name__: kind for kind in (TimelineEvent, Edit, Step, Annotation, Ruleset, Late)}
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


class SavedModel(Model):
    """A world file that ``save`` wrote."""

    sandbox: int
    now: str
    tokens: dict[str, model_of(Token)]  # type: ignore[valid-type]
    counters: dict[str, int]
    late: dict[str, dict[str, Any]]
    records: list[dict[str, Any]]


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
    except (ValueError, RecursionError) as error:
        message = f"This is not JSON: {error}."
        raise WorldFileError(message) from error
    if not isinstance(given, dict) or given.get("sandbox") != FORMAT:
        message = 'A world file is a JSON object with "sandbox": 1 in it.'
        raise WorldFileError(message)
    world = World()
    if given.get("now") is not None:
        world.now = _seconds(given["now"])
    if "records" in given:
        saved = validated(SavedModel, given)
        world.state = _state_from_json(saved)
        world.tokens = {name: Token(**token.model_dump()) for name, token in saved.tokens.items()}
    else:
        fill(world, given)
    return world


def save(world: World, path: Path) -> None:
    """Write state, clock and tokens of a world to a file."""
    path.write_text(dumps(world), encoding="utf-8")


def dumps(world: World) -> str:
    """Return the text of a world file with state, clock and tokens of a world."""
    kept: dict[str, Any] = {
        "sandbox": FORMAT,
        "now": timestamp(world.now),
        "tokens": {name: asdict(token) for name, token in world.tokens.items()},
        **_state_to_json(world.state),
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _seconds(text: Any) -> int:  # noqa: ANN401 - any JSON
    try:
        return seconds_of(text)
    except (TypeError, ValueError) as error:
        message = f"now should be a time such as 2025-10-13T01:00:00Z, not {json.dumps(text)}."
        raise WorldFileError(message) from error


def _state_to_json(state: State) -> dict[str, Any]:
    late = {node: _encode(how) for node, how in state.late.items()}
    records = [_encode(record) for record in state.nodes.values()]
    return {"counters": dict(state.counters), "late": late, "records": records}


def _state_from_json(saved: SavedModel) -> State:
    try:
        found: list[Record] = [_decode(record, _RECORDS) for record in saved.records]
        nodes = {record.id: record for record in found}
        late = {node: _decode(how, _PARTS) for node, how in saved.late.items()}
        return State(nodes, dict(_names(nodes)), saved.counters, late)
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
                for full_name in (*record.former_names, record.full_name):
                    yield ("repository", full_name.casefold()), record.id
            case Label():
                yield ("label", record.repository, record.name.casefold()), record.id
            case Issue() | PullRequest():
                yield ("number", record.repository, str(record.number)), record.id
            case Commit():
                yield ("commit", record.repository, record.oid), record.id
            case _:
                pass
