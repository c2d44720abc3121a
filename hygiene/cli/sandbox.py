"""``hygiene sandbox``: a small GitHub on this machine, for any GraphQL client."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from hygiene.sandbox.server import SandboxServer
    from hygiene.sandbox.world import World

EXTRA = "Install it with `pip install 'ci-hygiene[sandbox]'`."
PORT_MAX = 65_535

sandbox_app = typer.Typer(
    name="sandbox",
    help="A small GitHub on this machine, to try things on.",
    rich_markup_mode=None,
)


@sandbox_app.callback()
def sandbox() -> None:
    """A small GitHub on this machine, to try things on. It holds no secrets and talks to nobody."""


@sandbox_app.command("serve")
def serve(
    port: Annotated[int, typer.Option(min=0, max=PORT_MAX, help="Port to listen on; 0 takes a free one.")] = 8000,
    world: Annotated[
        Path | None, typer.Option(metavar="FILE", help="World file to start from. Default: one failing pull request.")
    ] = None,
    host: Annotated[str, typer.Option(help="Loopback address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve a GitHub over HTTP on loopback, until Ctrl-C.

    Examples: `hygiene sandbox serve`, `hygiene sandbox serve --port 9000 --world world.json`.
    """
    server = _listen(_world(world), host, port)
    try:
        typer.echo(_welcome(server))
        server.serve_forever()
    finally:
        server.server_close()


def _world(file: Path | None) -> World:
    try:
        from hygiene.sandbox.example import example, with_tokens
        from hygiene.sandbox.scenario import WorldFileError
        from hygiene.sandbox.world_file import load
    except ImportError as error:
        message = "The sandbox needs the extra `sandbox`, which is not installed."
        raise UsageError(message, hint=EXTRA) from error
    if file is None:
        return example()
    try:
        return with_tokens(load(file))
    except WorldFileError as error:
        raise UsageError(str(error), hint="docs/reference/world-file.md lists all keys.") from error


def _listen(world: World, host: str, port: int) -> SandboxServer:
    from hygiene.sandbox.server import is_loopback, open_server

    if not is_loopback(host):
        message = f"The sandbox listens on loopback only, not on {host}."
        raise UsageError(message, hint="Leave --host out, or give 127.0.0.1, ::1 or localhost.")
    try:
        return open_server(world, port=port, host=host)
    except OSError as error:
        message = f"Port {port} on {host} cannot be opened: {error.strerror or error}."
        raise UsageError(message, hint="Choose another one with --port, or 0 for any free one.") from error


def _welcome(server: SandboxServer) -> str:
    described = server.world.describe()["repositories"]
    lines = [f"A small GitHub listens at {server.url}", "It holds:"]
    for home in described:
        numbers = ", ".join(f"#{one['number']}" for one in home["pull_requests"]) or "none"
        lines.append(f"  {home['name']}, pull requests: {numbers}")
    lines += ["", "Tokens:"]
    for name, token in server.world.tokens.items():
        lines.append(f"  {name:<18} {token.login}, issues: {token.issues}, pull requests: {token.pull_requests}")
    lines += ["", "Try, in another shell:", *_tried(server, described), "", "Ctrl-C ends it."]
    return "\n".join(lines)


def _tried(server: SandboxServer, described: list[dict[str, object]]) -> list[str]:
    name = str(described[0]["name"]) if described else "OWNER/NAME"
    token = next(iter(server.world.tokens))
    return [
        f"  export GITHUB_TOKEN={token} GITHUB_REPOSITORY={name}",
        f"  export GITHUB_GRAPHQL_URL={server.url}",
        "  hygiene post-ci --pr 1",
    ]
