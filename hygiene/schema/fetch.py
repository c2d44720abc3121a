"""Full schemas: GitHub's published file, an endpoint, or a local file, as SDL or as the JSON of an introspection."""

from __future__ import annotations

import json
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import httpx

from graphql import (
    GraphQLError,
    build_ast_schema,
    build_client_schema,
    get_introspection_query,
    parse,
    print_schema,
)
from hygiene.bounds import is_too_large
from hygiene.errors import AuthorizationError, RejectedError, UnavailableError, UsageError
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLSchema, IntrospectionQuery

# https://docs.github.com/en/graphql/overview/public-schema
DOCS_URL = "https://docs.github.com/public/fpt/schema.docs.graphql"
# One step of a request, and all of it.
TIMEOUT_S, WHOLE_S = 60.0, 180.0
# Several times GitHub's schema, in either form.
BYTES_MAX, CHUNK_BYTES = 32_000_000, 65_536
# What is not true of a body that was unpacked.
_BODY_HEADERS = (b"content-encoding", b"content-length", b"transfer-encoding")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
UNDATED = "date unknown"
HEADER_MARK = "# "
# To parse a full schema takes a second, and one refresh needs it several times.
PARSED_KEPT_MAX = 2
SUPPORTED = "Pass SDL, or the JSON response to an introspection query."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A full schema as SDL, with its source and date.

    ``made`` is false if the date is the one of the response, not the one of the schema.
    """

    sdl: str
    source_line: str
    made: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """The HTTP client, and URL and token of an endpoint."""

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
    """Return the schema in a file. Its date is that of the file's last change."""
    try:
        text = path.read_text(encoding="utf-8")
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message, hint="Name a schema file, or one of docs, endpoint.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not text in UTF-8, so it is not a schema.", hint=SUPPORTED) from error
    return Fetched(read_sdl(text, name=f"the file {path}"), f"file {path.name}, {changed}")


def _endpoint(sources: Sources) -> Fetched:
    """Return the schema by introspection. A host that does not support deprecated inputs is queried without them."""
    if not sources.url:
        raise UsageError("There is no endpoint to introspect.", hint="Pass --endpoint URL, or set GITHUB_GRAPHQL_URL.")
    url = httpx.URL(sources.url)
    if url.scheme != "https" and url.host not in LOOPBACK:
        message = f"{sources.url} is not https, so the token would be sent in plain text."
        raise UsageError(message, hint="Pass an https URL; http is allowed for this machine only.")
    headers = {"Authorization": f"Bearer {sources.token}"} if sources.token else {}
    errors: object = None
    for deprecated_inputs in (True, False):
        query = get_introspection_query(descriptions=True, input_value_deprecation=deprecated_inputs)
        response = send(sources, httpx.Request("POST", sources.url, json={"query": query}, headers=headers))
        errors = _errors(response)
        if not errors:
            sdl = read_sdl(response.text, name=f"the response of {sources.url}")
            return Fetched(sdl, f"{sources.url}, {_date(response.headers)}")
    raise RejectedError(f"{sources.url} refuses introspection: {errors}", hint="Use docs or a file as the source.")


def _errors(response: httpx.Response) -> str:
    """Return the message of the first GraphQL error of a response, or an empty text."""
    try:
        errors = response.json().get("errors") or []
        return str(errors[0].get("message", errors[0])) if errors else ""
    except (ValueError, AttributeError, LookupError, TypeError):
        return ""


def send(sources: Sources, request: httpx.Request) -> httpx.Response:
    """Send a request. Raises ``HygieneError`` unless the response is successful."""
    host = request.url.netloc.decode()
    try:
        with nullcontext(sources.http_client) if sources.http_client else httpx.Client(timeout=TIMEOUT_S) as client:
            response = _bounded(client.send(request, follow_redirects=True, stream=True))
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
        message = f"{host} responded with HTTP {response.status_code}."
        raise UnavailableError(message, hint="Try again later, or refresh from a file.")
    if not response.is_success:
        message = f"{request.url} responded with HTTP {response.status_code}."
        raise UsageError(message, hint="Check the URL; a GraphQL endpoint ends in /graphql.")
    return response


