"""The tape: every request that a story made and every answer, in order. Never a header, so never a token."""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

import httpx

from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.wire import NoResponse
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hygiene.sandbox.faults import Fault, RequestInfo
    from hygiene.sandbox.wire import Response
    from hygiene.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back. ``status`` 0 is no answer at all; ``wrote`` is what it changed, in order."""

    number: int
    step: int
    writer: str
    login: str
    at: int
    operation: str
    kind: str
    document: str
    variables: Mapping[str, Any]
    status: int
    answer: Any
    fault: str = ""
    wrote: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether an answer came that says it worked, at least in part."""
        return self.status == httpx.codes.OK and isinstance(self.answer, dict) and bool(self.answer.get("data"))

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """The types and messages of the errors that stand beside the answer."""
        found = self.answer.get("errors") if isinstance(self.answer, dict) else None
        errors = [error for error in found or () if isinstance(error, dict)]
        return tuple((str(error.get("type", "error")), str(error.get("message", ""))) for error in errors)

    @property
    def refusals(self) -> tuple[str, ...]:
        """The types of the errors."""
        return tuple(kind for kind, _ in self.errors)


@dataclass(slots=True)
class Tape:
    """All exchanges of a story. ``step`` is the number of the step that is being played."""

    exchanges: list[Exchange] = field(default_factory=list)
    step: int = 0


class RecordingTransport(httpx.BaseTransport):
    """One writer's way to the sandbox. ``turn`` is called when a request has arrived and nothing has happened yet."""

    def __init__(
        self,
        world: World,
        tape: Tape,
        writer: str,
        *,
        faults: Iterable[Fault | None] = (),
        turn: Callable[[], None] | None = None,
    ) -> None:
        self._world, self._tape, self._writer, self._turn = world, tape, writer, turn
        self._faults = iter(faults)
        self._sent: Mapping[str, Any] = {}
        self._fault: Fault | None = None
        self._inner = SandboxTransport(world, before=self._before, after=self._after, client=writer)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request and write it down."""
        self._sent = json.loads(request.read())
        return self._inner.handle_request(request)

    def _before(self, _info: RequestInfo) -> Fault | None:
        if self._turn is not None:
            self._turn()
        self._fault = next(self._faults, None)
        return self._fault

    def _after(self, info: RequestInfo, response: Response | NoResponse) -> None:
        number = self._world.request_number
        lost = isinstance(response, NoResponse)
        self._tape.exchanges.append(
            Exchange(
                number=number,
                step=self._tape.step,
                writer=self._writer,
                login=info.login or "",
                at=self._world.now,
                operation=info.operation or "",
                kind=info.kind,
                document=str(self._sent.get("query", "")),
                variables=self._sent.get("variables") or {},
                status=0 if isinstance(response, NoResponse) else response.status,
                answer=response.how if isinstance(response, NoResponse) else _body(response.body),
                fault=type(self._fault).__name__ if self._fault else "lost" if lost else "",
                wrote=tuple(event.what for event in self._world.history if event.request == number),
            )
        )


def _body(body: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The answer as JSON, or as the text that came instead."""
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
