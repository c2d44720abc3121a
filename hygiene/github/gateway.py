"""The port to GitHub for one scope: read in one query, write in one document whose answer shows the scope again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hygiene_github.read_scope import ReadScope

from hygiene.errors import RejectedError, UnavailableError
from hygiene.github.client import UnknownOutcomeError
from hygiene.github.errors import ApiError, ErrorKind, exception_for, fatal, field_of, missing, one_line
from hygiene.github.read import comment_windows as conversation
from hygiene.github.read import translate
from hygiene.github.read.details import Details
from hygiene.github.read.scope import files_of
from hygiene.github.read.snapshot import carried, head_of, snapshot_of, with_other_trackers
from hygiene.model.plan import Applied, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene_github.apply_plan import ApplyPlan
    from hygiene_github.fragments import Scope

    from hygiene.errors import HygieneError
    from hygiene.github.client import Connection, Response
    from hygiene.github.read.scope import Look
    from hygiene.model.checks import Checks
    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import Comment, PullRequest, Snapshot


LOST_MAX = 3


class Gateway:
    """One scope of one repository. Every method is one request; more only where totals say that something is owed."""

    def __init__(self, connection: Connection, look: Look) -> None:
        self.connection = connection
        self.look = look
        self._labels = look.labels({})
        self._named = look.with_names({})
        self._deletions = look.with_deletions({})
        self._viewer = ""
        self._details = Details()
        self._known: tuple[int, ...] = ()
        self._same_head: tuple[int, ...] = ()
        self._searched: set[str] = set()
        self._lost = 0

    def read(self) -> Snapshot:
        """Look at the scope. Raises ``UsageError`` when the repository or the pull request is not there."""
        trigger = self.look.trigger
        response = self._scope()
        scope = response.data.repository
        if scope is None:
            raise self._absent(response.errors, f"repository {trigger.repository}")
        missed = fatal(response.errors)
        if missed is not None:
            raise exception_for(missed, self.connection.host)
        files = files_of(scope, self.look)
        if self._more_wanted(files):
            return self.read()
        if self.look.by_number and scope.pull_request is None:
            raise self._absent(response.errors, f"pull request #{self.look.scope()['number']} in {trigger.repository}")
        self._viewer = response.data.viewer.login if response.data.viewer else ""
        snapshot = snapshot_of(scope, self.look, self.connection.clock.now(), self._viewer)
        snapshot = replace(
            snapshot,
            repository=translate.with_names(snapshot.repository, scope),
            pull_requests=conversation.whole(snapshot.pull_requests, scope),
            files=files,
            same_head=self._same_head,
            rate_limit=translate.rate_limit(response.data.rate_limit),
            unknown_values=response.unknown_values,
            incomplete=tuple(one_line(failure.message) for failure in response.errors),
        )
        if self.look.by_head and self._known and not snapshot.pull_requests:
            self.look = replace(self.look, number=self._known[0])
            return self.read()
        self._known = self._known or tuple(pull.number for pull in snapshot.pull_requests)
        if scope.namesakes is not None:
            from hygiene.github.read.same_branch_name import of_this_head

            found = of_this_head(self.connection, self.look, scope, [pull.number for pull in snapshot.pull_requests])
            if found:
                self.look, self._same_head = replace(self.look, number=found[0]), found[1:]
                return self.read()
        return self._whole(snapshot, scope)

    def _more_wanted(self, files: Mapping[str, str]) -> bool:
        """Whether the policy for the files that were found asks for more, or for other labels, than was looked at."""
        asked = self._labels, self._named, self._deletions
        # Once asked for, it stays: two looks that differ in that alone would take turns.
        self._labels, self._named = self.look.labels(files), self._named or self.look.with_names(files)
        self._deletions = self._deletions or self.look.with_deletions(files)
        return (self._labels, self._named, self._deletions) != asked

    def _scope(self) -> Response[ReadScope]:
        """The one query. Where it is too heavy for the host, without what pages can bring, then without details."""
        trigger, client = self.look.trigger, self.connection.client
        asked = {**self.look.read(), "with_names": self._named, "deletions": self._deletions}
        try:
            return self.connection.query(
                lambda: client.read_scope(trigger.owner, trigger.name, *self._labels, **asked), ReadScope
            )
        except (RejectedError, UnavailableError) as error:
            lighter = conversation.lighter(self.look, error, self.connection)
            if lighter is None:
                raise
        self.look = lighter
        return self._scope()

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """The same snapshot with every text in the edit histories of these comments and issues.

        A history that goes on after the snapshot tells of a world that the snapshot does not know: then a fresh look.
        """
        from hygiene.github.read.edit_history import with_history

        return with_history(self.connection, snapshot, ids) or self.read()

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with our issues beyond its windows, as far as pages are turned over."""
        from hygiene.github.read.unlisted_issues import with_unlisted_issues

        return with_unlisted_issues(self.connection, self.look, self._labels[0], snapshot)

    def read_other_heads(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with other failing pull requests, and earlier commits of this one."""
        from hygiene.github.read.other_heads import with_other_heads

        return with_other_heads(self.connection, self.look, self._labels[0], snapshot)

    def unchanged(self, plan: Plan, snapshot: Snapshot) -> bool:
        """Whether everything that the plan touches is still as the snapshot saw it; one point."""
        from hygiene.github.write.precondition import versions_hold

        return versions_hold(self.connection, plan, snapshot)

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """Carry out what one document holds. An unknown outcome is an empty ``Applied``: the next pass looks.

        After several in a row the host is taken for out of order, and what it answered last is raised.
        """
        from hygiene_github.apply_plan import ApplyPlan

        from hygiene.github.write.mutation import fill
        from hygiene.github.write.response import judged, lacked

        client = self.connection.client
        asked: dict[str, Any] = {**self.look.scope(), "deletions": self._deletions}

        def call() -> ApplyPlan:
            filled = fill(plan, client.lacking)
            # The host lacks every mutation of the plan: there is nothing to send.
            return client.apply_plan(*self._labels, **(asked | filled.variables)) if filled.fields else ApplyPlan()

        try:
            response = self.connection.mutate(call, ApplyPlan)
        except UnknownOutcomeError as error:
            self._lost += 1
            if self._lost > LOST_MAX:
                raise error.cause from None
            return Applied(None)
        self._lost = 0
        for failure in response.errors:
            if failure.kind is ErrorKind.SCOPES:
                raise exception_for(failure, self.connection.host)
        filled = fill(plan, client.lacking)
        done, refused = judged(filled, response)
        refused += lacked(plan, client.lacking)
        return Applied(self._after(filled.reread_at, response, snapshot, done), done, refused)

    def forbidden(self, refusal: Refusal) -> HygieneError:
        """The error that names the permission which a refused operation needs."""
        failure = ApiError(ErrorKind.FORBIDDEN, refusal.message, (field_of(refusal.operation),))
        return exception_for(failure, self.connection.host)

    def _after(
        self, reread_at: tuple[str, ...], response: Response[ApplyPlan], before: Snapshot, done: Plan
    ) -> Snapshot | None:
        """The scope as the mutation left it; None when the answer does not show it with our own writes."""
        from hygiene.github.write.response import seen_scope, shown

        scope = seen_scope(response.data, reread_at)
        if scope is None or fatal(response.errors):
            return None
        now = carried(snapshot_of(scope, self.look, self.connection.clock.now(), self._viewer), before, done)
        if before.pull_requests and not now.pull_requests:
            return None
        if self.look.sweeping:
            return shown(with_other_trackers(now, before), response.data, before, done)
        return shown(self._whole(now, scope), response.data, before, done)

    def _whole(self, snapshot: Snapshot, scope: Scope) -> Snapshot:
        """The snapshot with every page that is owed."""
        if scope.open_trackers.page_info.has_next_page:
            from hygiene.github.read import pages

            more = pages.more_trackers(self.connection, self.look, self._labels[0], scope)
            known = {issue.id: issue for issue in (*snapshot.trackers, *more)}
            snapshot = replace(snapshot, trackers=tuple(sorted(known.values(), key=lambda issue: issue.number)))
        pulls = tuple(self._whole_thread(pull, snapshot) for pull in snapshot.pull_requests)
        return replace(snapshot, pull_requests=pulls, head=self._whole_head(snapshot.head, scope))

    def _whole_thread(self, pull: PullRequest, snapshot: Snapshot) -> PullRequest:
        """The pull request with our comment, however deep among others it stands."""

        def wanted(comment: Comment) -> bool:
            return self.look.wanted(comment, snapshot.files)

        if any(map(wanted, pull.comments)):
            return pull
        if pull.comments_total > len(pull.comments) and pull.id not in self._searched:
            from hygiene.github.read import pages

            pull = pages.more_comments(self.connection, pull, wanted)
        self._searched.add(pull.id)
        return pull

    def _whole_head(self, head: Checks | None, scope: Scope) -> Checks | None:
        found = head_of(scope)
        if head is None or found is None or found.check_suites is None:
            return head
        nodes = found.check_suites.nodes or []
        self._details.shown(nodes)
        by_id = {suite.id: suite for suite in head.suites}
        owing = [
            (by_id[node.id], node.runs.page_info.end_cursor)
            for node in nodes
            if node and node.runs and node.runs.total_count > sum(run.suite.id == node.id for run in head.runs)
        ]
        short = found.check_suites.total_count > len(head.suites)
        if owing or short or self._details.lacking(head):
            from hygiene.github.read import pages

            page = found.check_suites.page_info if short else None
            head = pages.whole_head(self.connection, self.look, head, page, owing, self._details)
        return self._details.told(head)

    def _absent(self, failures: Sequence[ApiError], what: str) -> HygieneError:
        host = self.connection.host
        other = [failure for failure in failures if failure.kind not in (ErrorKind.NOT_FOUND, ErrorKind.INVALID)]
        return exception_for(other[0], host) if other else missing(what, host)
