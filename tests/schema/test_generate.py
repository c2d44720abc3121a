"""The committed client is what the generator makes of the committed files, and it is cheap to import."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UsageError
from hygiene.schema.generate import generate, read_config

from .material import ROOT, SMALL_SCHEMA, contents, full_sdl, small_tree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long


def test_the_committed_client_is_byte_for_byte_what_is_generated(tmp_path: Path) -> None:
    """It was not edited, was generated from the present documents, and has no stale file: the folder starts empty."""
    assert contents(generate(ROOT, into=tmp_path)) == contents(ROOT / "generated" / "hygiene_github")


def test_the_full_schema_gives_the_same_client(tmp_path: Path) -> None:
    """Pruning loses nothing that the client is made of."""
    full = tmp_path / "full.graphql"
    full.write_text(full_sdl())
    assert contents(generate(ROOT, into=tmp_path, schema=full)) == contents(ROOT / "generated" / "hygiene_github")


def test_importing_the_client_loads_nothing_else() -> None:
    """Start-up pays for the classes of an answer when that answer is requested, not before."""
    script = "import sys, hygiene_github; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert not {"httpx", "pydantic", "pydantic_core", "graphql"} & set(done.stdout.split())


def test_a_misspelt_setting_is_refused_with_the_nearest(tmp_path: Path) -> None:
    """The generator itself would ignore it in silence."""
    tree = small_tree(tmp_path)
    config = tree / "codegen.toml"
    config.write_text(config.read_text().replace("lazy_imports", "lazy_import"))
    with pytest.raises(UsageError, match="no setting 'lazy_import'") as caught:
        read_config(tree)
    assert caught.value.hint == "Did you mean lazy_imports?"


@pytest.mark.parametrize("text", [None, "", "[tool.ariadne-codegen", "[tool.other]\na = 1\n"])
def test_a_folder_that_is_no_working_tree_is_named(tmp_path: Path, text: str | None) -> None:
    """An installed command, run in any folder, names what it needs instead of failing in the generator."""
    if text is not None:
        (tmp_path / "codegen.toml").write_text(text)
    with pytest.raises(UsageError, match=r"codegen\.toml"):
        read_config(tmp_path)


def test_a_document_that_the_schema_refuses_is_named(tmp_path: Path) -> None:
    """An error of the generator is shown to the user as one sentence, and nothing is written."""
    tree = small_tree(tmp_path)
    schema = tree / "graphql" / "schema.graphql"
    schema.write_text(SMALL_SCHEMA.replace("state: State!", ""))
    with pytest.raises(UsageError, match="Cannot query field 'state' on type 'Shop'"):
        generate(tree)
    assert contents(tree / "generated") == {}
