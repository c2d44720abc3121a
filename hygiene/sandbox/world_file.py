"""World files: JSON that a person writes to set a world up, or that ``save`` wrote to go on from.

A file that a person writes (every key but ``sandbox`` and ``repositories`` may be left out)::

    {"sandbox": 1,
     "now": "2025-10-13T01:00:00Z",
     "tokens": {"bot": {"login": "github-actions[bot]", "issues": "write"}},
     "repositories": [
       {"name": "o/r", "private": false, "has_issues": true, "default_branch": "main", "fork_of": null,
        "files": {"README.md": "text"}, "labels": ["bug"], "protect": {"main": ["gate"]},
        "runs": [{"workflow": "Gate", "event": "push", "jobs": {"gate": "success"}}],
        "pull_requests": [
          {"head": "feature", "base": "main", "fork": null, "author": "octocat", "title": "A change", "labels": [],
           "comments": [{"author": "bob", "body": "text"}],
           "runs": [{"workflow": "Gate", "event": "pull_request", "jobs": {
              "gate": "failure",
              "tests": {"conclusion": "failure", "steps": {"Lint": "success", "Pytest": "failure"},
                        "annotations": [{"path": "a.py", "line": 3, "message": "boom"}]}}}]}],
        "issues": [{"title": "Title", "body": "text", "author": "bob", "labels": ["bug"], "comments": []}]}]}

A saved file has ``records`` and ``counters`` instead of ``repositories``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.clock import seconds_of, timestamp
from hygiene.sandbox.scenario import WorldFileError, checked, plant, tokens
from hygiene.sandbox.snapshot import state_from, state_to
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1


def load(path: Path) -> World:
    """Read a world from a file; whatever is wrong with it becomes one sentence."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"The world file {path} cannot be read: {error.strerror}."
        raise WorldFileError(message) from error
    except UnicodeDecodeError as error:
        message = f"The world file {path} is not text in UTF-8."
        raise WorldFileError(message) from error
    try:
        return loads(text)
    except WorldFileError as error:
        message = f"{path}: {error}"
        raise WorldFileError(message) from error


def loads(text: str) -> World:
    """Read a world from the text of such a file."""
    try:
        given = json.loads(text)
    except ValueError as error:
        message = f"This is not JSON: {error}."
        raise WorldFileError(message) from error
    if not isinstance(given, dict) or given.get("sandbox") != FORMAT:
        message = 'A world file is a JSON object with "sandbox": 1 in it.'
        raise WorldFileError(message)
    world = World()
    world.now = _now(given, world.now)
    if "records" in given:
        checked("the world file", given, ("sandbox", "now", "tokens", "counters", "records"))
        world.state = state_from(given["records"], given.get("counters", {}))
    else:
        checked("the world file", given, ("sandbox", "now", "tokens", "repositories"))
        plant(world, given.get("repositories", []))
    tokens(world, given.get("tokens", {}))
    return world


def save(world: World, path: Path) -> None:
    """Write a world so that ``load`` finds the same state, clock and tokens."""
    path.write_text(dumps(world), encoding="utf-8")


def dumps(world: World) -> str:
    """Return the text of such a file."""
    kept: dict[str, Any] = {
        "sandbox": FORMAT,
        "now": timestamp(world.now),
        "tokens": {name: _token(token) for name, token in world.tokens.items()},
        **state_to(world.state),
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _token(token: Any) -> dict[str, Any]:  # noqa: ANN401 - a Token; slots have no __dict__
    return {name: getattr(token, name) for name in type(token).__slots__}


def _now(given: dict[str, Any], default: int) -> int:
    if "now" not in given:
        return default
    try:
        return seconds_of(given["now"])
    except (TypeError, ValueError) as error:
        message = f'"now" is not a time such as 2025-10-13T01:00:00Z: {given["now"]!r}.'
        raise WorldFileError(message) from error
