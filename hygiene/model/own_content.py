"""What hygiene wrote in a repository, as far as it was read: the input of uninstall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.model.snapshot import Comment, Issue, Label


@dataclass(frozen=True, slots=True)
class Thread:
    """A pull request with all its comments; ``label`` is the failure label, if it has that."""

    id: str
    number: int
    comments: tuple[Comment, ...] = ()
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Traces:
    """``trackers`` are the open issues with the failure label; ``remaining`` describes what was not read."""

    threads: tuple[Thread, ...] = ()
    trackers: tuple[Issue, ...] = ()
    remaining: tuple[str, ...] = ()
