"""What one run has found out about its scope: each request is made with it, and each response may add to it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.github.read.details import Details
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from hygiene.github.read.scope import GatePlace, ReadOptions


@dataclass(frozen=True, slots=True)
class Session:
    """The state of a gateway between two requests.

    ``options`` are those of the configuration that was read last. ``number`` is that of the pull request, once it was
    found by its head, ``same_head`` are the numbers of others of the same head, and ``found_by_head`` those that the
    first read found: a pull request that has moved on is read by its number from then on. ``searched`` are the ids of
    pull requests whose conversation was read to its end. ``viewer`` is the login of the token. ``unknown_outcomes``
    counts mutations in a row whose outcome is unknown. ``gate`` is where the Gate's file is, or probably is.
    """

    options: ReadOptions
    number: int = 0
    same_head: tuple[int, ...] = ()
    found_by_head: tuple[int, ...] = ()
    details: Details = field(default_factory=Details)
    searched: frozenset[str] = frozenset()
    viewer: str = ""
    unknown_outcomes: int = 0
    gate: GatePlace | None = None

    def with_options(self, options: ReadOptions) -> Session:
        """The same with the options of a configuration that was read.

        What was read once is read from then on: two reads that differ only in that would replace each other endlessly.
        """
        names, deletions = self.options.names or options.names, self.options.deletions or options.deletions
        return replace(self, options=replace(options, names=names, deletions=deletions))
