"""Every command that the tutorial and the README show is run, and prints what they show."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from hygiene.audit.init_text import EXAMPLE
from tests.docs.pages import ROOT, Command, commands, pages, read
from tests.docs.session import Session, differs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.long

INSTALLING = ("python3 -m pip install uv", "uv sync", ". .venv/bin/activate")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A terminal in an empty folder."""
    found = Session(tmp_path)
    yield found
    found.close()


def test_tutorial(session: Session) -> None:
    """From the first command to the last, in one go; only the installing ones are taken as done."""
    every = commands(read("docs/tutorial/index.md"))
    assert [command.text for command in every[: len(INSTALLING)]] == list(INSTALLING)
    for command in every[len(INSTALLING) :]:
        assert session.run(command) == "", command.text


def test_runbook(session: Session) -> None:
    """The steps that verify the job names, and those that read evidence, open_subjects literally in a clone."""
    shutil.copytree(ROOT / ".github", session.folder / ".github")
    for command in commands(read("docs/how-to/runbook.md")):
        assert session.run(command) == "", command.text


def test_readme_demo(session: Session) -> None:
    """The README's first command runs the demo; its installing half is what the docker smoke job runs."""
    installing, _, demo = commands(read("README.md"))[0].text.partition(" && uv run ")
    assert installing == INSTALLING[0]
    assert session.run(Command(f"{demo} > output.txt")) == ""
    assert "the comments turn green" in (session.folder / "output.txt").read_text(encoding="utf-8").casefold()
    smoke = re.sub(r" --(?:quiet|root-user-action=ignore)", "", read(".github/workflows/gate.yml"))
    assert f"{installing} && uv run {demo}" in smoke


def test_readme_tests() -> None:
    """The README's second command is the one that CI ends with."""
    (_, tests) = commands(read("README.md"))
    assert read(".ci/run").rstrip().endswith(f'step "tests" {tests.text}')


def test_readme_is_one_screen() -> None:
    """It fits on a screen, with nothing that scrolls sideways."""
    lines = read("README.md").splitlines()
    assert len(lines) <= 68
    assert max(map(len, lines)) <= 120


def test_one_name_for_the_action() -> None:
    """Pages name the action by the one example that `init`, `audit` and `doctor` refuse, and no page contains OWNER."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"(?:uses:|--action)\s*([\w.-]+/[\w.-]*hygiene)\b", text)
        assert set(named) <= {EXAMPLE}, page
        assert "OWNER/hygiene" not in text, page


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        (["a", "b"], "a\nb\n", True),
        (["a"], "a\nb\n", False),
        (["a", "…"], "a\nb\n", True),
        (["…", "b"], "a\nb\n", True),
        (["b", "…"], "a\nb\n", False),
        (["a …"], "a 12\n", True),
        (["a … c"], "a 12 d\n", False),
        (["a", "…", "a"], "a\n", False),
        ([], "anything\n", True),
    ],
)
def test_comparing(shown: list[str], output: str, same: bool) -> None:  # noqa: FBT001 - a column of a table
    """The comparison itself can fail."""
    assert (differs(shown, output) == "") is same
