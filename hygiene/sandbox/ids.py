"""Node ids and database ids: numbers count up per kind, node ids are opaque to everybody but this file."""

from __future__ import annotations

import base64
import hashlib
import struct

# Real ids are this large: comments and check runs do not fit into 32 bits.
FIRST_IDS = {
    "account": 41_548_062,
    "repository": 300_029_405,
    "label": 5_210_000_001,
    "issue": 2_450_000_001,
    "pull_request": 1_900_000_001,
    "comment": 3_100_000_001,
    "commit": 1,
    "suite": 47_000_000_001,
    "check_run": 52_567_800_001,
    "status": 30_100_000_001,
    "workflow": 118_000_001,
    "workflow_run": 18_452_300_001,
}

PREFIXES = {
    "account": "U",
    "repository": "R",
    "label": "LA",
    "issue": "I",
    "pull_request": "PR",
    "comment": "IC",
    "commit": "C",
    "suite": "CS",
    "check_run": "CR",
    "status": "SC",
    "workflow": "W",
    "workflow_run": "WFR",
}


def node_id(kind: str, owner_database_id: int, database_id: int) -> str:
    """Return the opaque node id of something in a repository (or of the repository itself)."""
    packed = struct.pack(">IQ", owner_database_id & 0xFFFFFFFF, database_id)
    return f"{PREFIXES[kind]}_kwDO{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def object_id(*parts: object) -> str:
    """Return a git object id, the same for the same parts on every machine."""
    return hashlib.sha1("\0".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()
