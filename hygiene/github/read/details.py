"""Steps and annotations of check runs that did not pass, kept for the whole run: they do not change after its end."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene_github.fragments import SuiteChecks

    from hygiene.model.checks import Annotation, CheckRun, Checks, Step


@dataclass(frozen=True, slots=True)
class Details:
    """The details by the node id of their check run, empty for one that has none."""

    known: Mapping[str, tuple[tuple[Step, ...], tuple[Annotation, ...]]] = field(default_factory=dict)

    def with_suites(self, suites: Iterable[SuiteChecks | None], runs: Iterable[CheckRun]) -> Details:
        """The same with the check runs whose details came with their suites; ``runs`` are those of the suites."""
        failing = {node.id for suite in suites if suite and suite.failing for node in suite.failing.nodes or [] if node}
        return Details({**{run.id: (run.steps, run.annotations) for run in runs if run.id in failing}, **self.known})

    def with_runs(self, runs: Iterable[CheckRun]) -> Details:
        """The same with these check runs, whose details were read on their own."""
        return Details({**self.known, **{run.id: (run.steps, run.annotations) for run in runs}})

    def missing(self, head: Checks) -> list[CheckRun]:
        """The latest check runs that failed, or may have timed out, whose details were not read yet."""
        return [run for run in _without_details(head) if run.id not in self.known]

    def added_to(self, head: Checks) -> Checks:
        """The checks with all details that are known."""
        found = {run.id: self.known[run.id] for run in _without_details(head) if run.id in self.known}
        if not found:
            return head
        runs = [run.with_details(*found[run.id]) if run.id in found else run for run in head.runs]
        return replace(head, runs=tuple(runs))


def _without_details(head: Checks) -> list[CheckRun]:
    runs = (run for run in head.latest() if run.state.failed or run.may_have_timed_out)
    return [run for run in runs if not run.steps and not run.annotations]
