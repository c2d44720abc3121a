"""What the three commands do, each as one call that returns what to print and whether something was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.errors import UsageError
from hygiene.schema.changes import changes
from hygiene.schema.check import check, lacking, text
from hygiene.schema.fetch import Sources, fetch, read_file
from hygiene.schema.news import markdown
from hygiene.schema.refresh import documents_of, refresh

if TYPE_CHECKING:
    from pathlib import Path


def refreshed(root: Path, source: str, *, endpoint: str, token: str) -> str:
    """Refresh the working tree at ``root``."""
    return refresh(root, source, Sources(url=endpoint, token=token)).text()


def checked(root: Path, schema: Path | None, *, endpoint: str, token: str) -> tuple[str, bool]:
    """Check the documents against the schema in a file or of an endpoint."""
    if bool(endpoint) is bool(schema):
        message = "The host to check is not clear."
        raise UsageError(message, mend="Give either --endpoint URL or --schema FILE.")
    fetched = read_file(schema) if schema else fetch("endpoint", Sources(url=endpoint, token=token))
    findings = check(fetched.sdl, documents_of(root).values())
    return text(findings, fetched.source_line), bool(lacking(findings))


def compared(root: Path, old: Path, new: Path) -> tuple[str, bool]:
    """Compare two schemas in what the documents touch."""
    before, after = read_file(old), read_file(new)
    found = changes(before.sdl, after.sdl, documents_of(root).values())
    return markdown(found, old=before.source_line, new=after.source_line), bool(found.breaking)
