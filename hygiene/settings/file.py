"""Where ``hygiene.toml`` may stand, and the sentences for everything that can be wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.model.policy import Policy

PLACES = (".github/hygiene.toml", "hygiene.toml", "pyproject.toml")
FILE_BYTES_MAX = 1_000_000
KEY_PARTS_MAX = 100
_STRINGS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")


def find_policy(read: Callable[[str], str | None]) -> tuple[Policy, str] | None:
    """The policy of the first place that has one, and that place; None when there is none anywhere.

    ``read`` gives the text of a path or None. Raises ``UsageError`` with the place and what to write instead.
    """
    for place in PLACES:
        text = read(place)
        if text is None:
            continue
        policy = parse_policy(text, place)
        if policy is not None:
            return policy, place
    return None


def overlong_key(text: str) -> int:
    """The number of the first line with a dotted key of very many parts, 0 without one.

    ``tomllib`` takes time in the square of the parts: half a minute for 50,000.
    """
    bare = _STRINGS.sub("", text)
    lines = enumerate(bare.split("\n"), 1)
    return next((number for number, line in lines if line.partition("#")[0].count(".") > KEY_PARTS_MAX), 0)


def parse_policy(text: str, place: str) -> Policy | None:
    """The policy that a file states; None for a ``pyproject.toml`` without ``[tool.hygiene]``."""
    import tomllib  # noqa: PLC0415 - a run without a file does not need it

    line = overlong_key(text)
    if line:
        raise UsageError(f"{place}:{line} has a dotted key that is too long.", hint="Write it as tables.")
    try:
        raw: Mapping[str, Any] = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{place} is not valid TOML: {error}.", hint="Mend the file at that line.") from None
    except RecursionError:
        raise UsageError(f"{place} is nested too deeply.", hint="See docs/reference/configuration.md.") from None
    if place.endswith("pyproject.toml"):
        table = raw.get("tool", {})
        if not isinstance(table, dict) or "hygiene" not in table:
            return None
        raw = table["hygiene"]
    from hygiene.settings.tables import read_tables  # noqa: PLC0415 - a run without a file does not build the models

    try:
        return read_tables(raw)
    except ValueError as error:
        raise UsageError(f"{place}: {error}", hint="See docs/reference/configuration.md.") from None
