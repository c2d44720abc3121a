"""Reading the file that GITHUB_EVENT_PATH or ``--event`` names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hygiene.errors import UsageError

EVENT_BYTES_MAX = 25_000_000
_MEND = "Name the event's JSON file with --event, or pass --repo OWNER/NAME --pr NUMBER by hand."


def read_event(path: str) -> dict[str, Any]:
    """The payload as an object. Raises ``UsageError`` that says what is wrong with the file."""
    if not path:
        raise UsageError("There is no event: neither GITHUB_EVENT_PATH nor --event names a file.", mend=_MEND)
    file = Path(path)
    try:
        size_bytes = file.stat().st_size
        if size_bytes > EVENT_BYTES_MAX:
            raise UsageError(f"The event file {path} is larger than {EVENT_BYTES_MAX:,} bytes.", mend=_MEND)
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise UsageError(f"The event file {path} cannot be read: {reason}.", mend=_MEND) from None
    if not text.strip():
        raise UsageError(f"The event file {path} is empty.", mend=_MEND)
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"The event file {path} is not JSON{where}.", mend=_MEND) from None
    if not isinstance(payload, dict):
        raise UsageError(f"The event file {path} holds no JSON object.", mend=_MEND)
    return payload
