"""Files and streams that cannot be written: before anything is written to GitHub, or else with an exit code for it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hygiene.cli.output import OutputFile
from hygiene.errors import ExitCode, OutputError
from hygiene.report.json_text import json_text
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.workflow_runner import Runner

posix = pytest.mark.skipif(os.name == "nt", reason="no such devices there")
# What names each file: an option, or a variable of the runner.
FILES = ["--markdown", "--snapshot", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"]


def arguments(runner: Runner, name: str, path: str) -> list[str]:
    """The options that name this file, or none after its variable has been set."""
    if name.startswith("--"):
        return [name, path]
    runner.monkeypatch.setenv(name, path)
    return []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", ["missing/file", "."])
def test_a_file_that_cannot_be_opened(runner: Runner, name: str, place: str) -> None:
    """2, as for every wrong option: nothing was sent."""
    number, _ = runner.proposal(RED)
    path = str(runner.folder / place)
    ran = runner.post_ci("--pr", str(number), *arguments(runner, name, path))
    assert (ran.code, f"{name if name.isupper() else path} cannot be written: " in ran.stderr) == (2, True)
    assert runner.world.requests == []


@pytest.mark.parametrize("command", [("sweep",), ("section", "remove", "x", "--pr", "1")])
@pytest.mark.parametrize("name", ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])
def test_other_commands(runner: Runner, command: tuple[str, ...], name: str) -> None:
    """Every command that writes."""
    runner.proposal(RED)
    runner.monkeypatch.setenv(name, str(runner.folder / "missing" / "file"))
    ran = runner.run(*command)
    assert (ran.code, f"{name} cannot be written" in ran.stderr) == (2, True)
    assert runner.world.requests == []


@posix
@pytest.mark.parametrize("name", FILES)
def test_a_full_disk(runner: Runner, name: str) -> None:
    """10: what was to be done on GitHub is done, and the other outputs are written."""
    number, _ = runner.proposal(RED)
    markdown = runner.folder / "comment.md"
    more = arguments(runner, name, "/dev/full")
    ran = runner.post_ci(
        "--pr", str(number), "--json", *([] if name == "--markdown" else ["--markdown", str(markdown)]), *more
    )
    assert ran.code == ExitCode.OUTPUT
    assert "cannot be written: No space left on device" in ran.stderr
    assert "Settled" in ran.stderr
    assert ran.json["error"]["name"] == "OUTPUT"
    assert len(runner.comments(number)) == 1
    assert name == "--markdown" or "python ci (3.11)" in markdown.read_text(encoding="utf-8")
    assert name == "GITHUB_STEP_SUMMARY" or "python ci (3.11)" in ran.summary
    assert name == "GITHUB_OUTPUT" or ran.outputs["outcome"] == "settled"
    assert name == "GITHUB_OUTPUT" or ran.outputs["markdown-file"] == ("" if name == "--markdown" else str(markdown))


@posix
def test_a_full_disk_is_not_advised_away(runner: Runner) -> None:
    """A later step would miss the output."""
    number, _ = runner.proposal(RED)
    runner.monkeypatch.setenv("GITHUB_OUTPUT", "/dev/full")
    assert runner.post_ci("--pr", str(number), "--advisory").code == ExitCode.OUTPUT


@contextmanager
def standard_output(descriptor: int) -> Iterator[None]:
    """Standard output on a file descriptor."""
    before, sys.stdout = sys.stdout, io.TextIOWrapper(os.fdopen(descriptor, "wb"), encoding="utf-8")
    try:
        yield
    finally:
        broken, sys.stdout = sys.stdout, before
        with suppress(OSError):
            broken.close()


@posix
@pytest.mark.parametrize(
    "command", [("post-ci", "--pr", "1"), ("snapshot",), ("doctor",), ("--help",), ("post-ci", "--help")]
)
@pytest.mark.parametrize("json_option", [False, True])
def test_standard_output_is_full(runner: Runner, command: tuple[str, ...], *, json_option: bool) -> None:
    """10 for every command, never a traceback."""
    runner.proposal(RED)
    more = ["--json"] if json_option and command[0] in ("post-ci", "doctor") else []
    with standard_output(os.open("/dev/full", os.O_WRONLY)):
        ran = runner.run(*command, *more)
    assert (ran.code, "Traceback" in ran.stderr) == (ExitCode.OUTPUT, False)
    assert "Error: Standard output cannot be written: No space left on device." in ran.stderr


@posix
@pytest.mark.parametrize("more", [(), ("--json",), ("--json", "--nonsense")])
def test_the_reader_has_gone(runner: Runner, more: tuple[str, ...]) -> None:
    """The exit code is that of the command; an error that nobody reads does not change it."""
    runner.proposal(RED)
    reading, writing = os.pipe()
    os.close(reading)
    with standard_output(writing):
        ran = runner.run("post-ci", "--pr", "1", *more)
    assert (ran.code, "Traceback" in ran.stderr) == (2 if "--nonsense" in more else 0, False)


@posix
@pytest.mark.parametrize("command", [("audit",), ("audit", "--json"), ("doctor",), ("doctor", "--json")])
def test_findings_that_nobody_reads(runner: Runner, command: tuple[str, ...]) -> None:
    """A shell with `pipefail` sees that there are findings, also when `head` has read enough."""
    runner.proposal(RED)
    workflow = runner.folder / ".github" / "workflows" / "gate.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("name: Gate\non: push\njobs: {a: {runs-on: *nowhere, steps: []}}\n", encoding="utf-8")
    read = runner.run(*command).code
    reading, writing = os.pipe()
    os.close(reading)
    with standard_output(writing):
        ran = runner.run(*command)
    assert (read, ran.code, "Traceback" in ran.stderr) == (ExitCode.FINDINGS, ExitCode.FINDINGS, False)


SHELL = """
import sys
from hygiene.__main__ import main
main()
"""


@posix
@pytest.mark.parametrize(
    "redirection", [">/dev/full", "2>/dev/full >/dev/full", ">&-", "2>&-", ">&- 2>&-", "| head -n 0"]
)
@pytest.mark.parametrize(
    "more",
    ["post-ci --pr 0", *(pytest.param(one, marks=pytest.mark.long) for one in ("--version", "post-ci --pr 0 --json"))],
)
def test_the_exit_code_of_the_process(redirection: str, more: str) -> None:
    """Python itself tries to write once more when it ends; that does not change the code either."""
    line = f'"{sys.executable}" -m hygiene {more} {redirection}; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603, S607 - ours
    full = ExitCode.OUTPUT if "full" in redirection else 0
    assert done.returncode == (full if more == "--version" else 2)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_what_was_there_stays_when_nothing_is_written(runner: Runner) -> None:
    """A run that fails empties no file and creates none."""
    old, new = runner.folder / "old.md", runner.folder / "new.md"
    old.write_text("before", encoding="utf-8")
    runner.monkeypatch.setenv("GITHUB_TOKEN", "unknown")
    assert runner.run("post-ci", "--pr", "1", "--markdown", str(old), "--snapshot", str(new)).code == 4
    assert old.read_text(encoding="utf-8") == "before"
    assert not new.exists()


def test_what_was_there_is_replaced(runner: Runner) -> None:
    """A longer text of before leaves nothing at the end."""
    number, _ = runner.proposal(RED)
    path = runner.folder / "comment.md"
    path.write_text("x" * 100_000, encoding="utf-8")
    assert runner.post_ci("--pr", str(number), "--markdown", str(path)).code == 0
    assert "xxx" not in path.read_text(encoding="utf-8")


def test_a_dry_run_writes_the_files_that_are_named(runner: Runner) -> None:
    """The text of the comment is what one wants to see; no other file appears."""
    number, _ = runner.proposal(RED)
    ran = runner.post_ci("--pr", str(number), "--dry-run", "--markdown", "comment.md")
    assert "python ci (3.11)" in (runner.folder / "comment.md").read_text(encoding="utf-8")
    assert ran.outputs["markdown-file"] == "comment.md"
    assert runner.post_ci("--pr", str(number), "--dry-run").outputs["markdown-file"] == ""


@posix
def test_a_pipe_without_a_reader(tmp_path: Path) -> None:
    """It is refused; opening it would wait for somebody to read."""
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(Exception, match="cannot be written"):
        OutputFile(str(tmp_path / "fifo"))


@posix
def test_devices(tmp_path: Path) -> None:
    """What is no regular file is written to, not emptied first."""
    file = OutputFile("/dev/null")
    file.replace("text")
    file.close()
    full = OutputFile("/dev/full", "the file")
    with pytest.raises(OutputError, match="the file cannot be written: No space left"):
        full.replace("text")
    full.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ü 漢 😀", "plain ü 漢 😀"),
        ("\x7f", r"\u007f"),
        ("\x9b31m", r"\u009b31m"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("\u200b\ufeff\u00ad", r"\u200b\ufeff\u00ad"),
        ("\ud83d", r"\ud83d"),
        ("\U000e0001", r"\udb40\udc01"),
        ("##[error]", r"#\u0023[error]"),
        ("###[x", r"##\u0023[x"),
    ],
)
def test_json_is_safe_to_print(text: str, shown: str) -> None:
    """What cannot be seen, or means something to a terminal or the runner, is escaped; the document is the same."""
    printed = json_text({"a": [text]})
    assert f'"{shown}"' in printed
    assert json.loads(printed) == {"a": [text]}
    printed.encode()


@pytest.mark.parametrize("words", ["##[error]x", "::error::x", "a\n::set-output name=x::y"])
def test_a_usage_error_gives_the_runner_no_command(runner: Runner, words: str) -> None:
    """Arguments may come from outside as well: they are printed on one line, where no command is carried out."""
    runner.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = runner.run("post-ci", words).stderr.splitlines()
    inside = lines[1 : lines.index(lines[0].replace("stop-commands::", "") + "::")]
    assert any(words.rsplit(maxsplit=1)[-1] in line for line in inside)
    outside = [line for line in lines if line not in inside]
    assert [line for line in outside if "##[" in line] == []
    assert [line.split("::")[1].split()[0] for line in outside[2:]] == ["error"]


@posix
@pytest.mark.parametrize(
    "command",
    [
        "post-ci --pr 1 --markdown x",
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in ("audit --offline", "doctor", "init", "sandbox example")
        ),
    ],
)
@pytest.mark.parametrize("event", ["", "workflow_run"])
def test_the_working_folder_is_gone(tmp_path: Path, command: str, event: str) -> None:
    """2, and a sentence."""
    line = f'mkdir gone && cd gone && rmdir ../gone && exec "{sys.executable}" -m hygiene {command}'
    environment = os.environ | {"GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "o/r", "GITHUB_EVENT_NAME": event}
    environment |= {"GITHUB_GRAPHQL_URL": "http://127.0.0.1:9/graphql", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(  # noqa: S603 - ours
        ["bash", "-c", line],  # noqa: S607 - a shell
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode in (0, 2, 8), "Traceback" in done.stderr) == (True, False), done.stderr


@posix
@pytest.mark.parametrize(
    "command",
    ["drill --list", *(pytest.param(one, marks=pytest.mark.long) for one in ("demo", "doctor", "audit --offline"))],
)
def test_without_standard_output(tmp_path: Path, command: str) -> None:
    """A process may be started without one."""
    line = f'exec "{sys.executable}" -m hygiene {command} >&-'
    done = subprocess.run(  # noqa: S603 - ours
        ["bash", "-c", line],  # noqa: S607 - a shell
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode == 3, "Traceback" in done.stderr) == (False, False), done.stderr
