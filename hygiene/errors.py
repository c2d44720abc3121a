"""What can go wrong, and the exit code that belongs to it.

    HygieneError
    ├── UsageError          2  flags, settings or the event payload are wrong
    ├── AuthorizationError  4  the token lacks a permission, which is named
    ├── RejectedError       5  GitHub understood and refused
    ├── UnavailableError    6  rate limit, 5xx or network; knows when to come back
    └── UnsettledError      7  the passes ran out before the plan was empty

Expected things are values, not exceptions: a damaged marker, a superseded run, a comment that is gone already.
Programmer errors are asserts and end as exit 3. Exit 0 is settled or superseded, 8 findings of an audit, 9 a failed
claim of a drill, 130 an interrupt; 1 is never ours.
"""

from __future__ import annotations

from enum import IntEnum


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
    INTERRUPTED = 130


class HygieneError(Exception):
    """An operating error: ``message`` says what happened, ``hint`` what to do about it."""

    exit_code: ExitCode = ExitCode.BUG
    title: str = "hygiene"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(HygieneError):
    """Flags, settings or the event payload are wrong. Nothing was sent."""

    exit_code = ExitCode.USAGE
    title = "Usage"


class AuthorizationError(HygieneError):
    """The token is missing, wrong, or lacks the permission that the message names."""

    exit_code = ExitCode.AUTHORIZATION
    title = "Authorization"


class RejectedError(HygieneError):
    """GitHub understood the request and refused it; repeating it will not help."""

    exit_code = ExitCode.REJECTED
    title = "Rejected by GitHub"


class UnavailableError(HygieneError):
    """Rate limit, server error or network. ``retry_after_s`` is GitHub's own advice when it gave one."""

    exit_code = ExitCode.UNAVAILABLE
    title = "GitHub unavailable"

    def __init__(self, message: str, *, hint: str = "", retry_after_s: int | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class UnsettledError(HygieneError):
    """Other writers kept changing the same objects until the passes ran out; the next run continues from there."""

    exit_code = ExitCode.UNSETTLED
    title = "Unsettled"
