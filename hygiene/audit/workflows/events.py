"""What is known of the ``github`` context in a run that a certain event has started.

https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.workflows.jobs import texts_at
from hygiene.audit.workflows.nodes import MappingNode
from hygiene.audit.workflows.values import PartialObject, Unknown, Value

if TYPE_CHECKING:
    from hygiene.audit.workflows.jobs import Workflow

PULL_REQUEST_EVENTS = ("pull_request", "pull_request_target")

_DEFAULT_TYPES = {
    "pull_request": ("opened", "synchronize", "reopened"),
    "pull_request_target": ("opened", "synchronize", "reopened"),
    "merge_group": ("checks_requested",),
}
# Objects that only the payload of their own event has. An event that is not listed may have any of them.
_OBJECTS = {
    "comment": (),
    "client_payload": (),
    "deployment": (),
    "head_commit": ("push",),
    "inputs": ("workflow_dispatch",),
    "issue": (),
    "merge_group": ("merge_group",),
    "pull_request": PULL_REQUEST_EVENTS,
    "release": ("release",),
    "schedule": ("schedule",),
    "workflow_run": ("workflow_run",),
}
_KNOWN_EVENTS = frozenset(
    {*PULL_REQUEST_EVENTS, "merge_group", "push", "release", "schedule", "workflow_dispatch", "workflow_run"}
)
_REFS = {
    "pull_request": "refs/pull/*/merge",
    "pull_request_target": "refs/heads/*",
    "merge_group": "refs/heads/gh-readonly-queue/*",
    "release": "refs/tags/*",
    "schedule": "refs/heads/*",
    "workflow_run": "refs/heads/*",
}


def github_context(workflow: Workflow, event: str) -> Value:
    """The ``github`` context in a run of this event, with everything else of it unknown."""
    ref = _REFS.get(event, "refs/*")
    if event == "push":
        ref = _pushed_ref(workflow)
    known: dict[str, Value] = {"event_name": event, "event": _payload(workflow, event)}
    if ref != "refs/*":
        known["ref"] = Unknown(ref, truth=True)
        known["ref_type"] = "tag" if ref.startswith("refs/tags/") else "branch"
    if event in PULL_REQUEST_EVENTS:
        known |= {"head_ref": Unknown(truth=True), "base_ref": Unknown(truth=True)}
    elif event in _KNOWN_EVENTS:
        known |= {"head_ref": "", "base_ref": ""}
    if event == "pull_request":
        known["ref_name"] = Unknown("*/merge", truth=True)
    return PartialObject(known)


def event_scope(workflow: Workflow, event: str) -> dict[str, Value]:
    """The known contexts in a run of this event. Only a call or a manual start gives inputs."""
    scope: dict[str, Value] = {"github": github_context(workflow, event)}
    if event not in ("workflow_call", "workflow_dispatch"):
        scope["inputs"] = {}
    return scope


def usual_event(workflow: Workflow) -> str:
    """The event that matters most for a Gate: the first of its Gate's events, else the first of the file."""
    return next(iter((*gate_events(workflow), *workflow.triggers)), "")


def gate_events(workflow: Workflow) -> tuple[str, ...]:
    """The events for which a workflow tests changes: of pull requests and merge queues, else pushes of branches."""
    found = tuple(event for event in (*PULL_REQUEST_EVENTS, "merge_group") if event in workflow.triggers)
    if not found and "push" in workflow.triggers and _pushed_ref(workflow) != "refs/tags/*":
        return ("push",)
    return found


def _pushed_ref(workflow: Workflow) -> str:
    """With a filter of branches only, pushes of tags start no run, and the other way round."""
    push = workflow.event("push")
    keys = {key.text for key, _ in push.pairs} if isinstance(push, MappingNode) else set()
    branches, tags = keys & {"branches", "branches-ignore"}, keys & {"tags", "tags-ignore"}
    if branches and not tags:
        return "refs/heads/*"
    return "refs/tags/*" if tags and not branches else "refs/*"


def _payload(workflow: Workflow, event: str) -> Value:
    payload: dict[str, Value] = {}
    if event in _KNOWN_EVENTS:
        for name, events in _OBJECTS.items():
            payload[name] = Unknown(truth=True) if event in events else None
    if event in _DEFAULT_TYPES or event == "release":
        configured = workflow.event(event)
        types = texts_at(configured.get("types")) if isinstance(configured, MappingNode) else ()
        types = types or _DEFAULT_TYPES.get(event, ())
        payload["action"] = types[0] if len(types) == 1 else Unknown(truth=True, choices=types)
    elif event in ("push", "schedule"):
        payload["action"] = None
    return PartialObject(payload)
