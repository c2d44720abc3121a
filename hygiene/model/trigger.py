"""Who rang: the event, reduced to what tells where to look. Nothing else in it is believed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A workflow run as its event names it. GraphQL tells no attempt, so the event's is the only one there is."""

    id: int
    number: int
    attempt: int
    workflow: str = ""
    path: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A doorbell. Exactly one of ``pull_requests``, ``head_ref`` with ``head_repository``, or ``branch`` says where.

    ``event`` is the event that started the run (``pull_request``, ``push``, ``schedule``, ``merge_group`` …), or
    ``by_hand``. ``head_oid`` is empty when nobody told; then the pull request's current head is meant.
    ``closed`` is true when a pull request's own event says that it was closed or merged. ``wrote`` is true once this
    run has written: from then on it sees to the outcome, even if its head is no longer the newest.
    """

    repository: str
    event: str
    pull_requests: tuple[int, ...] = ()
    head_oid: str = ""
    head_ref: str = ""
    head_repository: str = ""
    branch: str = ""
    run: Run | None = None
    closed: bool = False
    wrote: bool = False

    @property
    def owner(self) -> str:
        """The first half of ``OWNER/NAME``."""
        return self.repository.partition("/")[0]

    @property
    def name(self) -> str:
        """The second half of ``OWNER/NAME``."""
        return self.repository.partition("/")[2]
