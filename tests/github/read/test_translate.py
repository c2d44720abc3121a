"""Repositories, pull requests, issues and comments as GitHub may show them: nulls, unknown accounts and values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hygiene_github.fragments import (
    BaseBranch,
    Budget,
    CommentState,
    EditTimes,
    PullRequestFields,
    Scope,
    TrackerIssue,
    TrackerNote,
)

from hygiene.github.read import translate
from hygiene.github.read import translate_checks as checks
from hygiene.model.snapshot import EditCount, IssueState, PullRequestState, digest

CREATED, EDITED = "2025-10-13T00:00:00Z", "2025-10-13T00:05:00Z"
URL = "https://github.com/o/r/pull/1#issuecomment-3100000001"
COMMENT: dict[str, Any] = {
    "__typename": "IssueComment",
    "id": "IC_1",
    "fullDatabaseId": "3100000001",
    "url": URL,
    "body": "text",
    "createdAt": CREATED,
    "updatedAt": EDITED,
    "lastEditedAt": None,
    "isMinimized": False,
    "viewerDidAuthor": True,
    "userContentEdits": {"totalCount": 0, "nodes": []},
}
ISSUE: dict[str, Any] = {
    "__typename": "Issue",
    "id": "I_1",
    "number": 4,
    "title": "T",
    "url": "https://github.com/o/r/issues/4",
    "body": "text",
    "issueState": "OPEN",
    "stateReason": None,
    "createdAt": CREATED,
    "updatedAt": EDITED,
    "lastEditedAt": EDITED,
    "closedAt": None,
    "locked": False,
    "viewerDidAuthor": True,
    "labels": {"nodes": [{"id": "L_1", "name": "ci-failure"}, None]},
    "userContentEdits": {"totalCount": 3, "nodes": [{"editedAt": EDITED}]},
    "notes": {"totalCount": 0, "nodes": []},
}
PULL: dict[str, Any] = {
    "__typename": "PullRequest",
    "id": "PR_1",
    "number": 1,
    "title": "T",
    "url": "https://github.com/o/r/pull/1",
    "pullRequestState": "OPEN",
    "isDraft": False,
    "locked": False,
    "headRefOid": "a" * 40,
    "headRefName": "feature",
    "headRepository": {"nameWithOwner": "o/r"},
    "baseRefName": "main",
    "labels": {"nodes": []},
    "oldest": {"totalCount": 0, "nodes": []},
    "freshest": {"nodes": []},
}


def comment(**changes: object) -> CommentState:
    """A comment as GitHub answers it."""
    return CommentState.model_validate(COMMENT | changes)


def test_a_comment() -> None:
    """A comment with its version: what a plan is made against."""
    found = translate.comment(comment())
    assert (found.id, found.database_id, found.url, found.body, found.own) == ("IC_1", 3100000001, URL, "text", True)
    assert found.version.digest == digest("text")
    assert found.version.updated_at == datetime(2025, 10, 13, 0, 5, tzinfo=UTC)
    assert (found.minimized, found.edits) == (False, EditCount(0))


def test_a_comments_number() -> None:
    """It exceeds 32 bits; where a host gives none, the address has it."""
    assert translate.comment(comment(fullDatabaseId="98765432109876")).database_id == 98765432109876
    assert translate.comment(comment(fullDatabaseId=None)).database_id == 3100000001
    assert translate.comment(comment(fullDatabaseId=None, url="https://ghe/x")).database_id == 0


# What follows the words in an address that are followed by an id.
NO_IDS = ["", "x1", "9" * 19, "9" * 5_000, "٣", "²", "1٣" * 20]


@pytest.mark.parametrize("digits", NO_IDS)
def test_an_address_without_an_id(digits: str) -> None:
    """An id has at most 18 digits; everything else is none, in every address that has one."""
    found = translate.comment(comment(fullDatabaseId=None, url=f"https://ghe/x#issuecomment-{digits}"))
    assert found.database_id == (1 if digits[:1] == "1" else 0)
    assert checks.id_in(checks._JOB, f"https://ghe/job/{digits}/x") == found.database_id
    assert checks.id_in(checks._RUN, f"https://ghe/actions/runs/{digits}?x=1") == found.database_id


def test_a_comment_of_nobody() -> None:
    """Somebody else's comment, hidden, without a count of edits, is read all the same."""
    found = translate.comment(comment(viewerDidAuthor=False, isMinimized=True, userContentEdits=None))
    assert (found.own, found.minimized, found.edits) == (False, True, EditCount())


@pytest.mark.parametrize(
    ("total", "dates", "original_listed"),
    [
        (0, [], False),
        (1, [EDITED], False),
        (2, [EDITED, CREATED], True),
        (2, [EDITED, EDITED], False),
        (2, [CREATED, CREATED], False),
        (2, [EDITED], False),
        (3, [EDITED, CREATED], False),
    ],
)
def test_counts_of_edits(total: int, dates: list[str], original_listed: bool) -> None:  # noqa: FBT001 - a table's column
    """Only for exactly two entries is it certain whether the original text is one of them."""
    found = EditTimes.model_validate({"totalCount": total, "nodes": [{"editedAt": date} for date in dates] + [None]})
    created = datetime(2025, 10, 13, tzinfo=UTC)
    assert translate.edit_count(found, created) == EditCount(total, original_listed=original_listed)


