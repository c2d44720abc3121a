"""Where a full schema comes from: GitHub's published file, an endpoint, or a local file."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from graphql import get_introspection_query
from hygiene.errors import AuthorizationError, RejectedError, UnavailableError, UsageError
from hygiene.schema.source import read_sdl
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

# https://docs.github.com/en/graphql/overview/public-schema
DOCS_URL = "https://docs.github.com/public/fpt/schema.docs.graphql"
TIMEOUT_S = 60.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
UNDATED = "date unknown"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A full schema as SDL, and where and when it was had from.

    ``made`` is false where only the day is known on which it was sent.
    """

    sdl: str
    source_line: str
    made: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """What fetching needs besides the source's name: the way out, and for an endpoint its URL and token."""

    http_client: httpx.Client | None = None
    url: str = ""
    token: str = ""


def fetch(source: str, sources: Sources | None = None) -> Fetched:
    """The full schema from ``docs``, ``endpoint``, or the file of that name."""
    sources = sources or Sources()
    if source == "docs":
        response = send(sources, httpx.Request("GET", DOCS_URL))
        sdl = read_sdl(response.text, name="GitHub's published file")
        return Fetched(sdl, f"{DOCS_URL}, {_date(response.headers)}", made="last-modified" in response.headers)
    if source == "endpoint":
        return _endpoint(sources)
    return read_file(Path(source))


def read_file(path: Path) -> Fetched:
    """Return the schema in a file, SDL or introspection, dated by the file's last change."""
    try:
        text = path.read_text(encoding="utf-8")
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message, hint="Name a schema file, or one of docs, endpoint.") from error
    except UnicodeDecodeError as error:
        message = f"{path} is not text in UTF-8, so it is no schema."
        raise UsageError(message, hint="Give SDL, or the JSON answer to an introspection query.") from error
    return Fetched(read_sdl(text, name=f"the file {path}"), f"file {path.name}, {changed}")


def _endpoint(sources: Sources) -> Fetched:
    """Introspect; hosts that do not know deprecated inputs are asked again without them."""
    if not sources.url:
        message = "There is no endpoint to introspect."
        raise UsageError(message, hint="Give --endpoint URL, or set GITHUB_GRAPHQL_URL.")
    url = httpx.URL(sources.url)
    if url.scheme != "https" and url.host not in LOOPBACK:
        message = f"{sources.url} is not https, and the token would travel in the clear."
        raise UsageError(message, hint="Give an https URL; plain http is for this machine only.")
    headers = {"Authorization": f"Bearer {sources.token}"} if sources.token else {}
    errors: object = None
    for deprecated_inputs in (True, False):
        query = get_introspection_query(descriptions=True, input_value_deprecation=deprecated_inputs)
        response = send(sources, httpx.Request("POST", sources.url, json={"query": query}, headers=headers))
        sdl_or_json = response.text
        errors = _errors(response)
        if not errors:
            return Fetched(
                read_sdl(sdl_or_json, name=f"the answer of {sources.url}"), f"{sources.url}, {_date(response.headers)}"
            )
    message = f"{sources.url} refuses introspection: {errors}"
    raise RejectedError(message, hint="Take the schema from docs or a file instead.")


def _errors(response: httpx.Response) -> str:
    """Return the first GraphQL error of an answer; empty when there is none or the answer is something else."""
    try:
        errors = response.json().get("errors") or []
        return str(errors[0].get("message", errors[0])) if errors else ""
    except (ValueError, AttributeError, LookupError, TypeError):
        return ""


def send(sources: Sources, request: httpx.Request) -> httpx.Response:
    """Send a request, or say why there is no usable answer."""
    host = request.url.netloc.decode()
    try:
        with nullcontext(sources.http_client) if sources.http_client else httpx.Client(timeout=TIMEOUT_S) as client:
            response = client.send(request, follow_redirects=True)
    except httpx.HTTPError as error:
        message = f"{host} cannot be reached: {error}"
        raise UnavailableError(message, hint="Check the network and the URL, or refresh from a file.") from error
    if response.status_code in {401, 403}:
        message = f"{host} refused the token (HTTP {response.status_code})."
        raise AuthorizationError(
            message, hint="Introspection needs any valid token of that host; no permission is needed."
        )
    if (
        response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
        or response.status_code == httpx.codes.TOO_MANY_REQUESTS
    ):
        message = f"{host} answered HTTP {response.status_code}."
        raise UnavailableError(message, hint="Try again later, or refresh from a file.")
    if not response.is_success:
        message = f"{request.url} answered HTTP {response.status_code}."
        raise UsageError(message, hint="Check the URL; a GraphQL endpoint ends in /graphql.")
    return response


def _date(headers: Mapping[str, str]) -> str:
    """Return the day on which the schema was made, or else served, by the host's own clock."""
    stated = headers.get("last-modified") or headers.get("date") or ""
    try:
        return str(parsedate_to_datetime(stated).date())
    except ValueError:
        return UNDATED
