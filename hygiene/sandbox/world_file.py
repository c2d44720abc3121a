"""World files: JSON that describes a world. docs/reference/world-file.md lists all keys."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    model_validator,
)

from hygiene.sandbox.checks import Annotation, Shown
from hygiene.sandbox.faults import FAULTS, FaultRule
from hygiene.sandbox.formats import seconds_of
from hygiene.sandbox.people import BOT_LOGIN, Account, Token
from hygiene.sandbox.runs import Job
from hygiene.sandbox.store import Behaviour
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hygiene.sandbox.seed import RepositorySeed

FORMAT = 1
DELETED_ACCOUNT = "deleted-account"
SHOWN_CHARACTERS_MAX = 60
_OBJECTS = {"dict_type", "model_type"}


class WorldFileError(ValueError):
    """A world file is not valid. The message has the place and the reason."""


class Model(BaseModel):
    """An object of a world file, which may have no other keys than its fields."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, given: Any) -> Any:  # noqa: ANN401 - any JSON
        for key in given if isinstance(given, dict) else ():
            if key not in cls.model_fields:
                near = get_close_matches(key, cls.model_fields, n=1)
                others = f"Did you mean {near[0]!r}?" if near else f"The keys are {', '.join(cls.model_fields)}."
                raise ValueError(f"{key!r} is not a known key. {others}")
        return given


def model_of(kind: type, **defaults: Any) -> Any:  # noqa: ANN401 - a class that mypy cannot know
    """Return the model of a dataclass, without the fields whose default here is None."""
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    for one in fields(kind):
        default = defaults.get(one.name, ... if one.default is MISSING else one.default)
        if one.name not in defaults or default is not None:
            given[one.name] = (hints[one.name], default)
    return create_model(kind.__name__, __base__=Model, **given)


def _full_name(name: str) -> str:
    if name.count("/") != 1 or not all(name.split("/")):
        raise ValueError(f"A repository's name is OWNER/NAME, not {name!r}.")
    return name


def _seconds(given: Any) -> int | None:  # noqa: ANN401 - any JSON
    try:
        return None if given is None else seconds_of(given)
    except (TypeError, ValueError):
        raise ValueError(f"It should be a time such as 2025-10-13T01:00:00Z, not {_short(given)}.") from None


_CONDITIONS = model_of(FaultRule, fault=None)
FullName = Annotated[str, AfterValidator(_full_name)]
Author: TypeAlias = "str | None"
# https://docs.github.com/graphql/reference/enums#checkconclusionstate and #checkstatusstate
Result = Annotated[
    Literal[
        "action_required",
        "cancelled",
        "failure",
        "neutral",
        "skipped",
        "stale",
        "startup_failure",
        "success",
        "timed_out",
        "in_progress",
        "pending",
        "queued",
        "requested",
        "waiting",
    ],
    BeforeValidator(lambda given: given.lower() if isinstance(given, str) else given),
]


class JobModel(Model):
    """A job of a workflow run."""

    conclusion: Result = "success"
    steps: dict[str, Result] = {}
    annotations: list[model_of(Annotation)] = []  # type: ignore[valid-type]
    seconds: int = Job().seconds
    url: str | None = None


Jobs = dict[str, Annotated[JobModel, BeforeValidator(lambda one: {"conclusion": one} if isinstance(one, str) else one)]]


class LateModel(Model):
    """Results that are shown late, for a number of reads or seconds."""

    shows: Shown = "unfinished"
    jobs: list[str] = []
    reads: int | None = Field(default=None, ge=0)
    seconds: int | None = Field(default=None, ge=0)


class RunModel(Model):
    """A workflow run and its further attempts."""

    workflow: str = "Gate"
    path: str | None = None
    event: str = "pull_request"
    branch: str | None = None
    title: str = ""
    jobs: Jobs
    attempts: list[Jobs] = []
    conclusion: Result | None = None
    linked: bool = True
    late_results: LateModel | None = None


class SuiteModel(Model):
    """A check suite without check runs."""

    app: str = "dependabot"
    conclusion: Result | None = None


class StatusModel(Model):
    """A commit status."""

    context: str
    state: Literal["error", "expected", "failure", "pending", "success"] = "success"
    description: str = ""


