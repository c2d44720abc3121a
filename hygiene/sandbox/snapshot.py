"""A state as JSON and back: every record with its type, the names rebuilt from the records."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Annotation, CheckRun, Commit, Status, Step, Suite, WorkflowRun
from hygiene.sandbox.people import Account
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.scenario import WorldFileError
from hygiene.sandbox.state import State
from hygiene.sandbox.threads import Comment, Deletion, Edit, Issue, Label, PullRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hygiene.sandbox.state import Name, Record

_PARTS: dict[str, Any] = {kind.__name__: kind for kind in (Deletion, Edit, Step, Annotation)}
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


def state_to(state: State) -> dict[str, Any]:
    """Return a state as plain JSON."""
    return {"counters": dict(state.counters), "records": [_encode(record) for record in state.nodes.values()]}


def state_from(records: Any, counters: Any) -> State:  # noqa: ANN401 - whatever the file holds
    """Return the state that such JSON describes."""
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
