"""Sections after the table, as the decision keeps them."""

from __future__ import annotations

from dataclasses import replace

from hygiene.model.comment_state import CommentState, Section, encode_state
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import StatusPolicy
from hygiene.model.snapshot import EditCount
from tests.snapshots import OLDER_HEAD, POLICY, comment
from tests.status_comment.settling import settle, standing
from tests.status_comment.world import decided, seen_with, written

WORSE = replace(POLICY, status=StatusPolicy(notify="worse"))
FOREIGN = "<!-- Sticky Pull Request Comment -->"


class TestSections:
    """Sections of older heads stay for one more head, marked, and then go."""

    def test_older_head_is_marked(self) -> None:
        """The section is about the commit before this one, and is marked as such."""
        former = CommentState(head=OLDER_HEAD, sections=(Section("size", 1, OLDER_HEAD, "98 KB"),))
        rested, _ = settle(seen_with(comment(encode(Marker("status", encode_state(former))))), decided)
        assert "Of an older commit, `1f0c3a8`" in standing(rested)[0].body

    def test_next_head_drops_it(self) -> None:
        """Not renewed for two heads: gone, from the text and from the marker."""
        former = CommentState(head="a" * 40, previous=OLDER_HEAD, sections=(Section("size", 1, OLDER_HEAD, "98 KB"),))
        rested, _ = settle(seen_with(comment(encode(Marker("status", encode_state(former))))), decided)
        assert "98 KB" not in standing(rested)[0].body

    def test_dropped_section_does_not_come_back_from_history(self) -> None:
        """An old overwritten text does not restore a section of an old commit."""
        old = written(sections=[["size", 1, "b" * 40, "98 KB"]])
        ours = replace(written(), edits=EditCount(5))
        rested, _ = settle(replace(seen_with(ours), overwritten={ours.id: (old.body,)}), decided)
        assert "98 KB" not in standing(rested)[0].body
