"""The life of trackers through the real command line: what is in the repository after the events of runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hygiene.cli.context import Invocation
from hygiene.cli.main import run_command_line
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from hygiene.sandbox.transport import SandboxTransport
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.faults import Fault, RequestInfo
    from hygiene.sandbox.threads import Comment, Issue
    from tests.workflow_runner import Ran, Runner

__all__ = ["GREEN", "RED", "Life", "Meanwhile", "broken", "failing"]

Jobs = dict[str, str | Job]


def broken(message: str, step: str = "Pytest", path: str = "a.py") -> Job:
    """A job that fails with this first error."""
    return Job("failure", steps={step: "failure"}, annotations=[Annotation(path, 3, message)])


def failing(*names: str) -> Jobs:
    """A run in which these jobs fail, each for a reason of its own, and nothing else happens."""
    return {name: broken(f"{name} broke") for name in names}


@dataclass
class Life:
    """A repository in which hygiene handles one run after the other."""

    runner: Runner
    pushes: int = 0
    pulls: dict[str, int] = field(default_factory=dict)

    def report(self, jobs: Mapping[str, str | Job], branch: str = "feature") -> int:
        """One more commit on a branch, with a pull request, and its run's id; no event was sent."""
        self.pushes += 1
        self.runner.world.advance(60)
        head = self.runner.repository.push(branch, {"README.md": f"{self.pushes}"})
        if branch not in self.pulls:
            self.pulls[branch] = self.runner.repository.pull_request(branch)
        return self.runner.repository.workflow_run(head=head, jobs=jobs)

    def push(self, jobs: Mapping[str, str | Job], branch: str = "feature", *arguments: str) -> Ran:
        """The same, and hygiene runs after it."""
        return self.handle(self.report(jobs, branch), *arguments)

    def main(self, jobs: Mapping[str, str | Job], event: str = "push") -> Ran:
        """A run of the default branch."""
        self.pushes += 1
        self.runner.world.advance(60)
        head = self.runner.repository.push("main", {"README.md": f"{self.pushes}"})
        return self.handle(self.runner.repository.workflow_run(head=head, jobs=jobs, event=event))

    def handle(self, run: int, *arguments: str) -> Ran:
        """Hygiene runs on the event of a run."""
        ran = self.runner.post_ci("--json", *arguments, run=run)
        assert ran.code == 0, ran.stderr
        return ran

    def again(self, run: int, jobs: Mapping[str, str | Job]) -> Ran:
        """Another attempt of a run, and hygiene runs after it."""
        self.runner.world.advance(60)
        self.runner.repository.rerun(run, jobs)
        return self.handle(run)

    @property
    def trackers(self) -> list[Issue]:
        """All issues that carry a tracker's marker."""
        return [issue for issue in self.runner.repository.issues() if "<!-- hygiene:1 tracker/" in issue.body]

    @property
    def tracker(self) -> Issue:
        """The only one."""
        (found,) = self.trackers
        return found

    @property
    def state(self) -> str:
        """Whether the only one is open."""
        return self.tracker.state

    @property
    def notes(self) -> list[Comment]:
        """The comments on the only tracker."""
        return self.runner.repository.comments(self.tracker.number)

    @property
    def exported(self) -> dict[str, Any]:
        """What ``hygiene snapshot`` prints about the only open tracker."""
        (found,) = self.runner.run("snapshot").json["trackers"]
        assert isinstance(found, dict)
        return found

    def actions(self, ran: Ran) -> list[str]:
        """What a run did to trackers."""
        return [row["action"] for row in ran.json["trackers"]]


class Meanwhile:
    """Somebody else's run, just before the so-and-so-many-th of our requests that write."""

    def __init__(self, runner: Runner, run: int, place: int = 1) -> None:
        self.runner, self.run, self.place = runner, run, place

    def __call__(self, info: RequestInfo) -> Fault | None:
        """Count the writes; before the chosen one, let the other run pass."""
        self.place -= info.kind == "mutation"
        if self.place == 0 and info.kind == "mutation":
            self.place = -1
            self.runner.event(self.runner.repository.run_event(self.run))
            invocation = Invocation(self.runner.clock, SandboxTransport(self.runner.world))
            assert run_command_line(["post-ci"], invocation) == 0
        return None
