"""Bodies that people, cut-off writes and other versions left: what is read, what is kept, what is rewritten."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygiene.failure_tracker.body import compose_body, parse_body
from hygiene.failure_tracker.ledger.codec import END, encode_ledger
from hygiene.failure_tracker.ledger.merge import same
from hygiene.failure_tracker.ledger.queries import occurrences_total
from hygiene.model.marker import Marker, encode
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import EditCount, IssueState, normal
from tests.examples import examples
from tests.failure_tracker.ledger.cases import ledger
from tests.failure_tracker.world import World

SLOT = "tracker/python-ci"
MARKER = encode(Marker(SLOT, encode_ledger(ledger(5))))
BLOCK = f"{MARKER}\n### python ci: failing\n{END}"


def test_a_body_without_the_marker_is_not_hygienes() -> None:
    """Quoted, indented or of another kind does not count."""
    assert parse_body("") is None
    assert parse_body(f"> {MARKER}") is None
    assert parse_body(encode(Marker("status", {}))) is None
    assert parse_body(END) is None


def test_a_whole_block_gives_slot_and_ledger() -> None:
    """And nothing of people's."""
    parsed = parse_body(BLOCK)
    assert parsed is not None
    assert (parsed.identity, parsed.before, parsed.after, parsed.damaged) == (SLOT, (), (), "")
    assert parsed.ledger is not None
    assert same(parsed.ledger, ledger(5))


def test_line_ends_do_not_matter() -> None:
    """GitHub may answer with CRLF what was sent with LF."""
    parsed = parse_body(f"mine\n{BLOCK}\nmine too".replace("\n", "\r\n"))
    assert parsed is not None
    assert (parsed.before, parsed.after) == (("mine",), ("mine too",))


words = st.lists(st.sampled_from(["", "words", "> quoted", END, "## Title", "<!-- note -->"]), max_size=4)


@settings(deadline=None, derandomize=True, max_examples=examples(80))
@given(words, words)
def test_parsing_and_composing_keeps_all_text(before: list[str], after: list[str]) -> None:
    """Any number of times, with any block in between."""
    body = "\n".join([*before, BLOCK, *after])
    for block in (BLOCK, f"{MARKER}\nother words\n{END}"):
        parsed = parse_body(body)
        assert parsed is not None
        body = compose_body(parsed, block, BLOCK)
        assert body == normal("\n".join([*before, block, *after]))


def test_a_doubled_block_becomes_one() -> None:
    """With what both recorded, at the place of the first; text in between stays."""
    other = encode(Marker(SLOT, encode_ledger(ledger(6))))
    parsed = parse_body(f"{BLOCK}\nbetween\n{other}\n{END}\nend")
    assert parsed is not None
    assert parsed.ledger is not None
    assert occurrences_total(parsed.ledger) == 2
    assert compose_body(parsed, BLOCK, BLOCK) == f"{BLOCK}\nbetween\nend"


def test_a_block_without_its_end_keeps_what_is_not_hygienes() -> None:
    """Lines that we would have written go, all others stay."""
    parsed = parse_body(f"{MARKER}\n### python ci: failing\nthe owner knows")
    assert parsed is not None
    assert compose_body(parsed, BLOCK, BLOCK) == f"{BLOCK}\nthe owner knows"


def test_another_marker_ends_a_block_that_lost_its_end() -> None:
    """The second block is read as a block."""
    parsed = parse_body(f"{MARKER}\n### python ci: failing\nkept\n{BLOCK}\nafter")
    assert parsed is not None
    assert compose_body(parsed, BLOCK, BLOCK) == f"{BLOCK}\nkept\nafter"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (MARKER[: len(MARKER) // 2], "not a whole marker"),
        (MARKER.replace('{"base"', '{"base', 1), "not JSON"),
        (f"<!-- hygiene:1 {SLOT} {base64.b64encode(b'garbage').decode()} -->", "not a whole marker"),
        (encode(Marker(SLOT, {"x": "y" * 60_000})), "longer than"),
    ],
)
def test_a_damaged_marker_is_reported_and_taken_over(line: str, reason: str) -> None:
    """Truncated, garbled, base64 of garbage, 60 KB long: the slot stays hygiene's, people's text is kept."""
    parsed = parse_body(f"before\n{line}\n### old\n{END}\nafter")
    assert parsed is not None
    assert parsed.identity == SLOT
    assert reason in parsed.damaged
    assert parsed.ledger is None
    assert compose_body(parsed, BLOCK, "") == f"before\n{BLOCK}\nafter"


