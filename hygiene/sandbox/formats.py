"""How GitHub writes ids and times: node ids, database ids, git object ids, timestamps."""

from __future__ import annotations

import base64
import hashlib
import struct
from datetime import UTC, datetime
from functools import lru_cache

TIMESTAMPS_CACHED_MAX = 50_000

# The size of real ids: those of comments, check runs, suites and workflow runs do not fit into 32 bits.
# https://docs.github.com/graphql/reference/objects#issuecomment deprecates databaseId for that reason.
# By kind of object: the prefix of its node id, and the first database id.
KINDS = {
    "account": ("U", 41_548_062),
    "repository": ("R", 300_029_405),
    "label": ("LA", 5_210_000_001),
    "issue": ("I", 2_450_000_001),
    "pull_request": ("PR", 2_190_000_001),
    "comment": ("IC", 3_100_000_001),
    "commit": ("C", 1),
    "suite": ("CS", 47_000_000_001),
    "check_run": ("CR", 52_567_800_001),
    "status": ("SC", 30_100_000_001),
    "workflow": ("W", 118_000_001),
    "workflow_run": ("WFR", 18_452_300_001),
}


def node_id(kind: str, repository_database_id: int, database_id: int) -> str:
    """Return the node id of an object in a repository, or of the repository itself."""
    packed = struct.pack(">IQ", repository_database_id & 0xFFFFFFFF, database_id)
    prefix, _ = KINDS[kind]
    return f"{prefix}_kwDO{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def object_id(*parts: object) -> str:
    """Return a git object id that depends on the parts only."""
    return hashlib.sha1("\0".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


@lru_cache(maxsize=TIMESTAMPS_CACHED_MAX)
def timestamp(seconds: int) -> str:
    """Return a time in seconds since 1970 as GitHub writes it: UTC, whole seconds."""
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_of(text: str) -> int:
    """Return the seconds since 1970 of an ISO timestamp. Raises ``ValueError`` for any other text."""
    return int(datetime.fromisoformat(text).timestamp())
