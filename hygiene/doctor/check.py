"""One row of the doctor's table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hygiene.errors import MissingExtraError
from hygiene.settings.origin import install_command
from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.errors import HygieneError


class Level(StrEnum):
    """How a check ended. A warning costs something or could not be decided; a failure keeps hygiene from its work."""

    PASS = "pass"  # noqa: S105 - a word, no password
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, how it ended, what was found, and what to do about it."""

    name: str
    level: Level
    message: str
    hint: str = ""


def passed(name: str, message: str) -> Check:
    """All is as it should be."""
    return Check(name, Level.PASS, message)


def warned(name: str, message: str, hint: str) -> Check:
    """It works, at a price, or it cannot be determined from here."""
    return Check(name, Level.WARN, message, hint)


def failed(name: str, message: str, hint: str) -> Check:
    """It does not work like this."""
    return Check(name, Level.FAIL, message, hint)


def of_trouble(name: str, error: HygieneError) -> Check:
    """A failure, save for an extra that is not installed here: that is no error of the set-up."""
    if isinstance(error, MissingExtraError):
        return Check(name, Level.WARN, error.message, f"Install it with `{install_command(error.extra)}`.")
    messages = [error.message, *map(str, error.file_errors)] if len(error.file_errors) > 1 else [error.message]
    return Check(name, Level.FAIL, " ".join(messages), error.hint)
