"""``transcript.jsonl``: every request and answer, one line each. A document is written out where it first occurs."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hygiene.drills.drill import Played
    from hygiene.drills.tape import Exchange


def transcript(drill: Sequence[Played]) -> str:
    """The whole file."""
    return "".join(f"{_json(line)}\n" for line in _lines(drill))


def _lines(drill: Sequence[Played]) -> Iterator[dict[str, Any]]:
    known: set[str] = set()
    for played in drill:
        for exchange in played.stage.tape.exchanges:
            digest = sha256(exchange.document.encode()).hexdigest()
            if digest not in known:
                known.add(digest)
                yield {"document": digest, "operation": exchange.operation, "text": exchange.document}
            yield {"scenario": played.scenario.name, **_exchange(exchange, digest)}


def _exchange(exchange: Exchange, document: str) -> dict[str, Any]:
    return {
        "number": exchange.number,
        "step": exchange.step,
        "writer": exchange.writer,
        "login": exchange.login,
        "at": exchange.at,
        "operation": exchange.operation,
        "document": document,
        "variables": exchange.variables,
        "fault": exchange.fault,
        "status": exchange.status,
        "answer": exchange.answer,
        "wrote": list(exchange.wrote),
    }


def _json(line: dict[str, Any]) -> str:
    return json.dumps(line, sort_keys=True, separators=(",", ":"))
