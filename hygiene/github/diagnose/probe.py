"""The requests of the probe.

What a host refuses is an answer, not an error: ``refusal`` then contains its message, and ``uncertain`` is whether the
write may have been carried out all the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from hygiene_github.apply_plan import ApplyPlan
from hygiene_github.base_model import BaseModel
from hygiene_github.enums import PullRequestState
from hygiene_github.fragments import RequiredChecks
from hygiene_github.input_types import DeleteIssueInput, DeleteLabelInput, UpdateIssueCommentInput, UpdateIssueInput
from hygiene_github.probe_delete import ProbeDelete
from hygiene_github.probe_edit import ProbeEdit
from hygiene_github.probe_look import ProbeLook
from hygiene_github.probe_overlong import ProbeOverlong
from hygiene_github.probe_rules import ProbeRules
from hygiene_github.probe_unlabel import ProbeUnlabel

from hygiene.errors import HygieneError, UsageError
from hygiene.github.client import UnknownOutcomeError
from hygiene.github.errors import ErrorKind, exception_for, missing, one_line
from hygiene.github.gateway import Gateway
from hygiene.github.headers import whole_number
from hygiene.github.read.translate import unread_rules
from hygiene.github.write.mutation import fill
from hygiene.github.write.response import judged, seen_scope
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hygiene_github.fragments import ProbeIssue
    from hygiene_github.probe_look import ProbeLookRepository, ProbeLookRepositoryOfFirst

    from hygiene.github.client import Connection, Response
    from hygiene.github.read.scope import Scope
    from hygiene.model.plan import Operation, Plan, Refusal
    from hygiene.model.snapshot import Snapshot

Model = TypeVar("Model", bound=BaseModel)
# https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
PAUSE_S = 1.0
LABELS = ("hygiene-probe-a", "hygiene-probe-b")
DESCRIPTION = "Created by hygiene doctor --probe, which removes it again"
TITLE = "A test object of hygiene doctor --probe; may be deleted"
# In every comment of the probe on a pull request.
MARK = "<!-- hygiene-probe -->"


@dataclass(frozen=True, slots=True)
class Made:
    """An object of the probe on the host. ``kind`` is label, issue or comment; ``number`` is that of an issue."""

    kind: str
    id: str
    url: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What one read shows. ``own`` are the probe's objects; ``of_first``, ``of_both`` and ``newest`` are open issues.

    ``foreign_labels`` are names of labels that are called like the probe's, but were not created by it.
    """

    login: str
    repository_id: str
    repository: str
    archived: bool
    own: tuple[Made, ...]
    foreign_labels: tuple[str, ...]
    of_first: tuple[str, ...]
    of_both: tuple[str, ...]
    newest: tuple[str, ...]
    authored: Mapping[str, bool]
    pull_request_id: str = ""
    pull_request_open: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What one ``ApplyPlan`` did, and the node ids that the scope in its response shows; None without a scope.

    ``made`` has the new object of each creation, ``labels_kept`` how many labels each new issue has.
    """

    done: tuple[Operation, ...]
    refused: tuple[Refusal, ...]
    made: Mapping[Operation, Made]
    labels_kept: Mapping[Operation, int]
    shown: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One operation, with the number of its writes.

    ``used_before`` and ``used_after`` are ``x-ratelimit-used``, None where the host did not send it.
    """

    operation: str
    writes: int
    seconds: float
    requests: int
    used_before: int | None
    used_after: int | None


