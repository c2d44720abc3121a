"""The results of the run that an event names, read on their own until GitHub shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import RunResults
from hygiene_github.read_run_results import ReadRunResults

from hygiene.github.read.translate_checks import check_run, suite, with_attempts
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.github.client import Connection
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def with_run_results(connection: Connection, trigger: Trigger, snapshot: Snapshot) -> Snapshot | None:
    """The snapshot with the newest results of the trigger's run; without details, and of the last attempt alone.

    None where the event does not name the run's check suite.
    """
    head, suite_id = snapshot.head, trigger.run.suite_id if trigger.run is not None else ""
    if head is None or not suite_id:
        return None
    response = connection.query(lambda: connection.client.read_run_results(suite_id), ReadRunResults)
    node = response.data.node
    if not isinstance(node, RunResults):
        return snapshot
    found = suite(node)
    runs = [check_run(row, found) for row in (node.runs.nodes or [] if node.runs else []) if row is not None]
    head = replace(
        head,
        suites=(*(other for other in head.suites if other.id != found.id), found),
        runs=with_attempts([*(run for run in head.runs if run.suite.id != found.id), *runs]),
    )
    return replace(snapshot, head=head)
