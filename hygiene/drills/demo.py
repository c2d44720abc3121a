"""The demo: CI fails, fails elsewhere, is reported by eight concurrent runs, recovers, and fails again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from hygiene.drills.content import occurrences, status_comments, trackers, without_markers
from hygiene.drills.setup import create_repository, open_pull_request, push_commit
from hygiene.drills.simulation import Simulation
from hygiene.drills.terminal import HEADING, QUIET, state_of
from hygiene.drills.timeline import request_counts
from hygiene.sandbox.example import FAILING_JOBS, PASSING_JOBS
from hygiene.sandbox.timeline import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.terminal import Terminal
    from hygiene.sandbox.seed import RepositorySeed

_NEXT = """Try it on a run of your own; it needs no token and writes nothing:

  gh run view ID > run.json \\
    --json conclusion,displayTitle,headSha,jobs,updatedAt,url
  hygiene demo --from run.json"""


def demo(terminal: Terminal) -> None:
    """Run the demo."""
    simulation = Simulation()
    repository = create_repository(simulation, "octo/demo")
    terminal.links = False
    terminal.print("Everything runs on a simulated GitHub in memory: no token, no network.")
    terminal.print("After each CI run, `hygiene post-ci` reads the results and reports them.")
    numbers = (
        _failure(terminal, simulation, repository),
        _same_failure(terminal, simulation, repository),
        _concurrent_runs(terminal, simulation, repository),
    )
    _recovery(terminal, simulation, repository, numbers)
    _new_failure(terminal, simulation, repository, numbers[0])
    _summary(terminal, simulation, repository, numbers)
    terminal.print()
    terminal.print(_NEXT, wrap=False)


def _failure(terminal: Terminal, simulation: Simulation, repository: RepositorySeed) -> int:
    failed = open_pull_request(simulation)
    terminal.step(simulation, f"CI fails on pull request #{failed.number}")
    simulation.post_ci(failed.event)
    terminal.print("hygiene adds one status comment and opens one issue, the tracker of this failure.")
    for comment in status_comments(repository, failed.number):
        terminal.print_comment(repository, failed.number, comment)
    for issue in trackers(repository):
        terminal.print_issue(repository, issue)
    terminal.step(simulation, "The same result is reported again")
    simulation.post_ci(failed.event)
    terminal.print("Nothing changed, so nothing is written.")
    terminal.print_request_counts(simulation)
    return failed.number


def _same_failure(terminal: Terminal, simulation: Simulation, repository: RepositorySeed) -> int:
    failed = open_pull_request(simulation, "Add a product")
    terminal.step(simulation, f"CI fails in the same way on pull request #{failed.number}")
    simulation.post_ci(failed.event)
    terminal.print("The same tracker counts it. No second issue is opened.")
    _print_states(terminal, repository, failed.number)
    return failed.number


def _concurrent_runs(terminal: Terminal, simulation: Simulation, repository: RepositorySeed) -> int:
    failed = open_pull_request(simulation, "Add a difference")
    title = f"CI fails on pull request #{failed.number}, and eight runs report it at the same time"
    terminal.step(simulation, title)
    simulation.concurrently(dict.fromkeys("ABCDEFGH", failed.event))
    terminal.print("Each may create a comment; all of them agree which one is kept and delete the others.")
    _print_states(terminal, repository, failed.number)
    terminal.print_request_counts(simulation)
    return failed.number


def _recovery(terminal: Terminal, simulation: Simulation, repository: RepositorySeed, numbers: Sequence[int]) -> None:
    terminal.step(simulation, "A fix is pushed to all three pull requests, and CI passes")
    for number in numbers:
        simulation.post_ci(push_commit(simulation, number, PASSING_JOBS).event)
    terminal.print("The comments turn green, and the tracker is closed.")
    _print_states(terminal, repository, *numbers)


def _new_failure(terminal: Terminal, simulation: Simulation, repository: RepositorySeed, number: int) -> None:
    terminal.step(simulation, f"The same job fails again on pull request #{number}")
    simulation.post_ci(push_commit(simulation, number, FAILING_JOBS).event)
    terminal.print("The same tracker is reopened, with its history.")
    _print_states(terminal, repository, number)


def _print_states(terminal: Terminal, repository: RepositorySeed, *numbers: int) -> None:
    """Print one line for each status comment and each tracker."""
    for number in numbers:
        for comment in status_comments(repository, number):
            headline = without_markers(comment.body).partition("\n")[0].lstrip("# ")
            terminal.print(Text.assemble((f"  #{number} comment  ", QUIET), headline))
    for issue in trackers(repository):
        state = f"{state_of(issue)}, {_count(occurrences(issue), 'occurrence')}"
        terminal.print(Text.assemble((f"  #{issue.number} tracker  ", QUIET), state))


def _summary(terminal: Terminal, simulation: Simulation, repository: RepositorySeed, numbers: Sequence[int]) -> None:
    """Print what the repository contains at the end."""
    found = trackers(repository)
    total = sum(occurrences(issue) for issue in found)
    each = (f"#{number}: {_count(len(status_comments(repository, number)), 'comment')}" for number in numbers)
    terminal.print()
    terminal.print("Summary", HEADING)
    terminal.print()
    terminal.print(f"hygiene ran {len(simulation.results)} times, eight of them at once.")
    terminal.print(f"  Status comments   {', '.join(each)}")
    terminal.print(f"  Trackers          {_count(len(found), 'issue')}, {_count(total, 'occurrence')}")
    terminal.print(f"  Requests          {request_counts(rows_of(simulation.world))}")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
