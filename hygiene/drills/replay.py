"""Real runs on the stage: what hygiene would say about them, had they happened here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.checks.jobs import top_level
from hygiene.drills.holdings import notes, status_comments, trackers
from hygiene.drills.run_file import read_run
from hygiene.drills.stage import Call, Stage
from hygiene.model.policy import Policy
from hygiene.sandbox import recorded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.drills.show import Page
    from hygiene.sandbox.recorded import RecordedRun, Replayed


def replay(page: Page, files: Sequence[Path]) -> None:
    """Play the runs in these files in their order, each as the Gate of a pull request."""
    runs = [(file.name, read_run(file)) for file in files]
    stage, placed, seen = Stage(), dict[int, "Replayed"](), set[int | None]()
    page.say("Real runs on a simulated GitHub in memory: no token, no network, nothing is written elsewhere.")
    page.say("A run says nothing about branch protection, so here none of its jobs blocks a merge.")
    for name, run in runs:
        placed[run.database_id] = _place(stage, run, placed.get(run.database_id), seen)
        seen |= {job.database_id for _, job in run.jobs}
        _play(page, stage, name, run, placed[run.database_id])


def _play(page: Page, stage: Stage, name: str, run: RecordedRun, placed: Replayed) -> None:
    """The main job, with every job that reported as a required one."""
    stage.policy = Policy(jobs=tuple(sorted({top_level(job) for job, _ in run.jobs})) or None)
    page.step(stage, f"{name}: run {run.database_id} of {run.repository}, {run.conclusion or 'not finished'}")
    page.say(f"Played as the Gate of pull request #{placed.number}, “{run.title}”.")
    repository = placed.repository
    stage.post_ci(Call(repository.run_event(placed.run)))
    page.spent(stage)
    for comment in status_comments(repository, placed.number):
        page.comment(repository, placed.number, comment)
    for issue in trackers(repository):
        page.issue(repository, issue)
        for comment in notes(repository, issue.number):
            page.comment(repository, issue.number, comment)


def _place(stage: Stage, run: RecordedRun, known: Replayed | None, seen: set[int | None]) -> Replayed:
    """The run in the world. In one that is there already, jobs have ended since, or have been run again."""
    if known is None:
        return recorded.replay(stage.world, run)
    stage.world.now = max(stage.world.now, run.updated_at)
    again = [(name, job) for name, job in run.jobs if job.database_id not in seen]
    known.repository.finish(known.run, [(name, job) for name, job in run.jobs if job.database_id in seen])
    if again:
        known.repository.rerun(known.run, again)
    return known
