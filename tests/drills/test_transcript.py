"""``transcript.jsonl``: everything that was asked and answered, and no token."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from hygiene.drills.drill import SCENARIOS
from hygiene.drills.stage import READER, WRITER
from hygiene.drills.transcript import transcript
from tests.drills.played import played


def lines(*names: str) -> list[dict[str, Any]]:
    """The lines of a transcript."""
    return [json.loads(line) for line in transcript([played(name) for name in names]).splitlines()]


def test_every_request() -> None:
    """Each request of each story has a line, in order."""
    found = [line for line in lines("recovery", "fork") if "scenario" in line]
    for name in ("recovery", "fork"):
        numbers = [line["number"] for line in found if line["scenario"] == name]
        assert numbers == list(range(1, len(played(name).stage.world.requests) + 1))


def test_documents_once() -> None:
    """A document stands before its first use, whole, and is named by its digest from there on."""
    known: set[str] = set()
    for line in lines("recovery", "fork"):
        if "text" in line:
            assert line["document"] not in known
            assert sha256(line["text"].encode()).hexdigest() == line["document"]
            known.add(line["document"])
        else:
            assert line["document"] in known


def test_answers() -> None:
    """An answer is there as it came, an absent one as how it got lost."""
    found = [line for line in lines("broken-write") if "scenario" in line]
    assert "data" in found[0]["answer"]
    lost = [line for line in found if not line["status"]]
    assert {(line["answer"], line["fault"]) for line in lost} == {("timeout", "Timeout")}
    assert any(line["wrote"] for line in lost)


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS])
def test_no_token(name: str) -> None:
    """No token is anywhere in it, nor the header that carries one."""
    text = transcript([played(name)])
    assert WRITER not in text
    assert READER not in text
    assert "authorization" not in text.casefold().replace("authorization_error", "")


def test_bytes() -> None:
    """Each line is ASCII with sorted keys: no encoding and no order of a machine shows."""
    text = transcript([played("hostile-name")])
    assert text.isascii()
    assert all(list(line) == sorted(line) for line in map(json.loads, text.splitlines()))


def test_nothing() -> None:
    """No stories are an empty file."""
    assert transcript([]) == ""
