"""The full stack as a writer: the command path from settings to HTTP, over a phone instead of a socket."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx

from hygiene.post_ci.connect import connect
from hygiene.post_ci.run import post_ci, section
from hygiene.post_ci.sweep import sweep
from hygiene.sandbox.wire import NoResponse, Request, Response, respond
from hygiene.settings import Settings, Token
from hygiene.uninstall.run import remove_everything
from tests.older import OlderHost
from tests.simulation.moves import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from hygiene.model.policy import Policy
    from hygiene.model.report import Report
    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.world import World
    from tests.simulation.writer import Phone

TOKEN = "ghs_bot-token"  # noqa: S105 - a name in the small GitHub
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
        writes, name = _operation(sent.body)
        asked = Asked((sent.body, headers["authorization"]), self.phone.now, writes, name, _serve(sent))
        answer = self.phone.ask(asked)
        match answer:
            case NoResponse("reset"):
                raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
            case NoResponse("timeout"):
                raise httpx.ReadTimeout("The read operation timed out", request=request)
            case Response(status, body, found):
                return httpx.Response(status, headers=found, content=body, request=request)
            case _:
                raise AssertionError(answer)


def _operation(body: bytes) -> tuple[bool, str]:
    """Whether a request writes, and the name of its operation."""
    asked = json.loads(body)
    return str(asked["query"]).lstrip().startswith("mutation"), str(asked.get("operationName"))


def _serve(sent: Request) -> Callable[[World, Fault | None], tuple[Hashable, object]]:
    def serve(world: World, fault: Fault | None) -> tuple[Hashable, object]:
        answer = respond(world, sent, fault)
        if isinstance(answer, NoResponse):
            return answer.how, answer
        received = (item for item in sorted(answer.headers.items()) if item[0] not in _VOLATILE)
        return (answer.status, answer.body, *received), answer

    return serve


def settings_for(repository: str, policy: Policy) -> Settings:
    """Settings as they are when the policy was given by a file."""
    return Settings(
        repository, Token(TOKEN), "https://api.github.com/graphql", "https://github.com", policy, policy_source="given"
    )


@dataclass(frozen=True, slots=True)
class PostCi:
    """The main job, from settings to report; its host ``lacks`` these fields of the schema."""

    trigger: Trigger
    policy: Policy
    lacks: tuple[str, ...] = ()

    def __call__(self, phone: Phone) -> Report:
        """Run once."""
        settings = settings_for(self.trigger.repository, self.policy)
        inner: httpx.BaseTransport = PhoneTransport(phone)
        inner = OlderHost(inner, self.lacks) if self.lacks else inner
        with closing(connect(settings, PhoneClock(phone), inner)) as connection:
            return post_ci(settings, self.trigger, connection)


@dataclass(frozen=True, slots=True)
class SetSection:
    """Another step that contributes a section, or removes it."""

    trigger: Trigger
    policy: Policy
    name: str
    text: str | None

    def __call__(self, phone: Phone) -> Report:
        """Run once."""
        settings = settings_for(self.trigger.repository, self.policy)
        with closing(connect(settings, PhoneClock(phone), PhoneTransport(phone))) as connection:
            return section(settings, self.trigger, connection, self.name, self.text)


@dataclass(frozen=True, slots=True)
class Sweep:
    """The run over all trackers, from settings to report."""

    repository: str
    policy: Policy

    def __call__(self, phone: Phone) -> Report:
        """Run once."""
        settings = settings_for(self.repository, self.policy)
        with closing(connect(settings, PhoneClock(phone), PhoneTransport(phone))) as connection:
            return sweep(settings, connection, lambda _line: None)


@dataclass(frozen=True, slots=True)
class Uninstall:
    """The removal of everything, as ``uninstall --yes`` runs it."""

    repository: str
    policy: Policy

    def __call__(self, phone: Phone) -> str:
        """Run once."""
        settings = settings_for(self.repository, self.policy)
        with closing(connect(settings, PhoneClock(phone), PhoneTransport(phone))) as connection:
            remove_everything(settings, connection, write=True, close_trackers=True, closed_max=100)
        return "removed"
