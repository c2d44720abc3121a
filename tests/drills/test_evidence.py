"""``evidence.json`` and ``transcript.jsonl``."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hygiene.drills.content import status_comments
from hygiene.drills.drill import SCENARIOS
from hygiene.drills.evidence import Evidence, evidence_json, evidence_of, transcript
from hygiene.drills.simulation import READER, WRITER
from tests.drills.results import result, with_failure

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "evidence.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA = {"$schema": DIALECT, **Evidence.model_json_schema(mode="serialization")}


def test_schema_is_documented() -> None:
    """The reference holds the schema that the code makes; write it anew when this fails."""
    assert json.loads(PAGE.read_text(encoding="utf-8")) == SCHEMA


def test_schema_is_closed() -> None:
    """No object of the file may hold a key that the schema does not name."""
    objects = [SCHEMA, *SCHEMA["$defs"].values()]
    assert all(found["additionalProperties"] is False for found in objects)


def test_facts() -> None:
    """Claims, steps, requests and runs are those of the scenario."""
    found = evidence_of([result("repeated-failure")], 0, "1.2.3", "x\ny\n")
    assert (found.format, found.hygiene, found.seed, found.holds) == (1, "1.2.3", 0, True)
    scenario = found.scenarios[0]
    assert (scenario.name, scenario.holds) == ("repeated-failure", True)
    assert scenario.claims[0].model_dump() == {
        "name": "one-comment",
        "text": "#1 has exactly one status comment.",
        "holds": True,
        "found": "",
    }
    asked = [number for step in scenario.steps for number in step.requests]
    assert asked == list(range(1, len(asked) + 1))
    assert scenario.requests.queries + scenario.requests.mutations == len(asked)
    assert sum(scenario.requests.by_operation.values()) == len(asked)
    assert [run.outcome for run in scenario.runs] == ["settled"] * 5


def test_transcript_is_bound() -> None:
    """The evidence names the transcript that belongs to it by its digest."""
    found = evidence_of([], 0, "1", "x\ny\n")
    assert (found.transcript.lines, found.transcript.sha256) == (2, sha256(b"x\ny\n").hexdigest())


def test_digests() -> None:
    """A text's digest before and after is that of the bytes that GitHub held; what was not there has none."""
    bodies = {body.place: body for body in evidence_of([result("recovery")], 0, "1", "").scenarios[0].bodies}
    comment = status_comments(result("recovery").simulation.repository, 1)[0]
    found = bodies[f"#1 comment {comment.database_id}"]
    assert found.before is None
    assert found.after is not None
    assert found.after.sha256 == sha256(comment.body.encode()).hexdigest()
    assert found.after.bytes == len(comment.body.encode())
    assert bodies["#1"].before == bodies["#1"].after
    assert bodies["#2"].after is not None
    assert bodies["#2"].after.state == "CLOSED"


def test_lost_answers_are_counted() -> None:
    """Requests without a response that has data are counted."""
    requests = evidence_of([result("broken-write")], 0, "1", "").scenarios[0].requests
    assert requests.without_response == 3


def test_failure() -> None:
    """A claim that failed is in the file with what was found, and the result is no."""
    found = evidence_of([with_failure(result("fork"))], 0, "1", "")
    assert not found.holds
    assert not found.scenarios[0].holds
    assert found.scenarios[0].claims[-1].found == "something else"


def test_file() -> None:
    """The file reads back as what it was, has sorted keys and ends with a line end."""
    found = evidence_of([result("fork")], 3, "1", "")
    text = evidence_json(found)
    assert Evidence.model_validate_json(text) == found
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(json.loads(text))


def lines(*names: str) -> list[dict[str, Any]]:
    """The lines of a transcript."""
    return [json.loads(line) for line in transcript([result(name) for name in names]).splitlines()]


def test_every_request() -> None:
    """Each request of each scenario has a line, in order."""
    found = [line for line in lines("recovery", "fork") if "scenario" in line]
    for name in ("recovery", "fork"):
        numbers = [line["number"] for line in found if line["scenario"] == name]
        assert numbers == list(range(1, len(result(name).simulation.world.requests) + 1))


def test_documents_once() -> None:
    """The text of a document precedes its first use, and is named by its digest from there on."""
    known: set[str] = set()
    for line in lines("recovery", "fork"):
        if "text" in line:
            assert line["document"] not in known
            assert sha256(line["text"].encode()).hexdigest() == line["document"]
            known.add(line["document"])
        else:
            assert line["document"] in known


def test_responses() -> None:
    """A response is as it was received; one that was lost is how it was lost."""
    found = [line for line in lines("broken-write") if "scenario" in line]
    assert "data" in found[0]["response"]
    lost = [line for line in found if not line["status"]]
    assert {(line["response"], line["fault"]) for line in lost} == {("timeout", "Timeout")}
    assert any(line["writes"] for line in lost)


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS])
def test_no_token(name: str) -> None:
    """No token is in it, nor the header with one."""
    text = transcript([result(name)])
    assert WRITER not in text
    assert READER not in text
    assert "authorization" not in text.casefold().replace("authorization_error", "")


def test_bytes() -> None:
    """Each line is ASCII with sorted keys, whatever the encoding of the machine is."""
    text = transcript([result("hostile-name")])
    assert text.isascii()
    assert all(list(line) == sorted(line) for line in map(json.loads, text.splitlines()))
