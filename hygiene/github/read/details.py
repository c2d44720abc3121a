"""Steps and annotations of what failed, remembered: some check runs have none, and what has ended stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene_github.fragments import SuiteChecks

    from hygiene.model.checks import Annotation, CheckRun, Checks, Step


@dataclass(slots=True)
class Details:
    """What is known by check run; a look that does not ask again is completed from it."""

    known: dict[str, tuple[tuple[Step, ...], tuple[Annotation, ...]]] = field(default_factory=dict)

    def shown(self, suites: Iterable[SuiteChecks | None]) -> None:
        """These suites came with the details of their first failing check runs."""
        for suite in suites:
            for node in suite.failing.nodes or [] if suite and suite.failing else []:
                if node is not None:
                    self.known.setdefault(node.id, ((), ()))

    def add(self, runs: Iterable[CheckRun]) -> None:
        """These check runs were asked for."""
        self.known |= {run.id: (run.steps, run.annotations) for run in runs}

    def lacking(self, head: Checks) -> list[CheckRun]:
        """The latest failing check runs whose details nobody has asked for."""
        return [run for run in _bare(head) if run.id not in self.known]

    def told(self, head: Checks) -> Checks:
        """The checks with everything that is known of what failed."""
        told = {run.id: self.known[run.id] for run in _bare(head) if run.id in self.known}
        if not told:
            return head
        runs = [replace(run, steps=told[run.id][0], annotations=told[run.id][1]) for run in head.runs if run.id in told]
        by_id = {run.id: run for run in runs}
        return replace(head, runs=tuple(by_id.get(run.id, run) for run in head.runs))


def _bare(head: Checks) -> list[CheckRun]:
    return [run for run in head.latest() if run.state.failed and not run.steps and not run.annotations]
