"""``evidence.json`` and ``transcript.jsonl``. The models are the source of docs/reference/evidence.schema.json."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hygiene.drills.content import bodies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.drill import ScenarioResult

TRANSCRIPT = "transcript.jsonl"
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClaimEvidence(_Object):
    """A statement that was checked."""

    name: str = Field(description="Unique within its scenario.")
    text: str
    holds: bool
    found: str = Field(description="What was found instead; empty when the claim holds.")


class StepEvidence(_Object):
    """A step of a scenario, with its requests."""

    number: int
    title: str
    requests: list[int] = Field(description="Numbers of requests in the transcript, in order.")


class RunEvidence(_Object):
    """What one run of hygiene reported. No claim is checked against it."""

    step: int
    client: str
    outcome: str


class RequestsEvidence(_Object):
    """The requests of a scenario, counted."""

    queries: int
    mutations: int
    without_response: int = Field(description="Requests without a response that has data.")
    by_operation: dict[str, int]


class DigestEvidence(_Object):
    """A text at one time."""

    state: str = Field(description="OPEN, CLOSED, MERGED, minimized, or empty for a comment that is shown.")
    bytes: int
    sha256: Sha256


class BodyEvidence(_Object):
    """A text of a pull request, an issue or a comment, before and after the scenario."""

    place: str = Field(description="Such as `#1`, or `#1 comment 3100000001`.")
    author: str
    before: DigestEvidence | None
    after: DigestEvidence | None


class ScenarioEvidence(_Object):
    """One scenario."""

    name: str
    title: str
    holds: bool
    steps: list[StepEvidence]
    claims: list[ClaimEvidence]
    requests: RequestsEvidence
    runs: list[RunEvidence]
    bodies: list[BodyEvidence]


class TranscriptEvidence(_Object):
    """The transcript that belongs to this evidence."""

    file: str
    lines: int
    sha256: Sha256


class Evidence(_Object):
    """What a drill did, and whether its claims hold."""

    format: Literal[1] = 1
    hygiene: str = Field(description="The version of hygiene.")
    seed: int
    holds: bool
    scenarios: list[ScenarioEvidence]
    transcript: TranscriptEvidence


def evidence_of(results: Sequence[ScenarioResult], seed: int, version: str, log: str) -> Evidence:
    """The evidence of a drill with this transcript."""
    digest = sha256(log.encode()).hexdigest()
    return Evidence(
        hygiene=version,
        seed=seed,
        holds=not any(result.failed for result in results),
        scenarios=[_scenario(result) for result in results],
        transcript=TranscriptEvidence(file=TRANSCRIPT, lines=log.count("\n"), sha256=digest),
    )


def evidence_json(evidence: Evidence) -> str:
    """The text of evidence.json, with sorted keys, so that it can be compared byte by byte."""
    return f"{json.dumps(evidence.model_dump(mode='json'), ensure_ascii=False, indent=2, sort_keys=True)}\n"


def transcript(results: Sequence[ScenarioResult]) -> str:
    """Every request and response, one line each. The text of a document precedes its first use."""
    lines: list[dict[str, Any]] = []
    known: set[str] = set()
    for result in results:
        for step in range(1, len(result.simulation.steps) + 1):
            for number in result.simulation.requests_of(step):
                exchange = result.simulation.exchanges[number - 1]
                request, digest = exchange.request, sha256(exchange.document.encode()).hexdigest()
                if digest not in known:
                    known.add(digest)
                    lines.append({"document": digest, "operation": request.operation, "text": exchange.document})
                lines.append(
                    {
                        "scenario": result.scenario.name,
                        "number": number,
                        "step": step,
                        "client": request.client,
                        "login": request.login,
                        "at": request.at,
                        "operation": request.operation,
                        "document": digest,
                        "variables": exchange.variables,
                        "fault": request.fault or "",
                        "status": request.status,
                        "response": exchange.response,
                        "writes": [one.what for one in result.simulation.world.history if one.request == number],
                    }
                )
    return "".join(f"{json.dumps(line, sort_keys=True, separators=(',', ':'))}\n" for line in lines)


def _scenario(result: ScenarioResult) -> ScenarioEvidence:
    simulation = result.simulation
    return ScenarioEvidence(
        name=result.scenario.name,
        title=result.scenario.title,
        holds=not result.failed,
        steps=[
            StepEvidence(number=number, title=step.title, requests=list(simulation.requests_of(number)))
            for number, step in enumerate(simulation.steps, 1)
        ],
        claims=list(result.claims),
        requests=_requests(result),
        runs=[RunEvidence(step=one.step, client=one.client, outcome=one.outcome) for one in simulation.results],
        bodies=[
            BodyEvidence(place=place, author=author, before=_digest(before), after=_digest(after))
            for (place, author), (before, after) in bodies(simulation).items()
        ],
    )


def _requests(result: ScenarioResult) -> RequestsEvidence:
    exchanges = result.simulation.exchanges
    kinds = Counter(one.request.kind for one in exchanges)
    return RequestsEvidence(
        queries=kinds["query"],
        mutations=kinds["mutation"],
        without_response=sum(not one.succeeded for one in exchanges),
        by_operation=dict(sorted(Counter(one.request.operation or "" for one in exchanges).items())),
    )


def _digest(body: tuple[str, str] | None) -> DigestEvidence | None:
    if body is None:
        return None
    state, text = body
    encoded = text.encode("utf-8", "surrogatepass")
    return DigestEvidence(state=state, bytes=len(encoded), sha256=sha256(encoded).hexdigest())
