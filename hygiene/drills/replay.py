"""Real runs in the sandbox: what hygiene would have reported about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.checks.names import top_level
from hygiene.drills.content import status_comments, tracker_comments, trackers
from hygiene.drills.recorded_run import add_run, read_run
from hygiene.drills.simulation import Simulation
from hygiene.model.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.drills.recorded_run import RecordedRun, SandboxRun
    from hygiene.drills.terminal import Terminal


def replay(terminal: Terminal, files: Sequence[Path]) -> None:
    """Report the runs in these files in their order, each as the Gate of a pull request."""
    runs = [(file.name, read_run(file)) for file in files]
    simulation, copies, jobs = Simulation(), dict[int, "SandboxRun"](), set[int]()
    terminal.print("Real runs on a simulated GitHub in memory: no token, no network, nothing is written elsewhere.")
    terminal.print("A run contains nothing about branch protection, so here none of its jobs blocks a merge.")
    for name, run in runs:
        copies[run.database_id] = _add(simulation, run, copies.get(run.database_id), jobs)
        jobs |= {job.database_id for job in run.jobs}
        _report(terminal, simulation, name, run, copies[run.database_id])


def _report(terminal: Terminal, simulation: Simulation, name: str, run: RecordedRun, copy: SandboxRun) -> None:
    """Run hygiene, with every job that reported as one of the Gate's jobs, and print what it wrote."""
    simulation.policy = Policy(jobs=tuple(sorted({top_level(job.name) for job in run.jobs})) or None)
    conclusion = run.conclusion or "not finished"
    terminal.step(simulation, f"{name}: run {run.database_id} of {run.repository}, {conclusion}")
    terminal.print(f"Reported as the Gate of pull request #{copy.number}, “{run.display_title}”.")
    repository = copy.repository
    simulation.post_ci(repository.run_event(copy.run))
    terminal.print_request_counts(simulation)
    for comment in status_comments(repository, copy.number):
        terminal.print_comment(repository, copy.number, comment)
    for issue in trackers(repository):
        terminal.print_issue(repository, issue)
        for comment in tracker_comments(repository, issue.number):
            terminal.print_comment(repository, issue.number, comment)


def _add(simulation: Simulation, run: RecordedRun, known: SandboxRun | None, jobs: set[int]) -> SandboxRun:
    """Add the run. In one that was added before, jobs have ended since, or have run again."""
    if known is None:
        return add_run(simulation.world, run)
    simulation.world.now = max(simulation.world.now, run.updated_s)
    ended = [job.named_job() for job in run.jobs if job.database_id in jobs]
    again = [job.named_job() for job in run.jobs if job.database_id not in jobs]
    known.repository.finish(known.run, ended)
    if again:
        known.repository.rerun(known.run, again)
    return known
