"""The tables read what models of pydantic with the same keys read, and refuse it for the same reasons."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic_core import ValidationError

from hygiene.settings import tables
from hygiene.settings.tables import CATEGORY, STATUS, TRACKER, WHOLE
from settings_models import model_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.settings.tables import Table

INPUTS = 2_000
VALUES: tuple[Any, ...] = (
    *(True, False, 0, 1, -3, 100_000, 100_001, 10**30, 2.5, float("nan"), None, date(2025, 1, 1)),
    *("", "x", "never", "worse", "python-docker", "Bad Key!", "a" * 257, "a" * 41),
    *([], [""], ["a"], [1], ["a"] * 501, [[]], [{}], {}, {"a": 1}),
)
FURTHER = ("flaky_label", "Notify", "label", "jobs", "tool", "name", "", "enabeld")


def some(table: Table, chance: random.Random) -> dict[str, Any]:
    """A table with some of its keys, most with some value, and sometimes with others."""
    found: dict[str, Any] = {}
    for name in chance.sample(sorted(table.keys), chance.randint(0, min(4, len(table.keys)))):
        inner = {"status": STATUS, "tracker": TRACKER, "category": CATEGORY}.get(name)
        if inner is None or chance.random() < 0.1:
            found[name] = chance.choice(VALUES)
        elif inner is CATEGORY:
            found[name] = [some(CATEGORY, chance) | chance.choice(({}, {"name": "n"})) for _ in range(2)]
        else:
            found[name] = some(inner, chance)
    if chance.random() < 0.3:
        found[chance.choice(FURTHER)] = chance.choice(VALUES)
    return found


def outcome(read: Callable[[Any], Any], raw: object) -> tuple[object, object]:
    """What was read, or what is wrong: a table is a dictionary here, and a model there."""
    try:
        return read(raw), None
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        no_table = {"type": "dict_type", "msg": ""}
        return None, [(one["loc"], no_table if _is_no_table(one["type"]) else one) for one in found]


def _is_no_table(kind: str) -> bool:
    return kind in ("dict_type", "model_type")


@pytest.mark.parametrize("seed", range(5))
def test_as_pydantic(seed: int) -> None:
    """The same values, and all errors with their places."""
    chance, model = random.Random(seed), model_of(WHOLE)  # noqa: S311 - the same in every run
    good = 0
    for _ in range(INPUTS):
        raw = some(WHOLE, chance)
        wanted = outcome(lambda raw: model.model_validate(raw).model_dump(), raw)
        found = outcome(lambda raw: tables._validator().validate_python(raw, strict=True), raw)
        assert repr(found) == repr(wanted), raw
        good += found[1] is None
    assert good > INPUTS / 20


@pytest.mark.parametrize("raw", [one for one in VALUES if not isinstance(one, dict)])
def test_no_table(raw: object) -> None:
    """Whatever is in the place of the whole file."""
    with pytest.raises(tables.TablesError, match="`hygiene` should be a table, not "):
        tables.read_tables(raw)
