"""The labels that a repository has configured, each with the line where it stands.

Looked for in ``.github/hygiene.toml``, ``hygiene.toml`` and the table ``[tool.hygiene]`` of ``pyproject.toml``.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hygiene.audit.checkout import text_at
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION_PATH = ".github/hygiene.toml"
DEFAULT_LABELS = ("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate")

_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (CONFIGURATION_PATH, ()),
    ("hygiene.toml", ()),
    ("pyproject.toml", ("tool", "hygiene")),
)


@dataclass(frozen=True, slots=True)
class Label:
    """One required label and where it is configured. A built-in label stands in no file."""

    text: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Configured:
    """What the audit needs of the configuration. ``table`` is the way to its keys inside ``file``."""

    labels: tuple[Label, ...] = tuple(Label(text) for text in DEFAULT_LABELS)
    workflow: str = ""
    file: str = ""
    table: tuple[str, ...] = ()


def read_configured(root: Path) -> Configured:
    """Read the first configuration that the repository has; the built-in labels when it has none."""
    for path, table in _PLACES:
        text = text_at(root, path)
        if text is not None and (found := parse_configured(text, path=path, table=table)) is not None:
            return found
    return Configured()


def parse_configured(text: str, *, path: str, table: tuple[str, ...] = ()) -> Configured | None:
    """Read a configuration's text; nothing when the file has no such table."""
    try:
        values: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(message=f"{path} is not valid TOML: {error}.", hint="Mend the file at this place.") from None
    for key in table:
        values = values.get(key) if isinstance(values, dict) else None
    if not isinstance(values, dict):
        return None
    workflow, jobs = values.get("workflow", ""), values.get("jobs", list(DEFAULT_LABELS))
    if not isinstance(workflow, str):
        raise _refused(path, text, "workflow", "is not text", 'Write `workflow = ".github/workflows/gate.yml"`.')
    if not isinstance(jobs, list) or not all(isinstance(job, str) for job in jobs):
        raise _refused(path, text, "jobs", "is not a list of texts", 'Write `jobs = ["build", "test (3.12)"]`.')
    first = _line_of_key(text, "jobs")
    labels, at_line = [], first
    for job in jobs:
        at_line = _line_of_label(text, job, at_line) or at_line
        labels.append(Label(job, path, at_line))
    return Configured(tuple(labels), workflow, path, table)


def _line_of_key(text: str, key: str) -> int:
    found = re.search(rf"^\s*['\"]?{key}['\"]?\s*=", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _line_of_label(text: str, label: str, first: int) -> int:
    """Find the label at or after a line, as TOML writes text: in double or in single quotes."""
    written = (json.dumps(label, ensure_ascii=False), f"'{label}'")
    lines = text.splitlines()
    return next(
        (
            number
            for number, line in enumerate(lines[first - 1 :], first)
            if any(form in line.partition("#")[0] or form in line for form in written)
        ),
        0,
    )


def _refused(path: str, text: str, key: str, what: str, hint: str) -> UsageError:
    return UsageError(f"{path}:{_line_of_key(text, key)} `{key}` {what}.", hint=hint)
