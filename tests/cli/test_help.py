"""Help that teaches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.cli.app import root
from hygiene.cli.command import Command
from hygiene.cli.help import examples_of, grouped, purpose_of
from hygiene.cli.main import run_command_line

if TYPE_CHECKING:
    from collections.abc import Iterator


def every_command() -> Iterator[tuple[str, Any]]:
    """All commands with their whole names, groups first."""
    waiting: list[tuple[str, Any]] = [("hygiene", root())]
    while waiting:
        name, found = waiting.pop(0)
        yield name, found
        waiting += [(f"{name} {below}", one) for below, one in getattr(found, "commands", {}).items()]


COMMANDS = dict(every_command())
SINGLE = [name for name, found in COMMANDS.items() if isinstance(found, Command)]


def helped(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints with ``--help``."""
    assert run_command_line([*name.split()[1:], "--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", SINGLE)
def test_every_command_shows_an_example_of_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each example is on a line of its own, ready to copy."""
    examples = helped(name, capsys).partition("\nExamples:\n")[2].splitlines()
    assert examples
    assert all(f"{name}" in line for line in examples), examples


@pytest.mark.parametrize("name", SINGLE)
def test_examples_can_be_parsed(name: str) -> None:
    """Every option in an example exists."""
    known = {spelling for option in COMMANDS[name].params for spelling in (*option.opts, *option.secondary_opts)}
    for example in examples_of(COMMANDS[name].help or ""):
        assert set(re.findall(r"(?<!\S)--[a-z-]+", example)) <= known, example


@pytest.mark.parametrize("name", COMMANDS)
def test_plain_text_within_eighty_columns(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without colour and without cut words; only an example may be as long as it has to be."""
    text = helped(name, capsys).partition("\nExamples:\n")[0]
    assert "\x1b" not in text
    assert not re.search(r"\w\.\.\.$", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 80


def test_headings(capsys: pytest.CaptureFixture[str]) -> None:
    """Commands and options are grouped by purpose, the rest last."""
    root = [line for line in helped("hygiene", capsys).splitlines() if re.match(r"\S.*:$", line)]
    assert root == [
        "After CI:",
        "Setup:",
        "Try and test:",
        "General:",
        "Examples:",
    ]
    post_ci = [line for line in helped("hygiene post-ci", capsys).splitlines() if re.match(r"\S.*:$", line)]
    assert post_ci == ["Input:", "Behavior:", "Output:", "General:", "Examples:"]


@pytest.mark.parametrize("name", SINGLE)
def test_an_option_is_under_the_same_heading_everywhere(name: str) -> None:
    """What a command needs to work is never among the general options."""
    panels = {param.name: getattr(param, "rich_help_panel", None) for param in COMMANDS[name].params}
    expected = {"json": "Output", "workflow": "Input", "repo": "Input", "pr": "Input", "file": "Input"}
    assert panels == panels | {option: panel for option, panel in expected.items() if option in panels}
    assert not [p.name for p in COMMANDS[name].params if p.required and p.opts[0][0] == "-" and not panels[p.name]]


def test_arguments_come_before_options(capsys: pytest.CaptureFixture[str]) -> None:
    """As in the usage line."""
    text = helped("hygiene section set", capsys)
    assert text.index("Arguments:") < text.index("Input:") < text.index("General:")


@pytest.mark.parametrize(
    ("text", "purpose", "examples"),
    [
        ("Does it.", "Does it.", []),
        ("Does it.\n\nExample: `a b`", "Does it.", ["a b"]),
        ("Does it.\n\n    More.\n\n    Examples: `a`,\n    `b\n    c`.", "Does it.\n\nMore.", ["a", "b c"]),
        ("Does it.\n\nExamples: `a`\n\nAfter.", "Does it.\n\nAfter.", ["a"]),
        ("An `option` is no example.", "An `option` is no example.", []),
        ("", "", []),
    ],
)
def test_examples_are_separated_from_the_purpose(text: str, purpose: str, examples: list[str]) -> None:
    """They are in a paragraph that begins with the word."""
    assert (purpose_of(text), examples_of(text)) == (purpose, examples)


def test_grouping_keeps_the_order() -> None:
    """Headings in the order of their first entry; entries without one come last, and only if there are any."""

    class Entry:
        def __init__(self, panel: str | None) -> None:
            self.rich_help_panel = panel

    a, b, none, again = Entry("B"), Entry("A"), Entry(None), Entry("B")
    assert grouped([a, none, b, again], "Rest") == {"B": [a, again], "A": [b], "Rest": [none]}
    assert list(grouped([a], "Rest")) == ["B"]


@pytest.mark.parametrize("name", SINGLE)
def test_no_words_of_the_parser(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What has to be given is called by what it is, without braces, types of Python and bounds as formulas."""
    text = helped(name, capsys)
    assert (
        re.findall(r"[{}]|<(?:str|path|int|list)\b[^>]*>|\]\.\.\.\]|x>=\d+\]", text.partition("\nExamples:")[0]) == []
    )
