"""The event's payload, reduced to a trigger: the pull request, commit or branch that a run reports on.

Shapes: https://docs.github.com/en/webhooks/webhook-events-and-payloads
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hygiene.bounds import is_too_large
from hygiene.errors import UsageError
from hygiene.files import read_regular_file
from hygiene.model.late_results import is_conclusion
from hygiene.model.trigger import Run, Trigger
from hygiene.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping


SUPPORTED = "workflow_run, pull_request, pull_request_target and merge_group"
_PULL_REQUEST_EVENTS = ("pull_request", "pull_request_target")
# https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
_QUEUE_BRANCH = pattern(r"(?:refs/heads/)?gh-readonly-queue/.+/pr-(?P<number>[0-9]{1,18})-[0-9a-f]{7,64}")


def trigger_from(event: str, payload: Mapping[str, Any], repository: str, repository_id: int = 0) -> Trigger:
    """The trigger for one event. ``event`` may be empty: then the payload's shape decides.

    With ``repository_id``, the payload may have a former name of the repository: a re-run has the first run's payload.
    Raises ``UsageError`` for an event that is not supported, a payload of another event, or another repository.
    """
    name = event or _shape(payload)
    named = _text(payload, "repository", "full_name")
    same_id = repository_id and _number(payload, "repository", "id") == repository_id
    if named and repository and named.casefold() != repository.casefold() and not same_id:
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
                f"The event {name!r} is not supported.",
                hint=f"Run hygiene on {SUPPORTED}, or pass --pr NUMBER.",
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
    conclusion = _text(raw, "conclusion")
    run = Run(
        id=_number(raw, "id"),
        number=_number(raw, "run_number"),
        attempt=max(1, _number(raw, "run_attempt")),
        workflow=_text(raw, "name") or _text(payload, "workflow", "name"),
        path=(_text(raw, "path") or _text(payload, "workflow", "path")).partition("@")[0],
        url=_text(raw, "html_url"),
        conclusion=conclusion if is_conclusion(conclusion) else "",
        suite_id=_text(raw, "check_suite_node_id"),
    )
    event, head_oid, branch = _text(raw, "event"), _text(raw, "head_sha"), _text(raw, "head_branch")
    if not head_oid:
        raise UsageError("The workflow_run event names no head commit.", hint="Pass the whole payload with --event.")
    if event not in _PULL_REQUEST_EVENTS and _is_own(raw, payload, repository):
        queued = _QUEUE_BRANCH.fullmatch(branch)
        if event == "merge_group" or queued:
            return Trigger(repository, "merge_group", _queued(queued), head_oid, branch=branch, run=run)
        return Trigger(repository, event, head_oid=head_oid, branch=branch, run=run)
    bases = _own_pull_requests(raw, payload) if event in _PULL_REQUEST_EVENTS else {}
    if bases:
        base = _other_than_default(bases[min(bases)], payload)
        return Trigger(repository, event, tuple(sorted(bases)), head_oid, base_ref=base, run=run)
    head_repository = _text(raw, "head_repository", "full_name")
    return Trigger(repository, event, head_oid=head_oid, head_ref=branch, head_repository=head_repository, run=run)


def _is_own(raw: Mapping[str, Any], payload: Mapping[str, Any], repository: str) -> bool:
    """Whether the run's branch is one of this repository.

    A branch of a fork may have any name, that of the default branch or of a merge queue too. So the branch of a run
    means nothing unless its repository is known.
    """
    head, home = _number(raw, "head_repository", "id"), _number(payload, "repository", "id")
    if head and home:
        return head == home
    return _text(raw, "head_repository", "full_name").casefold() == repository.casefold()


def _own_pull_requests(raw: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[int, str]:
    """The pull requests of this repository, by number, with the branches that they are to be merged into.

    The list may also name those of other repositories for the commit.
    """
    home = _number(payload, "repository", "id")
    rows = raw.get("pull_requests")
    return {
        number: _text(row, "base", "ref")
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and _number(row, "base", "repo", "id") == home and (number := _number(row, "number"))
    }


def _other_than_default(branch: str, payload: Mapping[str, Any]) -> str:
    return "" if branch == _text(payload, "repository", "default_branch") else branch


def _pull_request(name: str, payload: Mapping[str, Any], repository: str) -> Trigger:
    raw = payload.get("pull_request")
    if not isinstance(raw, dict) or not _number(raw, "number"):
        raise _other_event(name)
    closed = _text(payload, "action") == "closed"
    base, number = _other_than_default(_text(raw, "base", "ref"), payload), _number(raw, "number")
    return Trigger(repository, name, (number,), _text(raw, "head", "sha"), base_ref=base, closed=closed)


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
    """A positive number of at most 64 bits; 0 for anything else."""
    found = _at(raw, path)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 < found < 2**63 else 0


def _at(raw: object, path: tuple[str, ...]) -> object:
    for key in path:
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw


# GitHub's own limit: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap
EVENT_BYTES_MAX = 25_000_000
_HINT = "Name the event's JSON file with --event, or pass --repo OWNER/NAME --pr NUMBER."
_SURROGATE = pattern(r"\\u[dD][89a-fA-F]")


def read_event(path: str) -> dict[str, Any]:
    """The payload as an object; halves of surrogate pairs in it become question marks.

    Raises ``UsageError`` with what is wrong with the file.
    """
    if not path:
        raise UsageError(
            "There is no event: neither GITHUB_EVENT_PATH nor --event names a file.",
            hint="Outside GitHub Actions, pass --repo OWNER/NAME --pr NUMBER.",
        )
    try:
        content = read_regular_file(path, EVENT_BYTES_MAX)
        text = content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else "Not UTF-8 text"
        raise UsageError(f"The event file {path} cannot be read: {reason}.", hint=_HINT) from None
    if not text.strip():
        raise UsageError(f"The event file {path} is empty.", hint=_HINT)
    if is_too_large(content):
        raise UsageError(f"The event file {path} has more values than an event of GitHub.", hint=_HINT)
    try:
        payload = json.loads(text)
        if _SURROGATE.search(text):
            payload = json.loads(json.dumps(payload, ensure_ascii=False).encode(errors="replace"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"The event file {path} is not valid JSON: {_json_problem(error)}.", hint=_HINT) from None
    if not isinstance(payload, dict):
        raise UsageError(f"The event file {path} does not contain a JSON object.", hint=_HINT)
    return payload


def _json_problem(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it has too many digits"
