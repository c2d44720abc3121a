"""Fetch, prune, check, generate, swap: one call, and the words on what changed for us.

``docs``, an endpoint, or a file's name to stay offline. After a change to the documents alone, give the same source
again.
"""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from hygiene.errors import UsageError
from hygiene.schema.changes import Changes, changes, markdown, plain
from hygiene.schema.check import check, lacking, text
from hygiene.schema.fetch import Sources, fetch, read_file
from hygiene.schema.generate import CONFIG_NAME, generate, read_config, write_mutation_document
from hygiene.schema.prune import digest, prune
from hygiene.schema.source import header_of
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_DATE = re.compile(r", (\d{4}-\d{2}-\d{2}); sha256 ")
INSTALLED_DOCUMENTS = Path(__file__).parent / "documents"
CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: the new schema's first line, the changes, and whether any byte of the schema is new.

    ``made`` is false for a source that says when it was sent, and not when it was made.
    """

    header: str
    changes: Changes
    rewritten: bool
    made: bool = True

    def text(self, today: date) -> str:
        """Say it in lines of plain text."""
        first = "The pruned schema is new" if self.rewritten else "The pruned schema is the same"
        return f"{first}: {self.header}\n{self._age(today)}\n{plain(self.changes)}"

    def _age(self, today: date) -> str:
        found = _DATE.search(self.header)
        if found is None:
            return "It is not known how old the source is."
        days = max(0, (today - date.fromisoformat(found[1])).days)
        least = "" if self.made else "at least "
        return f"The source is {least}{days:,} {'day' if days == 1 else 'days'} old."


def refresh(root: Path, source: str, sources: Sources | None = None) -> Refreshed:
    """Bring schema and client of the working tree at ``root`` up to ``source``: docs, endpoint, or a file's name.

    Nothing is written before everything is made; a schema that lacks what a document needs changes nothing.
    """
    section = read_config(root)
    place = Path(section["schema_path"])
    write_mutation_document(Path(section["queries_path"]))
    documents = read_documents(Path(section["queries_path"]))
    old = place.read_text(encoding="utf-8") if place.exists() else ""
    with staged(root) as staging:
        fetched = fetch(source, sources)
        _require(fetched.sdl, documents)
        new = _dated_as_before(
            prune(fetched.sdl, documents.values(), source_line=fetched.source_line), old, fetched.sdl
        )
        news = changes(old, fetched.sdl, documents.values()) if old else Changes()
        schema = staging / place.name
        schema.write_text(new, encoding="utf-8")
        package = generate(root, into=staging, schema=schema)
        swap([(schema, place), (package, Path(section["target_package_path"]) / package.name)], staging)
    return Refreshed(header_of(new), news, rewritten=new != old, made=fetched.made)


def documents_of(root: Path) -> dict[str, str]:
    """Return the documents of a working tree, or else those that came with the installed tool."""
    if not (root / CONFIG_NAME).exists() and INSTALLED_DOCUMENTS.exists():
        return read_documents(INSTALLED_DOCUMENTS)
    place = root if (root / CONFIG_NAME).exists() else CHECKOUT
    return read_documents(Path(read_config(place)["queries_path"]))


def read_documents(folder: Path) -> dict[str, str]:
    """Return the documents by file name."""
    documents = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("**/*.graphql"))}
    if not documents:
        message = f"There are no documents in {folder}."
        raise UsageError(message, hint="Run this in the root of a working tree of hygiene.")
    return documents


def _require(sdl: str, documents: Mapping[str, str]) -> None:
    """Refuse a schema that a document cannot live on, naming what it costs."""
    missing = lacking(check(sdl, documents.values()))
    if missing:
        costs = "; ".join(f"{finding.name} ({' '.join(finding.missing)})" for finding in missing)
        message = f"The new schema lacks what these features need: {costs}"
        raise UsageError(message, hint="Nothing was changed. Correct the documents, or take another source.")


def _dated_as_before(new: str, old: str, full_sdl: str) -> str:
    """Keep the old first line when the full schema is the very same: it was had from there first."""
    before = header_of(old)
    if not before.endswith(digest(full_sdl)):
        return new
    return "# " + before + new[new.index("\n") :]


def refreshed(root: Path, source: str, *, endpoint: str, token: str) -> str:
    """Refresh the working tree at ``root``."""
    return refresh(root, source, Sources(url=endpoint, token=token)).text(datetime.now(UTC).date())


def checked(root: Path, schema: Path | None, *, endpoint: str, token: str) -> tuple[str, bool]:
    """Check the documents against the schema in a file or of an endpoint."""
    if bool(endpoint) is bool(schema):
        message = "The host to check is not clear."
        raise UsageError(message, hint="Give either --endpoint URL or --schema FILE.")
    fetched = read_file(schema) if schema else fetch("endpoint", Sources(url=endpoint, token=token))
    findings = check(fetched.sdl, documents_of(root).values())
    return text(findings, fetched.source_line), bool(lacking(findings))


def compared(root: Path, old: Path, new: Path) -> tuple[str, bool]:
    """Compare two schemas in what the documents touch."""
    before, after = read_file(old), read_file(new)
    found = changes(before.sdl, after.sdl, documents_of(root).values())
    return markdown(found, old=before.source_line, new=after.source_line), bool(found.breaking)


PREFIX = ".schema-refresh-"


@contextmanager
def staged(root: Path) -> Iterator[Path]:
    """Give a temporary folder on the same file system as ``root``; it is removed afterwards, also after an error."""
    try:
        folder = Path(mkdtemp(prefix=PREFIX, dir=root))
    except OSError as error:
        raise _unwritable(root, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(pairs: Sequence[tuple[Path, Path]], staging: Path) -> None:
    """Put each new file or folder into its place; when one cannot go, all go back."""
    aside = staging / "replaced"
    moved: list[tuple[Path, Path, Path]] = []
    try:
        aside.mkdir()
        for index, (new, place) in enumerate(pairs):
            kept = aside / str(index)
            if place.exists():
                place.rename(kept)
            moved.append((new, place, kept))
            place.parent.mkdir(parents=True, exist_ok=True)
            new.rename(place)
    except OSError as error:
        for new, place, kept in reversed(moved):
            if place.exists():
                place.rename(new)
            if kept.exists():
                kept.rename(place)
        raise _unwritable(pairs[0][1], error) from error


def _unwritable(path: Path, error: OSError) -> UsageError:
    message = f"{path} cannot be written: {error.strerror or error}."
    return UsageError(message, hint="Run this in a working tree that you may write to. Nothing was changed.")
