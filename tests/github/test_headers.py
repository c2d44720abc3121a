"""Values of headers: numbers and dates by HTTP's rules, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hygiene.github.errors import ErrorKind, graphql_errors, http_error
from hygiene.github.headers import NUMBER_MAX, http_date, retry_after_s, whole_number

NOW = datetime(2025, 10, 13, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("60", 60),
        (" 60\t", 60),
        ("007", 7),
        ("9999999999", NUMBER_MAX),
        ("1" * 11, NUMBER_MAX),
        ("1" * 5_000, NUMBER_MAX),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1e3", None),
        ("0x10", None),
        ("1_000", None),
        ("²", None),
        ("٣", None),
        ("soon", None),
        ("nan", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    """ASCII digits alone; so many of them that nothing waits for it are one number."""
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Mon, 13 Oct 2025 12:01:40 GMT", datetime(2025, 10, 13, 12, 1, 40, tzinfo=UTC)),
        ("Mon, 13 Oct 2025 12:01:40 -0000", datetime(2025, 10, 13, 12, 1, 40, tzinfo=UTC)),
        ("Mon, 13 Oct 2025 14:01:40 +0200", datetime(2025, 10, 13, 12, 1, 40, tzinfo=UTC)),
        ("", None),
        ("tomorrow", None),
        ("Mon, 13 Oct 99999 12:01:40 GMT", None),
        ("Mon, 99 Oct 2025 12:01:40 GMT", None),
        ("Mon, 13 Oct 2025 12:01:40 +9999999999", None),
        ("1" * 5_000, None),
        (",,,", None),
    ],
)
def test_dates(text: str, at: datetime | None) -> None:
    """A date has a zone, or is in UTC; anything else is none."""
    assert http_date(text) == at


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("60", 60),
        ("Mon, 13 Oct 2025 12:01:40 GMT", 100),
        ("0", 1),
        ("Mon, 13 Oct 2025 11:00:00 GMT", 1),
        ("Mon, 13 Oct 2025 12:00:00 GMT", 1),
        ("Mon, 01 Jan 0001 00:00:00 GMT", 1),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after(text: str, seconds: int | None) -> None:
    """Seconds or a date; what is past is at once, which is after a second."""
    assert retry_after_s({"retry-after": text}, NOW) == seconds


def test_dates_are_of_the_hosts_clock() -> None:
    """The clock of a runner may be wrong."""
    headers = {"date": "Mon, 13 Oct 2025 10:00:00 GMT", "retry-after": "Mon, 13 Oct 2025 10:00:30 GMT"}
    assert retry_after_s(headers, NOW) == 30
    limited = {"date": headers["date"], "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1760349630"}
    assert http_error(403, limited, "", NOW).wait_s == 31


@pytest.mark.parametrize("status", [200, 403, 429, 503])
def test_a_limit_that_is_over(status: int) -> None:
    """A host that names a time that is past causes no pause of a minute."""
    headers = {"retry-after": "Mon, 13 Oct 2025 11:00:00 GMT"}
    words = "You have exceeded a secondary rate limit"
    error = (
        graphql_errors([{"message": words}], headers, NOW)[0]
        if status == 200
        else http_error(status, headers, words, NOW)
    )
    assert error.wait_s == 1


@pytest.mark.parametrize("status", [403, 429, 500, 503])
@pytest.mark.parametrize("name", ["retry-after", "x-ratelimit-reset"])
@pytest.mark.parametrize(
    "text", ["-1", "soon", "²", "9" * 5_000, "\N{DEVANAGARI DIGIT FIVE}", "Mon, 13 Oct 2025 12:01:40 GMT"]
)
def test_errors_with_such_headers(status: int, name: str, text: str) -> None:
    """Every error of HTTP comes with any of them."""
    found = http_error(status, {name: text, "x-ratelimit-remaining": "0"}, "secondary rate limit", NOW)
    assert found.kind in (ErrorKind.SECONDARY, ErrorKind.SERVER)
    assert found.wait_s is None or 0 <= found.wait_s <= NUMBER_MAX
