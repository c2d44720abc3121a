"""Text and Markdown at 80 columns."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from hygiene.drills.content import status_comments, trackers
from hygiene.drills.setup import create_repository, open_pull_request
from hygiene.drills.simulation import Simulation
from hygiene.drills.terminal import BAD, Terminal

TABLE = "| Job | State |\n| --- | --- |\n| [`unit`](https://e.example/1) | ❌&nbsp;failed |\n"


@pytest.fixture
def written() -> list[str]:
    """What was printed."""
    return []


@pytest.fixture
def terminal(written: list[str]) -> Terminal:
    """A terminal without colour."""
    return Terminal(written.append, color=False)


@pytest.fixture
def simulation() -> Simulation:
    """One pull request that fails, its comment and its tracker."""
    simulation = Simulation()
    create_repository(simulation)
    simulation.post_ci(open_pull_request(simulation).event, title="Before")
    return simulation


def shown(simulation: Simulation, body: str, *, color: bool = False) -> str:
    """A comment with this body, without its frame."""
    repository, written = simulation.repository, list[str]()
    repository.person("octocat").comment(1, body)
    Terminal(written.append, color=color).print_comment(repository, 1, repository.comments(1)[-1])
    lines = written[0].split("\n")
    assert lines[1] == "┌ octo/app #1: comment by octocat" or color
    assert lines[-1] == "└"
    assert all(line.startswith("│") for line in lines[2:-1])
    return "\n".join(line[2:] for line in lines[3:-1])


def test_print(terminal: Terminal, written: list[str]) -> None:
    """Sentences are wrapped at 80 columns, unless they must stay in one piece."""
    terminal.print("word " * 20)
    terminal.print("x " * 90, wrap=False)
    assert written == [f"{'word ' * 15}word\n{'word ' * 4}".rstrip(), ("x " * 90).rstrip()]


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}, {"COLUMNS": "20"}, {"TERM": "dumb"}])
def test_the_environment_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, written: list[str], variables: dict[str, str]
) -> None:
    """The caller decides about colour; the width is always the same."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    Terminal(written.append, color=True).print("It does not hold.", BAD)
    assert written == ["\x1b[1;31mIt does not hold.\x1b[0m"]


def test_step(terminal: Terminal, written: list[str], simulation: Simulation) -> None:
    """A step has the next number."""
    terminal.step(simulation, "It recovers")
    assert [step.title for step in simulation.steps] == ["Before", "It recovers"]
    assert written == ["", "2. It recovers", ""]


def test_request_counts_are_of_this_step(terminal: Terminal, written: list[str], simulation: Simulation) -> None:
    """Only the requests of the current step are counted."""
    terminal.print_request_counts(simulation)
    simulation.step("Nothing")
    terminal.print_request_counts(simulation)
    assert written == ["Requests: 1 read, 2 writes", "Requests: none"]


def test_comment(terminal: Terminal, written: list[str], simulation: Simulation) -> None:
    """A comment has its place, its author and how often it was edited."""
    comment = status_comments(simulation.repository, 1)[0]
    terminal.print_comment(simulation.repository, 1, comment)
    assert "┌ octo/app #1: comment by github-actions[bot]\n" in written[0]
    for times, word in ((1, "once"), (2, "2 times")):
        simulation.repository.person("octocat").edit_comment(comment.id, f"{comment.body}{times}")
        terminal.print_comment(simulation.repository, 1, status_comments(simulation.repository, 1)[0])
        assert f"github-actions[bot], edited {word}\n" in written[-1]


@pytest.mark.parametrize(
    ("reason", "words"), [("COMPLETED", "closed as completed"), ("NOT_PLANNED", "closed as not planned")]
)
def test_issue(terminal: Terminal, written: list[str], simulation: Simulation, reason: str, words: str) -> None:
    """An issue has its title, its labels, and whether it is open or why not."""
    terminal.print_issue(simulation.repository, trackers(simulation.repository)[0])
    assert "octo/app #2: CI failure: python ci (open, labels: ci-failure)" in written[0]
    simulation.repository.person("octocat").close(2, reason)  # type: ignore[arg-type]
    terminal.print_issue(simulation.repository, trackers(simulation.repository)[0])
    assert f"({words}, labels: ci-failure)" in written[1]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("### A heading\nand `code`, **strong**", "A heading\n\nand code, strong"),
        ("one\ntwo<br>three", "one\ntwo\nthree"),
        ("- one<br>two", " • one\n   two"),
        ("<!-- hygiene:1 status {} -->\nshown <!-- tracked-pr: 1 -->", "shown"),
        ("a <sub>b</sub> <code>c</code>", "a b c"),
        ("1 &lt; 2&#8203; &amp;", "1 < 2 &"),
        ("<details><summary>More</summary>\n\nhidden\n\n</details>\n\nshown", "▶ More\n\nshown"),
        (
            "<details><summary>Out</summary>\n\n<details><summary>In</summary>\n\nx\n\n</details>\n\n</details>",
            "▶ Out",
        ),
        (TABLE, " Job   State\n ───────────────\n unit  ❌\u00a0failed"),
        ("```text\na  b\n```", " a  b"),
    ],
)
def test_markdown(simulation: Simulation, body: str, text: str) -> None:
    """What comments and issues of hygiene contain."""
    lines = [line.rstrip() for line in shown(simulation, body).strip("\n").split("\n")]
    assert "\n".join(lines).strip("\n") == text


@pytest.mark.parametrize(
    "body", ["a\x1b[31mb", "`a\x1b[31mb`", "&#x1b;[31m", "a\u202eb", "&#x202e;", "```\n\x1b[1m\n```"]
)
def test_nothing_that_a_terminal_interprets(simulation: Simulation, body: str) -> None:
    """Control characters and direction marks are left out, also as character references."""
    text = shown(simulation, body)
    assert not {"\x1b", "\u202e"} & set(text)


def test_wide_table(simulation: Simulation) -> None:
    """No line is wider than 80 columns, even with wide characters."""
    text = shown(simulation, f"| A | B |\n| --- | --- |\n| {'word ' * 30}| {'測試' * 40} |\n\n{'x' * 200}")
    assert max(cell_len(line) for line in text.split("\n")) <= 78


def test_color(simulation: Simulation) -> None:
    """Headings are bold, and code has no background."""
    text = shown(simulation, "### A heading\n\nand `code`", color=True)
    assert "\x1b[1mA heading\x1b[0m" in text
    assert "\x1b[33mcode\x1b[0m" in text


def test_links(simulation: Simulation) -> None:
    """A terminal with colour gets links."""
    assert "https://e.example/1" in shown(simulation, TABLE, color=True)
    assert "https://e.example/1" not in shown(simulation, TABLE)
