"""The answers of a GitHub to come: whatever is new or absent in them, the job is done, and the report names the new."""

from __future__ import annotations

import json
from random import Random
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import httpx
import pytest
from hygiene_github import ReadScope
from hygiene_github.base_model import BaseModel

from tests.workflow_runner import RED

if TYPE_CHECKING:
    from tests.workflow_runner import Ran, Runner

SEEDS = range(16)
CHANCE = 0.1
# Without these there is nothing to decide on, and the run ends with an error.
VITAL = {"repository", "pull_request", "check_suites"}
REFUSED = "Resource not accessible by integration"


class LaterHost(httpx.BaseTransport):
    """Answers as the sandbox does, with unknown values and types, absent and null fields, and errors with the data."""

    def __init__(self, inner: httpx.BaseTransport, seed: int) -> None:
        self.inner = inner
        self.random = Random(seed)  # noqa: S311 - repeatable, not secret
        self.sent = ""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Change the answer to the one query."""
        response = self.inner.handle_request(request)
        if json.loads(request.content)["operationName"] != "ReadScope":
            return response
        data = json.loads(response.read())["data"]
        paths = self._without(ReadScope.model_validate(data), data, [])
        data = self._renamed(data)
        errors = [{"type": "FORBIDDEN", "path": path, "message": REFUSED} for path in paths]
        self.sent = json.dumps(data)
        return httpx.Response(200, json={"data": data, "errors": errors} if errors else {"data": data})

    def _without(self, model: object, raw: Any, path: list[str | int]) -> list[list[str | int]]:  # noqa: ANN401 - JSON
        """Make optional fields null, or remove them, in place; return the paths of those that an error names."""
        found: list[list[str | int]] = []
        if isinstance(model, list):
            for place, (item, there) in enumerate(zip(model, raw, strict=True)):
                found += self._without(item, there, [*path, place])
        elif isinstance(model, BaseModel) and isinstance(raw, dict):
            annotations = get_type_hints(type(model))
            for name, key in model.model_names().items():
                if key not in raw:
                    continue
                found += self._without(getattr(model, name), raw[key], [*path, key])
                if NoneType in get_args(annotations[name]) and name not in VITAL and self._chance():
                    raw[key] = None
                    if self.random.random() < 1 / 2:
                        del raw[key]
                    elif "checkSuites" not in path and not key.startswith("settings"):
                        found.append([*path, key])
        return found

    def _renamed(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Let some enum values and some types be unheard of, and put something new into each object."""
        if isinstance(value, list):
            return [self._renamed(item) for item in value]
        if isinstance(value, dict):
            kept = {key: self._renamed(item) for key, item in value.items()}
            # Few objects of this query have their type.
            if "__typename" in kept and self.random.random() < 1 / 2:
                kept["__typename"] = "Novelty"
            return {**kept, "brandNew": True}
        constant = isinstance(value, str) and len(value) > 1 and value.replace("_", "").isalpha() and value.isupper()
        return "NOVELTY" if constant and self._chance() else value

    def _chance(self) -> bool:
        return self.random.random() < CHANCE


def against(runner: Runner, seed: int, *arguments: str) -> tuple[Ran, LaterHost]:
    """Run post-ci against such a host."""
    hosts: list[LaterHost] = []

    def around(inner: httpx.BaseTransport) -> LaterHost:
        hosts.append(LaterHost(inner, seed))
        return hosts[0]

    ran = runner.post_ci("--json", *arguments, around=around)
    return ran, hosts[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_reading_never_fails_as_a_whole(runner: Runner, seed: int) -> None:
    """Exit code 0, one comment, and a sentence for whatever is new."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.repository.person("octocat").comment(number, "a remark")
    ran, host = against(runner, seed)
    assert ran.code == 0, ran.stderr
    notices = " ".join(ran.json["notices"])
    for word in ("NOVELTY", "Novelty"):
        assert (f'"{word}"' in host.sent) is (word in notices), (word, notices)
    assert len(list(runner.comments(number))) == 1


def test_the_changes_do_happen(runner: Runner) -> None:
    """All kinds of them, or the property above would prove nothing."""
    _, run = runner.proposal(RED)
    runner.post_ci(run=run)
    found = [against(runner, seed, "--dry-run") for seed in SEEDS]
    every = " ".join(host.sent + ran.stdout for ran, host in found)
    assert all(word in every for word in ("NOVELTY", "Novelty", "null", REFUSED))
