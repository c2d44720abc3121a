"""The job names that a repository has configured, each with its line.

The configuration is the first of ``.github/hygiene.toml``, ``hygiene.toml`` and the table ``[tool.hygiene]`` of
``pyproject.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.checkout import text_at
from hygiene.settings.file import parse_policy
from hygiene.settings.toml_places import places
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
    """Read a configuration's text; None when the file has no such table. Raises ``UsageError`` for what is wrong."""
    policy = parse_policy(text, path)
    if policy is None:
        return None
    if policy.jobs is None:
        return Configured(None, policy.workflow, path, table)
    lines = {where: line for where, (line, _) in places(text).items()}
    first = lines.get((*table, "jobs")) or lines.get((*table, "preset"), 1)
    jobs = (
        ConfiguredJob(job, path, lines.get((*table, "jobs", number), first)) for number, job in enumerate(policy.jobs)
    )
    return Configured(tuple(jobs), policy.workflow, path, table)
