"""The folder of the evidence: complete or absent, and the same bytes on every machine."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hygiene.drills import evidence_files as module
from hygiene.drills.evidence import evidence_of, transcript
from hygiene.drills.evidence_files import FILES, check_folder, evidence_files, write_files
from hygiene.errors import UsageError
from tests.drills.results import result

pytestmark = pytest.mark.long

TEXTS = {"evidence.json": "{}\n", "evidence.md": "# Evidence é\n", "transcript.jsonl": "{}\n"}
PRINT_DIGEST = """
import hashlib
from tests.drills.test_evidence_files import files_of
print(hashlib.sha256("".join(files_of("concurrent-runs", "hostile-name", seed=5).values()).encode()).hexdigest())
"""


def files_of(*names: str, seed: int = 0) -> dict[str, str]:
    """The files of a drill."""
    results = [result(name, seed) for name in names]
    log = transcript(results)
    return evidence_files(evidence_of(results, seed, "1", log), results, log)


def held(folder: Path) -> dict[str, str]:
    """The files of a folder."""
    return {file.name: file.read_bytes().decode() for file in folder.iterdir()}


def test_files() -> None:
    """The evidence has the digest of the transcript."""
    files = files_of("fork")
    assert sorted(files) == sorted(FILES)
    assert hashlib.sha256(files["transcript.jsonl"].encode()).hexdigest() in files["evidence.json"]


@pytest.mark.parametrize(("hash_seed", "zone", "locale"), [("1", "UTC", "C"), ("2", "Asia/Tokyo", "C.UTF-8")])
def test_same_bytes_anywhere(tmp_path: Path, hash_seed: str, zone: str, locale: str) -> None:
    """Neither the order of sets, nor the zone, the locale, the folder or the process show in the bytes."""
    env = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "TZ": zone,
        "LC_ALL": locale,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    ran = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", PRINT_DIGEST],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    files = files_of("concurrent-runs", "hostile-name", seed=5)
    assert ran.stdout.strip() == hashlib.sha256("".join(files.values()).encode()).hexdigest()


def test_nothing_of_this_machine(tmp_path: Path) -> None:
    """No path of this machine is in any file."""
    files = files_of("recovery")
    for text in files.values():
        assert str(Path.cwd()) not in text
        assert str(Path.home()) not in text.replace("/root", "") or str(Path.home()) == "/"
        assert str(tmp_path) not in text


def test_write_new_folder(tmp_path: Path) -> None:
    """A folder that is not there is made, with those above it, and nothing else."""
    write_files(tmp_path / "build" / "evidence", TEXTS)
    assert held(tmp_path / "build" / "evidence") == TEXTS
    assert [found.name for found in (tmp_path / "build").iterdir()] == ["evidence"]


def test_write_empty_folder(tmp_path: Path) -> None:
    """An empty folder is taken."""
    (tmp_path / "evidence").mkdir()
    write_files(tmp_path / "evidence", TEXTS)
    assert held(tmp_path / "evidence") == TEXTS


def test_write_over_an_older_pack(tmp_path: Path) -> None:
    """An older pack gives way as a whole."""
    write_files(tmp_path / "evidence", {**TEXTS, "evidence.md": "older\n"})
    write_files(tmp_path / "evidence", {"evidence.json": "{}\n"})
    assert held(tmp_path / "evidence") == {"evidence.json": "{}\n"}
    assert [found.name for found in tmp_path.iterdir()] == ["evidence"]


def test_other_files_stay(tmp_path: Path) -> None:
    """A folder with other files is refused and not changed."""
    (tmp_path / "evidence.md").write_text("mine", encoding="utf-8")
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"contains thesis\.tex"):
        write_files(tmp_path, TEXTS)
    assert held(tmp_path) == {"evidence.md": "mine", "thesis.tex": "mine"}


def test_a_file_in_the_way(tmp_path: Path) -> None:
    """A file is no folder, and neither is a link to nowhere."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(UsageError, match="is not a folder"):
            check_folder(tmp_path / name)


def test_below_a_file(tmp_path: Path) -> None:
    """A folder that cannot be made is refused in a sentence."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written to"):
        write_files(tmp_path / "file" / "evidence", TEXTS)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("at", range(3))
def test_disk_fails_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, code: int) -> None:
    """If a file cannot be written, the older evidence is unchanged and no partial file is left."""
    write_files(tmp_path / "evidence", TEXTS)
    write, calls = module._write, []

    def failing(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) > at:
            path.write_text(text[:1], encoding="utf-8")
            raise OSError(code, os.strerror(code))
        write(path, text)

    monkeypatch.setattr(module, "_write", failing)
    with pytest.raises(UsageError, match=os.strerror(code)) as raised:
        write_files(tmp_path / "evidence", dict.fromkeys(TEXTS, "newer\n"))
    assert raised.value.exit_code == 2
    assert held(tmp_path / "evidence") == TEXTS
    assert [found.name for found in tmp_path.iterdir()] == ["evidence"]


def test_last_move_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the whole new pack cannot take its place, the older one comes back."""
    write_files(tmp_path / "evidence", TEXTS)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".partial"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(UsageError, match="busy"):
        write_files(tmp_path / "evidence", dict.fromkeys(TEXTS, "newer\n"))
    assert held(tmp_path / "evidence") == TEXTS
    assert [found.name for found in tmp_path.iterdir()] == ["evidence"]
