"""Text, and the Markdown of comments and issues, for a terminal of 80 columns, in colour or without."""

from __future__ import annotations

import re
from contextlib import ExitStack
from io import StringIO
from typing import TYPE_CHECKING

from markdown_it.token import Token
from rich.console import Console
from rich.markdown import Markdown
from rich.theme import Theme

from hygiene.drills.timeline import request_counts
from hygiene.sandbox.threads import Label
from hygiene.sandbox.timeline import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType

    from hygiene.drills.simulation import Simulation
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.threads import Comment, Issue

COLUMNS = 80
QUIET, HEADING, GOOD, BAD = "dim", "bold cyan", "green", "bold red"
# No background, so that it can be read on light terminals too.
_THEME = Theme({"markdown.code": "yellow", "markdown.code_block": "yellow", "markdown.item.bullet": "none"})
_MARKER = re.compile(r"<!--.*?-->\n?", re.DOTALL)
# The innermost ones; only their summary is shown.
_DETAILS = re.compile(r"<details><summary>((?:(?!</summary>).)*)</summary>(?:(?!<details>).)*?</details>", re.DOTALL)
_COLOR = re.compile(r"\x1b\[[\d;]*m")
_STATES = {None: "closed", "COMPLETED": "closed as completed", "NOT_PLANNED": "closed as not planned"}


class Terminal(ExitStack):
    """Prints through ``echo``. ``links``: whether a terminal that can show links gets them."""

    links = True

    def __init__(self, echo: Callable[[str], None], *, color: bool) -> None:
        super().__init__()
        self._echo, self._color = echo, color

    def print(self, content: RenderableType = "", style: str = "", *, wrap: bool = True) -> None:
        """Print something, wrapped at the width of the terminal."""
        self._echo(self._rendered(content, COLUMNS, style, wrap=wrap))

    def step(self, simulation: Simulation, title: str) -> None:
        """Begin a step of the simulation and print its title."""
        simulation.step(title)
        self.print()
        self.print(f"{len(simulation.steps)}. {printable(title)}", HEADING)
        self.print()

    def print_request_counts(self, simulation: Simulation) -> None:
        """Print how many requests the current step took."""
        numbers = simulation.requests_of(len(simulation.steps))
        rows = [row for row in rows_of(simulation.world) if row.number in numbers]
        self.print(f"Requests: {request_counts(rows)}", QUIET)

    def print_comment(self, repository: RepositorySeed, number: int, comment: Comment) -> None:
        """Print a comment."""
        count = len(comment.edits)
        edits = f", edited {'once' if count == 1 else f'{count} times'}" if count else ""
        self._print_body(f"{repository.full_name} #{number}: comment by {comment.author}{edits}", comment.body)

    def print_issue(self, repository: RepositorySeed, issue: Issue) -> None:
        """Print an issue."""
        names = ", ".join(repository.world.state.get(node, Label).name for node in issue.labels)
        labels = f", labels: {names}" if names else ""
        self._print_body(
            f"{repository.full_name} #{issue.number}: {issue.title} ({state_of(issue)}{labels})", issue.body
        )

    def _print_body(self, title: str, body: str) -> None:
        columns = COLUMNS - len("│ ")
        first, *more = self._rendered(printable(title), columns, "bold").split("\n")
        text = re.sub(r"\n{3,}", "\n\n", self._rendered(markdown(body, links=self.links), columns))
        lines = [f"┌ {first}", *(f"│ {line}".rstrip() for line in (*more, "", *text.split("\n"))), "└"]
        self._echo("\n".join(["", *lines]))

    def _rendered(self, content: RenderableType, columns: int, style: str = "", *, wrap: bool = True) -> str:
        """The content as text. Nothing of the environment is used, so that it is the same on every machine."""
        file = StringIO()
        console = Console(
            file=file,
            width=columns,
            height=25,
            color_system="standard" if self._color else None,
            force_terminal=self._color,
            no_color=False,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            theme=_THEME,
        )
        console.print(content, style=style, soft_wrap=not wrap)
        lines = (line.rstrip() if _COLOR.sub("", line).strip() else "" for line in file.getvalue().split("\n"))
        return "\n".join(lines).strip("\n")


def markdown(body: str, *, links: bool = False) -> Markdown:
    """The Markdown of a comment or issue. HTML comments are left out, and only the summary of details is shown."""
    text, count = _MARKER.sub("", body), 1
    while count:
        text, count = _DETAILS.subn(r"\n\n_▶ \1_\n\n", text)
    found = Markdown(text, hyperlinks=True)
    in_heading = False
    for token in found.parsed:
        token.content = printable(token.content)
        if token.type in ("heading_open", "heading_close"):
            # A paragraph in bold; the headings of rich are centered or framed.
            in_heading = token.type == "heading_open"
            token.type, token.tag = token.type.replace("heading", "paragraph"), "p"
        elif token.children is not None:
            children = list(_inline(token.children, links=links))
            strong = [Token("strong_open", "strong", 1)], [Token("strong_close", "strong", -1)]
            token.children = [*strong[0], *children, *strong[1]] if in_heading else children
    return found


def printable(text: str) -> str:
    """The text without characters that a terminal interprets."""
    return "".join(one if one.isprintable() or one in "\n\u00a0" else " " for one in text.replace("\u200b", ""))


def state_of(issue: Issue) -> str:
    """The state of an issue."""
    return "open" if issue.state == "OPEN" else _STATES.get(issue.state_reason, "closed")


def _inline(tokens: Iterable[Token], *, links: bool) -> Iterable[Token]:
    for token in tokens:
        token.content = printable(token.content)
        if token.type == "softbreak" or (token.type == "html_inline" and token.content.startswith("<br")):
            yield Token("hardbreak", "br", 0)
        elif links or token.type not in ("link_open", "link_close"):
            yield token
