"""Responses, events and configurations with anything in any place: never a bug, always an exit code.

``pytest -m explore tests/cli/test_mutated_input.py`` tries 50,000 responses.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.errors import ExitCode
from tests.audit.repository import standard
from tests.cli.after_use import use
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.workflow_runner import Ran, Runner

DIGITS = "9" * 5_000
# Any JSON value, and some that JSON cannot have. A text that begins with RAW is written without quotes.
RAW = "raw:"
VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**63,
    10**30,
    1.5,
    -0.0,
    f"{RAW}{DIGITS}",
    f"{RAW}-{DIGITS}",
    f"{RAW}NaN",
    f"{RAW}1e999",
    "",
    " ",
    "x",
    "x" * 70_000,
    "\n" * 500,
    "\ud83d",
    "\udc00x",
    "\x00\x1b[31m\x7f\x9b",
    "\u202eabc\u2066",
    "2025-10-13T00:00:00Z",
    "2025-10-13T00:00:00",
    "2025-10-13",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "2025-13-99T99:99:99Z",
    "-5",
    DIGITS,
    "https://[::1",
    "javascript:alert(1)",
    "http://" + "a" * 5_000,
    "FAILURE",
    "OPEN",
    "SOMETHING_NEW",
    "CheckRun",
    "<!-- hygiene:1 status {} -->",
    "<!-- hygiene:1 tracker/x {",
    '<!-- hygiene:1 status {"head":5,"rows":{},"sections":[1]} -->\n\nx',
    [],
    {},
    [None],
    [[]],
    [{}],
    {"__typename": "SomethingNew"},
    {"nodes": None},
    {"nodes": [None, 5, {}]},
]
DIGIT_RUN = re.compile(r"[0-9]+")
NUMBERS = ["0", "-1", "٣", "²", "9" * 30, DIGITS, DIGITS]
MARKER = re.compile(r"(?<= )\{.*\}(?= -->)")
IDS = ("databaseId", "fullDatabaseId")
HEADERS = ["retry-after", "x-ratelimit-reset", "x-ratelimit-remaining", "date", "content-type", "x-oauth-scopes"]


def places(node: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """Every place of a document, as its parent and its key."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    for key in keys:
        yield node, key
        yield from places(node[key])


