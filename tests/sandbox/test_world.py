"""The world: copies, digests, equality, history and time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hygiene.sandbox.state import fingerprint
from hygiene.sandbox.store import EPOCH_S, STATES_KEPT_MAX
from hygiene.sandbox.world import World
from tests.sandbox.graphql_client import BOT, busy, fetch, world_of


def test_copies_are_independent() -> None:
    """A change of one does not change the other."""
    world, repository, number, _ = busy()
    twin = world.copy()
    assert twin == world
    repository.person("bob").comment(number, "only here")
    twin.repository("o/r").person("bob").comment(number, "only there")
    twin.token("other-token")
    twin.advance(60)
    assert twin != world
    assert world.history[-1].after != twin.history[-1].after
    assert len(world.history) == len(twin.history)
    assert len(repository.comments(number)) == len(twin.repository("o/r").comments(number)) == 2
    assert "other-token" not in world.tokens
    assert world.now == EPOCH_S
    fetch(twin, "{ rateLimit { used } }", by="other-token")
    assert not world.budgets
    assert not world.requests


def test_equal_worlds_have_equal_digests() -> None:
    """Equal steps lead to equal digests; one different character does not."""
    first, second = busy()[0], busy()[0]
    assert first == second
    assert first.digest() == second.digest()
    second.repository("o/r").person("bob").retitle(2, "Tests fail.")
    assert first != second
    assert first.digest() != second.digest()


def test_a_digest_ignores_clock_and_points() -> None:
    """Two schedules that leave the same records have the same digest."""
    world, *_ = busy()
    before = world.digest()
    world.advance(5)
    fetch(world, "{ rateLimit { used } }")
    assert world.digest() == before


def test_a_digest_is_the_same_in_every_process() -> None:
    """It does not depend on Python's hash seed."""
    code = "from tests.sandbox.graphql_client import busy; print(busy()[0].digest())"
    found = {
        subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_a_world_equals_only_worlds() -> None:
    """It is not hashable, since it changes."""
    world = World()
    assert world != "world"
    with pytest.raises(TypeError):
        hash(world)


def test_time_moves_with_requests_and_advance() -> None:
    """Whole seconds; a tick of 0 keeps everything within one second."""
    for tick_s in (0, 1, 7):
        world = World(tick_s=tick_s)
        world.token(BOT)
        fetch(world, "{ viewer { login } }")
        world.advance(3)
        assert world.now == EPOCH_S + tick_s + 3


def test_the_history_has_records_before_and_after() -> None:
    """Checkers compare records, not calls."""
    world, repository, number, _ = busy()
    bob = repository.person("bob")
    comment = bob.comment(number, "one")
    bob.edit_comment(comment, "two")
    bob.delete_comment(comment)
    created, edited, deleted = world.history[-3:]
    assert (created.what, created.before, created.actor) == ("comment.created", None, "bob")
    assert created.after is not None
    assert edited.before == created.after
    assert (deleted.before, deleted.after) == (edited.after, None)
    assert {event.subject for event in (created, edited, deleted)} == {comment}
    assert {event.repository for event in world.history} == {"o/r"}
    assert [event.number for event in world.history] == list(range(1, len(world.history) + 1))


def test_the_number_of_earlier_states_is_limited() -> None:
    """Long tests do not fill the memory."""
    world, repository = world_of()
    for place in range(STATES_KEPT_MAX + 5):
        repository.issue(str(place))
    assert len(world.past) == STATES_KEPT_MAX


def test_a_record_has_one_fingerprint() -> None:
    """Equal records have equal fingerprints, cached or not."""
    first, second = busy()[1].thread(1), busy()[1].thread(1)
    assert first is not second
    assert fingerprint(first) == fingerprint(second) == fingerprint.__wrapped__(second)
