"""The page of the command line is generated from the commands. ``HYGIENE_WRITE=1 pytest`` writes it anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

from command_line_page import reference
from hygiene.cli.app import root
from tests.cli.test_help import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"


def made() -> str:
    """The page as it should be."""
    return reference(root())


def test_the_page_is_true() -> None:
    """Whoever changes an option changes the page, or this fails."""
    if os.environ.get("HYGIENE_WRITE"):
        PAGE.write_text(made(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == made(), "HYGIENE_WRITE=1 .venv/bin/python -m pytest tests/cli writes it"


def test_every_command_has_a_section() -> None:
    """Each once, in the order of the help, with its purpose and a way to be called."""
    page = made()
    titles = re.findall(r"^## `(hygiene[^`]*)`$", page, re.MULTILINE)
    assert set(titles) == set(COMMANDS)
    assert len(titles) == len(set(titles))
    for name in titles:
        section = page.partition(f"## `{name}`\n")[2].partition("\n## ")[0]
        assert f"```text\n{name} " in section


def test_every_option_has_a_row_with_its_variable() -> None:
    """Spellings, meaning, and the variable for the same value."""
    page = made()
    assert "| `--repo OWNER/NAME` | The repository. Default: GITHUB_REPOSITORY. | `HYGIENE_REPO` |" in page
    assert "| `--only <status-comment\\|failure-tracker>` |" in page
    assert "| `--annotate / --no-annotate` |" in page
    for command in COMMANDS.values():
        for option in command.params:
            assert option.param_type_name == "argument" or option.opts[0] in page


def test_tables_are_tables() -> None:
    """Every row of a table has as many cells as its head."""
    lines = made().splitlines()
    width = 0
    for line in lines:
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and width) or cells == width, line
        width = cells


def test_links_between_sections() -> None:
    """Groups link to their commands by the anchors that the page has."""
    page = made()
    anchors = {title.replace(" ", "-") for title in re.findall(r"^## `(hygiene[^`]*)`$", page, re.MULTILINE)}
    linked = set(re.findall(r"\]\(#([\w-]+)\)", page))
    assert linked
    assert linked <= anchors
