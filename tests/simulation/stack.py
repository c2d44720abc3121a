"""The full stack as a writer: the command path from settings to HTTP, over a phone instead of a socket."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx

from hygiene.compose import connect, post_ci, section
from hygiene.sandbox.wire import Lost, Request, Response, inspect, respond
from hygiene.settings import Settings, Token
from tests.simulation.moves import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from hygiene.model.policy import Policy
    from hygiene.model.report import Report
    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.world import World
    from tests.simulation.writer import Command, Phone

TOKEN = "bot-token"  # noqa: S105 - a name in the small GitHub
_VOLATILE = frozenset({"date", "x-github-request-id"})


class PhoneClock:
    """The port to time: a phone's, without chance."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    def now(self) -> datetime:
        """The phone's time."""
        return datetime.fromtimestamp(self.phone.look(), UTC)

    def sleep(self, seconds: float) -> None:
        """Let time pass for this writer."""
        self.phone.sleep(seconds)

    def jitter(self) -> float:
        """Always the same: the schedule decides who comes first."""
        return 0.5


class PhoneTransport(httpx.BaseTransport):
    """Every HTTP request is one move."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask over the phone; raise what httpx raises when no answer comes."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        sent = Request(request.read(), headers, request.method, request.url.path)
        writes = b'"query":"mutation' in sent.body.replace(b": ", b":", 1)
        answer = self.phone.ask(
            Asked((sent.body, headers["authorization"]), self.phone.now, writes, "write" if writes else "read", _serve(sent))
        )
        match answer:
            case Lost("reset"):
                raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
            case Lost("timeout"):
                raise httpx.ReadTimeout("The read operation timed out", request=request)
            case Response(status, body, found):
                return httpx.Response(status, headers=found, content=body, request=request)
            case _:
                raise AssertionError(answer)


def _serve(sent: Request) -> Callable[[World, Fault | None], tuple[Hashable, object]]:
    def serve(world: World, fault: Fault | None) -> tuple[Hashable, object]:
        answer = respond(world, sent, fault)
        if isinstance(answer, Lost):
            return answer.how, answer
        headers = {name: value for name, value in answer.headers.items() if name not in _VOLATILE}
        return (answer.status, answer.body, *sorted(headers.items())), Response(answer.status, answer.body, headers)

    return serve


def operation_of(world: World, sent: Request) -> str:
    """The name of the operation that a request asks for."""
    return inspect(world, sent).operation or "?"


def settings_for(repository: str, policy: Policy) -> Settings:
    """Settings as they stand when the policy was given by a file."""
    return Settings(
        repository, Token(TOKEN), "https://api.github.com/graphql", "https://github.com", policy, policy_source="given"
    )


def post_ci_command(trigger: Trigger, policy: Policy) -> Command:
    """The main job."""

    def command(phone: Phone) -> Report:
        settings = settings_for(trigger.repository, policy)
        connection = connect(settings, PhoneClock(phone), PhoneTransport(phone))
        try:
            return post_ci(settings, trigger, connection)
        finally:
            connection.close()

    return command


def section_command(trigger: Trigger, policy: Policy, name: str, text: str | None) -> Command:
    """Another step that contributes a section."""

    def command(phone: Phone) -> Report:
        settings = settings_for(trigger.repository, policy)
        connection = connect(settings, PhoneClock(phone), PhoneTransport(phone))
        try:
            return section(settings, trigger, connection, name, text)
        finally:
            connection.close()

    return command
