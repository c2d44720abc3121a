"""Whether a failure is known already: an open tracker has it from before, from somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.decide.jobs import Job
    from hygiene.model.snapshot import Issue
    from hygiene.model.status import Known


def known(job: Job, trackers: Iterable[Issue]) -> Known | None:  # noqa: ARG001 - wired when the ledger exists
    """The open tracker that another subject than this pull request brought this failure to, if any."""
    return None
