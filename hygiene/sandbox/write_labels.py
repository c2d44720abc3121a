"""Writes to labels, as GitHub does them: no checks here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Issue, Label, PullRequest
from hygiene.sandbox.write_threads import kind_of

if TYPE_CHECKING:
    from hygiene.sandbox.state import State
    from hygiene.sandbox.world import World

T = TypeVar("T", bound="Issue | PullRequest")


def label_named(state: State, repository: str, name: str) -> Label | None:
    """Return a label by its name, whose case does not matter."""
    return state.find(Label, "label", repository, name.casefold())


def create_label(
    world: World, actor: str, home: Repository, name: str, *, color: str = "ededed", description: str | None = None
) -> Label:
    """Create a label in a repository."""
    state, node, database_id = world.state.number("label", home.database_id)
    label = Label(node, database_id, home.id, name, color, description, world.now)
    state = state.put(
        label,
        replace(home, labels=(*home.labels, node)),
        names={("label", home.id, name.casefold()): node},
    )
    world.commit(state, actor, "label.created", before=None, after=label)
    return label


def delete_label(world: World, actor: str, label: Label) -> None:
    """Delete a label; it leaves every issue and pull request."""
    home = world.state.get(label.repository, Repository)
    changed: list[Repository | Issue | PullRequest] = [
        replace(home, labels=tuple(node for node in home.labels if node != label.id))
    ]
    for thread in world.state.nodes.values():
        if isinstance(thread, Issue | PullRequest) and label.id in thread.labels:
            left = tuple(node for node in thread.labels if node != label.id)
            changed.append(replace(thread, labels=left, updated_at=world.now))
    world.commit(world.state.drop(label.id).put(*changed), actor, "label.deleted", before=label, after=None)


def set_labels(world: World, actor: str, thread: T, labels: tuple[str, ...]) -> T:
    """Give a thread exactly these labels; the same ones again change nothing."""
    if labels == thread.labels:
        return thread
    what = "labeled" if len(labels) > len(thread.labels) else "unlabeled"
    changed = replace(thread, labels=labels, updated_at=world.now)
    world.commit(world.state.put(changed), actor, f"{kind_of(thread)}.{what}", before=thread, after=changed)
    return changed
