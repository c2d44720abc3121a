"""The port to GitHub for one scope: one query reads it, one mutation document writes and returns the scope again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene_github.read_scope import ReadScope

from hygiene.github.client import UnknownOutcomeError
from hygiene.github.errors import (
    ApiError,
    ErrorKind,
    exception_for,
    fatal,
    field_of,
    missing,
    not_carried_out,
    not_read,
)
from hygiene.github.read import translate
from hygiene.github.read.scope import (
    DEFAULT_BRANCH,
    NO_WORKFLOWS,
    WORKFLOWS_FOLDER,
    at_head_variables,
    differs_from_base,
    files_of,
    on_base_variables,
    shows_gate_at_head,
    workflow_files,
)
from hygiene.github.read.session import Session
from hygiene.github.read.snapshot import carried, head_of, lacks_own_comment, snapshot_of, with_other_trackers
from hygiene.github.size import QuerySize
from hygiene.model.plan import Applied, Refusal
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene_github.apply_plan import ApplyPlan
    from hygiene_github.fragments import Scope as ScopeData
    from hygiene_github.read_scope import ReadScopeRepository

    from hygiene.errors import HygieneError
    from hygiene.github.client import Connection, Response
    from hygiene.github.read.scope import GatePlace, Scope
    from hygiene.model.checks import Checks
    from hygiene.model.decision import SubjectsNeeded
    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import PullRequest, Snapshot


UNKNOWN_OUTCOMES_MAX = 3
# One more for the configuration's options, one for the number of a pull request, and two for changes meanwhile.
READS_MAX = 5


class Gateway:
    """One scope of one repository. Each method is one request; more only where totals show that a page is missing."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        self.connection = connection
        self.scope = scope
        self.session = Session(scope.options_for({}), gate=scope.gate.place(None))

    def read(self) -> Snapshot:
        """The scope as it is. Raises ``UsageError`` when the repository or the pull request does not exist.

        What a response shows (options of the configuration, the number of the pull request) may need another request.
        """
        reads = 1
        while True:
            response = self.connection.query(self._send_read, ReadScope)
            asked, asked_gate = self._read_variables(self.session), self.session.gate
            data = self._repository(response)
            snapshot = self._snapshot(response, data)
            self.session = self._with_findings(snapshot, data)
            if reads == READS_MAX or self._read_variables(self.session) == asked:
                whole = self._with_pages(replace(snapshot, same_head=self.session.same_head), data)
                failed = any("gateAtHead" in error.path for error in response.errors)
                whole = self._with_gate_file(whole, data, None if failed else asked_gate)
                return self._with_failures_of_base(whole)
            reads += 1

    def _send_read(self) -> ReadScope:
        trigger, session = self.scope.trigger, self.session
        variables = self._read_variables(session) | self.scope.gate_variables(session)
        return self.connection.client.read_scope(trigger.owner, trigger.name, **variables)

    def _with_gate_file(self, snapshot: Snapshot, data: ReadScopeRepository, asked: GatePlace | None) -> Snapshot:
        """The snapshot with the Gate's file at the head and on the base branch, where the query did not show them."""
        trigger, gate = self.scope.trigger, self.scope.gate.place(snapshot)
        oid = trigger.head_oid or (snapshot.head.oid if snapshot.head is not None else "")
        if gate is None or not oid:
            return snapshot
        found: Any = data
        if gate != asked or not (trigger.head_oid or shows_gate_at_head(data, gate, oid)):
            from hygiene_github.read_gate_file import ReadGateFile

            on_base = on_base_variables(replace(gate, base=gate.base or DEFAULT_BRANCH))
            response = self.connection.query(
                lambda: self.connection.client.read_gate_file(
                    trigger.owner, trigger.name, **at_head_variables(gate, oid), **on_base
                ),
                ReadGateFile,
            )
            self.session = replace(self.session, gate=gate)
            found = response.data.repository
            snapshot = _with_files(snapshot, files_of(found, gate), response.errors)
        if not gate.base or not differs_from_base(found, oid):
            return snapshot
        return self._with_workflows(replace(snapshot, workflows_differ=True), gate, oid)

    def _with_workflows(self, snapshot: Snapshot, gate: GatePlace, oid: str) -> Snapshot:
        """The snapshot with all workflow files of the base branch, where they may show removed jobs."""
        if not self.scope.gate.needs_workflows(snapshot):
            return snapshot
        from hygiene_github.read_workflows import ReadWorkflows

        trigger, folder = self.scope.trigger, gate.on_base(WORKFLOWS_FOLDER)
        response = self.connection.query_unless_large(
            lambda: self.connection.client.read_workflows(
                trigger.owner, trigger.name, folder, oid, at_head_variables(gate, oid)["workflows"]
            ),
            ReadWorkflows,
        )
        if response is None:
            # A pull request may add any number of files, of any length.
            return replace(snapshot, base_workflows=NO_WORKFLOWS)
        unread = any("filesAtHead" in error.path for error in response.errors)
        files, base_workflows = workflow_files(response.data.repository, gate, shows_head=not unread)
        return _with_files(replace(snapshot, base_workflows=base_workflows), files, response.errors)

    def _read_variables(self, session: Session) -> dict[str, Any]:
        return self.scope.read_variables(session, self.connection.size)

    def _repository(self, response: Response[ReadScope]) -> ReadScopeRepository:
        """The repository of a response. Raises for an error that took what a decision must not be made without."""
        repository, scope = response.data.repository, self.scope
        if repository is None:
            raise self._absent(response.errors, f"repository {scope.trigger.repository}")
        error = fatal(response.errors)
        if error is not None:
            raise exception_for(error, self.connection.host)
        number = scope.pull_request_number(self.session)
        if number and repository.pull_request is None:
            raise self._absent(response.errors, f"pull request #{number} in {scope.trigger.repository}")
        return repository

    def _snapshot(self, response: Response[ReadScope], data: ReadScopeRepository) -> Snapshot:
        """The snapshot of the first pages."""
        viewer = response.data.viewer.login if response.data.viewer else ""
        self.session = replace(self.session, viewer=viewer)
        snapshot = snapshot_of(data, self.scope, self.connection.clock.now(), viewer, self.connection.date)
        head = snapshot.head.oid if snapshot.head is not None else ""
        # A query of its own reads a file of the head that this one could not.
        errors = [error for error in response.errors if "gateAtHead" not in error.path]
        unread = [snapshot.base.rules_unread] if snapshot.base is not None and snapshot.base.rules_unread else []
        return replace(
            snapshot,
            repository=translate.with_names(snapshot.repository, data),
            files=files_of(data, self.session.gate, head),
            rate_limit=translate.rate_limit(response.data.rate_limit),
            unknown_values=response.unknown_values,
            incomplete=tuple(dict.fromkeys([*map(not_read, errors), *self._too_heavy(), *unread])),
            statuses_unread=any("status" in error.path for error in errors),
        )

    def _too_heavy(self) -> tuple[str, ...]:
        """What GitHub did not return even in small pages, and what readers then are not shown."""
        lost = self.connection.too_heavy(for_readers=True)
        asked = self._read_variables(self.session)
        if asked["base_history"] or not asked["base"]:
            return lost
        host = self.connection.host
        return (*lost, f"checks of the base branch, too much for {host} to return: no failure is compared with it.")

    def _with_findings(self, snapshot: Snapshot, data: ReadScopeRepository) -> Session:
        """The session with the configuration's options, else with the pull requests of the trigger's head.

        Several pull requests are read one by one: the text of a comment must not depend on which of them one response
        shows.
        """
        session = self.session.with_options(self.scope.options_for(snapshot.files))
        session = replace(session, gate=self.scope.gate.place(snapshot) or session.gate)
        if self._read_variables(session) != self._read_variables(self.session) or not self.scope.by_head(session):
            return session
        numbers = tuple(pull.number for pull in snapshot.pull_requests)
        if session.found_by_head and not numbers:
            return replace(session, number=session.found_by_head[0])
        from hygiene.github.read.same_branch_name import of_this_head

        found = of_this_head(self.connection, self.scope.trigger, data, numbers)
        if len({pull.base_ref for pull in snapshot.pull_requests}) > 1:
            found = found or numbers
        session = replace(session, found_by_head=session.found_by_head or numbers)
        return replace(session, number=found[0], same_head=found[1:]) if found else session

    def read_results(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with the newest results of the run that the trigger names."""
        from hygiene.github.read.run_results import with_run_results

        return with_run_results(self.connection, self.scope.trigger, snapshot) or self.read()

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """The same snapshot with every text in the edit histories of these comments and issues.

        A history with edits that the snapshot does not have belongs to a newer state: then the scope is read again.
        """
        from hygiene.github.read.edit_history import with_history

        return with_history(self.connection, snapshot, ids) or self.read()

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with our issues that its first pages do not list, as far as pages are read."""
        from hygiene.github.read.unlisted_issues import with_unlisted_issues

        return with_unlisted_issues(self.connection, self.scope, self.session.options.tracker_label, snapshot)

    def read_other_heads(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with other failing pull requests, and earlier commits of this one."""
        from hygiene.github.read.other_heads import with_other_heads

        return with_other_heads(self.connection, self.scope.trigger, self.session.options.tracker_label, snapshot)

    def read_subjects(self, snapshot: Snapshot, needed: SubjectsNeeded) -> Snapshot:
        """The same snapshot with the state of pull requests, branches and commits that trackers depend on."""
        from hygiene.github.read.subjects import with_subjects

        return with_subjects(self.connection, self.scope.trigger, snapshot, needed)

    def unchanged(self, plan: Plan, snapshot: Snapshot) -> bool:
        """Whether everything that the plan changes is still as the snapshot shows it; one point."""
        from hygiene.github.write.precondition import versions_hold

        return versions_hold(self.connection, plan, snapshot)

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """Carry out as much of the plan as one document holds. For an unknown outcome, ``Applied`` is empty.

        Raises the host's last error after several unknown outcomes in a row, and for a write that is too heavy in every
        form.
        """
        from hygiene_github.apply_plan import ApplyPlan

        from hygiene.github.write.mutation import fill
        from hygiene.github.write.response import judged

        client = self.connection.client
        filled = fill(plan, rereads=self.connection.rereads)
        session = self.session
        if self.scope.by_head(session) and len(snapshot.pull_requests) == 1:
            # Found by now: a point less than to search for it again.
            session = replace(session, number=snapshot.pull_requests[0].number)

        def call() -> ApplyPlan:
            return client.apply_plan(**self.scope.variables(session, self.connection.size), **filled.variables)

        try:
            response = self.connection.mutate(call, ApplyPlan)
        except UnknownOutcomeError as unknown:
            self.session = replace(self.session, unknown_outcomes=self.session.unknown_outcomes + 1)
            if self.session.unknown_outcomes > UNKNOWN_OUTCOMES_MAX:
                raise unknown.cause from None
            return Applied(None)
        self.session = replace(self.session, unknown_outcomes=0)
        for error in response.errors:
            if error.kind is ErrorKind.SCOPES:
                raise exception_for(error, self.connection.host)
        done, refused = judged(filled, response)
        if response.spent and refused and not done:
            raise not_carried_out(next(error.message for error in response.errors if error.heavy))
        return Applied(self._after(filled.reread_at, response, snapshot, done), done, refused)

    def forbidden(self, refusal: Refusal) -> HygieneError:
        """The error that names the permission which a refused operation needs."""
        error = ApiError(ErrorKind.FORBIDDEN, refusal.message, (field_of(refusal.operation),))
        return exception_for(error, self.connection.host)

    def _after(
        self, reread_at: tuple[str, ...], response: Response[ApplyPlan], before: Snapshot, done: Plan
    ) -> Snapshot | None:
        """The scope as the mutation left it; None when the response does not show it with our own writes."""
        from hygiene.github.write.response import seen_scope, shown

        scope = seen_scope(response.data, reread_at)
        # An error of a root field is the result of its write. One below it is a part that the host did not read.
        cut = any(error.heavy and len(error.path) > 1 for error in response.errors)
        if scope is None or fatal(response.errors) or cut:
            return None
        read_at, date = self.connection.clock.now(), self.connection.date
        snapshot = snapshot_of(scope, self.scope, read_at, self.session.viewer, date)
        now = carried(snapshot, before, done)
        if (before.pull_requests and not now.pull_requests) or lacks_own_comment(now, before, done):
            return None
        now = with_other_trackers(now, before) if self.scope.sweeping else self._with_pages(now, scope)
        return shown(now, response.data, before, done)

    def _with_pages(self, snapshot: Snapshot, data: ScopeData) -> Snapshot:
        """The snapshot with every further page that its totals require."""
        if data.open_trackers.page_info.has_next_page:
            from hygiene.github.read import pages

            label = self.session.options.tracker_label
            more = pages.more_trackers(self.connection, self.scope.trigger, label, data.open_trackers.page_info)
            known = {issue.id: issue for issue in (*snapshot.trackers, *more)}
            snapshot = replace(snapshot, trackers=tuple(sorted(known.values(), key=lambda issue: issue.number)))
        pulls = tuple(self._with_status_comment(pull) for pull in snapshot.pull_requests)
        return replace(snapshot, pull_requests=pulls, head=self._whole_head(snapshot.head, data))

    def _with_failures_of_base(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with the steps of jobs that fail both here and on the base branch, to compare the failures."""
        failed = {run.name for run in snapshot.head.latest() if run.state.failed} if snapshot.head else set()
        base = snapshot.base
        same = [run for commit in base.commits for run in commit.latest() if run.state.failed] if base else []
        same = [run for run in same if run.name in failed and run.suite.run_id]
        if base is None or not same or self.connection.size is not QuerySize.FULL:
            return snapshot
        from hygiene.github.read.pages import DETAILS_MAX, more_details

        known = more_details(self.connection, same[:DETAILS_MAX])
        commits = (replace(one, runs=tuple(known.get(run.id, run) for run in one.runs)) for one in base.commits)
        return replace(snapshot, base=replace(base, commits=tuple(commits)))

    def _with_status_comment(self, pull: PullRequest) -> PullRequest:
        """The pull request with our comment, wherever it is in a long conversation."""
        is_ours = self.session.options.is_status_comment
        if any(map(is_ours, pull.comments)):
            return pull
        if pull.comments_total > len(pull.comments) and pull.id not in self.session.searched:
            from hygiene.github.read.comment_windows import with_windows
            from hygiene.github.read.pages import more_comments

            if self.connection.size is QuerySize.FULL:
                pull = with_windows(self.connection, pull)
            if pull.comments_total > len(pull.comments) and not any(map(is_ours, pull.comments)):
                pull = more_comments(self.connection, pull, is_ours)
        if not any(map(is_ours, pull.comments)):
            self.session = replace(self.session, searched=self.session.searched | {pull.id})
        return pull

    def _whole_head(self, head: Checks | None, data: ScopeData) -> Checks | None:
        """The head with all of its check suites, check runs and details."""
        found = head_of(data)
        if head is None or found is None or found.check_suites is None:
            return head
        nodes = found.check_suites.nodes or []
        details = self.session.details.with_suites(nodes, head.runs)
        by_id = {suite.id: suite for suite in head.suites}
        partial = [
            (by_id[node.id], node.runs.page_info.end_cursor)
            for node in nodes
            if node and node.runs and node.runs.total_count > sum(run.suite.id == node.id for run in head.runs)
        ]
        more_suites = found.check_suites.total_count > len(head.suites)
        if partial or more_suites or details.missing(head):
            from hygiene.github.read import pages

            page = found.check_suites.page_info if more_suites else None
            asked = self.scope.variables(self.session, self.connection.size)
            head, details = pages.whole_head(self.connection, self.scope.trigger, asked, head, page, partial, details)
        self.session = replace(self.session, details=details)
        return details.added_to(head)

    def _absent(self, errors: Sequence[ApiError], what: str) -> HygieneError:
        host = self.connection.host
        other = [error for error in errors if error.kind not in (ErrorKind.NOT_FOUND, ErrorKind.INVALID)]
        return exception_for(other[0], host) if other else missing(what, host)


def _with_files(snapshot: Snapshot, files: Mapping[str, str], errors: Sequence[ApiError]) -> Snapshot:
    """The snapshot with further files, and with what kept some of them from being read."""
    incomplete = dict.fromkeys([*snapshot.incomplete, *map(not_read, errors)])
    return replace(snapshot, files={**snapshot.files, **files}, incomplete=tuple(incomplete))
