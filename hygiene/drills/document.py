"""``evidence.json``: its shape, and the facts of a drill in it. docs/reference/evidence.schema.json is made of this."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hygiene.drills.bodies import bodies_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.drill import Played

TRANSCRIPT = "transcript.jsonl"
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClaimEvidence(_Object):
    """A sentence that could have been false, and whether it was."""

    name: str = Field(description="Unique within its scenario.")
    text: str
    holds: bool
    found: str = Field(description="What was found instead; empty when the claim holds.")


class StepEvidence(_Object):
    """A step of the story, with the requests that belong to it."""

    number: int
    title: str
    requests: list[int] = Field(description="Numbers of requests in the transcript, in order.")


class EndingEvidence(_Object):
    """How one start of the main job ended, in its own words. No claim rests on it."""

    step: int
    writer: str
    outcome: str


class RequestsEvidence(_Object):
    """The requests of a scenario, counted."""

    queries: int
    mutations: int
    without_response: int = Field(description="Requests that no answer, or none of GitHub's own, came back for.")
    by_operation: dict[str, int]


class DigestEvidence(_Object):
    """A text at one moment."""

    state: str = Field(description="OPEN, CLOSED, MERGED, minimized, or empty for a comment that is shown.")
    bytes: int
    sha256: Sha256


class BodyEvidence(_Object):
    """A text that GitHub held before the story, after it, or both."""

    place: str = Field(description="Such as `#1`, or `#1 comment 3100000001`.")
    author: str
    before: DigestEvidence | None
    after: DigestEvidence | None


class ScenarioEvidence(_Object):
    """One story."""

    name: str
    title: str
    holds: bool
    steps: list[StepEvidence]
    claims: list[ClaimEvidence]
    requests: RequestsEvidence
    endings: list[EndingEvidence]
    bodies: list[BodyEvidence]


class TranscriptEvidence(_Object):
    """The transcript that this evidence was written with."""

    file: str
    lines: int
    sha256: Sha256


class Evidence(_Object):
    """What a drill did, and whether its claims hold."""

    format: Literal[1] = 1
    hygiene: str = Field(description="The version that was drilled.")
    seed: int
    holds: bool
    scenarios: list[ScenarioEvidence]
    transcript: TranscriptEvidence


def evidence_of(drill: Sequence[Played], seed: int, version: str, transcript: str) -> Evidence:
    """The evidence of a drill."""
    return Evidence(
        hygiene=version,
        seed=seed,
        holds=not any(played.failed for played in drill),
        scenarios=[_scenario(played) for played in drill],
        transcript=TranscriptEvidence(
            file=TRANSCRIPT,
            lines=transcript.count("\n"),
            sha256=sha256(transcript.encode()).hexdigest(),
        ),
    )


def evidence_json(evidence: Evidence) -> str:
    """The file: keys sorted, so that the same facts are the same bytes."""
    return f"{json.dumps(evidence.model_dump(mode='json'), ensure_ascii=False, indent=2, sort_keys=True)}\n"


def evidence_schema() -> dict[str, Any]:
    """The JSON schema of the file."""
    schema = Evidence.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _scenario(played: Played) -> ScenarioEvidence:
    stage, scenario = played.stage, played.scenario
    return ScenarioEvidence(
        name=scenario.name,
        title=scenario.title,
        holds=not played.failed,
        steps=[
            StepEvidence(
                number=number,
                title=title,
                requests=[one.number for one in stage.tape.exchanges if one.step == number],
            )
            for number, title in enumerate(stage.steps, 1)
        ],
        claims=[
            ClaimEvidence(name=result.claim.name, text=result.claim.text, holds=result.holds, found=result.found)
            for result in played.results
        ],
        requests=_requests(played),
        endings=[EndingEvidence(step=one.step, writer=one.writer, outcome=one.outcome) for one in stage.endings],
        bodies=[
            BodyEvidence(place=place, author=author, before=_digest(before), after=_digest(after))
            for (place, author), before, after in bodies_of(stage)
        ],
    )


def _requests(played: Played) -> RequestsEvidence:
    exchanges = played.stage.tape.exchanges
    kinds = Counter(one.kind for one in exchanges)
    return RequestsEvidence(
        queries=kinds["query"],
        mutations=kinds["mutation"],
        without_response=sum(not one.answered for one in exchanges),
        by_operation=dict(sorted(Counter(one.operation for one in exchanges).items())),
    )


def _digest(held: tuple[str, str] | None) -> DigestEvidence | None:
    if held is None:
        return None
    state, body = held
    encoded = body.encode("utf-8", "surrogatepass")
    return DigestEvidence(state=state, bytes=len(encoded), sha256=sha256(encoded).hexdigest())
