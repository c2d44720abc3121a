"""The state: one immutable table of records. A write makes a new one that shares all it did not touch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from hygiene.sandbox.checks import CheckRun, Commit, Status, Suite, WorkflowRun
from hygiene.sandbox.ids import FIRST_IDS, node_id
from hygiene.sandbox.people import Account
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, Label, PullRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

Record: TypeAlias = (
    Account | Repository | Label | Issue | PullRequest | Comment | Commit | Suite | CheckRun | Status | WorkflowRun
)
Name: TypeAlias = tuple[str, ...]
R = TypeVar("R", bound="Record")

FINGERPRINTS_MAX = 100_000


@dataclass(frozen=True, slots=True)
class State:
    """All records by node id, the names that lead to them, and the counters that number new ones."""

    nodes: Mapping[str, Record]
    names: Mapping[Name, str]
    counters: Mapping[str, int]

    def get(self, node_id: str, kind: type[R]) -> R:
        """Return a record that is known to be there."""
        record = self.nodes[node_id]
        assert isinstance(record, kind), f"{node_id} is a {record.typename}"  # noqa: S101 - a mistake of the sandbox's
        return record

    def find(self, kind: type[R], *name: str) -> R | None:
        """Return the record that a name leads to, if it is of this kind."""
        record = self.nodes.get(self.names.get(name, ""))
        return record if isinstance(record, kind) else None

    def number(self, kind: str, owner_database_id: int = 0) -> tuple[State, str, int]:
        """Take the next database id of a kind; return the state that knows it, the node id and the number."""
        database_id = self.counters.get(kind, FIRST_IDS[kind])
        counters = {**self.counters, kind: database_id + 1}
        return replace(self, counters=counters), node_id(kind, owner_database_id, database_id), database_id

    def put(self, *records: Record, names: Mapping[Name, str] | None = None) -> State:
        """Add or replace records."""
        nodes = {**self.nodes, **{record.id: record for record in records}}
        return replace(self, nodes=nodes, names={**self.names, **names} if names else self.names)

    def drop(self, *node_ids: str) -> State:
        """Remove records and every name that leads to them."""
        gone = set(node_ids)
        nodes = {key: record for key, record in self.nodes.items() if key not in gone}
        names = {name: key for name, key in self.names.items() if key not in gone}
        return replace(self, nodes=nodes, names=names)

    def digest(self) -> str:
        """Return a digest that is equal for equal states, on any machine."""
        total = hashlib.sha256(repr(sorted(self.counters.items())).encode())
        for mark in sorted(fingerprint(record) for record in self.nodes.values()):
            total.update(mark)
        return total.hexdigest()


EMPTY = State(nodes={}, names={}, counters={})


@lru_cache(maxsize=FINGERPRINTS_MAX)
def fingerprint(record: Record) -> bytes:
    """Return the digest of one record; most records outlive many states, so it is remembered."""
    return hashlib.sha256(repr(record).encode()).digest()
