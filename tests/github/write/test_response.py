"""What a mutation's response shows, where the listings of its re-read are incomplete or wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hygiene_github.apply_plan import ApplyPlan

from hygiene.github.client import Response
from hygiene.github.errors import ApiError, ErrorKind
from hygiene.github.write.mutation import fill
from hygiene.github.write.response import judged, seen_scope, shown
from hygiene.model.plan import (
    AddComment,
    AddNote,
    CreateIssue,
    DeleteComment,
    Reason,
    Refusal,
    UpdateComment,
    UpdateIssue,
)
from hygiene.model.snapshot import EditCount, Version, digest
from tests.github.read.test_translate import COMMENT, ISSUE
from tests.github.scopes import GREEN, LABEL, OURS, Place

ADD = AddComment("PR_1", 1, "b")
NOTE = AddNote("I_1", 4, "c", "b")
NOBODY = ApplyPlan.model_validate({})


def response(data: dict[str, Any], *failures: ApiError) -> Response[ApplyPlan]:
    """An answer of a mutation."""
    return Response(ApplyPlan.model_validate(data), failures)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (ErrorKind.NOT_FOUND, Reason.GONE),
        (ErrorKind.FORBIDDEN, Reason.FORBIDDEN),
        (ErrorKind.SCOPES, Reason.FORBIDDEN),
        (ErrorKind.RATE_LIMIT, Reason.BUSY),
        (ErrorKind.SECONDARY, Reason.BUSY),
        (ErrorKind.SERVER, Reason.BUSY),
        (ErrorKind.STALE, Reason.BUSY),
        (ErrorKind.INVALID, Reason.INVALID),
        (ErrorKind.TOO_HEAVY, Reason.TOO_HEAVY),
        (ErrorKind.TIMEOUT, Reason.TOO_HEAVY),
        (ErrorKind.SILENT, Reason.TOO_HEAVY),
    ],
)
def test_refusals(kind: ErrorKind, reason: Reason) -> None:
    """A field that failed is a refusal with GitHub's words on one line."""
    done, refused = judged(fill((ADD,)), response({"addComment2": None}, ApiError(kind, "no\nway", ("addComment2",))))
    assert (done, refused) == ((), (Refusal(ADD, reason, "no way"),))


def test_done_and_refused() -> None:
    """Each operation is judged by its own field."""
    data = {"deleteComment4": {"clientMutationId": None}, "addComment2": None}
    delete = DeleteComment("IC_1", 1)
    done, refused = judged(
        fill((ADD, delete)), response(data, ApiError(ErrorKind.FORBIDDEN, "no", ("addComment2", "x", 0)))
    )
    assert (done, [refusal.operation for refusal in refused]) == ((delete,), [ADD])


def test_a_field_that_is_missing() -> None:
    """What the answer does not mention is not claimed as done."""
    _, refused = judged(fill((ADD,)), response({}))
    assert [refusal.reason for refusal in refused] == [Reason.BUSY]


def test_the_first_error_of_a_field_counts() -> None:
    """Errors deeper in the same field do not hide the first; one without a path is nobody's."""
    failures = (ApiError(ErrorKind.SERVER, "whole"), ApiError(ErrorKind.NOT_FOUND, "a", ("addComment2",)))
    _, refused = judged(fill((ADD,)), response({}, *failures, ApiError(ErrorKind.INVALID, "b", ("addComment2",))))
    assert [(refusal.reason, refusal.message) for refusal in refused] == [(Reason.GONE, "a")]


def test_no_re_read() -> None:
    """A refused last field carries no re-read, and a lone deletion none at all."""
    assert seen_scope(NOBODY, ("add_comment_2", "comment_edge", "node", "repository")) is None
    assert seen_scope(NOBODY, ()) is None


def test_a_body_that_was_not_replaced() -> None:
    """A re-read that still shows the old body, or not the comment at all, is not used: a new read decides."""
    place = Place()
    number = place.proposal(GREEN)
    tracked = place.repository.issue("T", "old", labels=(LABEL,))
    mine = place.bot(number)
    snapshot = place.gateway(number).read()
    (pull,), (issue,) = snapshot.pull_requests, snapshot.trackers
    comment = pull.comments[0]
    stale = UpdateIssue(issue.id, tracked, "c", "new", issue.version, "old")
    assert shown(snapshot, NOBODY, snapshot, (stale,)) is None
    assert shown(snapshot, NOBODY, snapshot, (UpdateComment(mine, number, "new", comment.version, OURS),)) is None
    unread = UpdateComment("IC_unseen", number, "new", Version(None, None, digest("x")), "x")
    assert shown(snapshot, NOBODY, snapshot, (unread,)) is None
    written = replace(stale, planned_against=Version(None, None, digest("older")))
    assert shown(snapshot, NOBODY, snapshot, (written,)) == snapshot


def test_a_tracker_that_no_listing_shows() -> None:
    """A new tracker whose label was dropped is in its own payload; without any, a new read decides."""
    place = Place()
    snapshot = place.gateway(place.proposal(GREEN)).read()
    create = CreateIssue(snapshot.repository.id, "c", "T", "text", ())
    assert shown(snapshot, NOBODY, snapshot, (create,)) is None
    found = shown(snapshot, response({"createIssue3": {"issue": ISSUE}}).data, snapshot, (create,))
    assert found is not None
    assert [issue.number for issue in found.trackers] == [4]


def test_a_comment_that_no_window_shows() -> None:
    """A comment that we just added is in its own payload, and goes to its own pull request."""
    place = Place()
    number = place.proposal(GREEN)
    snapshot = place.gateway(number).read()
    data = response({"addComment2": {"commentEdge": {"node": COMMENT}}}).data
    for named, expected in ((number, ["IC_1"]), (number + 1, [])):
        found = shown(snapshot, data, snapshot, (AddComment("PR_1", named, COMMENT["body"]),))
        assert found is not None
        assert [comment.id for comment in found.pull_requests[0].comments] == expected


@pytest.mark.parametrize(("total", "read"), [(3, False), (4, False), (5, True), (7, True), (9, False)])
def test_what_was_overwritten(total: int, read: bool) -> None:  # noqa: FBT001 - a table's column
    """More edits than our own since our read: the texts are kept, if the answer holds all of them."""
    place = Place()
    tracked = place.repository.issue("T", "old", labels=(LABEL,))
    snapshot = place.gateway(place.proposal(GREEN)).read()
    issue = replace(snapshot.trackers[0], edits=EditCount(3))
    before = replace(snapshot, trackers=(issue,))
    nodes = [{"editedAt": "2025-10-13T00:00:00Z", "diff": text} for text in ("ours", "theirs", None, "old", "older")]
    edits = {"totalCount": total, "nodes": nodes}
    data = response(
        {"updateIssue6": {"issue": {"__typename": "Issue", "id": issue.id, "userContentEdits": edits}}}
    ).data
    update = UpdateIssue(issue.id, tracked, "c", "new", Version(None, None, "other"), "old")
    found = shown(snapshot, data, before, (update,))
    assert found is not None
    assert found.overwritten == ({issue.id: ("ours", "theirs", "old", "older")} if read else {})
