"""The marker: what goes in comes out, and nothing in it can close the comment that contains it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygiene.model.marker import MARKER_BYTES_MAX, VERSION, Damaged, Marker, decode, encode, encoded_size
from tests.examples import examples

HIDDEN = "\n\r\x85\u200b\u2028\u2029\u202e\u2066\ufeff\ud800"
HOSTILE = ("-->", "--!>", "<!--", "--", "-", "\\", '"', "}", " -->\n", "é漢😀", "&gt;", *HIDDEN)
TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=3), max_size=8).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=examples(300))
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_goes_in_comes_out(state: dict[str, object]) -> None:
    """Any JSON, any text; on one line that ends where we end it, whatever follows."""
    line = encode(Marker("status", state))
    assert decode(f"{line}\r\nbody -->") == Marker("status", state)
    assert "\n" not in line
    assert line.count("--") == 2
    assert line.count(">") == 1
    assert not set(line).intersection(HIDDEN)


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=5))
def test_same_state_same_bytes(state: dict[str, int]) -> None:
    """Two writers that hold the same write the same, in whatever order they learned it."""
    turned = dict(reversed(list(state.items())))
    assert encode(Marker("status", state)) == encode(Marker("status", turned))


def test_letters_take_their_own_size() -> None:
    """A text in Cyrillic is not stored at three times its size."""
    assert encoded_size("я" * 100) == 202


@pytest.mark.parametrize(
    "body",
    ["", "text", " <!-- hygiene:1 status {} -->", "text\n<!-- hygiene:1 status {} -->", "<!-- other:1 status {} -->"],
)
def test_body_that_does_not_start_with_a_marker(body: str) -> None:
    """A quotation further down proves nothing."""
    assert decode(body) is None


def test_anywhere_means_at_the_start_of_a_line() -> None:
    """People write above a tracker's block; a marker in the middle of a line is still none."""
    line = encode(Marker("tracker/x", {"a": 1}))
    assert decode(f"words\n\n{line}\nmore", anywhere=True) == Marker("tracker/x", {"a": 1})
    assert decode(f"words {line}", anywhere=True) is None


def test_whole_marker_is_preferred_to_a_damaged_one() -> None:
    """Of several lines the first whole one counts."""
    whole = encode(Marker("tracker/x", {}))
    assert decode(f"<!-- hygiene:1 tracker/x {{\n{whole}", anywhere=True) == Marker("tracker/x")
    assert isinstance(decode("<!-- hygiene:\n<!-- hygiene:", anywhere=True), Damaged)


@pytest.mark.parametrize(
    ("line", "slot", "reason"),
    [
        ("<!-- hygiene:", "", "not a whole marker"),
        ("<!-- hygiene:1 status", "", "not a whole marker"),
        ("<!-- hygiene:1 status {", "status", "not a whole marker"),
        ("<!-- hygiene:1 status {} --> and more", "status", "not a whole marker"),
        ("<!-- hygiene:1 status [] -->", "status", "not a whole marker"),
        ("<!-- hygiene:x status {} -->", "", "not a whole marker"),
        ("<!-- hygiene:1 status {a} -->", "status", "its state is not JSON"),
        ("<!-- hygiene:1 status {" + '"a":{' * 99_9 + " -->", "status", "not a whole marker"),
    ],
)
def test_damage_is_a_value(line: str, slot: str, reason: str) -> None:
    """What cannot be read states why, and whose it was as far as that can be read."""
    assert decode(line) == Damaged(slot, reason)


def test_deep_nesting_does_not_raise() -> None:
    """JSON that nobody wrote in good faith is damage, not a traceback."""
    line = f'<!-- hygiene:1 status {{"a":{"[" * 20_000}{"]" * 20_000}}} -->'
    assert decode(line) == Damaged("status", "its state is not JSON")


def test_too_long_is_damaged() -> None:
    """Longer than any that we write: not parsed at all."""
    line = encode(Marker("status", {"a": "é" * (MARKER_BYTES_MAX // 2)}))
    assert decode(line) == Damaged("status", f"longer than {MARKER_BYTES_MAX} bytes")


@pytest.mark.parametrize(("version", "future"), [(VERSION, False), (VERSION + 1, True), (9999, True)])
def test_newer_version_is_known_by_its_number(version: int, future: object) -> None:
    """It is left alone, whatever it holds; an older one is read."""
    found = decode(f"<!-- hygiene:{version} status {{}} -->")
    assert (isinstance(found, Damaged) and found.future) is future