def test_a_whole_marker_next_to_a_damaged_one_is_used() -> None:
    """What can be read is read, and the report still names the damage."""
    parsed = parse_body(f"{MARKER[:60]}\n{END}\n{BLOCK}")
    assert parsed is not None
    assert parsed.ledger is not None
    assert parsed.damaged


def test_a_damaged_marker_without_an_identity_counts_next_to_a_whole_one() -> None:
    """Its block is replaced with the other one, and not kept as text of people."""
    parsed = parse_body(f"before\n<!-- hygiene:\nold\n{END}\n{BLOCK}\nafter")
    assert parsed is not None
    assert (parsed.before, parsed.after, parsed.unterminated) == (("before",), ("after",), ())


def test_a_marker_of_a_future_version_is_respected() -> None:
    """The slot is issues, and not by us."""
    parsed = parse_body(BLOCK.replace("hygiene:1 ", "hygiene:9 "))
    assert parsed is not None
    assert parsed.future


def _world() -> World:
    world = World()
    world.failed()
    return world


def test_a_tracker_of_the_future_is_left_alone_and_not_doubled() -> None:
    """An older command writes nothing over a newer one."""
    world = _world()
    world.edit(101, world.issues[101].body.replace("hygiene:1 ", "hygiene:9 "))
    before = dict(world.issues)
    decision = world.failed(8, 501)
    assert world.issues == before
    assert decision.trackers[0].action is TrackerAction.WITHHELD
    assert "newer version" in decision.trackers[0].reason


def test_a_damaged_tracker_is_repaired_from_its_history() -> None:
    """The count before the damage is not lost, and people's words are kept."""
    world = _world()
    world.failed(8, 501)
    body = world.issues[101].body
    world.edit(101, f"{body[:300]}\n{END}\nmine")
    world.failed(9, 502)
    assert "**3** occurrences" in world.issues[101].body
    assert world.issues[101].body.endswith("mine")
    assert sorted(world.issues) == [101]


def test_a_damaged_tracker_without_a_history_is_taken_over() -> None:
    """What can be seen is written down; a success of somebody else does not close it."""
    world = _world()
    world.edit(101, f"<!-- hygiene:1 {SLOT} gar\n{END}")
    world.texts.clear()
    world.passed(9, 501)
    assert world.issues[101].state is IssueState.OPEN
    world.failed(8, 502)
    assert "Tracked PR: #8" in world.issues[101].body
    assert sorted(world.issues) == [101]


def test_a_damaged_tracker_whose_category_passes_is_found_again_and_closed() -> None:
    """Its body names no pull request any more, but a check run of its category is enough to read its history."""
    world = _world()
    world.edit(101, f"<!-- hygiene:1 {SLOT} gar\n{END}")
    world.passed()
    assert world.state() is IssueState.COMPLETED


def test_damage_is_reported() -> None:
    """In the pass that repairs it."""
    world = _world()
    world.edit(101, world.issues[101].body[:200])
    world.issues[101] = replace(world.issues[101], edits=EditCount(0))
    assert any("was damaged" in notice for notice in world.decide(7).notices)


def test_a_marker_whose_identity_is_gone_is_reported() -> None:
    """Without an edit history its category is unknown: a new tracker opens, and each report names the old one."""
    world = _world()
    world.edit(101, "<!-- hygiene:")
    world.texts.clear()
    decision = world.failed(8, 501)
    assert sorted(world.issues) == [101, 102]
    assert any("#101" in notice for notice in decision.notices)


def test_people_who_leave_no_space_are_not_overwritten() -> None:
    """The block would not fit: nothing is written, and the report states why."""
    world = _world()
    body = f"{world.issues[101].body}\n{'words ' * 10_700}"
    world.edit(101, body)
    decision = world.failed(8, 501)
    assert world.issues[101].body == body
    assert "no room" in decision.trackers[0].reason


def test_long_text_of_people_shortens_the_block() -> None:
    """The block gives way as far as it can, and states it."""
    world = _world()
    for run_id in range(501, 530):
        world.failed(8, run_id)
    room = 65_000 - len(world.issues[101].body.encode())
    world.edit(101, f"{world.issues[101].body}\n{'w' * (room - 100)}")
    world.failed(9, 600)
    body = world.issues[101].body
    assert len(body.encode()) <= 65_000
    assert "Shortened to fit" in body
    assert "**31** occurrences" in body
