"""Workflow commands and the runner's files, with everything escaped that the runner would read as its own.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMMARY_BYTES_MAX = 1_000_000


def escape_data(text: str) -> str:
    """A command's message: percent and line ends, as @actions/core escapes them."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A command's property: colon and comma beside what a message needs."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def command(name: str, message: str, properties: Mapping[str, str | int] | None = None) -> str:
    """One workflow command as a line, such as ``::error title=…::message``."""
    listed = ",".join(f"{key}={escape_property(str(value))}" for key, value in (properties or {}).items() if value)
    return f"::{name}{f' {listed}' if listed else ''}::{escape_data(message)}"


def fenced(lines: list[str], secret: str) -> list[str]:
    """Lines with words of others, between stop-commands and its end: no command in them is carried out."""
    return [f"::stop-commands::{secret}", *lines, f"::{secret}::"]


def write_outputs(path: str, outputs: Mapping[str, str], delimiter: str) -> None:
    """Append outputs to the file that GITHUB_OUTPUT names; ``delimiter`` must be random and unknown to others."""
    text = "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in outputs.items())
    _append(path, text, "GITHUB_OUTPUT")


def append_summary(path: str, markdown: str) -> None:
    """Append to the step summary; cut at a line when it is more than a step may write."""
    encoded = markdown.encode()
    if len(encoded) > SUMMARY_BYTES_MAX:
        cut = encoded[:SUMMARY_BYTES_MAX].decode(errors="ignore").rpartition("\n")[0]
        markdown = f"{cut}\n\nCut here: a step summary holds 1 MiB.\n"
    _append(path, markdown if markdown.endswith("\n") else f"{markdown}\n", "GITHUB_STEP_SUMMARY")


def _append(path: str, text: str, name: str) -> None:
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{name} cannot be written: {error.strerror}.", hint="Name a writable file.") from None
