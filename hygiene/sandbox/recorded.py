"""Workflow runs that were recorded on GitHub, as ``gh run view ID --json`` with the ``FIELDS`` prints them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Step
from hygiene.sandbox.formats import seconds_of
from hygiene.sandbox.runs import Job
from hygiene.sandbox.scenario import WorldFileError
from hygiene.sandbox.threads import PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.world import World

FIELDS = ("conclusion", "createdAt", "displayTitle", "headSha", "jobs", "updatedAt", "url")
_ADDRESS = re.compile(r"https://[^/\s]+/([\w.-]+/[\w.-]+)/actions/runs/(\d+)(?:/attempts/\d+)?/?")


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """A recorded workflow run with its jobs, steps and links."""

    repository: str
    database_id: int
    url: str
    head_oid: str
    title: str
    conclusion: str
    updated_at: int
    jobs: tuple[tuple[str, Job], ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """The repository, pull request and run that a recorded run became."""

    repository: RepositorySeed
    number: int
    run: int


def read_recorded(text: str) -> RecordedRun:
    """Return the run in the output of gh. Raises ``WorldFileError`` with what is wrong."""
    try:
        given = json.loads(text)
    except ValueError as error:
        message = f"This is not JSON: {error}."
        raise WorldFileError(message) from error
    missing = [name for name in FIELDS if not isinstance(given, dict) or name not in given]
    if missing:
        command = f"gh run view ID --json {','.join(FIELDS)}"
        message = f"This is not a run: {', '.join(missing)} missing. Create the file with {command}"
        raise WorldFileError(message)
    address = _ADDRESS.fullmatch(str(given["url"]))
    if address is None:
        message = f"The run's url is not the address of a run: {given['url']}"
        raise WorldFileError(message)
    try:
        return RecordedRun(
            repository=address[1],
            database_id=int(address[2]),
            url=given["url"],
            head_oid=given["headSha"],
            title=given["displayTitle"],
            conclusion=given["conclusion"],
            updated_at=seconds_of(given["updatedAt"]),
            jobs=tuple((job["name"], _job(job)) for job in given["jobs"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        message = f"A job of this run is not as gh prints it: {error}."
        raise WorldFileError(message) from error


def replay(world: World, recorded: RecordedRun, *, branch: str = "feature", workflow: str = "Gate") -> Replayed:
    """Add a recorded run to a world, on the open pull request of this branch. It is opened if there is none."""
    world.now = max(world.now, recorded.updated_at)
    repository = world.repository(recorded.repository)
    repository.push(branch, oid=recorded.head_oid, message=recorded.title)
    threads = (repository.thread(number) for number in range(1, repository.record.last_number + 1))
    number = next((one.number for one in threads if _is_open_from(one, branch)), 0)
    number = number or repository.pull_request(branch, title=recorded.title)
    run = repository.workflow_run(
        workflow,
        head=recorded.head_oid,
        jobs=recorded.jobs,
        title=recorded.title,
        database_id=recorded.database_id,
        url=recorded.url,
        conclusion=None if recorded.jobs else recorded.conclusion,
    )
    return Replayed(repository, number, run)


def _is_open_from(thread: Any, branch: str) -> bool:  # noqa: ANN401 - an issue or a pull request
    return isinstance(thread, PullRequest) and thread.state == "OPEN" and thread.head_ref == branch


def _job(given: dict[str, Any]) -> Job:
    return Job(
        conclusion=given["conclusion"] or given["status"],
        steps=[_step(step) for step in given.get("steps") or ()],
        url=given["url"],
        database_id=given["databaseId"],
        started_at=_seconds(given.get("startedAt")),
        completed_at=_seconds(given.get("completedAt")),
    )


def _step(given: dict[str, Any]) -> Step:
    return Step(
        number=given["number"],
        name=given["name"],
        conclusion=given["conclusion"].upper() or None,
        status=given["status"].upper(),
        started_at=_seconds(given.get("startedAt")),
        completed_at=_seconds(given.get("completedAt")),
    )


def _seconds(text: str | None) -> int | None:
    # gh prints the year 1 for a time that does not exist.
    return None if not text or text.startswith("0001-") else seconds_of(text)
