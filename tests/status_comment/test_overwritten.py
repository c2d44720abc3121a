"""Writers that overwrote what they had not seen: nothing of it is lost, and nobody writes for ever."""

from __future__ import annotations

from dataclasses import replace

from hygiene.model.policy import StatusPolicy
from hygiene.model.snapshot import EditCount
from hygiene.status_comment.existing import ended_runs
from tests.snapshots import HEAD, POLICY, check, comment, head
from tests.status_comment.settling import settle, standing
from tests.status_comment.world import decided, seen_with, state_of, written

WORSE = replace(POLICY, status=StatusPolicy(notify="worse"))
FOREIGN = "<!-- Sticky Pull Request Comment -->"


class TestOverwritten:
    """GitHub's edit count shows that somebody's write was replaced by one that had not seen it."""

    def test_history_is_requested_first(self) -> None:
        """Nothing is decided before the texts are read."""
        ours = replace(written(), edits=EditCount(5))
        decision = decided(seen_with(ours))
        assert (decision.plan, decision.needs_history) == ((), (ours.id,))

    def test_lost_section_comes_back_and_the_count_catches_up(self) -> None:
        """The section in the overwritten text is merged; then the count agrees and all is quiet."""
        ours = replace(written(), edits=EditCount(5))
        lost = written(sections=[["coverage", 1, HEAD, "81 %"]]).body
        seen = replace(seen_with(ours), overwritten={ours.id: (lost, "no marker", ours.body)})
        rested, passes = settle(seen, decided)
        assert passes == 1
        assert "81 %" in standing(rested)[0].body
        assert state_of(standing(rested)[0]).base == 5
        assert decided(replace(rested, overwritten={})).needs_history == ()

    def test_nothing_lost_is_no_reason_to_write(self) -> None:
        """When the texts add nothing, the count stays as it is: writers that only corrected it would never end."""
        ours = replace(written(), edits=EditCount(5))
        seen = replace(seen_with(ours), overwritten={ours.id: ()})
        _, passes = settle(seen, decided)
        assert passes == 0

    def test_damaged_comment_gives_its_sections_back(self) -> None:
        """Somebody broke the marker; the version before holds the sections."""
        whole = written(sections=[["coverage", 1, HEAD, "81 %"]], generation=2)
        broken = comment("<!-- hygiene:1 status {\n", 1, edits=2)
        assert decided(seen_with(broken)).needs_history == (broken.id,)
        rested, _ = settle(replace(seen_with(broken), overwritten={broken.id: (whole.body,)}), decided)
        assert "81 %" in standing(rested)[0].body
        assert state_of(standing(rested)[0]).generation == 2

    def test_damaged_comment_continues_from_the_newest_version(self) -> None:
        """Of several versions before the damage the newest one gives head, last result and generation."""
        old = written(generation=1, base=1, head="a" * 40, conclusion="success").body
        new = written(generation=1, base=2, head="b" * 40, conclusion="failure").body
        broken = comment("<!-- hygiene:1 status {\n", 1, edits=3)
        for texts in ((new, old), (old, new)):
            seen = replace(seen_with(broken, checks=head(check("gate", "pending"))), overwritten={broken.id: texts})
            rested, _ = settle(seen, decided)
            state = state_of(standing(rested)[0])
            assert (state.previous, state.last_conclusion) == ("b" * 40, "failure")

    def test_generation_never_falls(self) -> None:
        """A comment that was overwritten by an older writer keeps the generation that makes it the one that is kept."""
        ours = replace(written(generation=1), edits=EditCount(5))
        seen = replace(seen_with(ours), overwritten={ours.id: (written(generation=3).body, ours.body)})
        rested, _ = settle(seen, decided)
        assert state_of(standing(rested)[0]).generation == 3

    def test_the_end_of_a_run_that_was_overwritten_is_still_known(self) -> None:
        """A run that ended is reported as ended although GitHub still shows it as running."""
        ours = replace(written(), edits=EditCount(5))
        lost = written(ended=[[900, 1, "failure"]], base=4).body
        seen = replace(seen_with(ours), overwritten={ours.id: (lost, ours.body)})
        assert [(end.run_id, end.conclusion) for end in ended_runs(seen, POLICY)] == [(900, "failure")]
