"""The claims about failing requests fail when they should."""

from __future__ import annotations

from dataclasses import replace

from hygiene.drills.content import status_comments
from hygiene.sandbox.threads import Comment
from tests.drills.results import new_result
from tests.drills.scenarios.changed import bot, found


def test_nothing_written() -> None:
    """Whatever a request wrote before the read-only world was kept is seen."""
    result = new_result("fork")
    result.simulation.saved["read-only"] = result.simulation.saved["end"]
    assert "comment.created" in found(result, "nothing-written")


def test_requested_once() -> None:
    """A second mutation with the same token is one too many."""
    result = new_result("fork")
    mutation = next(one for one in result.simulation.world.requests if one.kind == "mutation")
    result.simulation.saved["read-only"].requests.append(replace(mutation, number=99))
    assert found(result, "one-attempt").startswith("2 mutations")


def test_read_first() -> None:
    """Two mutations in a row, the first without an answer, are a replay."""
    result = new_result("broken-write")
    requests = result.simulation.world.requests
    lost = next(at for at, one in enumerate(requests) if one.fault == "GatewayError")
    requests.insert(lost + 1, replace(requests[lost], number=77, fault=None))
    assert found(result, "read-after-lost-write") == "request 77 writes again"


def test_was_broken() -> None:
    """If the faults come before the writes, the claim fails, because the scenario shows nothing."""
    result = new_result("broken-write")
    requests = result.simulation.world.requests
    requests[:] = [replace(one, events=0) if one.fault == "Timeout" else one for one in requests]
    assert found(result, "faults-after-writes") == "2 of 3 broken writes had written"


def test_fork_is_a_fork() -> None:
    """The pull request comes from another repository, and the event names none of ours."""
    result = new_result("fork")
    assert result.simulation.repository.thread(1).head_repository == "alice/app"  # type: ignore[union-attr]
    run = result.simulation.repository.record.workflow_runs[-1]
    event = result.simulation.repository.run_event(result.simulation.world.state.nodes[run].database_id)
    assert event["workflow_run"]["pull_requests"] == []


def test_waited() -> None:
    """A write before the last late read is too early, and without late reads the scenario shows nothing."""
    result = new_result("late-results")
    assert not found(result, "waited")
    requests = result.simulation.saved["first"].requests
    requests[:] = [replace(one, fault="LateResults") if one.kind == "mutation" else one for one in requests]
    assert "comment.created" in found(result, "waited")
    result = new_result("late-results")
    requests = result.simulation.saved["first"].requests
    requests[0] = replace(requests[0], fault=None)
    assert found(result, "waited") == "2 requests were late"


def test_how_it_ended() -> None:
    """The comment that is corrected by the end would not do."""
    result = new_result("late-results")
    result.simulation.saved["late"] = result.simulation.saved["end"]
    assert "Gate" in found(result, "conclusion-shown")


def test_never_unfinished() -> None:
    """One text among all that were written is enough to fail."""
    result = new_result("late-results")
    history = result.simulation.world.history
    at, event = next((at, one) for at, one in enumerate(history) if one.what == "comment.created" and one.request)
    assert isinstance(event.after, Comment)
    history[at] = replace(
        event, after=replace(event.after, body="<!-- -->\n### Gate: 1 job has not finished: not finished")
    )
    assert found(result, "never-unfinished").startswith("### Gate")


def test_read_before() -> None:
    """A mutation right after an incomplete response is one too early."""
    result = new_result("query-limits")
    requests = result.simulation.world.requests
    late = next(at for at, one in enumerate(requests) if one.fault == "WentWrong")
    requests.insert(late + 1, replace(requests[late], number=77, kind="mutation", fault=None))
    assert found(result, "read-after-incomplete") == "request 77 writes"


def test_named() -> None:
    """A comment that does not name what was not read is found."""
    result = new_result("query-limits")
    ours = status_comments(result.simulation.repository, 4)[0]
    bot(result).edit_comment(ours.id, ours.body.replace("rulesets", "nothing"))
    assert "4: False" in found(result, "missing-part-named")


def test_permission_named() -> None:
    """The same for a permission."""
    result = new_result("not-allowed")
    ours = status_comments(result.simulation.repository, 1)[0]
    result.simulation.repository.change(archived=False)
    bot(result).edit_comment(ours.id, ours.body.replace("statuses", "some"))
    assert found(result, "permission-named")


def test_no_comment() -> None:
    """A comment in a locked conversation, or in an archived repository, is found."""
    result = new_result("not-allowed")
    result.simulation.repository.change(archived=False)
    bot(result).comment(4, status_comments(result.simulation.repository, 1)[0].body)
    assert found(result, "no-comment") == "{3: 0, 4: 1}"
