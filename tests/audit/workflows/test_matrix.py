"""Matrices: what GitHub starts, what it refuses, and what cannot be known."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.matrix import COMPARISONS_MAX, LEGS_MAX, Budget, Leg, MatrixError, legs
from hygiene.audit.workflows.values import UNKNOWN, PartialObject, Unknown, Value


def expand(matrix: Value) -> tuple[Leg, ...]:
    """Expand a matrix with a budget of its own."""
    return legs(matrix, budget=Budget())


def names(matrix: Value) -> list[Value]:
    """Name the legs of a job called `a`."""
    return [leg.name("a") for leg in expand(matrix)]


def refusal(matrix: Value) -> str:
    """Expand a matrix that must be refused, and return the message."""
    with pytest.raises(MatrixError) as caught:
        expand(matrix)
    return caught.value.message


def test_without_a_matrix() -> None:
    """A job without a matrix is one leg without a suffix."""
    assert expand(None) == (Leg(),)
    assert names(None) == ["a"]


def test_the_last_key_turns_fastest() -> None:
    """The order of the legs is GitHub's."""
    assert names({"x": [1.0, 2.0], "y": ["p", "q"]}) == ["a (1, p)", "a (1, q)", "a (2, p)", "a (2, q)"]


def test_extra_values_do_not_show() -> None:
    """What an include item adds is in the matrix context, not in the suffix."""
    (leg,) = expand({"os": ["linux"], "include": [{"os": "linux", "note": "slow"}]})
    assert leg == Leg({"os": "linux", "note": "slow"}, ("linux",))


def test_a_later_include_overwrites_added_values() -> None:
    """Added values may be overwritten by a later item, original ones never."""
    (first, second) = expand({"os": ["linux"], "include": [{"note": "a"}, {"note": "b"}, {"os": "mac", "note": "c"}]})
    assert first.values == {"os": "linux", "note": "b"}
    assert second.values == {"os": "mac", "note": "c"}


def test_an_unmatched_include_puts_matrix_keys_first() -> None:
    """An item of its own shows the matrix's keys before the added ones, whatever its order."""
    assert names({"os": ["linux"], "include": [{"extra": "x", "os": "mac"}]}) == ["a (linux)", "a (mac, x)"]


def test_an_item_of_a_matrix_without_keys() -> None:
    """Without keys each item is a leg, even when two are alike."""
    assert names({"include": [{"v": 1.0}, {"v": 1.0}]}) == ["a (1)", "a (1)"]


def test_exclude_by_part_of_an_object_and_by_a_list() -> None:
    """Objects match by the parts that are named, lists place by place."""
    objects: Value = [{"name": "u", "v": 22.0}, {"name": "u", "v": 24.0}]
    assert names({"os": objects, "exclude": [{"os": {"v": 22.0}}]}) == ["a (u, 24)"]
    lists: Value = [["x", "y"], ["x", "z"]]
    assert names({"group": lists, "exclude": [{"group": ["x", "y"]}]}) == ["a (x, z)"]


def test_unknown_matrix() -> None:
    """A matrix that is known only in the run is one pattern."""
    assert names(UNKNOWN) == [Unknown("a (*)", truth=True)]


def test_unknown_vector() -> None:
    """A key with unknown values shows a star in its place."""
    assert names({"os": ["linux", "mac"], "v": UNKNOWN}) == [
        Unknown("a (linux, *)", truth=True),
        Unknown("a (mac, *)", truth=True),
    ]


def test_unknown_exclude() -> None:
    """What may be excluded is not certain to start."""
    assert [leg.certain for leg in expand({"os": ["a", "b"], "exclude": UNKNOWN})] == [False, False]
    assert [leg.certain for leg in expand({"os": ["a", "b"], "exclude": [{"os": "a"}, UNKNOWN]})] == [False]


def test_unknown_include() -> None:
    """Unknown items may add a leg; the known legs stay certain."""
    found = expand({"os": ["a"], "include": UNKNOWN})
    assert [(leg.name("j"), leg.certain) for leg in found] == [
        ("j (a)", True),
        (Unknown("j (*)", truth=True), False),
    ]


def test_include_with_an_unknown_filter() -> None:
    """An item that may match makes its values unknown, and may be a leg of its own."""
    first, second = expand({"os": ["a"], "include": [{"os": UNKNOWN, "note": "n"}]})
    assert first == Leg({"os": "a", "note": UNKNOWN}, ("a",))
    assert second.name("j") == Unknown("j (*, n)", truth=True)
    assert not second.certain


def test_include_of_a_leg_that_may_be_excluded() -> None:
    """An item that matches only a leg which may not start may be a leg of its own."""
    found = expand({"os": ["a"], "include": [{"os": "a", "note": "n"}], "exclude": UNKNOWN})
    assert [(leg.name("j"), leg.certain) for leg in found] == [("j (a)", False), ("j (a, n)", False)]


