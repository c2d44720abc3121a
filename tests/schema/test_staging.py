"""All files take their places, or none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UsageError
from hygiene.schema import refresh as staging
from hygiene.schema.refresh import staged, swap

from .material import contents

if TYPE_CHECKING:
    from pathlib import Path


def lay_out(root: Path, texts: dict[str, str]) -> None:
    """Write files with their folders."""
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_files_and_folders_take_their_places(tmp_path: Path) -> None:
    """What only the old folder had is gone: no stale module stays."""
    lay_out(tmp_path, {"a.txt": "old", "package/one.py": "old", "package/stale.py": "old"})
    with staged(tmp_path) as folder:
        lay_out(folder, {"a.txt": "new", "package/one.py": "new"})
        swap([(folder / "a.txt", tmp_path / "a.txt"), (folder / "package", tmp_path / "package")], folder)
    assert contents(tmp_path) == {"a.txt": b"new", "package/one.py": b"new"}


def test_what_was_not_there_before_is_put_there(tmp_path: Path) -> None:
    """The first refresh of a tree is a refresh like any other."""
    with staged(tmp_path) as folder:
        lay_out(folder, {"a.txt": "new"})
        swap([(folder / "a.txt", tmp_path / "deep" / "a.txt")], folder)
    assert contents(tmp_path) == {"deep/a.txt": b"new"}


def test_when_one_cannot_go_all_go_back(tmp_path: Path) -> None:
    """The second place is under a file, so the first swap is undone."""
    lay_out(tmp_path, {"a.txt": "old", "blocked": "a file where a folder should be"})
    before = contents(tmp_path)
    with staged(tmp_path) as folder:
        lay_out(folder, {"a.txt": "new", "b.txt": "new"})
        pairs = [(folder / "a.txt", tmp_path / "a.txt"), (folder / "b.txt", tmp_path / "blocked" / "b.txt")]
        with pytest.raises(UsageError, match="cannot be written"):
            swap(pairs, folder)
    assert contents(tmp_path) == before


def test_the_temporary_folder_is_gone_even_after_a_failure(tmp_path: Path) -> None:
    """A tree is left as clean as it was found."""

    def fail() -> None:
        with staged(tmp_path) as folder:
            (folder / "half.txt").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_tree_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported before anything is fetched, and that nothing was changed."""

    def refuse(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(staging, "mkdtemp", refuse)
    with pytest.raises(UsageError, match="cannot be written: Permission denied") as caught, staged(tmp_path):
        pass
    assert "Nothing was changed" in caught.value.hint
