"""The state of a world: one immutable table of records. A write makes a new one that shares what it did not touch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from hygiene.sandbox.checks import CheckRun, Commit, Late, Status, Suite, WorkflowRun
from hygiene.sandbox.formats import KINDS, node_id
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

FINGERPRINTS_CACHED_MAX = 100_000


@dataclass(frozen=True, slots=True)
class State:
    """All records by node id, the names that lead to them, and the next database id of each kind.

    ``late`` are workflow runs by node id whose results are shown late.
    """

    nodes: Mapping[str, Record]
    names: Mapping[Name, str]
    counters: Mapping[str, int]
    late: Mapping[str, Late] = field(default_factory=dict)

    def get(self, node_id: str, kind: type[R]) -> R:
        """Return the record with this id, which must exist and be of this kind."""
        record = self.nodes[node_id]
        assert isinstance(record, kind), f"{node_id} is a {record.typename}"  # noqa: S101 - a bug of the sandbox
        return record

    def find(self, kind: type[R], *name: str) -> R | None:
        """Return the record that a name leads to, if it is of this kind."""
        record = self.nodes.get(self.names.get(name, ""))
        return record if isinstance(record, kind) else None

    def repository(self, full_name: str) -> Repository | None:
        """Return the repository of this name, whose case does not matter."""
        return self.find(Repository, "repository", full_name.casefold())

    def check_runs(self, suite: Suite) -> list[CheckRun]:
        """Return all check runs of a suite, of every attempt, in the order in which they were reported."""
        return [self.get(node, CheckRun) for node in suite.check_runs]

    def number(self, kind: str, repository_database_id: int = 0) -> tuple[State, str, int]:
        """Take the next database id of a kind. Return the state after that, the node id and the database id."""
        _, first = KINDS[kind]
        database_id = self.counters.get(kind, first)
        counters = {**self.counters, kind: database_id + 1}
        return replace(self, counters=counters), node_id(kind, repository_database_id, database_id), database_id

    def put(self, *records: Record, names: Mapping[Name, str] | None = None) -> State:
        """Add or replace records."""
        nodes = {**self.nodes, **{record.id: record for record in records}}
        return replace(self, nodes=nodes, names={**self.names, **names} if names else self.names)

    def drop(self, *node_ids: str) -> State:
        """Remove records and every name that leads to them."""
        dropped = set(node_ids)
        nodes = {key: record for key, record in self.nodes.items() if key not in dropped}
        names = {name: key for name, key in self.names.items() if key not in dropped}
        return replace(self, nodes=nodes, names=names)

    def digest(self) -> str:
        """Return a digest that is equal for equal states, in every process."""
        total = hashlib.sha256(repr((sorted(self.counters.items()), sorted(self.late.items(), key=str))).encode())
        for record_digest in sorted(fingerprint(record) for record in self.nodes.values()):
            total.update(record_digest)
        return total.hexdigest()


EMPTY = State(nodes={}, names={}, counters={})


@lru_cache(maxsize=FINGERPRINTS_CACHED_MAX)
def fingerprint(record: Record) -> bytes:
    """Return the digest of one record. It is cached, because most records are in many states."""
    return hashlib.sha256(repr(record).encode()).digest()