def copied(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same value, which shares nothing with the other one."""
    return json.loads(json.dumps(value))


def spliced(text: str, chance: random.Random) -> str:
    """A text of which a part was changed: in a marker its state, else a number, or anything."""
    state = MARKER.search(text)
    if state and chance.randrange(4):
        with suppress(ValueError):
            return text[: state.start()] + mutated(json.loads(state[0]), chance).decode() + text[state.end() :]
    numbers = list(DIGIT_RUN.finditer(text))
    if numbers and chance.randrange(4):
        start, end = chance.choice([chance.choice(numbers), numbers[-1]]).span()
        return text[:start] + chance.choice(NUMBERS) + text[end:]
    start = chance.randrange(len(text))
    between = chance.choice([value for value in VALUES if isinstance(value, str)])
    return text[:start] + between + text[chance.choice((start, start + 1, len(text))) :]


def mutate(parent: Any, key: Any, other: Any, chance: random.Random) -> None:  # noqa: ANN401 - JSON
    """Change one place of a document; ``other`` is a value of another place."""
    match chance.randrange(6):
        case 0 if isinstance(parent, dict):
            del parent[key]
        case 1 if isinstance(parent, list):
            parent.insert(key, parent[key])
        case 2:
            parent[key] = copied(other)
        case 3 | 4 if isinstance(parent[key], str) and parent[key]:
            parent[key] = spliced(parent[key], chance)
        case _:
            parent[key] = copied(chance.choice(VALUES))


def mutated(document: Any, chance: random.Random) -> bytes:  # noqa: ANN401 - JSON
    """The text of a document in which a few places were changed, or all that have the same name alike."""
    found = copied(document)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        every = list(places(found))
        if not every:
            break
        # Its name first: a field that is there once is as likely as one that each row has.
        key = chance.choice(list(dict.fromkeys(name for _, name in every)))
        alike = [at for at in every if at[1] == key]
        other, name = chance.choice(every)
        value, seed = copied(other[name]), chance.getrandbits(32)
        for node, _ in alike if isinstance(key, str) and not chance.randrange(6) else [chance.choice(alike)]:
            if isinstance(node, list) or key in node:
                mutate(node, key, value, random.Random(seed))  # noqa: S311 - it protects nothing
    text = json.dumps(found)
    for raw in (value for value in VALUES if isinstance(value, str) and value.startswith(RAW)):
        text = text.replace(json.dumps(raw), raw.removeprefix(RAW))
    return text.encode()


class Recording(httpx.BaseTransport):
    """Records every response by its operation."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self.inner = inner
        self.responses: dict[str, list[Any]] = defaultdict(list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response of the world."""
        response = self.inner.handle_request(request)
        self.responses[operation(request)].append(response.json())
        return response


class Mutating(httpx.BaseTransport):
    """Gives the responses that were recorded, one of them mutated; the last one again and again."""

    def __init__(self, recorded: dict[str, list[Any]], chance: random.Random) -> None:
        self.left = {name: list(found) for name, found in recorded.items()}
        self.chance = chance
        self.due = chance.choice((1, 1, 2, 3))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The next response of the operation."""
        waiting = self.left.get(operation(request)) or [{"data": {}}]
        document = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        self.due -= 1
        if self.due:
            return httpx.Response(200, json=document)
        status = self.chance.choice((200,) * 12 + (403, 429, 500, 502))
        headers = {}
        if not self.chance.randrange(4) or status != httpx.codes.OK:
            value = str(self.chance.choice(VALUES))[:200].encode("ascii", "replace").decode()
            headers[self.chance.choice(HEADERS)] = "".join(c for c in value if c.isprintable()).strip()
        return httpx.Response(status, headers=headers, content=mutated(document, self.chance))


def operation(request: httpx.Request) -> str:
    """The name of what is requested."""
    return str(json.loads(request.content).get("operationName", ""))


COMMANDS: dict[str, tuple[str, ...]] = {
    "post-ci": ("post-ci", "--json"),
    "post-ci changed": ("post-ci",),
    "post-ci dry": ("post-ci", "--dry-run"),
    "section": ("section", "set", "x", "--file", "text.md", "--pr", "1"),
    "sweep": ("sweep",),
    "snapshot": ("snapshot",),
    "audit": ("audit", "--root", "."),
    "doctor": ("doctor",),
    "uninstall": ("uninstall", "--yes"),
}


def recorded(runner: Runner, name: str) -> dict[str, list[Any]]:
    """What a world answers to a command, after two pull requests have failed in it."""
    use(runner)
    standard(runner.folder)
    (runner.folder / "text.md").write_text("text", encoding="utf-8")
    number, run = runner.proposal(RED, "three")
    if name == "post-ci":
        assert runner.post_ci(run=run).code == 0
    if name == "post-ci changed":
        runner.repository.person("alice").comment(number, "hello")
    runner.event(runner.repository.run_event(run))
    recordings: list[Recording] = []

    def around(inner: httpx.BaseTransport) -> Recording:
        recordings.append(Recording(inner))
        return recordings[0]

    ran = runner.run(*COMMANDS[name], around=around)
    assert ran.code in (ExitCode.OK, ExitCode.FINDINGS), ran.stderr
    assert recordings[0].responses
    return recordings[0].responses


def fine(ran: Ran, seed: object) -> None:
    """The run ended as runs may end."""
    assert ran.code != ExitCode.BUG, f"seed {seed}: {ran.stderr}"
    assert ran.code in list(ExitCode), f"seed {seed}: {ran.code}"
    assert "Traceback" not in ran.stderr, f"seed {seed}: {ran.stderr}"


def try_responses(runner: Runner, name: str, seeds: range, *, without_ids: bool = False) -> None:
    """Run a command once for each seed; on a host without ids, they are read from addresses."""
    responses = recorded(runner, name)
    if without_ids:
        for node, key in places(responses):
            node[key] = None if key in IDS else node[key]
    for seed in seeds:
        ran = runner.run(*COMMANDS[name], around=lambda _, seed=seed: Mutating(responses, random.Random(seed)))  # type: ignore[misc]  # noqa: S311
        fine(ran, seed)


@pytest.mark.parametrize("name", COMMANDS)
def test_responses(runner: Runner, name: str) -> None:
    """A few of each command."""
    try_responses(runner, name, range(5))


# The doctor validates every document against the schema that it was sent: fifty times the work of a run.
PARTS, MANY, MANY_OF_DOCTOR = 5, 1_225, 200


@pytest.mark.explore
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", COMMANDS)
def test_many_responses(runner: Runner, name: str, part: int) -> None:
    """Fifty thousand in all."""
    count = MANY_OF_DOCTOR if name == "doctor" else MANY
    try_responses(runner, name, range(5 + part * count, 5 + (part + 1) * count), without_ids=not part)


def test_how_many_there_are() -> None:
    """What the documentation states."""
    assert PARTS * ((len(COMMANDS) - 1) * MANY + MANY_OF_DOCTOR) == 50_000


@pytest.mark.long
def test_events(runner: Runner) -> None:
    """Events with anything in any place are a usage error, or select what to read all the same."""
    use(runner)
    number, run = runner.proposal(GREEN, "three")
    payloads = {
        "workflow_run": runner.repository.run_event(run),
        "pull_request": runner.repository.pull_request_event(number),
        "merge_group": runner.repository.merge_group_event(number),
    }
    for seed in range(120):
        chance = random.Random(seed)  # noqa: S311 - it protects nothing
        name = chance.choice(list(payloads))
        (runner.folder / "event.json").write_bytes(mutated(payloads[name], chance))
        runner.monkeypatch.setenv("GITHUB_EVENT_PATH", str(runner.folder / "event.json"))
        runner.monkeypatch.setenv("GITHUB_EVENT_NAME", name)
        fine(runner.run("post-ci", "--dry-run"), seed)


CONFIGURATION = """\
workflow = "Gate"
jobs = ["python ci (3.11)", "gate"]
key = "a"
[status]
notify = "worse"
failures-max = 3
[tracker]
label = "x"
reopen-within-days = 7
[[tracker.category]]
name = "network"
messages = ["*connection*"]
labels = ["infrastructure"]
"""
PIECES = [
    "",
    "[",
    "]",
    "=",
    '"',
    "'''",
    "\n",
    "{",
    "}",
    ".",
    "#",
    "\x00",
    "\x7f",
    "é",
    "[[",
    "-",
    "1" * 5_000,
    "nan",
    "2025-01-01",
]
PIECES += [
    "1979-05-27T07:32:00",
    "0x" + "f" * 5_000,
    r'"\ud800"',
    r'"\U00110000"',
    "a.b.c = 1",
    "\ufeff",
    "\r",
    "true",
    "[a]\n" * 50,
]


def test_configurations(runner: Runner) -> None:
    """Configurations with anything in any place are a usage error, or valid."""
    runner.proposal(GREEN)
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311 - it protects nothing
        text = CONFIGURATION
        for _ in range(chance.choice((1, 1, 2, 5))):
            at, end = chance.randrange(len(text)), chance.choice((0, 1, 5))
            text = text[:at] + chance.choice(PIECES) + text[at + end :]
        runner.settings(text)
        fine(runner.run("post-ci", "--pr", "1", "--dry-run"), seed)
