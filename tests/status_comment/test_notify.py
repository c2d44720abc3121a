"""``notify = worse``: a fresh comment when a green pull request turns red, still exactly one at rest."""

from __future__ import annotations

from dataclasses import replace

from hygiene.model.plan import AddComment, UpdateComment
from hygiene.model.policy import StatusPolicy
from tests.snapshots import HEAD, POLICY, check, head, pull_request, snapshot
from tests.status_comment.settling import settle, standing
from tests.status_comment.situations import GREEN, RED
from tests.status_comment.world import decided, seen_with, state_of, written

WORSE = replace(POLICY, status=StatusPolicy(notify="worse"))
FOREIGN = "<!-- Sticky Pull Request Comment -->"


class TestNotifyWorse:
    """A fresh comment notifies, an edit does not: only green turning red deserves it."""

    def test_fresh_comment_replaces_the_green_one(self) -> None:
        """Created before the old one goes, and exactly one at rest: the fresh one."""
        green = written(head(*GREEN))
        (operation,) = decided(seen_with(green), WORSE).plan
        assert isinstance(operation, AddComment)
        assert (operation.pull_request_id, operation.number) == ("PR_12", 12)
        rested, passes = settle(seen_with(green), lambda seen: decided(seen, WORSE))
        assert passes == 2
        assert [one.database_id for one in standing(rested)] == [2]
        assert state_of(standing(rested)[0]).generation == 1

    def test_every_writer_agrees_who_stays(self) -> None:
        """Also a writer that wants no notification keeps the newest generation."""
        green, fresh = written(head(*GREEN)), written(number=2, generation=1)
        rested, _ = settle(seen_with(green, fresh), decided)
        assert [one.database_id for one in standing(rested)] == [2]

    def test_two_fresh_ones_leave_the_older(self) -> None:
        """Two writers that both created: the same generation, so the oldest of them stays."""
        comments = (written(head(*GREEN)), written(number=3, generation=1), written(number=2, generation=1))
        rested, _ = settle(seen_with(*comments), lambda seen: decided(seen, WORSE))
        assert [one.database_id for one in standing(rested)] == [2]

    def test_pending_in_between_does_not_hide_the_turn(self) -> None:
        """Green, pending, red: still a turn for the worse."""
        rested, _ = settle(seen_with(written(head(*GREEN)), checks=head(check("gate", "pending"))), decided)
        plan = decided(replace(rested, head=head(*RED)), WORSE).plan
        assert [type(operation) for operation in plan] == [AddComment]

    def test_red_that_stays_red_is_edited(self) -> None:
        """The second failure in a row notifies nobody."""
        plan = decided(seen_with(written(), checks=head(*RED[:2])), WORSE).plan
        assert [type(operation) for operation in plan] == [UpdateComment]

    def test_closed_pull_request_is_not_notified(self) -> None:
        """What is over gets no fresh comment: the one that is there is edited."""
        seen = snapshot(head(*RED), pull_request(written(head(*GREEN)), state="merged"))
        assert [type(operation) for operation in decided(seen, WORSE).plan] == [UpdateComment]

    def test_sections_move_to_the_fresh_comment(self) -> None:
        """What other steps wrote is not lost on the way."""
        green = written(head(*GREEN), sections=[["a", 1, HEAD, "kept"]])
        rested, _ = settle(seen_with(green), lambda seen: decided(seen, WORSE))
        assert "kept" in standing(rested)[0].body
