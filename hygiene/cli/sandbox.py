"""``hygiene sandbox``: a simulated GitHub in memory, served over HTTP on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.cli.options import whole_number
from hygiene.cli.terminal import require_sandbox_extra
from hygiene.errors import UsageError
from hygiene.settings.origin import documentation

if TYPE_CHECKING:
    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.server import SandboxServer
    from hygiene.sandbox.world import World

PORT_MAX = 65_535

sandbox_app = typer.Typer(
    name="sandbox",
    help="Run a simulated GitHub on this machine, to try commands without a token.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@sandbox_app.callback()
def sandbox() -> None:
    """Run a simulated GitHub on this machine, to try commands without a token."""


@sandbox_app.command("serve")
def serve(
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            parser=whole_number(0, PORT_MAX),
            help="Port to listen on; 0 selects a free one.",
        ),
    ] = 8000,
    world: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="World file with the content. Default: one failing pull request."),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Loopback address to listen on.")
    ] = "127.0.0.1",
) -> None:
    """Serve GitHub's GraphQL API, and pages for browsers, over HTTP until Ctrl-C. Nothing is stored.

    A world file describes repositories, pull requests, results, tokens and faults as JSON. Without one, the sandbox has
    one repository with a pull request whose CI failed.

    Examples: `hygiene sandbox serve`, `hygiene sandbox serve --port 9000 --world world.json`.
    """
    server = _listen(_world(world), host, port)
    try:
        typer.echo(_welcome(server))
        server.serve_forever()
    finally:
        server.server_close()


def _world(file: Path | None) -> World:
    require_sandbox_extra()
    from hygiene.sandbox.example import example, with_tokens
    from hygiene.sandbox.world_file import WorldFileError, load

    if file is None:
        return example()
    try:
        return with_tokens(load(file))
    except WorldFileError as error:
        hint = f"All keys of a world file: {documentation('reference/world-file.md')}"
        raise UsageError(str(error), hint=hint) from error


def _listen(world: World, host: str, port: int) -> SandboxServer:
    from hygiene.sandbox.server import is_loopback, open_server

    if not is_loopback(host):
        message = f"The sandbox listens on loopback only, not on {host}."
        raise UsageError(message, hint="Leave --host out, or give 127.0.0.1, ::1 or localhost.")
    try:
        return open_server(world, port=port, host=host)
    except OSError as error:
        message = f"Port {port} on {host} cannot be opened: {error.strerror or error}."
        raise UsageError(message, hint="Choose another port with --port, or 0 for any free one.") from error


def _welcome(server: SandboxServer) -> str:
    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.threads import PullRequest

    state = server.world.state
    repositories = [record for record in state.nodes.values() if isinstance(record, Repository)]
    lines = [f"The sandbox listens at {server.url}", f"Pages for a browser:   {server.site}", "Repositories:"]
    for repository in repositories:
        pulls = (state.get(node, PullRequest) for node in repository.pull_requests)
        numbers = ", ".join(f"#{pull.number}" for pull in pulls) or "none"
        lines.append(f"  {repository.full_name}, pull requests: {numbers}")
    lines += ["", "Tokens:"]
    for name, token in server.world.tokens.items():
        lines.append(f"  {name:<18} {token.login}, issues: {token.issues}, pull requests: {token.pull_requests}")
    lines += ["", "In another terminal:", *_commands(server, repositories), "", "Press Ctrl-C to stop."]
    return "\n".join(lines)


def _commands(server: SandboxServer, repositories: list[Repository]) -> list[str]:
    name = repositories[0].full_name if repositories else "OWNER/NAME"
    token = next(iter(server.world.tokens))
    return [
        f"  export GITHUB_TOKEN={token} GITHUB_REPOSITORY={name}",
        f"  export GITHUB_GRAPHQL_URL={server.url}",
        "  hygiene post-ci --pr 1",
    ]
