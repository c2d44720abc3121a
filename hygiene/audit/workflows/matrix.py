"""``strategy.matrix`` → one leg per job that GitHub starts.

The cross product in the order of the keys, less what ``exclude`` matches; an ``include`` item adds its extra values to
each combination that it matches, and is a leg of its own when it matches none. Values that an ``include`` adds to a
combination do not show in the suffix of the name.
https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod

from hygiene.audit.workflows.values import UNKNOWN, Unknown, Value, equal, leaves, member, to_text
from hygiene.errors import UsageError

LEGS_MAX = 256
COMPARISONS_MAX = 500_000
NAME_CHARS_MAX = 100

_ELLIPSIS = "..."


@dataclass(frozen=True, slots=True)
class Leg:
    """One job of a matrix: what ``matrix`` is worth in it, the parts of its suffix, and whether it surely starts."""

    values: Value = None
    suffix: tuple[Value, ...] = ()
    certain: bool = True

    def name(self, base: str) -> Value:
        """Append the suffix to the job's name, cut at a hundred characters as GitHub does.

        https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/JobNameBuilder.cs
        """
        parts = [text for text in map(to_text, self.suffix) if text]
        name = f"{base} ({', '.join(parts)})" if parts else base
        known = not any(isinstance(part, Unknown) for part in self.suffix)
        if len(name) > NAME_CHARS_MAX:
            name = name[: NAME_CHARS_MAX - len(_ELLIPSIS)] + _ELLIPSIS if known else name.partition("*")[0] + "*"
        return name if known else Unknown(name)


@dataclass(slots=True)
class Budget:
    """Bounds the work for one workflow and all that it calls, since a few lines can multiply into millions of legs."""

    comparisons: int = 0

    def spend(self, combinations: int, values: int, where: str) -> None:
        """Take what a matrix costs: each combination is held against each value."""
        self.comparisons += combinations * values
        if self.comparisons > COMPARISONS_MAX:
            raise _refused(where, f"has {combinations:,} combinations, too many to expand", "Split the job.")


_WHOLLY_UNKNOWN = Leg(values=UNKNOWN, suffix=(UNKNOWN,))


def legs(matrix: Value, *, where: str, budget: Budget) -> tuple[Leg, ...]:
    """Expand a matrix. ``where`` says in errors which job it belongs to."""
    if matrix is None:
        return (Leg(),)
    if isinstance(matrix, Unknown):
        return (_WHOLLY_UNKNOWN,)
    if not isinstance(matrix, dict):
        raise _refused(where, "is not a mapping", "Give each matrix key a list of values.")
    vectors = {key: _vector(key, value, where) for key, value in matrix.items() if key not in ("include", "exclude")}
    include, exclude = (_items(matrix.get(key), key, where) for key in ("include", "exclude"))
    if not vectors and include == []:
        raise _refused(where, "defines no values", "Give it at least one key with a list of values.")
    combinations = prod(len(vector) for vector in vectors.values())
    shown = sum(max(len(leaves(value)) for value in vector) for vector in vectors.values())
    budget.spend(combinations, 1 + shown + len(leaves([include, exclude])), where)
    expanded = _expand(vectors, include, exclude)
    if len(expanded) > LEGS_MAX:
        raise _refused(
            where, f"expands to {len(expanded):,} jobs; GitHub allows {LEGS_MAX}", "Exclude some, or split the job."
        )
    return expanded or (Leg(),)


def _expand(
    vectors: dict[str, list[Value]], include: list[Value] | None, exclude: list[Value] | None
) -> tuple[Leg, ...]:
    filters = [_filter(item, vectors) for item in include or [] if isinstance(item, dict)]
    met: list[bool | None] = [False] * len(filters)
    expanded = []
    for values in product(*vectors.values()) if vectors else ():
        combination: dict[str, Value] = dict(zip(vectors, values, strict=True))
        excluded = None if exclude is None else _any([_matches(item, combination) for item in exclude])
        if excluded:
            continue
        extra: dict[str, Value] = {}
        for index, (wanted, added) in enumerate(filters):
            verdict = _matches(wanted, combination)
            met[index] = _any([met[index], None if verdict and excluded is None else verdict])
            if verdict is not False:
                extra |= added if verdict else dict.fromkeys(added, UNKNOWN)
        expanded.append(Leg(combination | extra, tuple(leaves(combination)), certain=excluded is False))
    for (wanted, added), verdict in zip(filters, met, strict=True):
        if not verdict:
            expanded.append(Leg(wanted | added, tuple(leaves(wanted | added)), certain=verdict is False))
    if include is None or len(filters) < len(include):
        expanded.append(Leg(UNKNOWN, (UNKNOWN,), certain=False))
    return tuple(expanded)


def _filter(item: dict[str, Value], vectors: dict[str, list[Value]]) -> tuple[dict[str, Value], dict[str, Value]]:
    """Split an include item into what must match and what it adds."""
    names = {key.lower(): key for key in vectors}
    wanted = {names[key.lower()]: value for key, value in item.items() if key.lower() in names}
    return wanted, {key: value for key, value in item.items() if key.lower() not in names}


def _matches(wanted: Value, found: Value) -> bool | None:
    """Compare leaf by leaf, so that a partial object matches; nothing when a leaf is unknown."""
    if isinstance(wanted, dict):
        return _every([_matches(value, member(found, key)) for key, value in wanted.items()])
    if isinstance(wanted, list):
        return _every([_matches(value, member(found, float(index))) for index, value in enumerate(wanted)])
    return equal(found, wanted)


def _every(verdicts: list[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _any(verdicts: list[bool | None]) -> bool | None:
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _vector(key: str, value: Value, where: str) -> list[Value]:
    if isinstance(value, Unknown):
        return [UNKNOWN]
    if not isinstance(value, list) or not value:
        raise _refused(where, f"gives `{key}` no list of values", f"Write `{key}: [...]` with at least one value.")
    return value


def _items(value: Value, key: str, where: str) -> list[Value] | None:
    """Read include or exclude: a list of mappings, or nothing when it is unknown."""
    if value is None:
        return []
    if isinstance(value, Unknown):
        return None
    if not isinstance(value, list) or not all(isinstance(item, (dict, Unknown)) for item in value):
        raise _refused(where, f"has an `{key}` that is not a list of mappings", "Start each item with `- key: value`.")
    return value


def _refused(where: str, what: str, hint: str) -> UsageError:
    return UsageError(f"{where}: its matrix {what}.", hint=hint)