class CommentModel(Model):
    """A comment."""

    body: str
    author: Author = "octocat"
    minimized: str | None = None


class ThreadModel(Model):
    """What issues and pull requests share."""

    title: str = ""
    author: Author = "octocat"
    labels: list[str] = []
    comments: list[CommentModel] = []
    locked: bool = False


class PullRequestModel(ThreadModel):
    """A pull request with what was reported on its head commit."""

    head: str
    base: str | None = None
    fork: FullName | None = None
    fork_deleted: bool = False
    files: dict[str, str] = {}
    runs: list[RunModel] = []
    suites: list[SuiteModel] = []
    statuses: list[StatusModel] = []
    state: Literal["open", "closed", "merged"] = "open"


class IssueModel(ThreadModel):
    """An issue."""

    title: str
    body: str = ""
    state: Literal["open", "closed"] = "open"
    state_reason: Literal["completed", "not_planned", "duplicate"] = "completed"


class RepositoryModel(Model):
    """A repository. Runs, suites and statuses are those of the head of its default branch."""

    name: FullName
    private: bool = False
    has_issues: bool = True
    archived: bool = False
    default_branch: str = "main"
    fork_of: FullName | None = None
    former_names: list[FullName] = []
    files: dict[str, str] = {}
    labels: list[str] = []
    protect: dict[str, list[str]] = {}
    rulesets: dict[str, list[str]] = {}
    runs: list[RunModel] = []
    suites: list[SuiteModel] = []
    statuses: list[StatusModel] = []
    pull_requests: list[PullRequestModel] = []
    issues: list[IssueModel] = []


class WorldModel(Model):
    """A whole world file."""

    sandbox: Literal[1]
    now: Annotated[int | None, BeforeValidator(_seconds)] = None
    tokens: dict[str, model_of(Token, login=BOT_LOGIN)] = {}  # type: ignore[valid-type]
    behaviour: model_of(Behaviour) = Field(default_factory=model_of(Behaviour))  # type: ignore[valid-type]
    faults: list[dict[str, Any]] = []
    repositories: list[RepositoryModel] = []


