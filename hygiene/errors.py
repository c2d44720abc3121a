"""Operating errors and their exit codes.

    HygieneError
    ├── UsageError          2  options, settings or the event are wrong; nothing was written
    ├── AuthorizationError  4  the token is missing, invalid, or lacks a permission, which is named
    ├── RejectedError       5  GitHub refused the request
    ├── UnavailableError    6  rate limit, server error or network; states when to retry, if GitHub sent a time
    ├── UnsettledError      7  other writers kept changing the same objects
    └── OutputError        10  everything was done, but a result could not be printed or saved

Expected conditions are values, not exceptions: a damaged marker, a superseded run, a comment that was deleted already.
Every other exception is a bug: exit code 3. docs/reference/exit-codes.md lists all codes.
"""

from __future__ import annotations

from enum import IntEnum

from hygiene.values import dataclass

FILE_ERRORS_MAX = 50


class ExitCode(IntEnum):
    """The exit codes of every command; stable across versions."""

    OK = 0
    USAGE = 2
    BUG = 3
    AUTHORIZATION = 4
    REJECTED = 5
    UNAVAILABLE = 6
    UNSETTLED = 7
    FINDINGS = 8
    CLAIM_FAILED = 9
    OUTPUT = 10
    INTERRUPTED = 130
    TERMINATED = 143


@dataclass(frozen=True, slots=True)
class FileError:
    """One thing that is wrong in a file, and where. Line and column count from one."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.message}"


class HygieneError(Exception):
    """An operating error: ``message`` is what happened, ``hint`` what to do, ``file_errors`` where in which file."""

    exit_code: ExitCode = ExitCode.BUG
    title: str = "hygiene"

    def __init__(self, message: str, *, hint: str = "", file_errors: tuple[FileError, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.file_errors = file_errors

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(HygieneError):
    """Options, settings or the event are wrong. Nothing was written."""

    exit_code = ExitCode.USAGE
    title = "Usage"

    @classmethod
    def of_file_errors(cls, file_errors: tuple[FileError, ...], hint: str) -> UsageError:
        """One error for everything that is wrong in a file: the only one itself, else their number."""
        message = (
            str(file_errors[0]) if len(file_errors) == 1 else f"{file_errors[0].file} has {len(file_errors):,} errors."
        )
        if len(file_errors) > FILE_ERRORS_MAX:
            message = f"{message} These are the first {FILE_ERRORS_MAX}."
        return cls(message, hint=hint, file_errors=file_errors[:FILE_ERRORS_MAX])


class MissingExtraError(UsageError):
    """An extra is not installed. The command that installs it is added where the error is shown."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra `{extra}`, which is not installed.")
        self.extra = extra


class AuthorizationError(HygieneError):
    """The token is missing, invalid, or lacks the permission that the message names."""

    exit_code = ExitCode.AUTHORIZATION
    title = "Authorization"


class RejectedError(HygieneError):
    """GitHub refused the request; repeating it will not help."""

    exit_code = ExitCode.REJECTED
    title = "Rejected by GitHub"


class UnavailableError(HygieneError):
    """Rate limit, server error or network. ``retry_after_s`` counts from now; None if GitHub sent no time."""

    exit_code = ExitCode.UNAVAILABLE
    title = "GitHub unavailable"

    def __init__(self, message: str, *, hint: str = "", retry_after_s: int | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class UnsettledError(HygieneError):
    """All passes were used: other writers kept changing the same objects, or there was more to do than one run does."""

    exit_code = ExitCode.UNSETTLED
    title = "Unsettled"


class OutputError(HygieneError):
    """Everything was done, but a result could not be printed or saved."""

    exit_code = ExitCode.OUTPUT
    title = "Output"


class Terminated(BaseException):
    """SIGTERM, which a runner sends when its job is cancelled."""
