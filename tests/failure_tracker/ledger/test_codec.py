"""A ledger in a marker: nothing is lost on the way, and whatever people make of it is read as far as it goes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.failure_tracker.ledger.codec import INTEGER_MAX, decode_ledger, encode_ledger
from hygiene.failure_tracker.ledger.model import JobFailure, Ledger, Occurrence
from hygiene.model.marker import Marker, decode, encode
from tests.failure_tracker.ledger.cases import law, ledger, ledgers, occurrence

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@law
@given(ledgers)
def test_a_ledger_is_the_same_after_a_marker(one: Ledger) -> None:
    """What is written is what is read, base included."""
    read = decode(encode(Marker("tracker/x", encode_ledger(one))))
    assert isinstance(read, Marker)
    assert decode_ledger(read.state) == one


@law
@given(ledgers)
def test_the_same_ledger_gives_the_same_bytes(one: Ledger) -> None:
    """Two writers with the same data write the same."""
    again = decode_ledger(json.loads(json.dumps(encode_ledger(one))))
    assert encode(Marker("t/x", encode_ledger(again))) == encode(Marker("t/x", encode_ledger(one)))


@law
@given(st.dictionaries(st.sampled_from(sorted(encode_ledger(ledger()))), anything))
def test_garbage_is_left_out_and_never_raised(raw: dict[str, object]) -> None:
    """A marker that people edited is read as far as it makes sense."""
    assert isinstance(decode_ledger(raw), Ledger)


@law
@given(st.data())
def test_one_garbled_field_costs_only_its_own_row(data: st.DataObject) -> None:
    """The other rows of the same list stay."""
    raw = encode_ledger(ledger(1, 2, 3))
    rows = raw["occurrences"]
    at = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.integers(0, 2))
    rows[at][field] = data.draw(st.sampled_from([-1, "1", None, 1.5, True, 2**64, [], {}]))
    kept = decode_ledger(raw).occurrences
    assert [found.run_id for found in kept] == [run for index, run in enumerate((1, 2, 3)) if index != at]


@pytest.mark.parametrize("number", [-1, INTEGER_MAX + 1, True, "7", 1.0, None])
def test_only_whole_numbers_that_can_be_are_numbers(number: object) -> None:
    """A base that is no count of edits is none."""
    assert decode_ledger({"base": number}).base == 0


def test_a_category_that_is_missing_is_left_to_the_caller() -> None:
    """The slot still states where the ledger belongs."""
    assert decode_ledger({}, "docs").category == "docs"
    assert decode_ledger({"category": 5}, "docs").category == "docs"
    assert decode_ledger({"category": "python ci"}, "docs").category == "python ci"


def test_rows_that_were_doubled_manually_are_one() -> None:
    """A ledger is normal as soon as it is read."""
    raw = encode_ledger(ledger(1, 2))
    raw["occurrences"] += raw["occurrences"]
    raw["subjects"] += raw["subjects"]
    assert decode_ledger(raw) == ledger(1, 2)


def test_an_address_of_its_own_is_kept() -> None:
    """A check run of another app has a log that does not follow from its run."""
    found = Occurrence(1, 1, 60, (), (JobFailure(11, 2, "1:aa", 0, "https://ci.example/9"),))
    one = Ledger("c", (found, occurrence(2)))
    assert decode_ledger(encode_ledger(one)) == one
