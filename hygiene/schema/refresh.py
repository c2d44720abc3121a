"""What ``hygiene schema`` does: refresh the schema and the client, check a host, compare two schemas."""

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
from hygiene.schema.fetch import Sources, fetch, header_of, read_file
from hygiene.schema.generate import CONFIG_NAME, generate, read_config, write_mutation_document
from hygiene.schema.prune import digest, prune
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_DATE = re.compile(r", (\d{4}-\d{2}-\d{2}); sha256 ")
INSTALLED_DOCUMENTS = Path(__file__).parent / "documents"
CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The result of a refresh: the first line of the new schema, and whether the file changed.

    ``made`` is that of ``Fetched``.
    """

    header: str
    changes: Changes
    rewritten: bool
    made: bool = True

    def text(self, today: date) -> str:
        """Return the result as plain text."""
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
    """Update schema and client of the checkout at ``root`` from ``source``: docs, endpoint, or the name of a file.

    All files are generated before one is replaced. Raises ``UsageError`` for a schema that lacks something.
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
    """Return the documents of a checkout, or else those of the installed package."""
    if not (root / CONFIG_NAME).exists() and INSTALLED_DOCUMENTS.exists():
        return read_documents(INSTALLED_DOCUMENTS)
    place = root if (root / CONFIG_NAME).exists() else CHECKOUT
    return read_documents(Path(read_config(place)["queries_path"]))


def read_documents(folder: Path) -> dict[str, str]:
    """Return the documents by file name."""
    documents = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("**/*.graphql"))}
    if not documents:
        raise UsageError(f"There are no documents in {folder}.", hint="Run this in the root of a checkout of hygiene.")
    return documents


def _require(sdl: str, documents: Mapping[str, str]) -> None:
    """Raise ``UsageError`` if the schema lacks something that a document uses."""
    missing = lacking(check(sdl, documents.values()))
    if missing:
        features = "; ".join(f"{finding.name} ({' '.join(finding.missing)})" for finding in missing)
        message = f"The new schema lacks what these features need: {features}"
        raise UsageError(message, hint="Nothing was changed. Correct the documents, or use another source.")


def _dated_as_before(new: str, old: str, full_sdl: str) -> str:
    """Keep the old first line if the full schema is the same."""
    before = header_of(old)
    if not before.endswith(digest(full_sdl)):
        return new
    return "# " + before + new[new.index("\n") :]


def refreshed(root: Path, source: str, *, endpoint: str, token: str) -> str:
    """Refresh the checkout at ``root``, and return the result as text."""
    return refresh(root, source, Sources(url=endpoint, token=token)).text(datetime.now(UTC).date())


def checked(root: Path, schema: Path | None, *, endpoint: str, token: str) -> tuple[str, bool]:
    """Check the documents against the schema of a host; return the result, and whether something is missing."""
    if bool(endpoint) is bool(schema):
        raise UsageError("The host to check is not clear.", hint="Pass either --endpoint URL or --schema FILE.")
    fetched = read_file(schema) if schema else fetch("endpoint", Sources(url=endpoint, token=token))
    findings = check(fetched.sdl, documents_of(root).values())
    return text(findings, fetched.source_line), bool(lacking(findings))


def compared(root: Path, old: Path, new: Path) -> tuple[str, bool]:
    """Compare two schemas; return the changes as Markdown, and whether one of them is breaking."""
    before, after = read_file(old), read_file(new)
    found = changes(before.sdl, after.sdl, documents_of(root).values())
    return markdown(found, old=before.source_line, new=after.source_line), bool(found.breaking)


PREFIX = ".schema-refresh-"


@contextmanager
def staged(root: Path) -> Iterator[Path]:
    """A temporary folder on the same file system as ``root``. It is removed at the end, also after an error."""
    try:
        folder = Path(mkdtemp(prefix=PREFIX, dir=root))
    except OSError as error:
        raise _unwritable(root, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(pairs: Sequence[tuple[Path, Path]], staging: Path) -> None:
    """Move each new file or folder to its place. If one cannot be moved, all are moved back."""
    replaced = staging / "replaced"
    moved: list[tuple[Path, Path, Path]] = []
    try:
        replaced.mkdir()
        for index, (new, place) in enumerate(pairs):
            kept = replaced / str(index)
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
    return UsageError(message, hint="Run this in a checkout that you can write to. Nothing was changed.")
