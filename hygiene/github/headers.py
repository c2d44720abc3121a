"""Values of response headers, by the rules of HTTP. Pure. What breaks the rules is no value."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# More digits are a number that nothing here could wait for.
_DIGITS_MAX = 10
NUMBER_MAX = 10**_DIGITS_MAX - 1
# Also where a host allows it at once.
RETRY_S_MIN = 1
_DIGITS = pattern(r"[0-9]+")


def whole_number(text: str) -> int | None:
    """A number of ASCII digits; one with many digits is ``NUMBER_MAX``. None for anything else."""
    digits = text.strip()
    if not _DIGITS.fullmatch(digits):
        return None
    return int(digits) if len(digits) <= _DIGITS_MAX else NUMBER_MAX


def http_date(text: str) -> datetime | None:
    """A date as HTTP writes it, with its zone; None for anything else."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few responses need it

    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def host_time(headers: Mapping[str, str], now: datetime) -> datetime:
    """The host's time where it sends one; a runner's clock may be wrong."""
    return http_date(headers.get("date", "")) or now


def retry_after_s(headers: Mapping[str, str], now: datetime) -> int | None:
    """When to retry, in seconds from now: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after.

    A date that is past means at once. None where the host sends none.
    """
    text = headers.get("retry-after", "")
    seconds = whole_number(text)
    if seconds is None:
        at = http_date(text) if text else None
        if at is None:
            return None
        seconds = round((at - host_time(headers, now)).total_seconds())
    return max(RETRY_S_MIN, seconds)
