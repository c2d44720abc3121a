"""A removal: read, decide, remove, and read again until nothing of ours is left to remove."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.errors import RejectedError, UnsettledError
from hygiene.github.errors import ApiError, ErrorKind, exception_for
from hygiene.github.read.own_content import read_traces, remove
from hygiene.model.plan import Reason
from hygiene.post_ci.reconcile import PAUSE_S
from hygiene.uninstall.plan import Removal, decide_uninstall
from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.github.client import Connection
    from hygiene.model.own_content import Traces
    from hygiene.model.plan import Operation, Refusal
    from hygiene.settings import Settings

PASSES_MAX = 4


@dataclass(slots=True)
class Removed:
    """``traces`` is what was read, ``removal`` the plan for it; ``done`` is empty where nothing was to be written."""

    traces: Traces
    removal: Removal
    done: list[Operation] = field(default_factory=list)


def remove_everything(
    settings: Settings, connection: Connection, *, write: bool, close_trackers: bool, closed_max: int
) -> Removed:
    """Remove what hygiene wrote, or with ``write`` false only list it.

    Raises ``UnsettledError`` when something of ours is written again and again, as it is while the workflow exists.
    """

    def read() -> Traces:
        return read_traces(connection, settings.repository, settings.policy.tracker.label, closed_max)

    traces = read()
    removal = decide_uninstall(traces, close_trackers=close_trackers)
    removed = Removed(traces, removal)
    refused: list[Refusal] = []
    for _ in range(PASSES_MAX if write else 0):
        if not removal.plan:
            return removed
        refused = _carry_out(settings, connection, removal, removed.done)
        removal = decide_uninstall(read(), close_trackers=close_trackers)
    if write and removal.plan:
        raise _unsettled(refused)
    return removed


def _carry_out(settings: Settings, connection: Connection, removal: Removal, done: list[Operation]) -> list[Refusal]:
    """Send one document after the other, a second apart as GitHub requires; end early where an outcome is unknown."""
    plan = removal.plan
    refused: list[Refusal] = []
    labels = settings.policy.tracker.label, settings.policy.tracker.flaky_label
    while plan:
        applied = remove(connection, plan, labels)
        if not applied.done and not applied.refused:
            break
        done += applied.done
        refused += [refusal for refusal in applied.refused if refusal.reason is not Reason.GONE]
        for refusal in refused:
            if refusal.reason is Reason.FORBIDDEN:
                raise _forbidden(refusal, connection)
        sent = {*applied.done, *(refusal.operation for refusal in applied.refused)}
        plan = tuple(operation for operation in plan if operation not in sent)
        if plan:
            connection.clock.sleep(PAUSE_S)
    return refused


def _forbidden(refusal: Refusal, connection: Connection) -> Exception:
    name = type(refusal.operation).__name__
    failure = ApiError(ErrorKind.FORBIDDEN, refusal.message, (name[0].lower() + name[1:],))
    return exception_for(failure, connection.url.host)


def _unsettled(refused: list[Refusal]) -> Exception:
    if refused:
        return RejectedError(f"GitHub refused: {refused[0].message}", hint="Run the command again later.")
    return UnsettledError(
        "What was removed is written again and again.",
        hint="Remove the workflow that runs hygiene, then run this command again.",
    )
