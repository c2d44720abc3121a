"""Workflow commands, step outputs and the step summary, escaped as the runner expects.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMMARY_BYTES_MAX = 1_000_000


def escape_data(text: str) -> str:
    """Escape a command's message as @actions/core does: percent signs and line ends. Controls become spaces."""
    shown = "".join(one if one.isprintable() or one in "\r\n" else " " for one in text)
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape a command's property: as a message, and colons and commas."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def command(name: str, message: str, properties: Mapping[str, str | int] | None = None) -> str:
    """One workflow command as a line, such as ``::error title=…::message``."""
    listed = ",".join(f"{key}={escape_property(str(value))}" for key, value in (properties or {}).items() if value)
    line = f"::{name}{f' {listed}' if listed else ''}::{escape_data(message)}"
    # The runner's older commands are found anywhere in a line; a character without width keeps this one apart.
    return line.replace("##[", "#\u200b#[")


def fenced(lines: list[str], fence: str) -> list[str]:
    """Lines between ``stop-commands`` and its end: the runner carries out no command in them."""
    return [f"::stop-commands::{fence}", *lines, f"::{fence}::"]


def outputs_text(outputs: Mapping[str, str], delimiter: str) -> str:
    """Step outputs as the file of GITHUB_OUTPUT holds them; ``delimiter`` must be random: values contain any text."""
    return "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in outputs.items())


def summary_text(markdown: str) -> str:
    """Markdown for the step summary; cut at a line end above what a step may write."""
    encoded = markdown.encode(errors="replace")
    if len(encoded) > SUMMARY_BYTES_MAX:
        cut = encoded[:SUMMARY_BYTES_MAX].decode(errors="ignore").rpartition("\n")[0]
        markdown = f"{cut}\n\nCut here: a step summary holds 1 MiB.\n"
    return markdown if markdown.endswith("\n") else f"{markdown}\n"
