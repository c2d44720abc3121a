"""The markers as an outsider reads them: a regular expression and JSON, nothing of the product's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import CheckRun, Commit, Suite, WorkflowRun
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, Label, PullRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.sandbox.state import State

_MARKER = re.compile(r"^<!-- hygiene:1 (\S+) (\{.*\}) -->\s*$", re.MULTILINE)
_RED = ("FAILURE", "TIMED_OUT", "STARTUP_FAILURE")


def marker_of(text: str, *, first_line: bool = False) -> tuple[str, dict[str, Any]]:
    """The slot and the state of the first marker in a text; two empties without one."""
    found = _MARKER.match(text) if first_line else _MARKER.search(text)
    try:
        return (found[1], json.loads(found[2])) if found else ("", {})
    except ValueError:
        return "", {}


def words_of(body: str) -> list[str]:
    """The words of people in a tracker's body, line by line: those that begin with `Mine`, in the scenarios."""
    return [line for line in body.splitlines() if line.startswith("Mine")]


def texts_of(written: Comment | Issue) -> list[str]:
    """Every text that it ever had."""
    return [written.original, *(edit.text for edit in written.edits if edit.text), written.body]


def repositories(state: State) -> Iterator[Repository]:
    """All of them."""
    return (record for record in state.nodes.values() if isinstance(record, Repository))


def repository(state: State, name: str) -> Repository:
    """The one of this name."""
    return next(home for home in repositories(state) if home.full_name == name)


def pull_requests(state: State, home: Repository) -> list[PullRequest]:
    """All of a repository."""
    return [state.get(node, PullRequest) for node in home.pull_requests]


def occupants(state: State, pull: PullRequest, slot: str = "status") -> list[Comment]:
    """Our comments in a slot of a pull request, the oldest first."""
    comments = sorted((state.get(node, Comment) for node in pull.comments), key=lambda one: one.database_id)
    return [c for c in comments if _ours(c) and not c.minimized and marker_of(c.body, first_line=True)[0] == slot]


def trackers(state: State, home: Repository) -> dict[str, list[Issue]]:
    """Our trackers by slot, as their newest marker has it, the oldest first; one without the label is not ours."""
    ours = {node for node in home.labels if state.get(node, Label).name == "ci-failure"}
    found: dict[str, list[Issue]] = {}
    for issue in sorted((state.get(node, Issue) for node in home.issues), key=lambda one: one.number):
        slot = next(filter(None, (marker_of(text)[0] for text in reversed(texts_of(issue)))), "")
        if _ours(issue) and ours.intersection(issue.labels) and slot.startswith("tracker/"):
            found.setdefault(slot, []).append(issue)
    return found


def _ours(written: Comment | Issue) -> bool:
    return written.author == BOT_LOGIN


def attempts(state: State, home: Repository, oid: str) -> list[tuple[WorkflowRun, CheckRun]]:
    """Every check run of every attempt on a commit, the oldest first."""
    commit = next(
        found
        for found in state.nodes.values()
        if isinstance(found, Commit) and (found.repository, found.oid) == (home.id, oid)
    )
    rows = []
    for node in commit.suites:
        suite = state.get(node, Suite)
        if suite.workflow_run:
            run = state.get(suite.workflow_run, WorkflowRun)
            rows += [(run, state.get(check, CheckRun)) for check in suite.check_runs]
    return sorted(rows, key=lambda row: (row[0].run_number, row[1].database_id))


def failures(state: State, home: Repository) -> set[tuple[str, int, int]]:
    """Every failure that ever happened: the slot of its tracker, its run, its attempt."""
    commits = [found for found in state.nodes.values() if isinstance(found, Commit) and found.repository == home.id]
    rows = [row for commit in commits for row in attempts(state, home, commit.oid)]
    return {(f"tracker/{check.name}", run.database_id, check.attempt) for run, check in rows if is_red(check)}


def newest(state: State, home: Repository, oid: str) -> dict[str, CheckRun]:
    """The newest check run of each name on a commit."""
    return {check.name: check for _, check in attempts(state, home, oid)}


def counts_apart(state: State) -> bool:
    """Whether some body has more edits than its writer had seen: the next reader has to read them."""
    for record in state.nodes.values():
        if isinstance(record, Comment | Issue) and _ours(record):
            slot, content = marker_of(record.body)
            if slot and record.edits and len(record.edits) + 1 > content.get("base", 0) + 1:
                return True
    return False


def is_muted(state: State, issue: Issue) -> bool:
    """Whether people have set that this tracker is to be left alone."""
    ignored = any(state.get(node, Label).name == "hygiene:ignore" for node in issue.labels)
    return ignored or (issue.state, issue.state_reason) == ("CLOSED", "NOT_PLANNED")


def muted(state: State) -> frozenset[str]:
    """The node ids of our trackers that are to be left alone."""
    issues = (one for one in state.nodes.values() if isinstance(one, Issue) and _ours(one))
    return frozenset(issue.id for issue in issues if marker_of(issue.body)[0] and is_muted(state, issue))


def still_fails(issue: Issue) -> bool:
    """Whether some check in its text has not recovered."""
    subjects = marker_of(issue.body)[1].get("subjects", ())
    return any(recovered is None for _, _, records in subjects for _, _, _, recovered in records)


def closed_by_person(issue: Issue, failed_at: int) -> bool:
    """Whether a person has closed it last, and nothing failed after that."""
    last = next((event for event in reversed(issue.timeline) if event.typename == "ClosedEvent"), None)
    return last is not None and last.actor != BOT_LOGIN and failed_at <= last.at


def is_red(check: CheckRun) -> bool:
    """Whether it failed."""
    return check.conclusion in _RED


def decision(state: State, home: Repository, oid: str) -> str:
    """What a status comment must show for a commit, in one word."""
    found = newest(state, home, oid).values()
    if any(map(is_red, found)):
        return "failure"
    if any(check.status != "COMPLETED" for check in found):
        return "pending"
    return "success" if found and all(check.conclusion == "SUCCESS" for check in found) else "incomplete"
