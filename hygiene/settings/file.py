"""Where ``hygiene.toml`` may be, and the sentences for everything that can be wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.errors import FileError, UsageError
from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.model.policy import Policy
    from hygiene.settings.toml_places import Path

PLACES = (".github/hygiene.toml", "hygiene.toml", "pyproject.toml")
FILE_BYTES_MAX = 1_000_000
KEY_PARTS_MAX = 100
_STRINGS = pattern(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")


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
    """The policy that a file states; None for a ``pyproject.toml`` without ``[tool.hygiene]``.

    ``place`` is the file's path as messages name it. Raises ``UsageError`` with everything that is wrong.
    """
    text = text.removeprefix("\ufeff")
    raw = parse_toml(text, place)
    table = ("tool", "hygiene") if place.endswith("pyproject.toml") else ()
    for key in table:
        if not isinstance(raw, dict) or key not in raw:
            return None
        raw = raw[key]
    from hygiene.settings.tables import TablesError, read_tables  # noqa: PLC0415 - a run without a file needs no models

    try:
        return read_tables(raw)
    except TablesError as error:
        from hygiene.settings.origin import documentation  # noqa: PLC0415 - the same
        from hygiene.settings.toml_places import places  # noqa: PLC0415 - the same

        known = places(text)
        file_errors = sorted((*_nearest_place(known, (*table, *path)), said) for path, said in error.file_errors)
        hint = f"All keys and values: {documentation('reference/configuration.md')}"
        raise UsageError.of_file_errors(tuple(FileError(place, *one) for one in file_errors), hint) from None


def parse_toml(text: str, place: str) -> Any:  # noqa: ANN401 - TOML holds anything
    """The values of a TOML file. Raises ``UsageError`` with the place of what is wrong."""
    import tomllib  # noqa: PLC0415 - a run without a file does not need it

    line = overlong_key(text)
    if line:
        raise _not_toml(place, line, 1, "A dotted key is too long", "Write it as tables.")
    try:
        return tomllib.loads(text)
    except ValueError as error:
        from hygiene.settings.toml_places import syntax_error  # noqa: PLC0415 - the same

        raise _not_toml(place, *syntax_error(error, text), "Correct the file at this line and column.") from None
    except RecursionError:
        raise _not_toml(place, 1, 1, "The file is nested too deeply", "Write fewer brackets.") from None


def not_text(error: UnicodeDecodeError, place: str) -> UsageError:
    """The error for a file that is not UTF-8 text, with the place of the first byte that is not."""
    before = error.object[: error.start]
    column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
    found = FileError(place, before.count(b"\n") + 1, column, "The file is not UTF-8 text.")
    return UsageError.of_file_errors((found,), "Save it as UTF-8.")


def _not_toml(place: str, line: int, column: int, reason: str, hint: str) -> UsageError:
    return UsageError.of_file_errors((FileError(place, line, column, f"The file is not valid TOML: {reason}."),), hint)


def _nearest_place(known: Mapping[Path, tuple[int, int]], path: Path) -> tuple[int, int]:
    """Where a path is in the file, or else the nearest table around it."""
    return next((known[path[:end]] for end in range(len(path), 0, -1) if path[:end] in known), (1, 1))
