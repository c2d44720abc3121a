"""Which event rang, and what that means for the token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.actions.event import trigger_from
from hygiene.doctor.check import Check, failed, passed, warned
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.doctor.facts import Facts

NAME = "event"


def event_checks(facts: Facts) -> list[Check]:
    """One row for the event of this run."""
    event = facts.event
    if event.trouble is not None:
        return [failed(NAME, event.trouble.message, event.trouble.mend)]
    if event.payload is None:
        return [passed(NAME, "No event rang: a command by hand, which names a pull request with --pr.")]
    try:
        trigger = trigger_from(event.name, event.payload, "")
    except UsageError as error:
        return [warned(NAME, f"{error.message} `hygiene post-ci` would end here.", error.mend)]
    fork = _fork(event.payload)
    if event.name == "pull_request" and fork:
        said = f"A pull request from the fork {fork}: the token of this event may only read, whatever is granted."
        return [
            warned(NAME, said, "Run hygiene in a workflow on `workflow_run`, which has the repository's own token.")
        ]
    what = event.name or trigger.event
    from_fork = f", for the fork {fork}; its code is never checked out or run" if fork else ""
    return [passed(NAME, f"{what}{from_fork}.")]


def _fork(payload: Mapping[str, Any]) -> str:
    """The name of the fork that the head is in; empty for a branch of the repository itself."""
    home = _name(payload.get("repository"))
    pull = payload.get("pull_request")
    run = payload.get("workflow_run")
    head = ""
    if isinstance(pull, dict) and isinstance(pull.get("head"), dict):
        head = _name(pull["head"].get("repo"))
    elif isinstance(run, dict):
        head = _name(run.get("head_repository"))
    return head if head and home and head.casefold() != home.casefold() else ""


def _name(repository: object) -> str:
    name = repository.get("full_name") if isinstance(repository, dict) else ""
    return name if isinstance(name, str) else ""
