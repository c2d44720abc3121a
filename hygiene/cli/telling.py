"""How things are said: ``-v``, every request on standard error for a bug report, and ``--json``, for programs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SPELLINGS = ("-v", "--verbose")


def without_verbose(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """The command line without -v, which may stand anywhere in it, and whether it was there."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    kept = [word for word in arguments[:end] if word not in SPELLINGS]
    return [*kept, *arguments[end:]], len(kept) < end


def json_text(document: Any) -> str:  # noqa: ANN401 - any JSON
    """JSON in which the runner finds no command: it looks for ``##[`` anywhere in a line."""
    import json

    return json.dumps(document, indent=2, ensure_ascii=False).replace("##[", "#\\u0023[")


@contextmanager
def told(verbose: bool) -> Iterator[None]:  # noqa: FBT001 - the one question there is
    """Write what hygiene logs to standard error while the command runs."""
    if not verbose:
        yield
        return
    import logging

    class Telling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            typer.echo(f"  {record.getMessage()}", err=True)

    log, handler = logging.getLogger("hygiene"), Telling()
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
