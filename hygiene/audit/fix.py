"""Rewrite the configured job names to those of the workflow. Comments and order are kept."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from hygiene.audit.checkout import text_at, write_text_at
from hygiene.audit.configured import CONFIGURATION_PATH, Configured
from hygiene.audit.findings import Finding, FindingKind
from hygiene.errors import MissingExtraError, UsageError
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import ModuleType

_JOBS_KEY = re.compile(r"""^[ \t]*["']?jobs["']?[ \t]*=[ \t]*""", re.MULTILINE)
_INDENT = re.compile(r"""\n([ \t]+)["']""")
_ARRAY_TOKEN = re.compile(r"""#[^\n]*|"(?:\\.|[^"\\])*"|'[^']*'|,""")


@dataclass(frozen=True, slots=True)
class Fix:
    """A configuration file before and after, and what changes in words."""

    path: str
    before: str
    after: str
    changes: tuple[str, ...]

    @property
    def diff(self) -> str:
        """Show the change as a unified diff; empty when nothing changes."""
        lines = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        return "".join(difflib.unified_diff(*lines, fromfile=f"a/{self.path}", tofile=f"b/{self.path}"))


def plan_fix(root: Path, configured: Configured, findings: Sequence[Finding]) -> Fix:
    """The changed configuration: renamed jobs replaced, names that no job has removed, other jobs appended."""
    if configured.jobs is None:
        raise UsageError(
            message="There are no configured jobs to fix.",
            hint=f"Run `hygiene init` to write {CONFIGURATION_PATH}.",
        )
    before = text_at(root, configured.file) or ""
    drift = [finding for finding in findings if not finding.notice]
    unknown = [finding for finding in drift if finding.kind is FindingKind.UNKNOWN_JOB and finding.configured]
    renames = {finding.configured: finding.rename_to for finding in unknown if finding.rename_to}
    removed = [finding.configured for finding in unknown if not finding.rename_to]
    added = [finding.actual for finding in drift if finding.kind is FindingKind.UNLISTED_JOB and finding.actual]
    changes = [
        *(f"renamed `{old}` to `{name}`" for old, name in renames.items()),
        *(f"removed `{old}`, which no job reports" for old in removed),
        *(f"added `{name}`" for name in added),
    ]
    if not changes:
        return Fix(configured.file, before, before, ())
    kept = [None if job.name in removed else renames.get(job.name, job.name) for job in configured.jobs]
    return Fix(configured.file, before, _rewritten(before, configured.table, kept, added), tuple(changes))


def write_fix(root: Path, fix: Fix) -> None:
    """Write the planned file, when it changes."""
    if fix.before != fix.after:
        write_text_at(root, fix.path, fix.after)


def _rewritten(text: str, table: tuple[str, ...], kept: Sequence[str | None], added: Sequence[str]) -> str:
    """Change the names one by one, so that each comment stays with its name; None in ``kept`` means: remove."""
    tomlkit = _tomlkit()
    document: Any = tomlkit.parse(text)
    keys = _inside(document, table)
    names = keys["jobs"]
    for index, name in reversed(list(enumerate(kept))):
        if name is None:
            del names[index]
        elif names[index] != name:
            names[index] = name
    after = _appended(document.as_string(), names.as_string(), added)
    written = _inside(tomllib.loads(after), table)["jobs"]
    assert written == [*filter(None, kept), *added], "the file has these names"  # noqa: S101  else a bug
    return after


def _inside(document: Any, table: tuple[str, ...]) -> Any:  # noqa: ANN401  TOML holds anything
    for key in table:
        document = document[key]
    return document


def _appended(text: str, array: str, added: Sequence[str]) -> str:
    """Add names behind the last one and its comment, each on a line of its own when the array has several lines."""
    start = next(found.end() for found in _JOBS_KEY.finditer(text) if text.startswith(array, found.end()))
    tokens = [found for found in _ARRAY_TOKEN.finditer(array) if not found[0].startswith("#")]
    comma = "" if not tokens or tokens[-1][0] == "," else ","
    end = tokens[-1].end() if tokens else 1
    if not added:
        return text
    written = [json.dumps(name, ensure_ascii=False) for name in added]
    if "\n" not in array[end:]:
        inserted = f"{comma}{' ' if tokens else ''}{', '.join(written)}"
        return f"{text[: start + end]}{inserted}{text[start + end :]}"
    line_end = array.index("\n", end)
    indent = _INDENT.search(array)
    carriage = "\r" if array[line_end - 1] == "\r" else ""
    inserted = "".join(f"\n{indent[1] if indent else '  '}{name},{carriage}" for name in written)
    return f"{text[: start + end]}{comma}{array[end:line_end]}{inserted}{text[start + line_end :]}"


def _tomlkit() -> ModuleType:
    try:
        import tomlkit  # noqa: PLC0415  an extra: only --fix needs it
    except ModuleNotFoundError:
        raise MissingExtraError("`hygiene audit --fix`", "audit") from None
    return tomlkit
