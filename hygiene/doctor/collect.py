"""Files, environment and host become facts. Nothing here raises for what is wrong: that is what the rows are for."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from hygiene.doctor.facts import Event, Facts, SchemaFit, TokenKind, kind_of
from hygiene.doctor.files import configuration_of, post_ci_of
from hygiene.doctor.host import host_checks
from hygiene.doctor.probe import Probe
from hygiene.doctor.questions import Circumstances
from hygiene.doctor.token import event_checks, token_checks
from hygiene.doctor.workflow import configuration_checks, workflow_checks
from hygiene.errors import AuthorizationError, HygieneError, UsageError
from hygiene.github.diagnose.health import read_health
from hygiene.github.gateway import Gateway
from hygiene.github.headers import http_date
from hygiene.github.read.scope import Scope
from hygiene.model.trigger import Trigger
from hygiene.post_ci.connect import SystemClock, connect, network
from hygiene.post_ci.other_author import other_author
from hygiene.post_ci.policy import configured, read_options
from hygiene.runner.event import read_event, trigger_from
from hygiene.settings import load
from hygiene.settings.variables import in_actions
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hygiene.doctor.check import Check
    from hygiene.github.client import Connection
    from hygiene.github.diagnose.health import Health
    from hygiene.post_ci.reconcile import Clock
    from hygiene.settings import Flags, Settings


INTROSPECTION_TIMEOUT_S = 60.0
# A folder without files: the configuration has its own rows, and some events do not trust the working folder.
NO_FOLDER = Path(__file__).parent / "nowhere"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the doctor is given: flags, the repository's root, the workflow's path, and ports for time and network."""

    flags: Flags
    root: Path
    workflow: str
    clock: Clock | None = None
    inner: httpx.BaseTransport | None = None


def collect(around: Surroundings) -> Facts:
    """Everything that can be found out without writing."""
    facts = Facts(in_actions=in_actions(), post_ci_path=around.workflow)
    try:
        settings = load(replace(around.flags, config=""), folder=NO_FOLDER)
    except HygieneError as error:
        kind = TokenKind.NONE if isinstance(error, AuthorizationError) else TokenKind.OTHER
        return _with_files(replace(facts, token=kind, trouble=error), around)
    facts = replace(
        facts,
        host=urlsplit(settings.server_url).hostname or "",
        token=kind_of(settings.token.header().partition(" ")[2]),
        event=_event(settings),
    )
    clock = around.clock or SystemClock()
    connection = connect(settings, clock, around.inner)
    facts = replace(facts, asked=connection.host)
    try:
        health = read_health(connection, settings.repository, around.workflow)
        facts = replace(facts, health=health, skew_s=_skew_s(health, clock), schema=_schema(settings, around.inner))
        if not health.login.endswith("[bot]"):
            facts = replace(facts, other_author=_other_author(settings, connection, health))
    except HygieneError as error:
        facts = replace(facts, trouble=error)
    finally:
        connection.close()
    return _with_files(facts, around)


def _with_files(facts: Facts, around: Surroundings) -> Facts:
    remote = facts.health.files if facts.health else {}
    found, trouble = post_ci_of(around.root, around.workflow, remote)
    return replace(
        facts,
        configuration=configuration_of(around.root, around.flags.config, remote),
        post_ci=found,
        post_ci_trouble=trouble,
    )


def _event(settings: Settings) -> Event:
    if not settings.event_path:
        return Event()
    try:
        return Event(settings.event_name, read_event(settings.event_path))
    except UsageError as error:
        return Event(settings.event_name, trouble=error)


def _other_author(settings: Settings, connection: Connection, health: Health) -> str:
    """Who keeps the trackers, and the comment of the pull request that was updated last."""
    trigger = Trigger(health.repository, "manual", (health.pull_request,) if health.pull_request else ())
    try:
        policy = configured(settings, health.files)
        scope = Scope(trigger, lambda _: read_options(policy, trigger), sweeping=not health.pull_request)
        return other_author(connection, settings.token, Gateway(connection, scope).read(), policy)
    except HygieneError:
        # What is refused, or wrong with the configuration, has a row of its own.
        return ""


def _skew_s(health: Health, clock: Clock) -> int | None:
    """How far this machine's clock is ahead of the host's, in seconds."""
    there = http_date(health.headers.get("date", ""))
    return None if there is None else round((clock.now() - there).total_seconds())


@contextmanager
def probe_for(around: Surroundings, number: int | None, confirmed: str) -> Iterator[Probe]:
    """The probe of the repository that the settings name, with its pull request or else with that of the event.

    Raises ``UsageError`` unless ``confirmed`` is the name of the repository.
    """
    settings = load(replace(around.flags, config=""), folder=NO_FOLDER)
    if confirmed.casefold() != settings.repository.casefold():
        why = f"{confirmed!r} is not {settings.repository}" if confirmed else "nothing was confirmed"
        raise UsageError(
            f"--probe creates labels, issues and comments in {settings.repository} and removes or closes them: {why}.",
            hint=f"Choose a scratch repository. To confirm this one: --confirm {settings.repository}",
        )
    trigger, ended_at = Trigger(settings.repository, "manual", (number,) if number else ()), None
    event = _event(settings)
    if event.payload and not number:
        # An event that names no pull request and no run, such as workflow_dispatch, is as good as none.
        with suppress(UsageError):
            found = trigger_from(event.name, event.payload, settings.repository)
            trigger, ended_at = replace(found, pull_requests=found.pull_requests[:1]), _ended_at(event.payload)
    host = urlsplit(settings.graphql_url).hostname or ""
    token = kind_of(settings.token.header().partition(" ")[2]).value
    labels_url = f"{settings.server_url}/{settings.repository}/labels"
    connection = connect(settings, around.clock or SystemClock(), around.inner)
    try:
        yield Probe(connection, trigger, Circumstances(host, labels_url, token, event.name, ended_at))
    finally:
        connection.close()


def _ended_at(payload: Mapping[str, Any]) -> datetime | None:
    """When the run of a ``workflow_run`` event ended."""
    run = payload.get("workflow_run")
    text = run.get("updated_at") if isinstance(run, dict) else None
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _schema(settings: Settings, inner: httpx.BaseTransport | None) -> SchemaFit | None:
    """The host's schema against our documents, by introspection; None without the extra."""
    try:
        from hygiene.schema.check import check, lacking  # noqa: PLC0415 - an extra
        from hygiene.schema.fetch import Sources, fetch  # noqa: PLC0415
        from hygiene.schema.refresh import documents_of  # noqa: PLC0415
    except (ImportError, UsageError):
        return None
    transport = inner or network(settings.graphql_url, settings.proxy, INTROSPECTION_TIMEOUT_S)
    secret = settings.token.header().partition(" ")[2]
    with httpx.Client(transport=transport, timeout=INTROSPECTION_TIMEOUT_S) as client:
        try:
            fetched = fetch("endpoint", Sources(client, settings.graphql_url, secret))
            found = lacking(check(fetched.sdl, documents_of(Path(__file__).parents[2]).values()))
        except HygieneError as error:
            return SchemaFit(trouble=error.message)
    return SchemaFit(tuple((one.name, one.without, one.essential) for one in found))


def diagnose(facts: Facts) -> tuple[Check, ...]:
    """One row for everything that can be wrong with a set-up."""
    return (
        *token_checks(facts),
        *host_checks(facts),
        *event_checks(facts),
        *configuration_checks(facts),
        *workflow_checks(facts),
    )
