"""``strategy.matrix`` to one leg for each job that GitHub starts.

The legs are the product of the values in the order of the keys, without those that ``exclude`` matches. An ``include``
item adds its other values to each leg that it matches, and is a leg of its own if it matches none. Values that an
``include`` item adds to a leg are not in the suffix of its name.
https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs
"""

from __future__ import annotations

from itertools import product
from math import prod

from hygiene.audit.workflows.values import (
    UNKNOWN,
    PartialObject,
    Unknown,
    Value,
    equal,
    leaves,
    member,
    to_text,
)
from hygiene.values import dataclass, replace

LEGS_MAX = 256
COMPARISONS_MAX = 500_000
NAME_CHARS_MAX = 100

_ELLIPSIS = "..."


class MatrixError(ValueError):
    """GitHub refuses this matrix. ``message`` completes the sentence "its matrix …"."""

    def __init__(self, message: str, hint: str, *, refused: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Leg:
    """One job of a matrix: the ``matrix`` context in it and the parts of the suffix of its name.

    ``certain`` is whether it surely starts, ``many`` whether it represents any number of jobs.
    """

    values: Value = None
    suffix: tuple[Value, ...] = ()
    certain: bool = True
    many: bool = False

    def name(self, base: str) -> Value:
        """The job's name with the suffix. GitHub cuts it at a hundred characters.

        https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/JobNameBuilder.cs
        """
        parts = [text for text in map(to_text, self.suffix) if text]
        name = f"{base} ({', '.join(parts)})" if parts else base
        known = not any(isinstance(part, Unknown) for part in self.suffix)
        if len(name) > NAME_CHARS_MAX:
            name = name[: NAME_CHARS_MAX - len(_ELLIPSIS)] + _ELLIPSIS if known else name.partition("*")[0] + "*"
        return name if known else Unknown(name, truth=True)


@dataclass(slots=True)
class Budget:
    """Limits the work for one workflow and all that it calls: a few lines can mean millions of legs."""

    comparisons: int = 0

    def spend(self, combinations: int, values: int) -> None:
        """Count the work for one matrix: each combination is compared with each value. Raises ``MatrixError``."""
        self.comparisons += combinations * values
        if self.comparisons > COMPARISONS_MAX:
            message = f"has {combinations:,} combinations, too many to expand"
            raise MatrixError(message, "Split the job.", refused=False)


_WHOLLY_UNKNOWN = Leg(values=UNKNOWN, suffix=(UNKNOWN,), many=True)


def legs(matrix: Value, *, budget: Budget) -> tuple[Leg, ...]:
    """Expand a matrix; None is a job without one. Raises ``MatrixError``."""
    if matrix is None:
        return (Leg(),)
    if isinstance(matrix, Unknown):
        return (_WHOLLY_UNKNOWN,)
    if not isinstance(matrix, dict):
        raise MatrixError("is not a mapping", "Give each matrix key a list of values.")
    vectors = {key: _vector(key, value) for key, value in matrix.items() if key not in ("include", "exclude")}
    include, exclude = (_items(matrix.get(key), key) for key in ("include", "exclude"))
    if not vectors and include == []:
        raise MatrixError("defines no values", "Give it at least one key with a list of values.")
    _check_keys(vectors, include or [], exclude or [])
    combinations = prod(len(vector) for vector in vectors.values())
    shown = sum(max(len(leaves(value)) for value in vector) for vector in vectors.values())
    budget.spend(combinations, 1 + shown + len(leaves([include, exclude])))
    expanded = _expand(vectors, include, exclude)
    if any(isinstance(matrix[key], Unknown) for key in vectors):
        expanded = tuple(replace(leg, many=True) if UNKNOWN in leg.suffix else leg for leg in expanded)
    if len(expanded) > LEGS_MAX:
        message = f"expands to {len(expanded):,} jobs; GitHub allows {LEGS_MAX}"
        raise MatrixError(message, "Exclude some, or split the job.")
    return expanded or (Leg(),)


def _check_keys(vectors: dict[str, list[Value]], include: list[Value], exclude: list[Value]) -> None:
    known = {key.lower() for key in vectors}
    for item in exclude:
        if isinstance(item, dict):
            if not item:
                raise MatrixError("has an empty `exclude` item", "Remove the item, or give it a key with a value.")
            unknown = next((key for key in item if key.lower() not in known), None)
            if unknown is not None:
                message = f"excludes by `{unknown}`, which is not a key of the matrix"
                raise MatrixError(message, "Exclude by a key that has a list of values in the same matrix.")
    if any(item == {} for item in include):
        raise MatrixError("has an empty `include` item", "Remove the item, or give it a key with a value.")


def _expand(
    vectors: dict[str, list[Value]], include: list[Value] | None, exclude: list[Value] | None
) -> tuple[Leg, ...]:
    filters = [_filter(item, vectors) if isinstance(item, dict) else None for item in include or []]
    matched: list[bool | None] = [False] * len(filters)
    expanded = []
    for values in product(*vectors.values()) if vectors else ():
        combination: dict[str, Value] = dict(zip(vectors, values, strict=True))
        excluded = None if exclude is None else _any([_matches(item, combination) for item in exclude])
        if excluded:
            continue
        extra: dict[str, Value] = {} if include is not None else PartialObject()
        for index, item in enumerate(filters):
            if item is None:
                # An unknown item may add any key, and replace what items before it have added.
                extra = PartialObject(dict.fromkeys(extra, UNKNOWN))
                continue
            wanted, added = item
            matching = _matches(wanted, combination)
            matched[index] = _any([matched[index], None if matching and excluded is None else matching])
            if matching is not False:
                extra |= added if matching else dict.fromkeys(added, UNKNOWN)
        whole = combination | extra
        leg_values = PartialObject(whole) if isinstance(extra, PartialObject) else whole
        expanded.append(Leg(leg_values, tuple(leaves(combination)), certain=excluded is False))
    for item, matching in zip(filters, matched, strict=True):
        if item is not None and not matching:
            own = item[0] | item[1]
            expanded.append(Leg(own, tuple(leaves(own)), certain=matching is False))
    if include is None or None in filters:
        expanded.append(Leg(UNKNOWN, (UNKNOWN,), certain=False, many=True))
    return tuple(expanded)


def _filter(item: dict[str, Value], vectors: dict[str, list[Value]]) -> tuple[dict[str, Value], dict[str, Value]]:
    """Split an include item into the values that must match and the values that it adds."""
    names = {key.lower(): key for key in vectors}
    wanted = {names[key.lower()]: value for key, value in item.items() if key.lower() in names}
    return wanted, {key: value for key, value in item.items() if key.lower() not in names}


def _matches(wanted: Value, found: Value) -> bool | None:
    """Compare scalar by scalar, so that a part of an object matches it. None if a scalar is not known."""
    if isinstance(wanted, dict):
        return _every([_matches(value, member(found, key)) for key, value in wanted.items()])
    if isinstance(wanted, list):
        return _every([_matches(value, member(found, float(index))) for index, value in enumerate(wanted)])
    return equal(found, wanted)


def _every(results: list[bool | None]) -> bool | None:
    if False in results:
        return False
    return None if None in results else True


def _any(results: list[bool | None]) -> bool | None:
    if True in results:
        return True
    return None if None in results else False


def _vector(key: str, value: Value) -> list[Value]:
    if isinstance(value, Unknown):
        return [UNKNOWN]
    if not isinstance(value, list) or not value:
        raise MatrixError(f"gives `{key}` no list of values", f"Write `{key}: [...]` with at least one value.")
    return value


def _items(value: Value, key: str) -> list[Value] | None:
    """The items of include or exclude, None if the list is not known."""
    if value is None:
        return []
    if isinstance(value, Unknown):
        return None
    if not isinstance(value, list) or not all(isinstance(item, (dict, Unknown)) for item in value):
        message = f"has an `{key}` that is not a list of mappings"
        raise MatrixError(message, "Start each item with `- key: value`.")
    return value
