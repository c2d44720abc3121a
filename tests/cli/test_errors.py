"""The error handler: every failure is a message, an annotation and an exit code."""

from __future__ import annotations

import errno
import io
import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest
import typer

from hygiene import __version__
from hygiene.cli import signals
from hygiene.cli.context import Invocation
from hygiene.cli.errors import ADVISED, exit_code_of
from hygiene.cli.main import run_command_line
from hygiene.errors import (
    AuthorizationError,
    ExitCode,
    FileError,
    HygieneError,
    OutputError,
    RejectedError,
    UnavailableError,
    UnsettledError,
    UsageError,
)
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflow_runner import Runner

OPERATING: list[type[HygieneError]] = [
    UsageError,
    AuthorizationError,
    RejectedError,
    UnavailableError,
    UnsettledError,
    OutputError,
]


def raising(error: BaseException) -> Callable[[], NoReturn]:
    """A command that ends with this error."""

    def call() -> NoReturn:
        raise error

    return call


def left(error: BaseException, *, in_actions: bool = False, advisory: bool = False, as_json: bool = False) -> int:
    """The exit code of a command that ends with this error."""
    invocation = Invocation(advisory=advisory, as_json=as_json)
    return exit_code_of(raising(error), invocation, in_actions=in_actions, fence="f3nce")


@pytest.mark.parametrize(
    ("returned", "code"), [(None, 0), (0, 0), (8, 8), (ExitCode.CLAIM_FAILED, 9), ("text", 0), (ExitCode.OK, 0)]
)
def test_nothing_wrong(returned: object, code: int) -> None:
    """A command's own exit code is kept; whatever else it returns is success."""
    assert exit_code_of(lambda: returned, Invocation(), in_actions=False, fence="x") == code


@pytest.mark.parametrize("error", OPERATING)
def test_operating_errors(error: type[HygieneError], capsys: pytest.CaptureFixture[str]) -> None:
    """What happened, then what to do about it, and the code that belongs to it; no traceback."""
    assert left(error("This happened.", hint="Do that.")) == error.exit_code
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Error: This happened.\n  Do that.\n")


@pytest.mark.parametrize("error", OPERATING)
@pytest.mark.parametrize("advisory", [True, False])
def test_as_json(error: type[HygieneError], advisory: bool, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: FBT001 - a table's column
    """With --json the same is one object on standard output, with the exit code that the process really has."""
    raised = error("This\nhappened.", hint="Do that.")
    code = left(raised, advisory=advisory, as_json=True)
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "error": {
            "name": error.exit_code.name,
            "exit_code": code,
            "message": "This happened.",
            "hint": "Do that.",
            "file_errors": [],
            "retry_after_s": None,
        }
    }
    assert "This happened.\n  Do that.\n" in printed.err


@pytest.mark.parametrize(
    ("error", "name", "code", "message"),
    [
        (UnavailableError("##[error]x", retry_after_s=90), "UNAVAILABLE", 6, "##[error]x"),
        (KeyError("a secret"), "BUG", 3, "This is a bug in hygiene."),
        (KeyboardInterrupt(), "INTERRUPTED", 130, "Interrupted."),
        (typer.BadParameter("no such thing"), "USAGE", 2, "no such thing"),
    ],
)
def test_whatever_it_was_is_json(
    error: BaseException, name: str, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug, an interrupt and a wrong command line, too; no line of it is a command to the runner."""
    assert left(error, in_actions=True, as_json=True) == code
    text = capsys.readouterr().out
    found = json.loads(text)["error"]
    assert (found["name"], found["exit_code"]) == (name, code)
    assert message in found["message"]
    assert found["retry_after_s"] == (90 if code == 6 else None)
    assert "a secret" not in text
    assert "##[" not in text


FILE_ERRORS = tuple(FileError(".github/hygiene.toml", line, 3, f"key\n{line}") for line in (1, 2))


def test_faults_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Each on a line with its place; in a job each is an annotation at its line as well, and JSON has them all."""
    left(UsageError.of_file_errors(FILE_ERRORS, "Do that."))
    lines = [".github/hygiene.toml has 2 errors.", ".github/hygiene.toml:1:3 key 1", ".github/hygiene.toml:2:3 key 2"]
    assert capsys.readouterr().err == "Error: " + "\n  ".join([*lines, "Do that.\n"])
    left(UsageError.of_file_errors(FILE_ERRORS, "Do that."), in_actions=True, as_json=True)
    printed = capsys.readouterr()
    assert [line for line in printed.err.splitlines() if line.startswith("::error")] == [
        f"::error file=.github/hygiene.toml,line={line},col=3,title=hygiene%3A Usage::key {line} Do that."
        for line in (1, 2)
    ]
    assert json.loads(printed.out)["error"]["file_errors"][1] == {
        "file": ".github/hygiene.toml",
        "line": 2,
        "column": 3,
        "message": "key 2",
    }


def test_a_single_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """It is the message."""
    left(UsageError.of_file_errors(FILE_ERRORS[:1], "Do that."))
    assert capsys.readouterr().err == "Error: .github/hygiene.toml:1:3 key 1\n  Do that.\n"


def test_exit_codes_are_all_different() -> None:
    """An exit code determines the class of the error; hygiene never uses 1."""
    codes = [error.exit_code for error in OPERATING]
    assert sorted(codes) == [2, 4, 5, 6, 7, 10]
    assert 1 not in [int(code) for code in ExitCode]


def test_when_to_come_back(capsys: pytest.CaptureFixture[str]) -> None:
    """GitHub's advice is on a line of its own, for machines to find."""
    left(UnavailableError("Limited.", retry_after_s=90))
    assert capsys.readouterr().err == "Error: Limited.\n  retry after: 90 s\n"
    left(UnavailableError("Limited.", retry_after_s=0))
    assert "retry after: 0 s" in capsys.readouterr().err


@pytest.mark.parametrize("error", OPERATING)
def test_advisory(error: type[HygieneError], capsys: pytest.CaptureFixture[str]) -> None:
    """--advisory makes a warning of what GitHub did, never of a setup that is wrong or an output that is missing."""
    advised = error.exit_code in ADVISED
    assert left(error("X."), advisory=True) == (0 if advised else error.exit_code)
    assert capsys.readouterr().err.startswith("Warning: X." if advised else "Error: X.")


def test_annotations(capsys: pytest.CaptureFixture[str]) -> None:
    """On a runner the same is an annotation, and the words themselves are fenced."""
    left(RejectedError("GitHub refused: ##[error]x\n::error::y", hint="See: the runbook, 50%."), in_actions=True)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:1] + lines[3:4] == ["::stop-commands::f3nce", "::f3nce::"]
    assert lines[1] == "Error: GitHub refused: ##[error]x ::error::y"
    assert lines[4:] == [
        "::error title=hygiene%3A Rejected by GitHub::"
        "GitHub refused: #\u200b#[error]x ::error::y See: the runbook, 50%25."
    ]


