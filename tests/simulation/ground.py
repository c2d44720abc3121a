"""What scenarios are built from: worlds, pull requests with a run of the Gate, worlds on which a job has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenlet import greenlet

from hygiene.model.policy import Policy
from hygiene.runner.event import trigger_from
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.world import World
from tests.frames import WORDS_OF_A_WRITER, with_room
from tests.simulation.moves import Received
from tests.simulation.stack import TOKEN, PostCi
from tests.simulation.writer import Phone

if TYPE_CHECKING:
    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.seed import RepositorySeed
    from tests.simulation.moves import Asked
    from tests.simulation.writer import Command

HOME = "o/r"
LABEL = "ci-failure"
GATE = ".github/workflows/gate.yml"
STATUS = Policy(jobs=("lint",), gate_path=GATE, only="status-comment")
BOTH = Policy(jobs=("lint",), gate_path=GATE)
TRACKER = Policy(jobs=("lint",), gate_path=GATE, only="failure-tracker")


def ground(*names: str, label: bool = True) -> World:
    """A world where nothing takes time, with repositories that have the tracker's label."""
    world = World(tick_s=0)
    world.token(TOKEN)
    for name in names or (HOME,):
        repo = world.repository(name)
        if label:
            repo.label(LABEL)
    return world


def pull(world: World, branch: str, conclusion: str = "failure", name: str = HOME) -> tuple[int, Trigger]:
    """A pull request with one run of the Gate, and the event of that run."""
    repo = world.repository(name)
    head = repo.push(branch)
    number = repo.pull_request(branch)
    return number, report(repo, head, conclusion)


def report(repo: RepositorySeed, head: str, conclusion: str) -> Trigger:
    """One more run of the Gate on a commit, and its event."""
    return trigger_by(repo, repo.workflow_run("Gate", head=head, jobs={"lint": conclusion}))


def trigger_by(repo: RepositorySeed, run: int) -> Trigger:
    """What the event of a run in its present state triggers."""
    return trigger_from("workflow_run", repo.run_event(run), repo.full_name)


def pushed(world: World, number: int, conclusion: str, name: str = HOME) -> Trigger:
    """A further commit on a pull request with its run, and the event."""
    repo = world.repository(name)
    return report(repo, repo.person("octocat").push(number), conclusion)


def again(world: World, trigger: Trigger, conclusion: str) -> Trigger:
    """A further attempt of a run, and the event."""
    repo = world.repository(trigger.repository)
    assert trigger.run is not None
    repo.rerun(trigger.run.id, {"lint": conclusion})
    return trigger_by(repo, trigger.run.id)


def settle(world: World, trigger: Trigger, policy: Policy) -> None:
    """Let the main job run alone."""
    run_alone(world, PostCi(trigger, policy))


def run_alone(world: World, command: Command) -> None:
    """Let a writer run while nobody else does."""
    phone = Phone(world.now, frozen=True)
    live = greenlet(with_room(lambda: command(phone), WORDS_OF_A_WRITER))
    move: Asked = live.switch()
    while not live.dead:
        what, value = move.serve(world, None)
        move = live.switch(Received(world.now, what, value))
    world.budgets.clear()


def rival_tracker(world: World, elsewhere: World, name: str = HOME) -> None:
    """A second tracker next to the first: the one that the same writers opened in a copy of the world."""
    issue = elsewhere.repository(name).issues()[-1]
    world.repository(name).issue(issue.title, issue.body, author=BOT_LOGIN, labels=(LABEL,))


def comment_of(world: World, number: int, name: str = HOME) -> str:
    """The node id of the first comment on a pull request."""
    return world.repository(name).comments(number)[0].id


def commented() -> World:
    """A pull request with its comment."""
    world = ground()
    settle(world, pull(world, "feature")[1], STATUS)
    return world


def tracked() -> World:
    """A pull request with its tracker."""
    world = ground()
    settle(world, pull(world, "feature")[1], TRACKER)
    return world
