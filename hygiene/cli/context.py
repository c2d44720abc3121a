"""One call of the command line, shared by its commands and the error handler as typer's ``context.obj``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    import httpx

    from hygiene.post_ci.reconcile import Clock


@dataclass(slots=True)
class Invocation:
    """What a call is connected to, and the options that its error handler needs.

    ``clock`` and ``transport`` replace the real time and network: in tests, drills and against a sandbox.
    ``as_json``, ``advisory`` and ``verbose`` are set while the command line is parsed.
    """

    clock: Clock | None = None
    transport: httpx.BaseTransport | None = None
    as_json: bool = False
    advisory: bool = False
    verbose: bool = False
