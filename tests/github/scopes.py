"""A gateway over a sandbox: what it saw and how many requests that took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.github.client import Connection
from hygiene.github.gateway import Gateway
from hygiene.github.read.scope import ReadOptions, Scope
from hygiene.github.size import QuerySize
from hygiene.model.trigger import Trigger
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World
from tests.workflow_runner import GREEN, RED, WorldClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hygiene.model.snapshot import Comment
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.runs import Job
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.transport import Chooser

TOKEN = "bot-token"  # noqa: S105 - a token that the sandbox accepts
OURS = "<!-- hygiene:1 status {} -->\nours"
LABEL = "ci-failure"
__all__ = ["GREEN", "RED"]


def ours(comment: Comment) -> bool:
    """A comment of our own with our marker."""
    return comment.own and comment.body.startswith("<!-- hygiene:")


OPTIONS = ReadOptions(LABEL, "flaky", is_status_comment=ours)


class Place:
    """One repository in one world, with a pull request or without."""

    def __init__(self, **grants: Any) -> None:  # noqa: ANN401 - the fields of the sandbox's token
        self.world = World()
        self.world.token(TOKEN, **grants)
        self.clock = WorldClock(self.world)
        assert self.repository.head()

    @property
    def repository(self) -> RepositorySeed:
        """The repository ``o/r``."""
        return self.world.repository("o/r")

    def proposal(self, jobs: Mapping[str, str | Job], branch: str = "feature") -> int:
        """A pull request whose Gate reported."""
        head = self.repository.push(branch, {"README.md": branch})
        number = self.repository.pull_request(branch)
        self.repository.workflow_run(head=head, jobs=jobs)
        return number

    def crowd(self, number: int, count: int) -> list[str]:
        """So many comments of other people, each a second younger."""
        people = self.repository.person("octocat")
        found = []
        for place in range(count):
            self.world.advance(1)
            found.append(people.comment(number, f"remark {place}"))
        return found

    def bot(self, number: int, body: str = OURS) -> str:
        """A comment of our own."""
        self.world.advance(1)
        return self.repository.person("github-actions[bot]").comment(number, body)

    def gateway(
        self,
        trigger: Trigger | int,
        *,
        faults: Iterable[Fault | None] = (),
        before: Chooser | None = None,
        options: Callable[[Mapping[str, str]], ReadOptions] = lambda _: OPTIONS,
        **scope: Any,  # noqa: ANN401 - the fields of Scope
    ) -> Gateway:
        """A gateway for a trigger, or for a pull request by its number."""
        trigger = Trigger("o/r", "manual", (trigger,)) if isinstance(trigger, int) else trigger
        transport = SandboxTransport(self.world, faults=faults, before=before)
        connection = Connection("https://api.github.com/graphql", f"bearer {TOKEN}", self.clock, transport)
        return Gateway(connection, Scope(trigger, options, **scope))


def in_pages(gateway: Gateway) -> Gateway:
    """A gateway whose host did not manage the comments between the oldest and the newest in one request."""
    gateway.connection.size = QuerySize.WITHOUT_DETAILS
    return gateway


def spent(gateway: Gateway) -> tuple[int, int]:
    """How many queries and mutations went out."""
    return gateway.connection.transport.queries, gateway.connection.transport.mutations
