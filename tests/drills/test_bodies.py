"""Every text before a story and after it."""

from __future__ import annotations

from hygiene.drills.bodies import bodies_of
from hygiene.drills.ground import begin, opened
from hygiene.drills.stage import Call, Stage
from hygiene.sandbox.people import BOT_LOGIN


def test_side_by_side() -> None:
    """What was there, what came, and what went, each in its place."""
    stage = Stage()
    begin(stage)
    failed = opened(stage, "sum", "Add a sum")
    octocat = stage.home.person("octocat")
    kept, gone = octocat.comment(1, "Kept."), octocat.comment(1, "Gone.")
    stage.post_ci(Call(failed.event))
    octocat.delete_comment(gone)
    octocat.edit_comment(kept, "Changed.")
    octocat.minimize_comment(kept)
    found = {(place.split(" ")[0], author): (before, after) for (place, author), before, after in bodies_of(stage)}
    pairs = [(before, after) for (_, author), before, after in bodies_of(stage) if author == "octocat"]
    assert (("", "Kept."), ("minimized", "Changed.")) in pairs
    assert (("", "Gone."), None) in pairs
    assert (("OPEN", ""), ("OPEN", "")) in pairs
    before, after = found["#2", BOT_LOGIN]
    assert before is None
    assert after is not None
    assert after[0] == "OPEN"


def test_order() -> None:
    """By number, comments below their thread, in the order in which they were made."""
    stage = Stage()
    begin(stage)
    stage.post_ci(Call(opened(stage, "sum", "Add a sum").event), Call(opened(stage, "product", "Add").event))
    places = [place for (place, _), _, _ in bodies_of(stage)]
    assert [place.split(" ")[0] for place in places] == ["#1", "#1", "#2", "#2", "#3"]
    assert "comment" in places[1]
