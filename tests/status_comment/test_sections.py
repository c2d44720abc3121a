"""Which sections are kept and how much of them: by name and head, within limits that do not change on a second pass."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hygiene.markdown.budget import CUT_NOTE, size
from hygiene.model.comment_state import Section
from hygiene.model.marker import encoded_size
from hygiene.model.policy import StatusPolicy
from hygiene.status_comment.sections import SECTIONS_MAX, STORED_BYTES_MAX, with_contributed, within_limits
from tests.examples import examples

POLICY = StatusPolicy(section_bytes_max=800, sections_bytes_max=2_000)
HEADS = ("now", "before")


def section(name: str, text: str | None = "text", head: str = "now", order: int = 1) -> Section:
    """A section of the current head."""
    return Section(name, order, head, text)


def test_two_heads_are_kept() -> None:
    """This head and the one before it; anything older is gone."""
    found = within_limits([section("a"), section("b", head="before"), section("c", head="long ago")], HEADS, POLICY)
    assert [one.name for one in found] == ["a", "b"]


def test_removal_is_remembered_for_as_long() -> None:
    """A removal must win over an older write of the same name that comes back from somewhere."""
    (found,) = within_limits([section("a", order=1), section("a", None, order=2)], HEADS, POLICY)
    assert found.text is None


def test_removal_of_nothing_leaves_no_trace() -> None:
    """No section of this name, nothing to record."""
    assert with_contributed([section("a")], [section("b", None)]) == (section("a"),)


def test_newer_write_is_kept() -> None:
    """The second write of a name replaces the first."""
    assert with_contributed([section("a", "old", order=1)], [section("a", "new", order=2)]) == (
        section("a", "new", order=2),
    )


def test_late_write_loses() -> None:
    """A step that was delayed does not overwrite what is newer."""
    assert with_contributed([section("a", "new", order=2)], [section("a", "old", order=1)]) == (
        section("a", "new", order=2),
    )


def test_the_same_text_again_is_no_write() -> None:
    """The same text for the same head, at a later time: nothing new; for another head it is."""
    current = section("a", "same", order=1)
    assert with_contributed([current], [section("a", "same", order=2)]) == (current,)
    again = section("a", "same", head="next", order=2)
    assert with_contributed([current], [again]) == (again,)


def test_the_same_too_long_text_again_is_no_write() -> None:
    """What was stored is cut; setting the whole text again changes nothing."""
    whole = section("a", "line\n" * 1_000, order=1)
    stored = within_limits([whole], HEADS, POLICY)
    assert with_contributed(stored, [section("a", "line\n" * 1_000, order=2)]) == stored


def test_long_section_is_cut_with_a_note() -> None:
    """One section cannot use the bytes of all, and the cut is marked."""
    (found,) = within_limits([section("a", "line\n" * 1_000)], HEADS, POLICY)
    assert found.text is not None
    assert size(found.text) <= POLICY.section_bytes_max
    assert found.text.endswith(CUT_NOTE)


def test_number_of_sections_is_bounded() -> None:
    """Names cannot fill the marker."""
    assert len(within_limits([section(f"s{at}") for at in range(99)], HEADS, POLICY)) == SECTIONS_MAX


TEXTS = st.text(alphabet=st.sampled_from("ab \n`<>&-é漢😀|"), max_size=3_000)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), TEXTS), max_size=6))
def test_limits_are_kept_and_a_second_read_changes_nothing(written: list[tuple[str, str]]) -> None:
    """Within the bytes shown and the bytes stored, and already so the next time: otherwise we would write for ever."""
    found = within_limits([section(name, text) for name, text in written], HEADS, POLICY)
    texts = [one.text or "" for one in found]
    assert all(size(text) <= POLICY.section_bytes_max for text in texts)
    assert sum(map(size, texts)) <= POLICY.sections_bytes_max
    assert sum(map(encoded_size, texts)) <= STORED_BYTES_MAX + 2 * len(texts)
    assert within_limits(found, HEADS, POLICY) == found


def test_what_is_stored_is_capped_even_where_little_is_shown() -> None:
    """Escapes make a marker six times as long as its text: it must never push the table out."""
    wide = StatusPolicy(section_bytes_max=20_000, sections_bytes_max=60_000)
    found = within_limits([section(name, "<" * 19_000) for name in "abc"], HEADS, wide)
    assert sum(encoded_size(one.text) for one in found) <= STORED_BYTES_MAX + 6
