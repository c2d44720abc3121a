"""What is decided to be hygiene's: own author and a marker that parses, and both of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hygiene.model.own_content import Thread, Traces
from hygiene.model.plan import CloseIssue, DeleteComment, RemoveLabels
from hygiene.model.snapshot import Comment, Issue, IssueState, Label
from hygiene.uninstall.plan import decide_uninstall

NOW = datetime(2025, 10, 13, tzinfo=UTC)
TRACKER = "<!-- hygiene:1 tracker/python-ci {} -->\nfailing"


def comment(body: str, *, own: bool = True) -> Comment:
    """A comment as a page shows it."""
    return Comment("IC_1", 1, "https://github.com/o/r/pull/7#issuecomment-1", body, NOW, own)


def issue(body: str, *, own: bool = True) -> Issue:
    """An open issue with the failure label."""
    return Issue("I_1", 2, "CI failure", "https://github.com/o/r/issues/2", body, IssueState.OPEN, NOW, own)


@pytest.mark.parametrize(
    ("body", "own", "gone"),
    [
        ("<!-- hygiene:1 status {} -->\ntext", True, True),
        ("<!-- hygiene:1 status/nightly {} -->\ntext", True, True),
        ("<!-- hygiene:1 status {} -->\ntext", False, False),
        ("<!-- hygiene:1 tracker/x {} -->\ntext", True, False),
        ("<!-- hygiene:1 status {} -->", True, True),
        ("quoted:\n<!-- hygiene:1 status {} -->", True, False),
        ("<!-- hygiene:1 status {broken -->\ntext", True, False),
        ("<!-- hygiene:2 status {} -->\ntext", True, False),
        ("plain words", True, False),
        ("", True, False),
    ],
)
def test_comments(body: str, own: bool, gone: bool) -> None:  # noqa: FBT001 - columns of a table
    """A status comment goes when this account wrote it and its first line is a marker that parses."""
    removal = decide_uninstall(Traces((Thread("PR_7", 7, (comment(body, own=own),)),)), close_trackers=True)
    assert removal.plan == ((DeleteComment("IC_1", 7),) if gone else ())


def test_labels() -> None:
    """The failure label leaves a pull request even when its comment is gone already."""
    label = Label("LA_1", "ci-failure")
    removal = decide_uninstall(Traces((Thread("PR_7", 7, (), label), Thread("PR_8", 8))), close_trackers=True)
    assert removal.plan == (RemoveLabels("PR_7", 7, ("LA_1",), ("ci-failure",)),)


@pytest.mark.parametrize("close", [True, False])
def test_trackers(close: bool) -> None:  # noqa: FBT001 - both ways
    """They are closed, or kept and named; people's text before the marker changes nothing."""
    ours = issue(f"people's words\n{TRACKER}")
    removal = decide_uninstall(Traces(trackers=(ours,)), close_trackers=close)
    assert removal.plan == ((CloseIssue("I_1", 2, "python-ci", ours.version),) if close else ())
    assert [ours.url in line for line in removal.kept] == ([] if close else [True])


@pytest.mark.parametrize("body", ["no marker", "<!-- hygiene:1 tracker/x {broken -->", TRACKER])
def test_other_issues(body: str) -> None:
    """An issue by somebody else, or without a whole marker, is not closed, whatever its label."""
    removal = decide_uninstall(Traces(trackers=(issue(body, own=body != TRACKER),)), close_trackers=True)
    assert removal.plan == ()
    assert len(removal.kept) == (body != "no marker")
