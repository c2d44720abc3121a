"""The stage: a world, a clock that moves only when told, and the main job played on it, alone or in a race."""

from __future__ import annotations

import math
import random
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hygiene.drills.race import race
from hygiene.drills.tape import RecordingTransport, Tape
from hygiene.errors import HygieneError
from hygiene.post_ci.connect import connect
from hygiene.post_ci.run import post_ci
from hygiene.runner.event import trigger_from
from hygiene.sandbox.seed import RepositorySeed
from hygiene.sandbox.world import World
from hygiene.settings import Settings, Token
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene.drills.race import Turn, Writer
    from hygiene.model.policy import Policy
    from hygiene.model.report import Report
    from hygiene.sandbox.faults import Fault

WRITER, READER = "ghs_sandbox-writer-secret", "ghs_sandbox-reader-secret"
SERVER, GRAPHQL = "https://github.com", "https://api.github.com/graphql"


class StageClock:
    """The world's time; chance comes from the story's seed."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self._world, self._chance = world, chance

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.fromtimestamp(self._world.now, UTC)

    def sleep(self, seconds: float) -> None:
        """Let the world's time pass."""
        self._world.advance(math.ceil(seconds))

    def jitter(self) -> float:
        """A number from 0 to below 1."""
        return self._chance.random()


@dataclass(frozen=True, slots=True)
class Call:
    """One start of the main job: its event, who it is in the story, its token, and what goes wrong on its way."""

    event: Mapping[str, Any]
    writer: str = "A"
    token: str = WRITER
    faults: Sequence[Fault | None] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """How one start of the main job ended, in its own words: told to people, never used to check a claim."""

    writer: str
    step: int
    outcome: str
    report: Report | None = None


@dataclass(slots=True)
class Stage:
    """Where a story is played. ``kept`` are copies of the world at moments that claims come back to."""

    seed: int = 0
    world: World = field(default_factory=World)
    policy: Policy | None = None
    tape: Tape = field(default_factory=Tape)
    steps: list[str] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    kept: dict[str, World] = field(default_factory=dict)
    repository: str = ""
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a schedule that can be had again, no secret
        if not self.world.tokens:
            self.world.token(WRITER)
            self.world.token(READER, level="read")

    @property
    def home(self) -> RepositorySeed:
        """The repository that the story is about, as it is now."""
        return RepositorySeed(self.world, self.repository)

    def at(self, name: str) -> RepositorySeed:
        """The same as it was when the world was kept under this name."""
        return RepositorySeed(self.kept[name], self.repository)

    def step(self, title: str) -> None:
        """Begin a step of the story: requests from here on belong to it."""
        self.steps.append(title)
        self.tape.step = len(self.steps)

    def keep(self, name: str) -> None:
        """Keep the world as it is now under a name."""
        self.kept[name] = self.world.copy()

    def post_ci(self, *calls: Call) -> list[Ending]:
        """Start the main job once for each call, one after the other."""
        self._begin()
        return [self._one(call, None) for call in calls]

    def race(self, *calls: Call) -> list[Ending]:
        """Start it for all calls at once; every request is a place where somebody else may go first."""
        self._begin()
        endings: list[Ending] = []

        def writer(call: Call) -> Writer:
            return lambda turn: endings.append(self._one(call, turn))

        race([writer(call) for call in calls], self.chance)
        return endings

    def _begin(self) -> None:
        """What GitHub held before hygiene first ran."""
        if "before" not in self.kept:
            self.keep("before")

    def _one(self, call: Call, turn: Turn | None) -> Ending:
        repository = call.event["repository"]["full_name"]
        chosen = {} if self.policy is None else {"policy": self.policy, "policy_source": "the story"}
        settings = Settings(repository, Token(call.token), GRAPHQL, SERVER, **chosen)  # type: ignore[arg-type]
        inner = RecordingTransport(self.world, self.tape, call.writer, faults=call.faults, turn=turn)
        connection = connect(settings, StageClock(self.world, self.chance), inner)
        event = "workflow_run" if "workflow_run" in call.event else "pull_request"
        try:
            report = post_ci(settings, trigger_from(event, call.event, repository), connection)
            ending = Ending(call.writer, self.tape.step, report.outcome.value, report)
        except HygieneError as error:
            ending = Ending(call.writer, self.tape.step, f"exit {error.exit_code.value}: {error.message}")
        finally:
            connection.close()
        self.endings.append(ending)
        return ending
