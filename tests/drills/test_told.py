"""A drill on the page, in the folder and in the step summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.drills import session as sessions
from hygiene.drills.drill import SCENARIOS, chosen
from hygiene.drills.session import session
from hygiene.drills.show import Page
from hygiene.drills.terminal.spans import width
from hygiene.drills.told import concluded, listed, told
from hygiene.errors import ExitCode, UsageError
from tests.drills.played import played, with_failure

if TYPE_CHECKING:
    from pathlib import Path

    from hygiene.drills.drill import Played
    from hygiene.drills.scenario import Scenario


class Paper:
    """A page that can be read back."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.page = Page(self.written.append, color=False)

    @property
    def lines(self) -> list[str]:
        """Its lines."""
        return "\n".join(self.written).split("\n")


@pytest.fixture
def paper() -> Paper:
    """An empty page."""
    return Paper()


@pytest.fixture(autouse=True)
def _no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def _broken(scenario: Scenario, seed: int) -> Played:
    return with_failure(played(scenario.name, seed), instead="a\x1b[31mb")


@pytest.mark.parametrize("name", ["concurrent-runs", "broken-write", "hostile-name"])
def test_story(paper: Paper, name: str) -> None:
    """Steps, requests in order and claims, within 80 columns."""
    told(paper.page, played(name))
    assert paper.lines[0].startswith(f"{name}: ")
    assert all(width(text) <= 80 for text in paper.lines)
    assert sum(text.startswith("  holds   ") for text in paper.lines) == len(played(name).results)
    assert [text[2:4] for text in paper.lines if text[2:3].isdigit() and text[3] == "."] == [
        f"{number}." for number in range(1, len(played(name).stage.steps) + 1)
    ]


def test_requests_in_order(paper: Paper) -> None:
    """Every request has a line with its number."""
    told(paper.page, played("fork"))
    numbers = [int(text.split()[0]) for text in paper.lines if text[:7].strip().isdigit()]
    assert numbers == list(range(1, len(played("fork").stage.world.requests) + 1))


def test_failed_claim(paper: Paper) -> None:
    """A failed claim is seen without colour, with what was found and nothing that steers a terminal."""
    told(paper.page, with_failure(played("fork"), instead="a\x1b[31mb"))
    assert "  FAILED  impossible: Pigs fly. Found: a [31mb" in paper.lines


def test_conclusion(paper: Paper) -> None:
    """All hold: the last line counts them."""
    concluded(paper.page, [played("fork")])
    assert paper.lines[-1] == f"1 scenario, {len(played('fork').results)} claims: all hold."


def test_conclusion_of_a_failure(paper: Paper) -> None:
    """The first failed claim is the last line, in one piece."""
    first, second = with_failure(played("fork"), instead="x " * 80), with_failure(played("recovery"))
    concluded(paper.page, [played("duplicates"), first, second])
    assert paper.lines[-2].endswith("2 failed.")
    assert paper.lines[-1].startswith("Failed: fork/impossible: Pigs fly. Found: x x x")


def test_list(paper: Paper) -> None:
    """Every scenario is named at the beginning of a line."""
    listed(paper.page, SCENARIOS)
    assert {scenario.name for scenario in SCENARIOS} <= {text.split(" ")[0] for text in paper.lines}
    assert all(width(text) <= 80 for text in paper.lines)


def test_session(paper: Paper, tmp_path: Path) -> None:
    """A drill that holds ends with 0 and leaves its pack."""
    code = session(paper.page, chosen(["fork"]), seed=0, version="1", folder=tmp_path / "pack")
    assert code is ExitCode.OK
    assert sorted(file.name for file in (tmp_path / "pack").iterdir()) == [
        "evidence.html",
        "evidence.json",
        "evidence.md",
        "transcript.jsonl",
    ]


def test_session_that_fails(paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drill with a failed claim ends with 9, keeps its pack, and says the claim last."""
    monkeypatch.setattr(sessions, "play", _broken)
    code = session(paper.page, chosen(["fork", "recovery"]), seed=0, version="1", folder=tmp_path / "pack")
    assert code is ExitCode.CLAIM_FAILED
    assert paper.lines[-1].startswith("Failed: fork/impossible:")
    assert '"holds": false' in (tmp_path / "pack" / "evidence.json").read_text(encoding="utf-8")


def test_session_refuses_a_place_first(paper: Paper, tmp_path: Path) -> None:
    """A folder with other files is refused before anything is played."""
    (tmp_path / "mine").touch()
    with pytest.raises(UsageError):
        session(paper.page, SCENARIOS, seed=0, version="1", folder=tmp_path)
    assert paper.written == []


def test_step_summary(paper: Paper) -> None:
    """The table is also given as Markdown for the step summary."""
    summaries: list[str] = []
    session(paper.page, chosen(["fork"]), seed=4, version="1", folder=None, summarize=summaries.append)
    (text,) = summaries
    assert text.startswith("### hygiene drill, seed 4\n\n| Scenario |")
    assert "| `fork` |" in text
