"""The repositories that are measured: one size of each varies, the others stay small."""

from __future__ import annotations

import io
import json
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hygiene.cli.context import Invocation
from hygiene.cli.main import run_command_line
from hygiene.failure_tracker.categories import identity_of
from hygiene.failure_tracker.ledger.model import Subject
from hygiene.failure_tracker.render import render_block
from hygiene.model.policy import BODY_BYTES_MAX
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.runs import Job
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World
from tests.failure_tracker.ledger.cases import ledger, red
from tests.workflow_runner import REPOSITORY, TOKEN, WorldClock

if TYPE_CHECKING:
    from pathlib import Path

    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.state import State

REMARK = "I think that we should look at this again before it is merged, see the discussion above. "
OCCURRENCES = 30
GATE_PATH = ".github/workflows/gate.yml"


@dataclass
class Scene:
    """A world with one pull request whose Gate failed; ``start`` is its state before hygiene ran."""

    world: World
    number: int
    event: dict[str, Any]
    start: State

    @property
    def repository(self) -> RepositorySeed:
        """The only repository."""
        return self.world.repository(REPOSITORY)

    def reset(self) -> None:
        """Back to before hygiene ran, with a full rate limit."""
        self.world.state = self.start
        self.world.budgets.clear()
        self.world.now = max(self.world.now, int(time.time()))

    def variables(self, address: str, folder: Path) -> dict[str, str]:
        """What the runner sets for a step."""
        path = folder / "event.json"
        path.write_text(json.dumps(self.event), encoding="utf-8")
        return {
            "GITHUB_API_URL": address,
            "GITHUB_GRAPHQL_URL": f"{address}/graphql",
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_NAME": "workflow_run",
            "GITHUB_EVENT_PATH": str(path),
        }


def scene(
    jobs: int = 4, failing: int = 1, comments: int = 0, trackers: int = 0, sections: int = 0, files: int = 0
) -> Scene:
    """A repository with so many check runs, failures of different kinds, comments, trackers and sections.

    With ``files``, which is 0 or 1, it has the Gate's workflow file and a configuration file.
    """
    world = World()
    world.start_clock(int(time.time()) - 10_000)
    world.token(TOKEN)
    repository = world.repository(REPOSITORY)
    repository.label("ci-failure")
    if files:
        repository.push("main", {GATE_PATH: _gate_file(jobs), ".github/hygiene.toml": f'workflow = "{GATE_PATH}"\n'})
    head = repository.push("feature", {"README.md": "feature"})
    number = repository.pull_request("feature")
    repository.workflow_run(head=repository.head(), jobs={f"job {at:04}": "success" for at in range(jobs)})
    run = repository.workflow_run(head=head, jobs={f"job {at:04}": _job(at, failing) for at in range(jobs)})
    made = Scene(world, number, repository.run_event(run), world.state)
    for at in range(sections):
        _section(made, at)
    person = repository.person("octocat")
    for at in range(comments):
        world.advance(1)
        person.comment(number, f"Remark {at}. {REMARK * (1 + at % 4)}")
    for at in range(trackers):
        _tracker(repository, at)
    made.start = world.state
    return made


def _gate_file(jobs: int) -> str:
    job = "runs-on: ubuntu-latest, steps: [{uses: actions/checkout@v5}, {run: make check}]"
    listed = "".join(f"  job-{at}: {{name: 'job {at:04}', {job}}}\n" for at in range(jobs))
    return f"name: Gate\non: [pull_request, push]\njobs:\n{listed}"


def _job(at: int, failing: int) -> Job:
    if at >= failing:
        return Job("success")
    word = "".join(chr(97 + int(digit)) for digit in str(at))
    return Job(
        "failure",
        steps={"Check out": "success", f"Step {word}": "failure"},
        annotations=[Annotation(f"src/{word}.py", 3, f"expected {word}, got nothing at all")],
    )


def _tracker(repository: RepositorySeed, at: int) -> None:
    """An open tracker of a category that another pull request fails in."""
    category = f"category {at}"
    known = replace(
        ledger(*range(1, OCCURRENCES + 1)),
        category=category,
        subjects=(Subject(f"pr:{20_000 + at}", f"PR_{at}", (red(OCCURRENCES),)),),
    )
    body = render_block(known, identity_of(category), "https://github.com/o/r", BODY_BYTES_MAX)
    repository.issue(f"CI failure: {category}", body, author=BOT_LOGIN, labels=("ci-failure",))


def _section(made: Scene, at: int) -> None:
    """A section of the status comment, as another step contributes it."""
    clock = WorldClock(made.world)
    names = {
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_GRAPHQL_URL": "https://api.github.com/graphql",
    }
    arguments = ["section", "set", f"part-{at:02}", "--file", "-", "--pr", str(made.number)]
    text = io.TextIOWrapper(io.BytesIO(f"### Part {at}\n\n{REMARK * 3}\n".encode()))
    with (
        patch.dict("os.environ", names, clear=True),
        patch("sys.stdin", text),
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()) as printed,
    ):
        code = run_command_line(arguments, Invocation(clock, SandboxTransport(made.world)))
    assert code == 0, printed.getvalue()


def now() -> str:
    """Today, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%d")