def _bounded(response: httpx.Response) -> httpx.Response:
    """The response with its body. Raises ``UnavailableError`` for one of which reading takes too much or too long."""
    ends_at = time.monotonic() + WHOLE_S
    content = bytearray()
    try:
        for chunk in response.iter_bytes(CHUNK_BYTES):
            content += chunk
            if len(content) > BYTES_MAX or time.monotonic() > ends_at:
                what = (
                    f"more than {BYTES_MAX // 1_000_000} MB" if len(content) > BYTES_MAX else f"after {WHOLE_S:.0f} s"
                )
                message = f"{response.url.netloc.decode()} was still sending {what}."
                raise UnavailableError(message, hint="Check the URL, or refresh from a file.")
    finally:
        response.close()
    if is_too_large(content):
        message = f"The response of {response.url.netloc.decode()} has more values than a schema."
        raise UnavailableError(message, hint="Check the URL, or refresh from a file.")
    headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _BODY_HEADERS]
    return httpx.Response(response.status_code, headers=headers, content=bytes(content), request=response.request)


def _date(headers: Mapping[str, str]) -> str:
    """Return the date of the schema, or else of the response."""
    text = headers.get("last-modified") or headers.get("date") or ""
    try:
        return str(parsedate_to_datetime(text).date())
    except ValueError:
        return UNDATED


def parse_sdl(sdl: str) -> GraphQLSchema:
    """Build a schema from SDL. It is not validated, because GitHub's own file defines two fields twice."""
    try:
        schema = build_ast_schema(_parsed(sdl), assume_valid=True, assume_valid_sdl=True)
    except (GraphQLError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise UsageError(f"The schema is not a GraphQL schema: {reason}", hint=SUPPORTED) from error
    if schema.query_type is None:
        raise UsageError("The schema has no query type, so it is not a whole schema.", hint=SUPPORTED)
    return schema


@lru_cache(maxsize=PARSED_KEPT_MAX)
def _parsed(sdl: str) -> DocumentNode:
    return parse(sdl, no_location=True)


def read_sdl(text: str, *, name: str = "the schema") -> str:
    """Return the SDL of a schema that is given as SDL or as the JSON of an introspection."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        raise UsageError(f"{_capitalized(name)} is empty.", hint=SUPPORTED)
    if start == "<":
        message = f"{_capitalized(name)} is a web page, not a schema; it may be a sign-in page or come from a proxy."
        raise UsageError(message, hint=SUPPORTED)
    return _from_introspection(text, name) if start == "{" else text


def _from_introspection(text: str, name: str) -> str:
    try:
        answer = json.loads(text)
    except ValueError as error:
        message = f"{_capitalized(name)} is JSON that is cut off or damaged: {error}."
        raise UsageError(message, hint=SUPPORTED) from error
    data = answer.get("data", answer)
    if not isinstance(data, dict) or "__schema" not in data:
        raise UsageError(f"{_capitalized(name)} is JSON without an introspection result.", hint=SUPPORTED)
    try:
        schema = build_client_schema(cast("IntrospectionQuery", data), assume_valid=True)
    except (GraphQLError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(f"{_capitalized(name)} is an incomplete introspection: {error}", hint=SUPPORTED) from error
    if schema.query_type is None:
        raise UsageError(f"{_capitalized(name)} is an incomplete introspection: it has no query type.", hint=SUPPORTED)
    return print_schema(schema)


def _capitalized(name: str) -> str:
    """Return the name with its first letter in upper case."""
    return name[:1].upper() + name[1:]


def header_of(sdl: str) -> str:
    """Return the text of the comment in the first line, or an empty text."""
    first, _, _ = sdl.partition("\n")
    return first.removeprefix(HEADER_MARK).strip() if first.startswith(HEADER_MARK) else ""