@pytest.mark.parametrize(
    ("matrix", "what"),
    [
        ("text", "is not a mapping"),
        ([1.0], "is not a mapping"),
        ({}, "defines no values"),
        ({"include": []}, "defines no values"),
        ({"exclude": [{"a": 1.0}]}, "defines no values"),
        ({"os": "linux"}, "gives `os` no list of values"),
        ({"os": []}, "gives `os` no list of values"),
        ({"os": None}, "gives `os` no list of values"),
        ({"os": ["a"], "include": "b"}, "has an `include` that is not a list of mappings"),
        ({"os": ["a"], "exclude": ["b"]}, "has an `exclude` that is not a list of mappings"),
        ({"os": ["a"], "exclude": [{"so": "a"}]}, "excludes by `so`, which is not a key of the matrix"),
        ({"os": ["a"], "exclude": [{"os": "b", "v": 1.0}]}, "excludes by `v`, which is not a key of the matrix"),
        ({"include": [{"v": 1.0}], "exclude": [{"v": 1.0}]}, "excludes by `v`, which is not a key of the matrix"),
        ({"os": ["a"], "exclude": [{}]}, "has an empty `exclude` item"),
        ({"os": ["a"], "include": [{}]}, "has an empty `include` item"),
    ],
)
def test_refused(matrix: Value, what: str) -> None:
    """What GitHub refuses is refused."""
    assert refusal(matrix) == what


def test_the_limit_of_legs() -> None:
    """256 legs are the most; exclude counts before, so a larger product may pass."""
    digits: list[Value] = [float(number) for number in range(LEGS_MAX + 1)]
    assert len(expand({"v": digits[:-1]})) == LEGS_MAX
    assert len(expand({"v": digits, "exclude": [{"v": 0.0}]})) == LEGS_MAX
    assert f"expands to {LEGS_MAX + 1} jobs; GitHub allows {LEGS_MAX}" in refusal({"v": digits})


def test_the_work_is_bounded() -> None:
    """A product of millions is refused before it is built, and small ones add up."""
    ten: list[Value] = [float(number) for number in range(10)]
    assert "1,000,000,000,000 combinations, too many" in refusal({f"k{key}": ten for key in range(12)})
    budget = Budget(comparisons=COMPARISONS_MAX - 3)
    legs({"v": ["x"]}, budget=budget)
    with pytest.raises(MatrixError, match="too many to expand"):
        legs({"v": ["x"]}, budget=budget)


def test_long_names() -> None:
    """A name is cut at a hundred characters; a pattern keeps what comes before its star."""
    assert Leg(suffix=("x" * 96,)).name("a") == f"a ({'x' * 96})"
    assert Leg(suffix=("x" * 97,)).name("a") == f"a ({'x' * 94}..."
    assert Leg(suffix=("x" * 10, UNKNOWN, "y" * 97)).name("a") == Unknown(f"a ({'x' * 10}, *", truth=True)


def test_excluded_to_nothing() -> None:
    """When nothing is left GitHub starts the job once, without a suffix."""
    assert names({"os": ["a"], "exclude": [{"os": "A"}]}) == ["a"]


def test_exclude_ignores_the_case_of_keys() -> None:
    """The keys of a matrix ignore case, so an exclude item may write them in another one."""
    assert names({"os": ["a", "b"], "exclude": [{"OS": "A"}]}) == ["a (b)"]


@pytest.mark.parametrize(
    ("include", "values"),
    [
        (UNKNOWN, {"os": "a"}),
        ([{"note": "n"}, UNKNOWN], {"os": "a", "note": UNKNOWN}),
        ([UNKNOWN, {"note": "n"}], {"os": "a", "note": "n"}),
    ],
)
def test_an_unknown_include_may_add_keys(include: Value, values: dict[str, Value]) -> None:
    """Any key may come from an unknown item, and what items before it added may be replaced by it."""
    leg = expand({"os": ["a"], "include": include})[0]
    assert isinstance(leg.values, PartialObject)
    assert dict(leg.values) == values
    assert leg.name("j") == "j (a)"


def test_known_includes_add_their_legs() -> None:
    """Without an unknown item nothing else can be in the matrix context."""
    assert not isinstance(expand({"os": ["a"], "include": [{"note": "n"}]})[0].values, PartialObject)


@pytest.mark.parametrize(
    ("matrix", "many"),
    [
        (UNKNOWN, [True]),
        ({"v": UNKNOWN}, [True]),
        ({"v": [UNKNOWN]}, [False]),
        ({"os": ["a", "b"], "v": UNKNOWN}, [True, True]),
        ({"os": ["a"], "include": UNKNOWN}, [False, True]),
        ({"os": ["a"], "include": [{"os": UNKNOWN}]}, [False, False]),
    ],
)
def test_legs_of_unknown_number(matrix: Value, many: list[bool]) -> None:
    """A key with an unknown list means any number of legs; an unknown value in a list is one leg."""
    assert [leg.many for leg in expand(matrix)] == many