def test_an_issue() -> None:
    """An issue with its labels, its count of edits and its newest comments, oldest first."""
    shown = ("__typename", "id", "fullDatabaseId", "url", "body", "viewerDidAuthor", "isMinimized")
    late = {name: COMMENT[name] for name in shown}
    early = {**late, "id": "IC_0", "fullDatabaseId": "5", "createdAt": CREATED}
    notes = {"totalCount": 9, "nodes": [{**late, "createdAt": EDITED}, None, early]}
    found = translate.issue(TrackerIssue.model_validate(ISSUE | {"notes": notes}))
    assert (found.number, found.title, found.state, found.own) == (4, "T", IssueState.OPEN, True)
    assert (found.edits.total, found.notes_total, [note.id for note in found.notes]) == (3, 9, ["IC_0", "IC_1"])
    assert [label.name for label in found.labels] == ["ci-failure"]
    assert found.has_label("CI-Failure")


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        ("OPEN", None, IssueState.OPEN),
        ("OPEN", "REOPENED", IssueState.OPEN),
        ("CLOSED", "COMPLETED", IssueState.COMPLETED),
        ("CLOSED", "NOT_PLANNED", IssueState.NOT_PLANNED),
        ("CLOSED", "DUPLICATE", IssueState.DUPLICATE),
        ("CLOSED", None, IssueState.CLOSED),
        ("CLOSED", "FORGOTTEN", IssueState.CLOSED),
        ("FROZEN", None, IssueState.OPEN),
    ],
)
def test_states_of_issues(state: str, reason: str | None, expected: IssueState) -> None:
    """An issue with an unknown reason is closed all the same; one with an unknown state is not."""
    raw = ISSUE | {"issueState": state, "stateReason": reason, "labels": None, "userContentEdits": None}
    assert translate.issue(TrackerIssue.model_validate(raw)).state is expected


def test_a_note() -> None:
    """A comment of a tracker has its text, its author, and whether it was hidden."""
    raw = {name: COMMENT[name] for name in ("__typename", "id", "fullDatabaseId", "url", "body", "createdAt")}
    found = translate.note(TrackerNote.model_validate({**raw, "viewerDidAuthor": False, "isMinimized": True}))
    assert (found.database_id, found.body, found.own, found.minimized) == (3100000001, "text", False, True)


def test_a_pull_request() -> None:
    """Comments of both windows, each once, oldest first."""
    second = COMMENT | {"id": "IC_2", "createdAt": EDITED}
    raw = {"oldest": {"totalCount": 7, "nodes": [COMMENT, None, second]}, "freshest": {"nodes": [second, COMMENT]}}
    found = translate.pull_request(PullRequestFields.model_validate(PULL | raw))
    assert [one.id for one in found.comments] == ["IC_1", "IC_2"]
    assert (found.comments_total, found.head_ref, found.head_repository, found.base_ref) == (
        7,
        "feature",
        "o/r",
        "main",
    )


def test_a_pull_request_of_a_fork_that_is_gone() -> None:
    """A deleted fork has no name; labels and comments may be null."""
    raw = {
        "headRepository": None,
        "labels": None,
        "oldest": {"totalCount": 0, "nodes": None},
        "freshest": {"nodes": None},
    }
    found = translate.pull_request(PullRequestFields.model_validate(PULL | raw))
    assert (found.head_repository, found.labels, found.comments) == ("", (), ())


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("OPEN", PullRequestState.OPEN),
        ("MERGED", PullRequestState.MERGED),
        ("CLOSED", PullRequestState.CLOSED),
        ("PARKED", PullRequestState.CLOSED),
    ],
)
def test_states_of_pull_requests(state: str, expected: PullRequestState) -> None:
    """What is not surely open is not written to."""
    found = translate.pull_request(PullRequestFields.model_validate(PULL | {"pullRequestState": state}))
    assert found.state is expected


def test_a_repository() -> None:
    """A repository without a first commit and without labels is one, too."""
    raw: dict[str, Any] = {
        "id": "R_1",
        "nameWithOwner": "o/r",
        "url": "https://github.com/o/r",
        "hasIssuesEnabled": False,
        "defaultBranchRef": None,
        "trackerLabel": None,
        "flakyLabel": {"id": "L_2", "name": "Flaky"},
        "openTrackers": {"totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": []},
        "closedTrackers": {"totalCount": 0, "nodes": []},
        "recentIssues": {"totalCount": 0, "nodes": None},
    }
    found = translate.repository(Scope.model_validate(raw))
    assert (found.name_with_owner, found.has_issues, found.default_branch) == ("o/r", False, "")
    assert (found.tracker_label, found.flaky_label and found.flaky_label.name) == (None, "Flaky")


@pytest.mark.parametrize(
    "raw",
    [
        {"refUpdateRule": None, "target": None},
        {"refUpdateRule": {"requiredStatusCheckContexts": None}, "target": {"__typename": "Tag"}},
        {"refUpdateRule": {"requiredStatusCheckContexts": [None, ""]}, "target": {"__typename": "Novelty", "x": 1}},
        {"refUpdateRule": None, "target": {"__typename": "Commit", "history": {"nodes": [None]}}},
    ],
)
def test_a_base_without_commits(raw: dict[str, Any]) -> None:
    """A branch that shows nothing, or points to something unheard of, is a base without commits."""
    base = translate.base("main", BaseBranch.model_validate(raw))
    assert (base.branch, base.commits, base.required) == ("main", (), ())


def test_the_budget() -> None:
    """A host without rate limits answers null."""
    assert translate.rate_limit(None) is None
    raw = {"cost": 1, "limit": 1000, "remaining": 41, "resetAt": CREATED}
    found = translate.rate_limit(Budget.model_validate(raw))
    assert found is not None
    assert (found.remaining, found.limit, found.cost) == (41, 1000, 1)
