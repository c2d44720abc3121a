"""What the stories about a GitHub that refuses would find where it went wrong."""

from __future__ import annotations

from dataclasses import replace

from hygiene.drills.holdings import status_comments
from hygiene.sandbox.threads import Comment
from tests.drills.scenarios.tampering import bot, found, fresh


def test_nothing_written() -> None:
    """Whatever a request wrote before the read-only world was kept is seen."""
    played = fresh("fork")
    played.stage.kept["read-only"] = played.stage.kept["end"]
    assert "comment.created" in found(played, "nothing-written")


def test_asked_once() -> None:
    """A second mutation with the same token is one too many."""
    played = fresh("fork")
    mutation = next(one for one in played.stage.world.requests if one.kind == "mutation")
    played.stage.kept["read-only"].requests.append(replace(mutation, number=99))
    assert found(played, "asked-once").startswith("2 mutations")


def test_looked_first() -> None:
    """Two mutations in a row, the first without an answer, are a replay."""
    played = fresh("broken-write")
    requests = played.stage.world.requests
    lost = next(at for at, one in enumerate(requests) if one.fault == "GatewayError")
    requests.insert(lost + 1, replace(requests[lost], number=77, fault=None))
    assert found(played, "looked-first") == "request 77 writes again"


def test_was_broken() -> None:
    """Faults that came too early to hurt make the story worthless, and that is a failed claim."""
    played = fresh("broken-write")
    requests = played.stage.world.requests
    requests[:] = [replace(one, events=0) if one.fault == "Timeout" else one for one in requests]
    assert found(played, "was-broken") == "2 of 3 broken writes had written something"


def test_fork_is_a_fork() -> None:
    """The pull request comes from another repository, and the event names none of ours."""
    played = fresh("fork")
    assert played.stage.home.thread(1).head_repository == "alice/app"  # type: ignore[union-attr]
    run = played.stage.home.record.workflow_runs[-1]
    event = played.stage.home.run_event(played.stage.world.state.nodes[run].database_id)
    assert event["workflow_run"]["pull_requests"] == []


def test_waited() -> None:
    """A write beside a late read is one too early, and a story without late reads proves nothing."""
    played = fresh("late-results")
    assert not found(played, "waited")
    requests = played.stage.kept["shown"].requests
    requests[:] = [replace(one, fault="LateResults") if one.kind == "mutation" else one for one in requests]
    assert "comment.created" in found(played, "waited")
    played = fresh("late-results")
    requests = played.stage.kept["shown"].requests
    requests[0] = replace(requests[0], fault=None)
    assert found(played, "waited") == "2 requests were late"


def test_how_it_ended() -> None:
    """The comment that is corrected by the end would not do."""
    played = fresh("late-results")
    played.stage.kept["late"] = played.stage.kept["end"]
    assert "Gate" in found(played, "how-it-ended")


def test_never_unfinished() -> None:
    """One text among all that were written is enough to fail."""
    played = fresh("late-results")
    history = played.stage.world.history
    at, event = next((at, one) for at, one in enumerate(history) if one.what == "comment.created" and one.request)
    assert isinstance(event.after, Comment)
    history[at] = replace(
        event, after=replace(event.after, body="<!-- -->\n### Gate: 1 job has not finished: not finished")
    )
    assert found(played, "never-unfinished").startswith("### Gate")


def test_read_before() -> None:
    """A mutation right after an incomplete response is one too early."""
    played = fresh("too-much")
    requests = played.stage.world.requests
    late = next(at for at, one in enumerate(requests) if one.fault == "WentWrong")
    requests.insert(late + 1, replace(requests[late], number=77, kind="mutation", fault=None))
    assert found(played, "read-before") == "request 77 writes"


def test_named() -> None:
    """A comment that does not say what was not read is found."""
    played = fresh("too-much")
    ours = status_comments(played.stage.home, 4)[0]
    bot(played).edit_comment(ours.id, ours.body.replace("rulesets", "nothing"))
    assert "4: False" in found(played, "named")


def test_permission_named() -> None:
    """The same for a permission."""
    played = fresh("not-allowed")
    ours = status_comments(played.stage.home, 1)[0]
    played.stage.home.change(archived=False)
    bot(played).edit_comment(ours.id, ours.body.replace("statuses", "some"))
    assert found(played, "permission-named")


def test_no_comment() -> None:
    """A comment in a locked conversation, or in an archived repository, is found."""
    played = fresh("not-allowed")
    played.stage.home.change(archived=False)
    bot(played).comment(4, status_comments(played.stage.home, 1)[0].body)
    assert found(played, "no-comment") == "{3: 0, 4: 1}"