@dataclass(frozen=True, slots=True)
class Edited:
    """A comment after an edit; ``texts`` are its history as listed, None where the host does not show it."""

    body: str
    total: int = 0
    texts: tuple[str | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The checks that GitHub requires on the default branch; None where the host shows nothing."""

    role: str = ""
    classic: frozenset[str] | None = None
    rulesets: frozenset[str] | None = None


class Probing:
    """One repository. ``number`` is the pull request on which the probe comments, 0 for none."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        self.connection = connection
        self.trigger = scope.trigger
        self.number = next(iter(scope.trigger.pull_requests), 0)
        self.gateway = Gateway(connection, scope)
        self.refusal = ""
        self.uncertain = False
        self.measured: list[Measured] = []

    def look(self) -> Seen:
        """What is there now. Raises ``UsageError`` when there is no such repository or pull request."""
        owner, name, number = self.trigger.owner, self.trigger.name, self.number
        client = self.connection.client
        call = partial(client.probe_look, owner, name, *LABELS, list(LABELS), number, with_pull_request=number > 0)
        response = self.connection.query(call, ProbeLook)
        found = response.data.repository
        other = [error for error in response.errors if error.kind is not ErrorKind.NOT_FOUND]
        if other:
            raise exception_for(other[0], self.connection.host)
        if found is None or (number and found.pull_request is None):
            what = "repository" if found is None else f"pull request #{number} in"
            raise missing(f"{what} {self.trigger.repository}", self.connection.host)
        return _seen(found, response.data.viewer.login)

    def read_scope(self) -> Snapshot:
        """What a run of ``post-ci`` reads."""
        with self._measuring("ReadScope", 0):
            return self.gateway.read()

    def rules(self) -> Rules:
        """What the default branch requires, as each of two fields shows it."""
        call = partial(self.connection.client.probe_rules, self.trigger.owner, self.trigger.name)
        response = self.connection.query(call, ProbeRules)
        self.refusal = one_line(response.errors[0].message) if response.errors else ""
        found = response.data.repository
        branch = found.default_branch_ref if found else None
        if found is None or branch is None:
            return Rules()
        rule, rules = branch.ref_update_rule, branch.rules
        self.refusal = self.refusal or unread_rules(branch)
        given = [node.parameters for node in (rules.nodes or [] if rules else []) if node is not None]
        rulesets = [one for one in given if isinstance(one, RequiredChecks)]
        contexts = [check.context for one in rulesets for check in one.required_status_checks]
        return Rules(
            role=found.viewer_permission.value if found.viewer_permission else "",
            classic=frozenset(filter(None, rule.required_status_check_contexts or [])) if rule else None,
            rulesets=frozenset(contexts) if rules else None,
        )

    def carry_out(self, plan: Plan) -> Written | None:
        """Carry out a plan in one document, as ``post-ci`` does; None where the whole document failed."""
        filled, client = fill(plan), self.connection.client
        scope = self.gateway.scope.variables(self.gateway.session, self.connection.size)

        def call() -> ApplyPlan:
            return client.apply_plan(**(scope | filled.variables))

        response = self._mutate("ApplyPlan", call, ApplyPlan, len(filled.fields))
        if response is None:
            return None
        done, refused = judged(filled, response)
        self.refusal = refused[0].message if refused else ""
        made, kept = {}, {}
        for name, operation in filled.fields.items():
            payload = getattr(response.data, name)
            edge = getattr(payload, "comment_edge", None)
            label, issue, comment = getattr(payload, "label", None), getattr(payload, "issue", None), edge and edge.node
            if label is not None:
                made[operation] = Made("label", label.id)
            elif comment is not None:
                made[operation] = Made("comment", comment.id, getattr(comment, "url", ""))
            elif name.startswith("create_issue") and issue is not None:
                made[operation] = Made("issue", issue.id, issue.url, issue.number)
                kept[operation] = len(issue.labels.nodes or []) if issue.labels else 0
        seen = seen_scope(response.data, filled.reread_at)
        return Written(done, refused, made, kept, frozenset(_ids(seen)) if seen else None)

    def edit(self, comment: str, body: str) -> Edited | None:
        """Edit a comment; None where that was refused."""
        given = UpdateIssueCommentInput(id=comment, body=body)
        response = self._mutate("ProbeEdit", partial(self.connection.client.probe_edit, given), ProbeEdit)
        payload = response.data.update_issue_comment if response else None
        made = payload.issue_comment if payload else None
        if made is None:
            return None
        edits = made.user_content_edits
        if edits is None:
            return Edited(made.body)
        return Edited(made.body, edits.total_count, tuple(node.diff for node in edits.nodes or [] if node))

    def rewrite(self, issue: str, body: str) -> str | None:
        """Replace an issue's body and return the body afterwards; None where that was refused."""
        given = UpdateIssueInput(id=issue, body=body)
        response = self._mutate("ProbeOverlong", partial(self.connection.client.probe_overlong, given), ProbeOverlong)
        payload = response.data.update_issue if response else None
        return payload.issue.body if payload and payload.issue else None

    def delete(self, issue: str) -> bool:
        """Delete an issue, which few tokens may."""
        call = partial(self.connection.client.probe_delete, DeleteIssueInput(issue_id=issue))
        response = self._mutate("ProbeDelete", call, ProbeDelete)
        return bool(response and response.data.delete_issue)

    def unlabel(self, label: str) -> bool:
        """Delete a label."""
        call = partial(self.connection.client.probe_unlabel, DeleteLabelInput(id=label))
        response = self._mutate("ProbeUnlabel", call, ProbeUnlabel)
        return bool(response and response.data.delete_label)

    def _mutate(
        self, operation: str, call: Callable[[], Model], model: type[Model], writes: int = 1
    ) -> Response[Model] | None:
        self.connection.clock.sleep(PAUSE_S)
        self.uncertain = False
        try:
            with self._measuring(operation, writes):
                response = self.connection.mutate(call, model)
        except UnknownOutcomeError as error:
            self.refusal, self.uncertain = one_line(str(error.cause)), True
            return None
        except HygieneError as error:
            self.refusal = one_line(error.message)
            return None
        self.refusal = one_line(response.errors[0].message) if response.errors else ""
        return response

    @contextmanager
    def _measuring(self, operation: str, writes: int) -> Iterator[None]:
        clock, sent = self.connection.clock, self.connection.transport
        began, requests, before = clock.now(), sent.queries + sent.mutations, self._used()
        try:
            yield
        finally:
            seconds = (clock.now() - began).total_seconds()
            requests = sent.queries + sent.mutations - requests
            self.measured.append(Measured(operation, writes, seconds, requests, before, self._used()))

    def _used(self) -> int | None:
        return whole_number(self.connection.headers.get("x-ratelimit-used", ""))


def refuse_foreign(seen: Seen, repository: str, number: int) -> None:
    """Raise ``UsageError`` where the probe must not write: renamed, archived, foreign labels, pull request closed."""
    if seen.repository.casefold() != repository.casefold():
        raise UsageError(f"{repository} is called {seen.repository} now.", hint="Confirm that name.")
    if seen.archived:
        raise UsageError(f"{seen.repository} is archived: nothing can be written to it.", hint="Choose another one.")
    if seen.foreign_labels:
        names = " and ".join(seen.foreign_labels)
        raise UsageError(
            f"The label {names} exists and was not created by the probe.",
            hint="Rename it, or choose another repository.",
        )
    if number and not seen.pull_request_open:
        raise UsageError(f"Pull request #{number} is not open.", hint="Name an open one with --pr NUMBER.")


def _seen(found: ProbeLookRepository, login: str) -> Seen:
    labels = [label for label in (found.first, found.second) if label is not None]
    lists = [_issues(one) for one in (found.of_first, found.of_both, found.newest)]
    pull = found.pull_request
    comments = [node for node in (pull.comments.nodes or [] if pull else []) if node is not None]
    own = [Made("comment", one.id, one.url) for one in comments if one.viewer_did_author and MARK in one.body]
    issues = {issue.id: issue for listed in lists for issue in listed}
    own += [
        Made("issue", issue.id, issue.url, issue.number)
        for issue in issues.values()
        if issue.viewer_did_author and issue.title == TITLE
    ]
    own += [Made("label", label.id, label.url) for label in labels if label.description == DESCRIPTION]
    authored = {issue.id: issue.viewer_did_author for issue in issues.values()}
    authored |= {comment.id: comment.viewer_did_author for comment in comments}
    of_first, of_both, newest = (tuple(issue.id for issue in listed) for listed in lists)
    return Seen(
        login=login,
        repository_id=found.id,
        repository=found.name_with_owner,
        archived=found.is_archived,
        own=tuple(own),
        foreign_labels=tuple(label.name for label in labels if label.description != DESCRIPTION),
        of_first=of_first,
        of_both=of_both,
        newest=newest,
        authored=authored,
        pull_request_id=pull.id if pull else "",
        pull_request_open=pull is not None and pull.pull_request_state is PullRequestState.OPEN,
    )


def _issues(listed: ProbeLookRepositoryOfFirst) -> list[ProbeIssue]:
    return [node for node in listed.nodes or [] if node is not None]


def _ids(value: object) -> Iterator[str]:
    """The node ids of all that is in a response."""
    fields = vars(value) if isinstance(value, BaseModel) else {}
    if isinstance(found := fields.get("id"), str):
        yield found
    for inner in value if isinstance(value, list) else fields.values():
        yield from _ids(inner)
