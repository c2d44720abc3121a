"""Sections merge without losing one, and a marker that anybody edited is read as far as it makes sense."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.model.comment_state import (
    ENDED_MAX,
    CommentState,
    Section,
    decode_state,
    encode_state,
    is_name,
    merge_sections,
)
from hygiene.model.late_results import RunEnd, merge_ends
from hygiene.model.marker import Marker, decode, encode

SECTIONS = st.lists(
    st.builds(
        Section,
        name=st.sampled_from(["a", "b", "coverage"]),
        order=st.integers(0, 3),
        head=st.sampled_from(["", "x", "y"]),
        text=st.none() | st.sampled_from(["", "one", "two"]),
    ),
    max_size=5,
)


@given(SECTIONS, SECTIONS)
def test_merge_is_commutative(one: list[Section], other: list[Section]) -> None:
    """In either order."""
    assert merge_sections(one, other) == merge_sections(other, one)


@given(SECTIONS, SECTIONS, SECTIONS)
def test_merge_is_associative(one: list[Section], other: list[Section], third: list[Section]) -> None:
    """In any grouping."""
    left = merge_sections(merge_sections(one, other), third)
    assert left == merge_sections(one, merge_sections(other, third)) == merge_sections(one, other, third)


@given(SECTIONS)
def test_merge_is_idempotent(sections: list[Section]) -> None:
    """Merging again adds nothing."""
    merged = merge_sections(sections)
    assert merge_sections(merged, sections) == merge_sections(merged) == merged


@given(SECTIONS, SECTIONS)
def test_merge_loses_no_name(one: list[Section], other: list[Section]) -> None:
    """Every name that anybody wrote is there once, in order."""
    names = [section.name for section in merge_sections(one, other)]
    assert names == sorted({section.name for section in (*one, *other)})


def test_newest_write_stays() -> None:
    """The higher order is kept; a removal counts as a write."""
    old, new, gone = Section("a", 1, "", "old"), Section("a", 2, "", "new"), Section("a", 3)
    assert merge_sections([new], [old]) == (new,)
    assert merge_sections([new], [gone], [old]) == (gone,)


@given(
    st.builds(CommentState, st.text(max_size=9), st.text(max_size=9), st.text(max_size=9), st.text(max_size=9)),
    SECTIONS,
    st.lists(st.builds(RunEnd, st.integers(1, 2**53), st.integers(0, 9), st.sampled_from(["failure", "success"]))),
)
def test_state_is_the_same_after_the_marker(state: CommentState, sections: list[Section], ends: list[RunEnd]) -> None:
    """The next writer reads what the previous one stored."""
    whole = replace(state, base=3, generation=2, sections=merge_sections(sections), ended=merge_ends(ends[:ENDED_MAX]))
    marker = decode(encode(Marker("status", encode_state(whole))))
    assert isinstance(marker, Marker)
    assert decode_state(marker.state) == decode_state(encode_state(whole))
    assert (decode_state(marker.state).sections, decode_state(marker.state).ended) == (whole.sections, whole.ended)


@pytest.mark.parametrize(
    "raw",
    [
        "{}",
        '{"head": 1, "state": null, "base": "x", "sections": "no"}',
        '{"base": -1, "generation": 1e400, "sections": [1, [], ["a"], ["a", "1", "x", "t"], ["a", 1, "x", 5]]}',
        '{"base": 99999999999999999999, "sections": [["../x", 1, "", "t"], ["A", 1, "", "t"]]}',
        '{"head": [], "sections": {"a": 1}}',
        '{"ended": 5}',
        '{"ended": [5, [], [1, 1], ["1", 1, "failure"], [0, 1, "failure"], [1, 1, "FAILURE"], [1, 1, "`x` --"]]}',
    ],
)
def test_nonsense_is_left_out(raw: str) -> None:
    """A marker that anybody may have edited never raises."""
    assert decode_state(json.loads(raw)) == CommentState()


def test_half_a_character_is_replaced() -> None:
    """JSON can spell what no body can hold."""
    found = decode_state(
        json.loads('{"head": "\\\\ud800", "sections": [["a", 1, "", "x\\\\ud800"]]}'.replace("\\\\", "\\"))
    )
    assert (found.head, found.sections[0].text) == ("?", "x?")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("coverage", True),
        ("3-d", True),
        ("a" * 41, True),
        ("a" * 42, False),
        ("-a", False),
        ("A", False),
        ("a\n", False),
    ],
)
def test_names(name: str, expected: object) -> None:
    """Lower-case letters, digits, hyphens."""
    assert is_name(name) == expected
