"""Scenarios, their claims, and how a drill prints and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from hygiene.drills import drill as module
from hygiene.drills.drill import SCENARIOS, list_scenarios, run_drill, run_scenario, select
from hygiene.drills.terminal import Terminal
from hygiene.errors import ExitCode, UsageError
from tests.drills.results import result, with_failure

if TYPE_CHECKING:
    from pathlib import Path


def test_the_names() -> None:
    """The names of all scenarios, in order."""
    assert [scenario.name for scenario in SCENARIOS] == [
        "repeated-failure",
        "another-pull-request",
        "recovery",
        "partial-recovery",
        "concurrent-runs",
        "stale-run",
        "older-attempt",
        "fork",
        "broken-write",
        "late-results",
        "query-limits",
        "not-allowed",
        "hostile-name",
        "renamed-job",
        "duplicates",
        "late-skip",
        "time-out",
        "allowed-failure",
        "closed-pull-request",
    ]


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS])
def test_all_claims_hold(name: str) -> None:
    """Every claim of every scenario holds."""
    assert {claim.name: claim.found for claim in result(name).failed} == {}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize("name", ["concurrent-runs", "older-attempt"])
def test_all_claims_hold_in_other_schedules(name: str, seed: int) -> None:
    """They hold in any order of concurrent requests."""
    assert {claim.name: claim.found for claim in result(name, seed).failed} == {}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_claims_have_names_of_their_own(scenario: object) -> None:
    """A claim is named by its scenario and its own name, and is a sentence."""
    claims = result(scenario.name).claims  # type: ignore[attr-defined]
    assert len({claim.name for claim in claims}) == len(claims)
    assert all(claim.text.endswith(".") for claim in claims)
    assert {"others-unchanged", "no-mentions", "idempotent", "request-limit"} <= {claim.name for claim in claims}


def test_last_step_repeats_the_last_event() -> None:
    """Each scenario ends with a repetition of its last event, which "idempotent" is about."""
    simulation = result("recovery").simulation
    assert simulation.steps[-1].title == "The last event is processed again"
    (number,) = simulation.requests_of(len(simulation.steps))
    assert simulation.exchanges[number - 1].request.kind == "query"


@pytest.mark.long
def test_same_seed_same_world() -> None:
    """The same seed repeats concurrent runs exactly; another seed has another order."""
    scenario = select(["concurrent-runs"])[0]
    first, again, other = run_scenario(scenario, 7), run_scenario(scenario, 7), run_scenario(scenario, 8)
    assert first.simulation.world.digest() == again.simulation.world.digest()
    assert first.simulation.exchanges == again.simulation.exchanges
    assert first.simulation.exchanges != other.simulation.exchanges


def test_select() -> None:
    """All by default; else those named, once each, in the order in which they were named."""
    assert select([]) == SCENARIOS
    assert [scenario.name for scenario in select(["fork", "recovery", "fork"])] == ["fork", "recovery"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("recover", "Did you mean recovery? "),
        ("concurent-run", "Did you mean concurrent-runs? "),
        ("xyz", "`hygiene drill --list`"),
        ("", "`hygiene drill --list`"),
    ],
)
def test_unknown_scenario(name: str, hint: str) -> None:
    """The error has the most similar name."""
    with pytest.raises(UsageError) as raised:
        select([name])
    assert repr(name) in raised.value.message
    assert raised.value.hint.startswith(hint)


class Output:
    """What a drill printed."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.terminal = Terminal(self.written.append, color=False)

    @property
    def lines(self) -> list[str]:
        """Its lines."""
        return "\n".join(self.written).split("\n")


@pytest.fixture
def output() -> Output:
    """Nothing was printed yet."""
    return Output()


def drill(output: Output, *names: str, folder: Path | None = None, summaries: list[str] | None = None) -> ExitCode:
    """Run a drill."""
    summarize = (summaries if summaries is not None else []).append
    return run_drill(output.terminal, select(names), seed=0, version="1", folder=folder, summarize=summarize)


def failing(monkeypatch: pytest.MonkeyPatch, instead: str) -> None:
    """Add a claim that does not hold to each scenario."""
    monkeypatch.setattr(
        module, "run_scenario", lambda scenario, seed: with_failure(result(scenario.name, seed), instead=instead)
    )


@pytest.mark.parametrize("name", ["concurrent-runs", "broken-write", "hostile-name"])
def test_scenario_is_printed(output: Output, name: str) -> None:
    """Steps, requests in order and claims, within 80 columns; the last line counts them."""
    assert drill(output, name) is ExitCode.OK
    found = result(name)
    assert output.lines[0].startswith(f"{name}: ")
    assert all(cell_len(line) <= 80 for line in output.lines)
    assert sum(line.startswith("  holds   ") for line in output.lines) == len(found.claims)
    assert [line[2] for line in output.lines if line[2:3].isdigit() and line[3] == "."] == [
        f"{number}" for number in range(1, len(found.simulation.steps) + 1)
    ]
    numbers = [int(line.split()[0]) for line in output.lines if line[:7].strip().isdigit()]
    assert numbers == list(range(1, len(found.simulation.world.requests) + 1))
    assert output.lines[-1] == f"1 scenario, {len(found.claims)} claims: all hold."


def test_failed_claims(output: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Exit code 9, and the first failed claim is the last line, in one piece and without control characters."""
    failing(monkeypatch, "a\x1b[31mb " + "x " * 80)
    assert drill(output, "fork", "recovery", folder=tmp_path / "evidence") is ExitCode.CLAIM_FAILED
    assert any(line.startswith("  FAILED  impossible: Pigs fly. Found: a [31mb x") for line in output.lines)
    assert output.lines[-2].endswith("2 failed.")
    assert output.lines[-1].startswith("Failed: fork/impossible: Pigs fly. Found: a [31mb x x x")
    assert '"holds": false' in (tmp_path / "evidence" / "evidence.json").read_text(encoding="utf-8")


def test_list(output: Output) -> None:
    """Every scenario is listed at the start of a line."""
    list_scenarios(output.terminal, SCENARIOS)
    assert {scenario.name for scenario in SCENARIOS} <= {line.split(" ")[0] for line in output.lines}
    assert all(cell_len(line) <= 80 for line in output.lines)


def test_folder_is_checked_first(output: Output, tmp_path: Path) -> None:
    """A folder with other files is refused before the first scenario."""
    (tmp_path / "mine").touch()
    with pytest.raises(UsageError):
        drill(output, folder=tmp_path)
    assert output.written == []


def test_step_summary(output: Output) -> None:
    """The results are also given as Markdown."""
    summaries: list[str] = []
    drill(output, "fork", summaries=summaries)
    assert summaries[0].startswith("### hygiene drill, seed 0\n\n| Scenario |")
    assert "| `fork` |" in summaries[0]
