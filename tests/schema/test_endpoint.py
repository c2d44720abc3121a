"""Whatever can be introspected gives the schema that a file gives: over real HTTP, twice."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from graphql import build_schema, graphql_sync
from hygiene.errors import AuthorizationError, RejectedError
from hygiene.sandbox.server import open_server
from hygiene.sandbox.world import World
from hygiene.schema.fetch import Sources, fetch
from hygiene.schema.prune import prune
from hygiene.schema.refresh import refresh
from tests.older import older_schema, older_sdl

from .material import ROOT, contents, documents, full_sdl, pruned_sdl, small_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphql import GraphQLSchema

pytestmark = pytest.mark.long

TOKEN = "t0ken"  # noqa: S105 - a token that the two servers accept


@contextmanager
def serving(server: HTTPServer) -> Iterator[str]:
    """Let a server answer while the block runs; its address."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/graphql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def plain_server(schema: GraphQLSchema, *, introspectable: bool = True) -> HTTPServer:
    """A GraphQL server that shares no code with hygiene: graphql-core behind the standard library."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            known = self.headers.get("authorization") == f"Bearer {TOKEN}"
            result = graphql_sync(schema, asked["query"]) if known and introspectable else None
            answer = {"errors": [{"message": "introspection is off"}]} if result is None else result.formatted
            body = json.dumps(answer).encode()
            self.send_response(200 if known else 401)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Tests read what is left, not a log."""

    return HTTPServer(("127.0.0.1", 0), Handler)


def cut(sdl: str) -> str:
    """The pruned schema without its first line, which names the source."""
    return prune(sdl, documents(), source_line="somewhere").partition("\n")[2]


def test_all_sources_agree() -> None:
    """GitHub's full schema from a server and from a file are one schema to us."""
    with serving(plain_server(build_schema(full_sdl(), assume_valid=True, assume_valid_sdl=True))) as url:
        served = fetch("endpoint", Sources(url=url, token=TOKEN))
    assert served.source_line.startswith(url)
    assert cut(served.sdl) == cut(full_sdl()) == pruned_sdl().partition("\n")[2]


def test_a_running_sandbox(tmp_path: Path) -> None:
    """Its schema is hygiene's and a little more; a working tree that is refreshed from it ends as it was."""
    world = World()
    world.token(TOKEN)
    root = small_tree(tmp_path / "tree")
    (root / "graphql" / "documents" / "shop.graphql").write_text("\n".join(documents()))
    with serving(open_server(world, port=0)) as url:
        refreshed = refresh(root, "endpoint", Sources(url=url, token=TOKEN))
    assert refreshed.header.startswith(f"Pruned from {url}, ")
    made = (root / "graphql" / "schema.graphql").read_text()
    assert made.partition("\n")[2] == pruned_sdl().partition("\n")[2]
    ours = contents(ROOT / "generated" / "hygiene_github")
    theirs = contents(root / "generated" / "hygiene_github")
    # The order of the operations is that of the documents' files, of which this tree has one.
    assert {name: body for name, body in theirs.items() if name != "client.py"} == {
        name: body for name, body in ours.items() if name != "client.py"
    }


def test_an_older_server_is_distinguished_from_a_newer_one() -> None:
    """What a running host lacks is seen over HTTP as it is in a file."""
    lacks = ("WorkflowRun.file",)
    with serving(plain_server(older_schema(lacks))) as url:
        served = fetch("endpoint", Sources(url=url, token=TOKEN))
    assert cut(served.sdl) == cut(older_sdl(lacks)) != pruned_sdl().partition("\n")[2]


@pytest.mark.parametrize(
    ("token", "kind", "words"),
    [("wrong", AuthorizationError, "refused the token"), (TOKEN, RejectedError, "introspection is off")],
)
def test_a_server_that_does_not_give_its_schema(token: str, kind: type[Exception], words: str) -> None:
    """A wrong token and a closed introspection are distinguished, and the token is in neither."""
    server = plain_server(build_schema("type Query { x: Int }"), introspectable=False)
    with serving(server) as url, pytest.raises(kind, match=words) as caught:
        fetch("endpoint", Sources(url=url, token=token))
    assert TOKEN not in str(caught.value)
