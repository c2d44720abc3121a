"""Generates the client, with the settings of codegen.toml: ``python -m hygiene.schema.generate``."""

from __future__ import annotations

import contextlib
import io
import tomllib
import warnings
from contextlib import contextmanager
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ariadne_codegen import utils
from ariadne_codegen.exceptions import CodeGenException
from ariadne_codegen.main import client
from ariadne_codegen.settings import ClientSettings

from hygiene.errors import UsageError
from hygiene.schema.mutation_document import NAME, mutation_document

if TYPE_CHECKING:
    from collections.abc import Iterator


CONFIG_NAME = "codegen.toml"
PATH_KEYS = ("schema_path", "queries_path", "base_client_file_path", "target_package_path")


def generate(root: Path, *, into: Path | None = None, schema: Path | None = None) -> Path:
    """Generate the client of the checkout at ``root`` and return its folder.

    ``into`` is the folder of the package, and ``schema`` the schema, instead of the configured ones.
    """
    section = read_config(root)
    if not into:
        write_mutation_document(Path(section["queries_path"]))
    if into:
        section["target_package_path"] = str(into.resolve())
    if schema:
        section["schema_path"] = str(schema.resolve())
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), linear_folding():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            client({"tool": {"ariadne-codegen": section}})  # type: ignore[no-untyped-call]
        except CodeGenException as error:
            message = f"The client cannot be generated: {error}"
            raise UsageError(message, hint="Correct the documents, or use a schema that has what they use.") from error
    return Path(section["target_package_path"]) / str(section["target_package_name"])


def write_mutation_document(folder: Path) -> None:
    """Write the document that is generated from the table of writes, where the folder of documents has it."""
    path = folder / NAME
    if path.exists():
        path.write_text(mutation_document(), encoding="utf-8")


def read_config(root: Path) -> dict[str, Any]:
    """Return the settings of the generator with absolute paths. Raises ``UsageError`` for unknown keys."""
    path = root / CONFIG_NAME
    try:
        section: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["tool"]["ariadne-codegen"]
    except FileNotFoundError as error:
        message = f"There is no {CONFIG_NAME} in {root}."
        raise UsageError(message, hint="Run this in the root of a checkout of hygiene.") from error
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} has no readable [tool.ariadne-codegen]: {error}", hint="Restore the file.") from error
    known = {field.name for field in fields(ClientSettings)}
    for key in sorted(set(section) - known):
        near = ", ".join(get_close_matches(key, sorted(known), n=1))
        message = f"{path}: the generator has no setting {key!r}."
        raise UsageError(message, hint=f"Did you mean {near}?" if near else "Remove it.")
    for key in PATH_KEYS:
        section[key] = str(root.resolve() / section[key])
    section["files_to_include"] = [str(root.resolve() / name) for name in section["files_to_include"]]
    return section


OPERATION_MARK = "= gql('"


@contextmanager
def linear_folding() -> Iterator[None]:
    """Replace the generator's function for multiline strings, which takes quadratic time."""
    theirs = utils.format_multiline_strings
    utils.format_multiline_strings = fold
    try:
        yield
    finally:
        utils.format_multiline_strings = theirs


def fold(source: str, offset: int = 4) -> str:
    """Write each operation as one triple-quoted string."""
    return "\n".join(_folded(line, offset) if OPERATION_MARK in line else line for line in source.split("\n"))


def _folded(line: str, offset: int) -> str:
    """Replace everything from the first quote to the last."""
    start, end = line.index("'"), line.rindex("'") + 1
    indent = utils.get_variable_indent_size(line)
    text = utils.convert_to_multiline_string(line[start:end], variable_indent_size=indent, offset=offset)
    return line[:start] + text + line[end:]


if __name__ == "__main__":
    generate(Path.cwd())
