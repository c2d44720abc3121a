"""Whole seconds since 1970 and the text that GitHub writes for them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

TEXTS_MAX = 50_000


@lru_cache(maxsize=TEXTS_MAX)
def timestamp(seconds: int) -> str:
    """Return a time as GitHub writes it: UTC, whole seconds."""
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_of(text: str) -> int:
    """Return the seconds of such a text."""
    return int(datetime.fromisoformat(text).timestamp())
