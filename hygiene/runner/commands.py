"""Workflow commands, step outputs and the step summary, escaped as the runner expects.

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
    """Escape a command's message as @actions/core does: percent signs and line ends."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape a command's property: as a message, and colons and commas."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def command(name: str, message: str, properties: Mapping[str, str | int] | None = None) -> str:
    """One workflow command as a line, such as ``::error title=…::message``."""
    listed = ",".join(f"{key}={escape_property(str(value))}" for key, value in (properties or {}).items() if value)
    return f"::{name}{f' {listed}' if listed else ''}::{escape_data(message)}"


def fenced(lines: list[str], fence: str) -> list[str]:
    """Lines between ``stop-commands`` and its end: the runner carries out no command in them."""
    return [f"::stop-commands::{fence}", *lines, f"::{fence}::"]


def write_outputs(path: str, outputs: Mapping[str, str], delimiter: str) -> None:
    """Append outputs to the file that GITHUB_OUTPUT names; ``delimiter`` must be random: values contain any text."""
    text = "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in outputs.items())
    _append(path, text, "GITHUB_OUTPUT")


def append_summary(path: str, markdown: str) -> None:
    """Append to the step summary; cut at a line end above what a step may write."""
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
