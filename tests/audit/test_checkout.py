"""Files of the repository, read with bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.checkout import text_at, workflow_paths
from hygiene.errors import UsageError
from tests.audit.repository import write

if TYPE_CHECKING:
    from pathlib import Path


def test_workflow_paths(tmp_path: Path) -> None:
    """Both suffixes are workflows, in order; folders below and other files are not."""
    files = ("b.yml", "a.yaml", "c.txt", "deep/d.yml")
    write(tmp_path, {f".github/workflows/{name}": "" for name in files})
    assert workflow_paths(tmp_path) == (".github/workflows/a.yaml", ".github/workflows/b.yml")
    assert workflow_paths(tmp_path / "elsewhere") == ()


def test_text(tmp_path: Path) -> None:
    """Line ends stay as they are, a byte order mark goes, and a file that is not there is nothing."""
    (tmp_path / "a.yml").write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    assert text_at(tmp_path, "a.yml") == "a: 1\r\n"
    assert text_at(tmp_path, "b.yml") is None
    assert text_at(tmp_path, ".") is None


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../secret"])
def test_nothing_outside_is_read(tmp_path: Path, path: str) -> None:
    """A path that leaves the repository is refused, whether or not there is a file."""
    write(tmp_path, {"secret": "x", "root/a": ""})
    with pytest.raises(UsageError, match="is outside the repository"):
        text_at(tmp_path / "root", path)


def test_a_link_to_the_outside(tmp_path: Path) -> None:
    """Neither does a symbolic link lead out."""
    write(tmp_path, {"secret": "x", "root/a": ""})
    (tmp_path / "root" / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(UsageError, match="is outside the repository"):
        text_at(tmp_path / "root", "link")


def test_a_link_to_itself(tmp_path: Path) -> None:
    """Nor in circles."""
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "own").symlink_to("own")
    for path in ("one", "own", "own/below"):
        try:
            found = text_at(tmp_path, path)
        except UsageError as error:
            assert error.message.startswith(f"{path} is a link that leads to itself")  # noqa: PT017 - not with each Python
        else:
            assert found is None


def test_ten_megabytes(tmp_path: Path) -> None:
    """A file of ten megabytes is refused unread."""
    (tmp_path / "big.yml").write_bytes(b"#" * 10_000_000)
    with pytest.raises(UsageError, match=r"big\.yml has 10,000,000 bytes"):
        text_at(tmp_path, "big.yml")


def test_not_utf8(tmp_path: Path) -> None:
    """A file in another encoding is refused with the place."""
    (tmp_path / "a.yml").write_bytes("# ä\nname: ä".encode() + b"\xff\n")
    with pytest.raises(UsageError, match=r"^a\.yml:2:8 The file is not UTF-8 text\."):
        text_at(tmp_path, "a.yml")
