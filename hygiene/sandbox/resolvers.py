"""All resolvers by type and field. What is not listed is an attribute or an item of the same name."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from hygiene.sandbox import resolve_checks, resolve_repository, resolve_root, resolve_threads
from hygiene.sandbox.mutate_comments import COMMENT_MUTATIONS
from hygiene.sandbox.mutate_issues import ISSUE_MUTATIONS
from hygiene.sandbox.mutate_labels import LABEL_MUTATIONS
from hygiene.sandbox.pages import CONNECTION
from hygiene.sandbox.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.ask import Args, Ask, Resolver

RESOLVERS: dict[str, dict[str, Resolver]] = {
    "Query": resolve_root.QUERY,
    "Repository": resolve_repository.REPOSITORY,
    "Label": resolve_repository.LABEL,
    "Ref": resolve_repository.REF,
    "Blob": resolve_repository.BLOB,
    "Issue": resolve_threads.ISSUE,
    "PullRequest": resolve_threads.PULL_REQUEST,
    "IssueComment": resolve_threads.COMMENT,
    "CommentDeletedEvent": resolve_threads.DELETION,
    "ClosedEvent": resolve_threads.CLOSING,
    "User": resolve_threads.USER,
    "Bot": resolve_threads.BOT,
    "Commit": resolve_checks.COMMIT,
    "StatusContext": resolve_checks.STATUS_CONTEXT,
    "CheckSuite": resolve_checks.SUITE,
    "CheckRun": resolve_checks.CHECK_RUN,
    "CheckAnnotation": resolve_checks.ANNOTATION,
    "CheckAnnotationSpan": resolve_checks.SPAN,
    "WorkflowRun": resolve_checks.WORKFLOW_RUN,
}

MUTATIONS = {**COMMENT_MUTATIONS, **ISSUE_MUTATIONS, **LABEL_MUTATIONS}


def resolver_of(type_name: str, field: str) -> Resolver:
    """Return how a field of a type is answered."""
    if type_name == "Mutation":
        return _mutation(field)
    table = CONNECTION if type_name.endswith("Connection") else RESOLVERS.get(type_name, {})
    return table.get(field) or _plain(type_name, field)


def _mutation(field: str) -> Resolver:
    write = MUTATIONS.get(field)
    if write is None:
        return _unimitated("Mutation", field)

    def resolve(_root: object, ask: Ask, args: Args) -> dict[str, Any]:
        ask.refresh()
        payload = write(ask, args["input"])
        ask.refresh()
        return {"clientMutationId": args["input"].get("clientMutationId"), **payload}

    return resolve


def _plain(type_name: str, field: str) -> Resolver:
    attribute = re.sub(r"[A-Z]", lambda letter: f"_{letter.group().lower()}", field)
    item: Callable[[Any], Any] = itemgetter(field)

    def resolve(record: Any, ask: Ask, args: Args) -> Any:  # noqa: ANN401 - any record
        if type(record) is dict:
            return item(record) if field in record else _unimitated(type_name, field)(record, ask, args)
        try:
            return getattr(record, attribute)
        except AttributeError:
            return _unimitated(type_name, field)(record, ask, args)

    return resolve


def _unimitated(type_name: str, field: str) -> Resolver:
    def resolve(_record: object, _ask: Ask, _args: Args) -> None:
        message = f"This GitHub is a sandbox: it does not imitate {type_name}.{field}"
        raise Refusal("SANDBOX", message)

    return resolve
