"""The job names that a repository has configured, each with its line.

The configuration is the first of ``.github/hygiene.toml``, ``hygiene.toml`` and the table ``[tool.hygiene]`` of
``pyproject.toml``.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from hygiene.audit.checkout import text_at
from hygiene.errors import UsageError
from hygiene.model.policy import PRESETS
from hygiene.settings.file import overlong_key
from hygiene.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION_PATH = ".github/hygiene.toml"

_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (CONFIGURATION_PATH, ()),
    ("hygiene.toml", ()),
    ("pyproject.toml", ("tool", "hygiene")),
)


@dataclass(frozen=True, slots=True)
class ConfiguredJob:
    """One job of the Gate by its configured name, and where it is configured."""

    name: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Configured:
    """What the audit needs of the configuration. ``jobs`` is None if the file, or the repository, configures none.

    ``table`` is the path of TOML tables to its keys inside ``file``.
    """

    jobs: tuple[ConfiguredJob, ...] | None = None
    workflow: str = ""
    file: str = ""
    table: tuple[str, ...] = ()


def read_configured(root: Path) -> Configured:
    """Read the first configuration that the repository has. Without one, nothing is configured."""
    for path, table in _PLACES:
        text = text_at(root, path)
        if text is not None and (found := parse_configured(text, path=path, table=table)) is not None:
            return found
    return Configured()


def parse_configured(text: str, *, path: str, table: tuple[str, ...] = ()) -> Configured | None:
    """Read a configuration's text; None when the file has no such table."""
    if line := overlong_key(text):
        raise UsageError(f"{path}:{line} has a dotted key that is too long.", hint="Write it as tables.")
    try:
        values: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(message=f"{path} is not valid TOML: {error}.", hint="Correct the file at this line.") from None
    for key in table:
        values = values.get(key) if isinstance(values, dict) else None
    if not isinstance(values, dict):
        return None
    workflow, jobs = values.get("workflow", ""), values.get("jobs")
    if not isinstance(workflow, str):
        raise _refused(path, text, "workflow", "is not text", 'Write `workflow = ".github/workflows/gate.yml"`.')
    if jobs is None and values.get("preset"):
        jobs = list(PRESETS.get(values["preset"], ()))
    if jobs is None:
        return Configured(None, workflow, path, table)
    if not isinstance(jobs, list) or not all(isinstance(job, str) for job in jobs):
        raise _refused(path, text, "jobs", "is not a list of texts", 'Write `jobs = ["build", "test (3.12)"]`.')
    first = _line_of_key(text, "jobs")
    configured, at_line = [], first
    for job in jobs:
        at_line = _line_of_job(text, job, at_line) or at_line
        configured.append(ConfiguredJob(job, path, at_line))
    return Configured(tuple(configured), workflow, path, table)


def _line_of_key(text: str, key: str) -> int:
    found = re.search(rf"^\s*['\"]?{key}['\"]?\s*=", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _line_of_job(text: str, job: str, first: int) -> int:
    """The first line from ``first`` on that holds the name in double or single quotes; 0 if none does."""
    written = (json.dumps(job, ensure_ascii=False), f"'{job}'")
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