def load(path: Path) -> World:
    """Return the world that a file describes. Raises ``WorldFileError`` with the path and what is wrong."""
    try:
        return loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WorldFileError(f"The world file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise WorldFileError(f"The world file {path} is not text in UTF-8.") from error
    except WorldFileError as error:
        raise WorldFileError(f"{path}: {error}") from error


def loads(text: str) -> World:
    """Return the world that the text of a world file describes."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WorldFileError(f"This is not JSON: {error}.") from error
    if not isinstance(given, dict) or given.get("sandbox") != FORMAT:
        raise WorldFileError('A world file is a JSON object with "sandbox": 1 in it.')
    world = World()
    known = validated(WorldModel, given)
    if known.now is not None:
        world.now = known.now
    world.behaviour = Behaviour(**known.behaviour.model_dump())
    for index, one in enumerate(known.repositories):
        _create_repository(world, one, f"repositories[{index}]")
    for name, token in known.tokens.items():
        world.token(name, **token.model_dump())
    world.faults = [_fault_rule(one, ("faults", index)) for index, one in enumerate(known.faults)]
    if world.state.find(Account, "account", DELETED_ACCOUNT):
        world.delete_account(DELETED_ACCOUNT)
    return world


def validated(model: Any, given: Any, place: tuple[str | int, ...] = ()) -> Any:  # noqa: ANN401 - an instance of the model
    """Return the model of some JSON. Raises ``WorldFileError`` with the place of the first mistake."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = _path((*place, *first["loc"])) or "The world file"
        if first["type"] == "missing":
            message = f"{where} is missing."
        elif first["type"] == "value_error":
            message = f"{where}: {first['ctx']['error']}"
        else:
            wanted = "should be a JSON object" if first["type"] in _OBJECTS else first["msg"].removeprefix("Input ")
            message = f"{where} {wanted}, not {_short(first['input'])}."
        raise WorldFileError(message) from None


def _fault_rule(given: dict[str, Any], place: tuple[str | int, ...]) -> FaultRule:
    name = given.get("fault")
    if name not in FAULTS:
        raise WorldFileError(f"{_path(place)}.fault should be one of {', '.join(FAULTS)}, not {_short(name)}.")
    conditions = {key: given[key] for key in given if key in _CONDITIONS.model_fields}
    rest = {key: given[key] for key in given if key not in {"fault", *conditions}}
    fault = FAULTS[name](**validated(model_of(FAULTS[name]), rest, place).model_dump())
    return FaultRule(fault, **validated(_CONDITIONS, conditions, place).model_dump())


def _path(loc: tuple[str | int, ...]) -> str:
    """Return a place as jq writes it: ``repositories[0].runs[0].jobs.gate``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).removeprefix(".")


def _short(given: Any) -> str:  # noqa: ANN401 - any JSON
    text = json.dumps(given, ensure_ascii=False)
    return text if len(text) <= SHOWN_CHARACTERS_MAX else f"{text[:SHOWN_CHARACTERS_MAX]}…"


def _create_repository(world: World, known: RepositoryModel, place: str) -> None:
    if known.fork_of and world.state.repository(known.fork_of) is None:
        raise WorldFileError(f"{place}.fork_of: {known.fork_of} must be listed before its fork {known.name}.")
    settings = {key: getattr(known, key) for key in ("private", "has_issues", "default_branch", "fork_of")}
    repository = world.repository(known.name, **settings, former_names=tuple(known.former_names))
    if known.files:
        repository.push(known.default_branch, known.files)
    for label in known.labels:
        repository.label(label)
    for branch, contexts in known.protect.items():
        repository.protect(branch, *contexts)
    for branch, contexts in known.rulesets.items():
        repository.ruleset(branch, *contexts)
    _report(repository, repository.head(), known)
    for one in known.pull_requests:
        _open_pull_request(world, repository, one)
    for issue in known.issues:
        author = issue.author or DELETED_ACCOUNT
        number = repository.issue(issue.title, issue.body, author=author, labels=tuple(issue.labels))
        _discuss(repository, number, issue)
        if issue.state == "closed":
            reason: Any = issue.state_reason.upper()
            repository.person(repository.record.owner).close(number, reason)
    repository.change(archived=known.archived)


def _open_pull_request(world: World, repository: RepositorySeed, known: PullRequestModel) -> None:
    if known.base and repository.record.branch(known.base) is None:
        repository.push(known.base)
    source = repository.fork(known.fork) if known.fork else repository
    head = source.push(known.head, known.files)
    author = known.author or DELETED_ACCOUNT
    number = repository.pull_request(known.head, base=known.base, fork=known.fork, author=author, title=known.title)
    owner = repository.person(repository.record.owner)
    for label in known.labels:
        owner.add_label(number, label)
    _report(repository, head, known)
    _discuss(repository, number, known)
    if known.state != "open":
        owner.merge(number) if known.state == "merged" else owner.close(number)
    if known.fork and known.fork_deleted:
        world.repository(known.fork).delete()


def _discuss(repository: RepositorySeed, number: int, known: ThreadModel) -> None:
    for one in known.comments:
        author = repository.person(one.author or DELETED_ACCOUNT)
        comment = author.comment(number, one.body)
        if one.minimized:
            author.minimize_comment(comment, one.minimized)
    if known.locked:
        repository.person(repository.record.owner).lock(number)


def _report(repository: RepositorySeed, head: str, known: RepositoryModel | PullRequestModel) -> None:
    for run in known.runs:
        details = run.model_dump(include={"path", "event", "branch", "title", "conclusion", "linked"})
        number = repository.workflow_run(run.workflow, head=head, jobs=_jobs(run.jobs), **details)
        for attempt in run.attempts:
            repository.rerun(number, _jobs(attempt))
        late = run.late_results
        if late:
            repository.late_results(number, late.shows, jobs=tuple(late.jobs), reads=late.reads, seconds=late.seconds)
    for suite in known.suites:
        repository.suite(head, **dict(suite))
    for status in known.statuses:
        repository.status(head, **dict(status))


def _jobs(known: Mapping[str, JobModel]) -> dict[str, Job]:
    return {
        name: Job(**{**dict(one), "annotations": [Annotation(**dict(note)) for note in one.annotations]})
        for name, one in known.items()
    }
