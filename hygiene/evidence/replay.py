"""Real runs on the stage: what hygiene would say about them, had they happened here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.decide.jobs import top_level
from hygiene.errors import UsageError
from hygiene.evidence.holdings import notes, status_comments, trackers
from hygiene.evidence.stage import Call, Stage
from hygiene.model.policy import Policy
from hygiene.sandbox import recorded
from hygiene.sandbox.scenario import WorldFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.evidence.show import Page
    from hygiene.sandbox.recorded import RecordedRun, Replayed

FILE_BYTES_MAX = 20_000_000
_MEND = f"Ask with `gh run view ID --json {','.join(recorded.FIELDS)}` and save what it prints."


def replay(page: Page, files: Sequence[Path]) -> None:
    """Play the runs in these files in their order, each as the Gate of a pull request."""
    runs = [(file, _read(file)) for file in files]
    stage = Stage()
    page.say("Real runs on a small GitHub in memory: no token, no network, nothing is written elsewhere.")
    page.say("A run says nothing about branch protection, so here none of its jobs blocks a merge.")
    for file, run in runs:
        _play(page, stage, file, run)


def _play(page: Page, stage: Stage, file: Path, run: RecordedRun) -> None:
    stage.policy = Policy(jobs=tuple(sorted({top_level(name) for name, _ in run.jobs})) or None)
    placed = _placed(stage, run, file)
    ended = run.conclusion or "unfinished"
    page.step(stage, f"{file.name}: run {run.database_id} of {run.repository}, {ended}")
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


def _placed(stage: Stage, run: RecordedRun, file: Path) -> Replayed:
    """The run in the world; a run that is there already has been run again."""
    try:
        return recorded.replay(stage.world, run)
    except (AssertionError, AttributeError, TypeError, ValueError) as error:
        raise UsageError(f"{file} does not read as gh prints a run: {error}.", mend=_MEND) from None


def _read(file: Path) -> RecordedRun:
    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            raise UsageError(f"{file} is larger than {FILE_BYTES_MAX:,} bytes.", mend=_MEND)
        return recorded.read_recorded(file.read_text(encoding="utf-8"))
    except WorldFileError as error:
        raise UsageError(f"{file}: {error}", mend=_MEND) from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", mend="Name a file that is there.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not text in UTF-8.", mend=_MEND) from None
    except (AttributeError, RecursionError, TypeError) as error:
        raise UsageError(f"{file} does not read as gh prints a run: {error}.", mend=_MEND) from None
