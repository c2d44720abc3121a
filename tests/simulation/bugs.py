"""Bugs of one line each, and the shortest schedule in which the simulator finds them.

A letter is a request of that writer, a digit somebody else's act; ``!`` ends before its request, ``+`` after it, ``~``
loses the answer, ``<`` is a 502, ``:`` a document whose first field fails.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tests.simulation import people, removals, scenarios, sweeps, trackers

if TYPE_CHECKING:
    from tests.simulation.catalogue import Make
    from tests.simulation.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Bug:
    """``line`` of a module becomes ``bug``; ``witness`` is the shortest schedule of the scenario that shows it."""

    name: str
    module: str
    line: str
    bug: str
    make: Make
    witness: str
    complaint: str


def _with(make: Make, faults: str) -> Scenario:
    return replace(make(), faults=faults, faults_max=1)


EVENTS_ATTEMPT = (
    '        for check in (*job.attempts[:-1], __import__("dataclasses")'
    ".replace(job.attempts[-1], attempt=trigger.run.attempt))\n"
)
ANYTHING = partial(people.anything, trackers.tracker_update)
BUGS = (
    Bug(
        "nobody decides again after a write",
        "hygiene.post_ci.reconcile",
        "        if settlement.read_only:",
        "        if settlement.done:",
        scenarios.create_create,
        "abab",
        "2 status comments",
    ),
    Bug(
        "the newest comment stays",
        "hygiene.status_comment.existing",
        "-own.state.generation, own.comment.database_id,",
        "-own.state.generation, -own.comment.database_id,",
        scenarios.merge_comments,
        "aaa",
        "removed for a younger one",
    ),
    Bug(
        "the newest tracker stays",
        "hygiene.failure_tracker.issues",
        "return self.full, self.issue.number",
        "return self.full, -self.issue.number",
        trackers.merge_trackers,
        "aaa",
        "closed for the younger",
    ),
    Bug(
        "whose comment it is does not matter",
        "hygiene.status_comment.existing",
        "if comment.own and not comment.minimized]",
        "if not comment.minimized]",
        scenarios.merge_comments,
        "aaa",
        "what octocat wrote",
    ),
    Bug(
        "another author's tracker is taken for hygiene's",
        "hygiene.failure_tracker.issues",
        "parsed = parse_body(issue.body) if issue.own else None",
        "parsed = parse_body(issue.body)",
        trackers.foreign_tracker,
        "aa",
        "what mallory wrote",
    ),
    Bug(
        "the text is about the checks of the first read",
        "hygiene.post_ci.reconcile",
        "    settlement.snapshot = snapshot\n",
        "    settlement.snapshot = snapshot = replace(snapshot, head=settlement.snapshot.head)\n",
        scenarios.old_attempt_new_attempt,
        "a1bbaaaaa",
        "but it is success",
    ),
    Bug(
        "a stale attempt is used",
        "hygiene.model.checks",
        "sorted(self.runs, key=_age)",
        "sorted(self.runs, key=_age, reverse=True)",
        scenarios.old_attempt_new_attempt,
        "aa1bbb",
        "but it is success",
    ),
    Bug(
        "a run that was overtaken after its write goes home",
        "hygiene.model.freshness",
        " and not trigger.wrote",
        "",
        scenarios.old_head_new_head,
        "a1bba",
        "2 status comments",
    ),
    Bug(
        "the guard compares updatedAt alone",
        "hygiene.github.write.precondition",
        "case CommentVersion() if _version(node) == versions.get(node.id):",
        "case CommentVersion() if node.updated_at == versions[node.id].updated_at:",
        partial(scenarios.stopped, 3),
        "abbaaa",
        "nobody had read",
    ),
    Bug(
        "a write is sent again after its answer was lost",
        "hygiene.github.transport",
        "or _may_repeat(error, writes=writes)",
        "or _may_repeat(error, writes=False)",
        partial(_with, scenarios.create_create, "~"),
        "aa~a",
        "sent again",
    ),
    Bug(
        "a write is sent again after a 502",
        "hygiene.github.transport",
        "return error if error.kind in _PASSING else None",
        "return error",
        partial(_with, scenarios.create_create, ">"),
        "aa>a",
        "sent again",
    ),
    Bug(
        "duplicates go before the survivor is written",
        "hygiene.status_comment.decide",
        "        return (update,), text\n",
        "        return (update, *(DeleteComment(one.comment.id, pull_request.number) for one in rest)), text\n",
        partial(_with, scenarios.merge_comments, "*"),
        "aa*",
        "nobody else holds",
    ),
    Bug(
        "the longer list is kept, as with a counter",
        "hygiene.failure_tracker.ledger.merge",
        "for found in _join((row for ledger in ledgers for row in ledger.occurrences), _one_occurrence, _KEY)",
        "for found in max((ledger.occurrences for ledger in ledgers), key=len)",
        trackers.tracker_create,
        "aabb",
        "lost the occurrences",
    ),
    Bug(
        "what was overwritten is not merged back",
        "hygiene.failure_tracker.issues",
        "merged(written, *older)",
        "written",
        partial(_with, trackers.tracker_update, "+"),
        "abab",
        "lost the occurrences",
    ),
    Bug(
        "the words of people are not put back",
        "hygiene.failure_tracker.issues",
        "return parsed if theirs is None or theirs == unseen[0] else around(parsed, theirs, texts)",
        "return parsed if 1 else texts",
        trackers.tracker_edited,
        "aabb1b",
        "but a person left",
    ),
    Bug(
        "a lost marker is lost for good",
        "hygiene.failure_tracker.issues",
        "needs_history += [issue.id] if texts is None else []",
        "needs_history += [] if texts is None else [issue.id]",
        lambda: trackers.tracker_damaged(trackers.DAMAGES["a lost marker"], "a lost marker"),
        "aa1bb",
        "is open",
    ),
    Bug(
        "the count of edits is not read",
        "hygiene.model.snapshot",
        "return self.total > base + 1 + (base == 0 and self.original_listed)",
        "return False",
        partial(_with, partial(scenarios.section_section, there=True), "+"),
        "abab+",
        "section",
    ),
    Bug(
        "only the first page of a thread is read",
        "hygiene.github.gateway",
        "if pull.comments_total > len(pull.comments) and pull.id not in self.session.searched:",
        "if pull.comments_total < 0:",
        lambda: scenarios.long_thread("a"),
        "aa",
        "2 status comments",
    ),
    Bug(
        "no pages are read where the windows are refused",
        "hygiene.github.gateway",
        "if pull.comments_total > len(pull.comments) and not any(map(is_ours, pull.comments)):",
        "if pull.comments_total < 0:",
        lambda: replace(scenarios.long_thread("a"), faults="<", faults_max=1),
        "aa<a",
        "2 status comments",
    ),
    Bug(
        "a comment that was found once is not searched for again",
        "hygiene.github.gateway",
        "        if not any(map(is_ours, pull.comments)):\n",
        "        if True:\n",
        lambda: replace(scenarios.long_thread("a"), faults="<", faults_max=1),
        "aaa<aa",
        "2 status comments",
    ),
    Bug(
        "skipped counts as recovered",
        "hygiene.failure_tracker.evidence",
        "        if row.check.state is CheckState.SUCCESS and not (row.on_head",
        "        if row.check.state in (CheckState.SUCCESS, CheckState.SKIPPED) and not (row.on_head",
        trackers.skipped,
        "aabb",
        "is not open",
    ),
    Bug(
        "what may have happened is taken for not done",
        "hygiene.github.gateway",
        "            return Applied(None)\n",
        "            return Applied(snapshot)\n",
        partial(_with, scenarios.create_create, "~"),
        "aa~a",
        "sent again",
    ),
    Bug(
        "a duplicate is closed though its survivor could not be written",
        "hygiene.failure_tracker.update",
        "if not same(compact(merge(tracker.written, one.known)), compact(tracker.written)):",
        "if one is tracker:",
        partial(_with, trackers.merge_trackers, ":"),
        "aa:bb",
        "lost the occurrences",
    ),
    Bug(
        "a sweep reads open trackers and those that it has closed",
        "hygiene.failure_tracker.sweep",
        "closed.issue.id in snapshot.written_to or closed.needs_history or not same(closed.known, closed.written)",
        "closed.issue.id in snapshot.closed_here",
        sweeps.sweep_recover,
        "aaabbbba",
        "its text states that it fails",
    ),
    Bug(
        "a sweep does not read what one that ended early has overwritten",
        "hygiene.failure_tracker.sweep",
        "or closed.needs_history or not same(closed.known, closed.written)",
        "",
        lambda: replace(_with(sweeps.sweep_recover, "+"), further="a"),
        "aaabbbba+",
        "its text states that it fails",
    ),
    Bug(
        "the newest check run has the event's attempt",
        "hygiene.failure_tracker.check_runs",
        "        for check in job.attempts\n",
        EVENTS_ATTEMPT,
        partial(_with, trackers.attempts_unnumbered, "%"),
        "1ab%bb",
        "which never happened",
    ),
    Bug(
        "a removal does not read again",
        "hygiene.uninstall.run",
        "removal = decide_uninstall(read(), close_trackers=close_trackers)",
        "removal = Removal()",
        removals.remove_fail,
        "aaabba",
        "a removal has ended",
    ),
    Bug(
        "a removal takes another author's comment for hygiene's",
        "hygiene.uninstall.plan",
        "match decode(comment.body) if comment.own else None:",
        "match decode(comment.body):",
        removals.remove_update,
        "aaaa",
        "what mallory wrote",
    ),
    Bug(
        "a removal takes another author's tracker for hygiene's",
        "hygiene.uninstall.plan",
        "match decode(issue.body, anywhere=True) if issue.own else None:",
        "match decode(issue.body, anywhere=True):",
        removals.remove_update,
        "aaaa",
        "what mallory wrote",
    ),
    Bug(
        "a tracker is changed though it has the label to ignore it",
        "hygiene.failure_tracker.update",
        "if tracker.issue.has_label(IGNORE):",
        "if not tracker:",
        ANYTHING,
        "4aa",
        "that is muted",
    ),
    Bug(
        "not planned is like any other closing",
        "hygiene.failure_tracker.update",
        "if tracker.issue.state is IssueState.NOT_PLANNED:",
        "if not tracker:",
        partial(people.closed_before_a_failure, "NOT_PLANNED"),
        "1aa",
        "that is muted",
    ),
    Bug(
        "what a person has closed stays closed",
        "hygiene.failure_tracker.update",
        "return newest_failure_at(wanted) > closed_at or any(",
        "return any(",
        partial(people.closed_before_a_failure, "COMPLETED"),
        "a12abb",
        "is not open",
    ),
    Bug(
        "what a person has deleted is taken for forbidden",
        "hygiene.github.write.response",
        "reason = _REASONS.get(failed[name].kind, Reason.INVALID)",
        "reason = Reason.FORBIDDEN",
        ANYTHING,
        "a1a",
        "AuthorizationError",
    ),
    Bug(
        "the label that a person took off stays off",
        "hygiene.failure_tracker.labels",
        "if parsed is not None and parsed.identity]",
        "if parsed is None]",
        ANYTHING,
        "aa2bb",
        "has lost its label",
    ),
)
