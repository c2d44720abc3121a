"""A real workflow run, as ``gh run view ID --json`` prints it, and its copy in the sandbox."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field, ValidationError
from pydantic.alias_generators import to_camel

from hygiene.errors import UsageError
from hygiene.sandbox.checks import Step
from hygiene.sandbox.runs import Job
from hygiene.sandbox.threads import PullRequest
from hygiene.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.world import World

FILE_BYTES_MAX = 20_000_000
JOBS_MAX = 1_000
BRANCH = "feature"
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_HINT = "Create the file with `gh run view ID --json conclusion,displayTitle,headSha,jobs,updatedAt,url`."
_URL = re.compile(r"https://[^/\s]+/([\w.-]+/[\w.-]+)/actions/runs/(\d+)(?:/attempts/\d+)?/?")


def _not_too_late(at: datetime) -> datetime:
    if at > _LATEST:
        raise ValueError(f"should be before {_LATEST.year}")
    return at


def _url_of_a_run(url: str) -> str:
    if not _URL.fullmatch(url):
        raise ValueError("should be the address of a run")
    return url


Time = Annotated[AwareDatetime, AfterValidator(_not_too_late), Field(strict=False)]
OptionalText = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Number = Annotated[int, Field(ge=0, lt=2**63)]


class _Object(BaseModel):
    model_config = {"alias_generator": to_camel, "strict": True}


class RecordedStep(_Object):
    """A step of a job."""

    name: str
    number: Number
    status: OptionalText
    conclusion: OptionalText
    started_at: Time | None = None
    completed_at: Time | None = None

    def step(self) -> Step:
        """The step in the sandbox."""
        return Step(
            number=self.number,
            name=self.name,
            conclusion=self.conclusion.upper() or None,
            status=self.status.upper(),
            started_at=_seconds(self.started_at),
            completed_at=_seconds(self.completed_at),
        )


class RecordedJob(_Object):
    """A job of a run."""

    name: str = Field(min_length=1)
    database_id: Number
    status: OptionalText
    conclusion: OptionalText
    url: str
    started_at: Time | None = None
    completed_at: Time | None = None
    steps: list[RecordedStep] | None = None

    def named_job(self) -> tuple[str, Job]:
        """The name and the job in the sandbox."""
        return self.name, Job(
            conclusion=self.conclusion or self.status,
            steps=[step.step() for step in self.steps or ()],
            url=self.url,
            database_id=self.database_id,
            started_at=_seconds(self.started_at),
            completed_at=_seconds(self.completed_at),
        )


class RecordedRun(_Object):
    """A run. Its address contains its repository and its id."""

    conclusion: OptionalText
    updated_at: Time
    display_title: str
    head_sha: str = Field(pattern="^[0-9a-f]{40,64}$")
    jobs: list[RecordedJob] = Field(max_length=JOBS_MAX)
    url: Annotated[str, AfterValidator(_url_of_a_run)]

    @property
    def repository(self) -> str:
        """The full name of the repository."""
        return _URL.sub(r"\1", self.url)

    @property
    def database_id(self) -> int:
        """The id of the run."""
        return int(_URL.sub(r"\2", self.url))

    @property
    def updated_s(self) -> int:
        """The time of the last change, in seconds since 1970."""
        return int(self.updated_at.timestamp())


@dataclass(frozen=True, slots=True)
class SandboxRun:
    """The copy of a recorded run: its repository, pull request and database id."""

    repository: RepositorySeed
    number: int
    run: int


def read_run(file: Path) -> RecordedRun:
    """The run in a file. Raises ``UsageError`` that states what is wrong and how to create a valid file."""
    given = _json(file)
    try:
        return RecordedRun.model_validate(given)
    except ValidationError as error:
        raise UsageError(f"{file} is not a run as gh prints it: {_first_error(error)}.", hint=_HINT) from None


def add_run(world: World, recorded: RecordedRun) -> SandboxRun:
    """Add a run to the sandbox, on the open pull request of its only branch. It is opened if there is none."""
    world.now = max(world.now, recorded.updated_s)
    repository = world.repository(recorded.repository)
    repository.push(BRANCH, oid=recorded.head_sha, message=recorded.display_title)
    pulls = (repository.world.state.get(node, PullRequest) for node in repository.record.pull_requests)
    number = next((one.number for one in pulls if one.state == "OPEN" and one.head_ref == BRANCH), 0)
    number = number or repository.pull_request(BRANCH, title=recorded.display_title)
    run = repository.workflow_run(
        head=recorded.head_sha,
        jobs=[job.named_job() for job in recorded.jobs],
        title=recorded.display_title,
        database_id=recorded.database_id,
        url=recorded.url,
        conclusion=None if recorded.jobs else recorded.conclusion,
    )
    return SandboxRun(repository, number, run)


def _json(file: Path) -> Any:  # noqa: ANN401 - any JSON value
    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            raise UsageError(f"{file} is larger than {FILE_BYTES_MAX:,} bytes.", hint=_HINT)
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", hint="Name a file that exists.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not text in UTF-8.", hint=_HINT) from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} is not JSON: {error}.", hint=_HINT) from None


def _first_error(error: ValidationError) -> str:
    """The first error and its place."""
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    if first["type"] == "missing":
        return f"{where} is missing"
    return f"{where or 'the file'}: {first['msg'][0].lower()}{first['msg'][1:]}"


def _seconds(at: datetime | None) -> int | None:
    # gh prints the year 1 for a time that does not exist.
    return None if at is None or at.year == 1 else int(at.timestamp())
