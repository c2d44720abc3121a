"""Mutations of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.limits import check_label
from hygiene.sandbox.mutate_comments import thread_named
from hygiene.sandbox.permissions import area_of, home_of, require_write
from hygiene.sandbox.refusal import missing, unprocessable
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.resolve_root import seen
from hygiene.sandbox.threads import Label
from hygiene.sandbox.write_labels import create_label, delete_label, label_named, set_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.sandbox.ask import Args, Ask


def repository_named(ask: Ask, node_id: str) -> Repository:
    """Return the repository with this id."""
    record = seen(ask, node_id)
    if not isinstance(record, Repository):
        kind = "Repository"
        raise missing(kind, node_id)
    return record


def labels_named(ask: Ask, repository: str, node_ids: Iterable[str]) -> tuple[str, ...]:
    """Return label ids that are known to be labels of this repository, each once."""
    for node_id in node_ids:
        record = seen(ask, node_id)
        if not isinstance(record, Label) or record.repository != repository:
            kind = "Label"
            raise missing(kind, node_id)
    return tuple(dict.fromkeys(node_ids))


def _create(ask: Ask, given: Args) -> dict[str, Any]:
    home = repository_named(ask, given["repositoryId"])
    require_write(ask, home, "issues", "createLabel")
    check_label(given["name"], given["color"], given.get("description"))
    if label_named(ask.world.state, home.id, given["name"]) is not None:
        message = "Name has already been taken"
        raise unprocessable(message)
    label = create_label(
        ask.world,
        ask.token.login,
        home,
        given["name"],
        color=given["color"].lower(),
        description=given.get("description"),
    )
    return {"label": label}


def _delete(ask: Ask, given: Args) -> dict[str, Any]:
    label = seen(ask, given["id"])
    if not isinstance(label, Label):
        kind = "Label"
        raise missing(kind, given["id"])
    require_write(ask, home_of(ask, label.repository), "issues", "deleteLabel")
    delete_label(ask.world, ask.token.login, label)
    return {}


def _add(ask: Ask, given: Args) -> dict[str, Any]:
    thread = thread_named(ask, given["labelableId"])
    require_write(ask, home_of(ask, thread.repository), area_of(thread), "addLabelsToLabelable")
    labels = labels_named(ask, thread.repository, given["labelIds"])
    both = tuple(dict.fromkeys((*thread.labels, *labels)))
    return {"labelable": set_labels(ask.world, ask.token.login, thread, both)}


def _remove(ask: Ask, given: Args) -> dict[str, Any]:
    thread = thread_named(ask, given["labelableId"])
    require_write(ask, home_of(ask, thread.repository), area_of(thread), "removeLabelsFromLabelable")
    labels = labels_named(ask, thread.repository, given["labelIds"])
    left = tuple(node for node in thread.labels if node not in labels)
    return {"labelable": set_labels(ask.world, ask.token.login, thread, left)}


LABEL_MUTATIONS = {
    "createLabel": _create,
    "deleteLabel": _delete,
    "addLabelsToLabelable": _add,
    "removeLabelsFromLabelable": _remove,
}
