"""Other heads that may fail alike: those of other failing pull requests, and earlier commits of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.read_other_heads import ReadOtherHeads

from hygiene.github.read.pages import DETAILS_MAX, more_details, whole_page
from hygiene.github.read.translate_checks import base_checks
from hygiene.model.snapshot import OtherHead, PullRequest, PullRequestState, Snapshot
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene_github.fragments import CommitsChecked

    from hygiene.github.client import Connection
    from hygiene.model.checks import CheckRun
    from hygiene.model.trigger import Trigger


def with_other_heads(connection: Connection, trigger: Trigger, label: str, snapshot: Snapshot) -> Snapshot:
    """The snapshot with the heads of the twenty failing pull requests that were updated last, and ten commits of ours.

    One request, and one for steps and annotations of what failed there.
    """
    number = snapshot.pull_requests[0].number if snapshot.pull_requests else 0
    owner, name = trigger.owner, trigger.name
    response = connection.query(
        lambda: connection.client.read_other_heads(owner, name, label, number, bool(number)), ReadOtherHeads
    )
    home = whole_page(connection, response).repository
    found: list[OtherHead] = []
    if home is not None:
        mine = {pull.id for pull in snapshot.pull_requests}
        for node in home.pull_requests.nodes or []:
            found += _heads(node.id, node.number, node.commits) if node is not None and node.id not in mine else []
        before = home.pull_request
        found += _heads(before.id, before.number, before.commits) if before is not None else []
    seen = snapshot.head.oid if snapshot.head else ""
    return replace(snapshot, other_heads=_with_details(connection, [one for one in found if one.head.oid != seen]))


def _heads(node: str, number: int, commits: CommitsChecked) -> list[OtherHead]:
    heads = [base_checks(one.commit) for one in commits.nodes or [] if one is not None]
    return [
        OtherHead(PullRequest(node, number, "", "", PullRequestState.OPEN, head.oid, "", "", ""), head)
        for head in heads
    ]


def _with_details(connection: Connection, found: list[OtherHead]) -> tuple[OtherHead, ...]:
    """The same with steps and annotations, by which rules and fingerprints distinguish failures."""
    failed: list[CheckRun] = [
        run for one in found for run in one.head.latest() if run.state.failed or run.may_have_timed_out
    ]
    if not failed:
        return tuple(found)
    known = more_details(connection, failed[:DETAILS_MAX])
    return tuple(
        replace(one, head=replace(one.head, runs=tuple(known.get(run.id, run) for run in one.head.runs)))
        for one in found
    )