def test_advisory_annotations(capsys: pytest.CaptureFixture[str]) -> None:
    """An advised error is a warning in the log, too."""
    left(UnsettledError("X."), in_actions=True, advisory=True)
    assert "::warning title=hygiene%3A Unsettled::X." in capsys.readouterr().err


def test_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    """The words of others stay on their line and steer no terminal."""
    left(RejectedError("a\r\nb\x1b[31m\u202ec", hint="d\ne"))
    assert capsys.readouterr().err == "Error: a b [31m c\n  d e\n"


def test_a_bug(capsys: pytest.CaptureFixture[str]) -> None:
    """A bug shows its traceback and versions, and a request to report it."""
    assert left(KeyError("x")) == ExitCode.BUG
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback (most recent call last):" in printed.err
    assert (
        f"Error: This is a bug in hygiene. Please report it with the lines above (hygiene {__version__}, Python "
        in printed.err
    )


def test_an_advised_bug(capsys: pytest.CaptureFixture[str]) -> None:
    """--advisory covers a bug, too: a job whose check is required keeps its result, with a warning in the log."""
    assert left(RuntimeError("x"), in_actions=True, advisory=True) == ExitCode.OK
    printed = capsys.readouterr().err
    assert "RuntimeError: x" in printed
    assert "::warning title=hygiene%3A Bug::This is a bug in hygiene." in printed


def test_a_bug_on_a_runner(capsys: pytest.CaptureFixture[str]) -> None:
    """There a traceback may contain untrusted text, so it is fenced; the last line is an annotation."""
    assert left(RuntimeError("::set-output name=x::y"), in_actions=True) == ExitCode.BUG
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "::stop-commands::f3nce"
    assert lines.index("::f3nce::") == len(lines) - 2
    assert lines[-1].startswith("::error title=hygiene%3A Bug::This is a bug in hygiene.")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), typer.Abort()])
def test_interrupted(error: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    """An interruption prints one line, not a traceback."""
    assert left(error) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err == "Interrupted.\n"


def test_a_closed_pipe(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the reader of our output went away, the work is done all the same."""

    class Closed(io.StringIO):
        def write(self, text: str, /) -> int:
            raise OSError(errno.EPIPE, text)

    number, run_id = runner.proposal(RED)
    runner.event(runner.repository.run_event(run_id))
    monkeypatch.setattr("sys.stdout", Closed())
    assert runner.run("post-ci").code == 0
    assert len(runner.comments(number)) == 1


def test_a_console_of_few_letters(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A console that cannot show a letter gets it escaped instead of ending the run."""
    _, run_id = runner.proposal({"漢字": "failure"})
    runner.event(runner.repository.run_event(run_id))
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    assert runner.run("post-ci").code == 0
    sys.stdout.flush()
    assert b"tracker \\u6f22\\u5b57: opened" in raw.getvalue()


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["post-ci", "--help"]])
def test_questions(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Questions about the tool are answered on standard output, with 0."""
    assert run_command_line(arguments) == 0
    printed = capsys.readouterr()
    assert (bool(printed.out), printed.err) == (True, "")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["post-cii"], "No such command 'post-cii'"),
        (["post-ci", "--dryrun"], "No such option: --dryrun"),
        (["post-ci", "--pr", "x"], "--pr"),
        (["post-ci", "--repo"], "requires an argument"),
        (["post-ci", "extra"], "extra"),
    ],
)
def test_usage(arguments: list[str], printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command line that cannot be meant is answered with the reason and where to read on."""
    assert run_command_line(arguments) == ExitCode.USAGE
    shown = capsys.readouterr().err
    assert printed in shown
    assert "Run 'hygiene --help'" in shown


def test_as_a_module() -> None:
    """``python -m hygiene`` is the same command, and its exit code is the process's."""
    done = subprocess.run(
        [sys.executable, "-m", "hygiene", "post-ci", "--pr", "0"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_signal_of_an_earlier_command(capsys: pytest.CaptureFixture[str]) -> None:
    """It does not count for the next one in the same process."""
    with pytest.raises(KeyboardInterrupt):
        signals._handle(signal.SIGINT, None)
    assert run_command_line(["no-such-command"]) == ExitCode.USAGE
    assert "Interrupted" not in capsys.readouterr().err
