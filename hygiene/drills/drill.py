"""The drill: every scenario is run, its last event is repeated, and its claims are checked."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from hygiene.drills.claims import idempotent, no_mentions, others_unchanged
from hygiene.drills.evidence import ClaimEvidence, evidence_of, transcript
from hygiene.drills.evidence_files import check_folder, evidence_files, write_files
from hygiene.drills.evidence_markdown import summary
from hygiene.drills.scenarios import concurrent, failing_requests, job_states, names, trackers
from hygiene.drills.simulation import Simulation
from hygiene.drills.terminal import BAD, COLUMNS, GOOD, HEADING, QUIET, printable
from hygiene.drills.timeline import timeline
from hygiene.errors import ExitCode, UsageError
from hygiene.sandbox.timeline import LEGEND, rows_of
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hygiene.drills.scenario import Scenario
    from hygiene.drills.terminal import Terminal

SCENARIOS: tuple[Scenario, ...] = (
    *trackers.SCENARIOS,
    *concurrent.SCENARIOS,
    *failing_requests.SCENARIOS,
    *names.SCENARIOS,
    *job_states.SCENARIOS,
)
_ALWAYS = (others_unchanged, no_mentions, idempotent)
_INDENT, _STATE_COLUMNS = 5, 9


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """A scenario after its end."""

    scenario: Scenario
    simulation: Simulation
    claims: tuple[ClaimEvidence, ...]

    @property
    def failed(self) -> tuple[ClaimEvidence, ...]:
        """The claims that do not hold, in order."""
        return tuple(claim for claim in self.claims if not claim.holds)


def select(names: Sequence[str]) -> tuple[Scenario, ...]:
    """The scenarios of these names in their order; without names all scenarios. Raises ``UsageError``."""
    known = {scenario.name: scenario for scenario in SCENARIOS}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"Did you mean {near[0]}? " if near else ""
            raise UsageError(f"There is no scenario {name!r}.", hint=f"{hint}`hygiene drill --list` lists all.")
    return tuple(known[name] for name in dict.fromkeys(names)) if names else SCENARIOS


def run_scenario(scenario: Scenario, seed: int) -> ScenarioResult:
    """Run one scenario and check its claims."""
    simulation = Simulation(seed)
    scenario.run(simulation)
    assert simulation.last is not None, "a scenario runs hygiene"  # noqa: S101 - a bug of the scenario
    simulation.save("end")
    simulation.post_ci(replace(simulation.last, faults=()), title="The last event is processed again")
    results = []
    for claim in (*scenario.claims, *_ALWAYS):
        found = claim.check(simulation)
        results.append(ClaimEvidence(name=claim.name, text=claim.text, holds=not found, found=found))
    return ScenarioResult(scenario, simulation, tuple(results))


def run_drill(
    terminal: Terminal,
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    version: str,
    folder: Path | None,
    summarize: Callable[[str], object] = lambda _markdown: None,
) -> ExitCode:
    """Run scenarios, print their results, write the evidence, and return the exit code.

    ``summarize`` is given the result as Markdown. A folder that cannot be written to is refused before the first
    scenario. Raises ``UsageError``.
    """
    if folder is not None:
        check_folder(folder)
    results: list[ScenarioResult] = []
    for scenario in scenarios:
        results.append(run_scenario(scenario, seed))
        _print_result(terminal, results[-1])
    log = transcript(results)
    evidence = evidence_of(results, seed, version, log)
    if folder is not None:
        files = evidence_files(evidence, results, log)
        write_files(folder, files)
        terminal.print(f"The evidence is in {folder}: {', '.join(sorted(files))}.")
        terminal.print()
    summarize(f"### hygiene drill, seed {seed}\n\n{summary(evidence)}\n")
    _print_conclusion(terminal, results)
    return ExitCode.OK if evidence.holds else ExitCode.CLAIM_FAILED


def list_scenarios(terminal: Terminal, scenarios: Sequence[Scenario]) -> None:
    """Print the name and title of each scenario."""
    grid = Table.grid(padding=(0, 2))
    for scenario in scenarios:
        grid.add_row(Text(scenario.name, "bold"), scenario.title)
    terminal.print(grid)


def _print_result(terminal: Terminal, result: ScenarioResult) -> None:
    simulation = result.simulation
    terminal.print(f"{result.scenario.name}: {result.scenario.title}", HEADING)
    rows = rows_of(simulation.world)
    for number, step in enumerate(simulation.steps, 1):
        grid = Table.grid(padding=(0, 1))
        requests = [row for row in rows if row.number in simulation.requests_of(number)]
        lines = timeline(requests, COLUMNS - _INDENT)
        grid.add_row(f"{number:>3}.", printable(step.title))
        grid.add_row("", Text("\n".join(lines), QUIET, no_wrap=True))
        terminal.print(grid)
    for claim in result.claims:
        terminal.print(_claim(claim))
    terminal.print()


def _claim(claim: ClaimEvidence) -> Table:
    grid = Table.grid(padding=(0, 1))
    found = "" if claim.holds else f" Found: {printable(claim.found)}"
    state = Text("  holds", GOOD) if claim.holds else Text("  FAILED", BAD)
    grid.add_column(width=_STATE_COLUMNS)
    grid.add_row(state, Text.assemble((f"{claim.name}: ", "bold"), f"{claim.text}{found}"))
    return grid


def _print_conclusion(terminal: Terminal, results: Sequence[ScenarioResult]) -> None:
    """Print the result. The first failed claim is the last line."""
    terminal.print(LEGEND, QUIET)
    terminal.print()
    count = sum(len(result.claims) for result in results)
    failed = [(result.scenario.name, claim) for result in results for claim in result.failed]
    total = f"{len(results)} scenario{'' if len(results) == 1 else 's'}, {count} claims"
    if not failed:
        terminal.print(f"{total}: all hold.", GOOD)
        return
    terminal.print(f"{total}: {len(failed)} failed.", BAD)
    name, claim = failed[0]
    terminal.print(f"Failed: {name}/{claim.name}: {claim.text} Found: {printable(claim.found)}", wrap=False)
