"""Showing a story while it is played: its steps, what GitHub now holds, and the requests spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.lanes import spent
from hygiene.drills.terminal.page import COLUMNS, framed
from hygiene.drills.terminal.spans import Line, Span, Style, line, painted, wrapped
from hygiene.sandbox.threads import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from hygiene.drills.stage import Stage
    from hygiene.drills.tape import Exchange
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.threads import Comment, Issue

_STATES = {None: "closed", "COMPLETED": "closed as completed", "NOT_PLANNED": "closed as not planned"}


class Page:
    """Writes through ``echo``, line by line, with colour or without. ``links``: whether addresses are shown."""

    links = True

    def __init__(self, echo: Callable[[str], None], *, color: bool) -> None:
        self._echo, self._color = echo, color

    def __enter__(self) -> Self:
        """Begin the story."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the story."""

    def say(self, text: str, style: Style = Style.PLAIN) -> None:
        """Sentences, broken at the page's width; indented lines stay as they are."""
        for one in text.split("\n"):
            plain = one.startswith(" ")
            self.draw([line(one, style)] if plain else wrapped([Span(one, style)], COLUMNS))

    def draw(self, lines: list[Line]) -> None:
        """Lines as they are."""
        self._echo(painted(lines, color=self._color))

    def step(self, stage: Stage, title: str) -> None:
        """Begin a step, on the stage and on the page."""
        stage.step(title)
        self.draw([line("")])
        self.say(f"{len(stage.steps)}. {title}", Style.HEADING)
        self.draw([line("")])

    def spent(self, stage: Stage) -> None:
        """The requests of the step that is being played, reads and writes."""
        self.say(f"Requests: {spent(_of_step(stage))}", Style.QUIET)

    def comment(self, repository: RepositorySeed, number: int, comment: Comment) -> None:
        """A comment, rendered."""
        times = len(comment.edits)
        edits = f", edited {'once' if times == 1 else f'{times} times'}" if times else ""
        self._frame(f"{repository.full_name} #{number}: comment by {comment.author}{edits}", comment.body)

    def issue(self, repository: RepositorySeed, issue: Issue) -> None:
        """An issue, rendered."""
        names = ", ".join(repository.world.state.get(node, Label).name for node in issue.labels)
        labels = f", labels: {names}" if names else ""
        self._frame(f"{repository.full_name} #{issue.number}: {issue.title} ({state_of(issue)}{labels})", issue.body)

    def _frame(self, title: str, body: str) -> None:
        self.draw([line(""), *framed(title, body, links=self.links)])


def state_of(issue: Issue) -> str:
    """The state of an issue in words."""
    return "open" if issue.state == "OPEN" else _STATES.get(issue.state_reason, "closed")


def _of_step(stage: Stage) -> list[Exchange]:
    return [one for one in stage.tape.exchanges if one.step == len(stage.steps)]
