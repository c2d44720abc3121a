"""The event's payload, reduced to a doorbell: which pull request, commit or branch to look at.

Shapes: https://docs.github.com/en/webhooks/webhook-events-and-payloads
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hygiene.errors import UsageError
from hygiene.model.trigger import Run, Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping


TAKEN = "workflow_run, pull_request, pull_request_target and merge_group"
_PULL_REQUEST_EVENTS = ("pull_request", "pull_request_target")
# https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
_QUEUE_BRANCH = re.compile(r"(?:refs/heads/)?gh-readonly-queue/.+/pr-(?P<number>\d+)-[0-9a-f]{7,64}")


def trigger_from(event: str, payload: Mapping[str, Any], repository: str) -> Trigger:
    """The trigger for one event; ``event`` may be empty, then the payload's own shape tells.

    Raises ``UsageError`` for an event that hygiene does not take, a payload of another event, or another repository.
    """
    name = event or _shape(payload)
    named = _text(payload, "repository", "full_name")
    if named and repository and named.casefold() != repository.casefold():
        raise UsageError(
            f"The event is of {named}, but the repository is {repository}.", hint="Pass the matching --repo or --event."
        )
    match name:
        case "workflow_run":
            return _workflow_run(payload, repository)
        case "pull_request" | "pull_request_target":
            return _pull_request(name, payload, repository)
        case "merge_group":
            return _merge_group(payload, repository)
        case _:
            raise UsageError(
                f"The event {name!r} is not one that hygiene takes.",
                hint=f"It takes {TAKEN}; by hand, pass --pr NUMBER.",
            )


def _shape(payload: Mapping[str, Any]) -> str:
    for name in ("workflow_run", "merge_group", "pull_request"):
        if isinstance(payload.get(name), dict):
            return name
    return "unknown"


def _workflow_run(payload: Mapping[str, Any], repository: str) -> Trigger:
    raw = payload.get("workflow_run")
    if not isinstance(raw, dict):
        raise _other_event("workflow_run")
    run = Run(
        id=_number(raw, "id"),
        number=_number(raw, "run_number"),
        attempt=max(1, _number(raw, "run_attempt")),
        workflow=_text(raw, "name") or _text(payload, "workflow", "name"),
        path=(_text(raw, "path") or _text(payload, "workflow", "path")).partition("@")[0],
        url=_text(raw, "html_url"),
    )
    event, head_oid, head_ref = _text(raw, "event"), _text(raw, "head_sha"), _text(raw, "head_branch")
    if not head_oid:
        raise UsageError("The workflow_run event names no head commit.", hint="Pass the whole payload with --event.")
    queued = _QUEUE_BRANCH.fullmatch(head_ref)
    if event == "merge_group" or queued:
        return Trigger(repository, "merge_group", _queued(queued), head_oid, branch=head_ref, run=run)
    if event not in _PULL_REQUEST_EVENTS:
        return Trigger(repository, event, head_oid=head_oid, branch=head_ref, run=run)
    numbers = _own_pull_requests(raw, payload)
    if numbers:
        return Trigger(repository, event, numbers, head_oid, run=run)
    head_repository = _text(raw, "head_repository", "full_name")
    return Trigger(repository, event, head_oid=head_oid, head_ref=head_ref, head_repository=head_repository, run=run)


def _own_pull_requests(raw: Mapping[str, Any], payload: Mapping[str, Any]) -> tuple[int, ...]:
    """Pull requests of this repository only: the list may name those that other repositories have for the commit."""
    home = _number(payload, "repository", "id")
    rows = raw.get("pull_requests")
    numbers = {
        _number(row, "number")
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and _number(row, "base", "repo", "id") in (0, home)
    }
    return tuple(sorted(numbers - {0}))


def _pull_request(name: str, payload: Mapping[str, Any], repository: str) -> Trigger:
    raw = payload.get("pull_request")
    if not isinstance(raw, dict) or not _number(raw, "number"):
        raise _other_event(name)
    closed = _text(payload, "action") == "closed"
    return Trigger(repository, name, (_number(raw, "number"),), _text(raw, "head", "sha"), closed=closed)


def _merge_group(payload: Mapping[str, Any], repository: str) -> Trigger:
    raw = payload.get("merge_group")
    if not isinstance(raw, dict) or not _text(raw, "head_sha"):
        raise _other_event("merge_group")
    ref = _text(raw, "head_ref")
    numbers = _queued(_QUEUE_BRANCH.fullmatch(ref))
    return Trigger(repository, "merge_group", numbers, _text(raw, "head_sha"), branch=ref.removeprefix("refs/heads/"))


def _queued(branch: re.Match[str] | None) -> tuple[int, ...]:
    return () if branch is None else (int(branch["number"]),)


def _other_event(name: str) -> UsageError:
    return UsageError(
        f"The payload is not that of a {name} event.",
        hint="GITHUB_EVENT_NAME and the event file have to belong together.",
    )


def _text(raw: Mapping[str, Any], *path: str) -> str:
    found = _at(raw, path)
    return found if isinstance(found, str) else ""


def _number(raw: Mapping[str, Any], *path: str) -> int:
    found = _at(raw, path)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _at(raw: object, path: tuple[str, ...]) -> object:
    for key in path:
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw


EVENT_BYTES_MAX = 25_000_000
_MEND = "Name the event's JSON file with --event, or pass --repo OWNER/NAME --pr NUMBER by hand."


def read_event(path: str) -> dict[str, Any]:
    """The payload as an object. Raises ``UsageError`` that says what is wrong with the file."""
    if not path:
        raise UsageError("There is no event: neither GITHUB_EVENT_PATH nor --event names a file.", hint=_MEND)
    file = Path(path)
    try:
        size_bytes = file.stat().st_size
        if size_bytes > EVENT_BYTES_MAX:
            raise UsageError(f"The event file {path} is larger than {EVENT_BYTES_MAX:,} bytes.", hint=_MEND)
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise UsageError(f"The event file {path} cannot be read: {reason}.", hint=_MEND) from None
    if not text.strip():
        raise UsageError(f"The event file {path} is empty.", hint=_MEND)
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"The event file {path} is not JSON{where}.", hint=_MEND) from None
    if not isinstance(payload, dict):
        raise UsageError(f"The event file {path} holds no JSON object.", hint=_MEND)
    return payload
