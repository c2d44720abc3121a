"""The part of a world file that people write: checked key by key, then created through seeding."""

from __future__ import annotations

from dataclasses import fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.people import BOT_LOGIN, Token
from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.world import World

_SETTINGS = ("private", "has_issues", "default_branch", "fork_of")
_REPOSITORY = ("name", *_SETTINGS, "files", "labels", "protect", "runs", "pull_requests", "issues")
_PULL_REQUEST = ("head", "base", "fork", "author", "title", "labels", "comments", "runs", "files")
_ISSUE = ("title", "body", "author", "labels", "comments")
_RUN = ("workflow", "path", "event", "branch", "jobs", "title", "attempts")
_JOB = ("conclusion", "steps", "annotations", "seconds", "url")
_ANNOTATION = tuple(one.name for one in fields(Annotation))
_TOKEN = tuple(one.name for one in fields(Token))


class WorldFileError(ValueError):
    """A world file is not valid. The message says where and why."""


def checked(where: str, given: Any, keys: Sequence[str], required: Sequence[str] = ()) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return a JSON object with known keys only. Raises ``WorldFileError`` for an unknown or missing key."""
    if not isinstance(given, dict):
        message = f"{where} must be a JSON object."
        raise WorldFileError(message[0].upper() + message[1:])
    for key in given:
        if key not in keys:
            near = get_close_matches(key, keys, n=1)
            meant = f' Did you mean "{near[0]}"?' if near else f" It takes {', '.join(keys)}."
            message = f'There is an unknown key "{key}" in {where}.{meant}'
            raise WorldFileError(message)
    for key in required:
        if key not in given:
            message = f'"{key}" is missing in {where}.'
            raise WorldFileError(message)
    return given


def create_tokens(world: World, given: Any) -> None:  # noqa: ANN401 - any JSON
    """Create the tokens that a file names."""
    for name, permissions in checked('"tokens"', given, tuple(given) if isinstance(given, dict) else ()).items():
        known = checked(f'the token "{name}"', permissions, _TOKEN)
        settings: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in known.items()
        }
        world.token(name, **{"login": BOT_LOGIN, **settings})


def create_repositories(world: World, repositories: Any) -> None:  # noqa: ANN401 - any JSON
    """Create the repositories that a file describes, in its order."""
    for given in _list('"repositories"', repositories):
        known = checked("a repository", given, _REPOSITORY, ("name",))
        name = known["name"]
        if not isinstance(name, str) or name.count("/") != 1 or not all(name.split("/")):
            message = f"A repository's name is OWNER/NAME, not {name!r}."
            raise WorldFileError(message)
        settings = {key: known[key] for key in _SETTINGS if key in known}
        if settings.get("fork_of") and ("repository", settings["fork_of"].casefold()) not in world.state.names:
            message = f'"{name}" is a fork of "{settings["fork_of"]}", which must be listed before it.'
            raise WorldFileError(message)
        repository = world.repository(name, **settings)
        try:
            _fill(repository, known)
        except (AssertionError, TypeError, AttributeError) as error:
            message = f'Something in the repository "{name}" does not fit: {error}.'
            raise WorldFileError(message) from error


def _fill(repository: RepositorySeed, known: Mapping[str, Any]) -> None:
    branch = repository.record.default_branch
    if known.get("files"):
        repository.push(branch, known["files"])
    for label in _list('"labels"', known.get("labels", [])):
        repository.label(label)
    for protected, contexts in known.get("protect", {}).items():
        repository.protect(protected, *contexts)
    for run in _list('"runs"', known.get("runs", [])):
        _report(repository, repository.head(), run)
    for given in _list('"pull_requests"', known.get("pull_requests", [])):
        _pull_request(repository, checked("a pull request", given, _PULL_REQUEST, ("head",)))
    for given in _list('"issues"', known.get("issues", [])):
        issue = checked("an issue", given, _ISSUE, ("title",))
        author, labels = issue.get("author", "octocat"), tuple(issue.get("labels", ()))
        number = repository.issue(issue["title"], issue.get("body", ""), author=author, labels=labels)
        _comment(repository, number, issue.get("comments", []))


def _pull_request(repository: RepositorySeed, known: Mapping[str, Any]) -> None:
    fork = known.get("fork")
    source = repository.fork(fork) if fork else repository
    head = source.push(known["head"], known.get("files"))
    settings = {key: known[key] for key in ("base", "author", "title") if key in known}
    number = repository.pull_request(known["head"], fork=fork, **settings)
    for label in known.get("labels", []):
        repository.person(repository.record.owner).add_label(number, label)
    _comment(repository, number, known.get("comments", []))
    for run in _list('"runs"', known.get("runs", [])):
        _report(repository, head, run)


def _comment(repository: RepositorySeed, number: int, comments: Any) -> None:  # noqa: ANN401 - any JSON
    for given in _list('"comments"', comments):
        known = checked("a comment", given, ("author", "body"), ("body",))
        repository.person(known.get("author", "octocat")).comment(number, known["body"])


def _report(repository: RepositorySeed, head: str, given: Any) -> None:  # noqa: ANN401 - any JSON
    known = dict(checked("a run", given, _RUN, ("jobs",)))
    jobs = {name: _job(name, job) for name, job in known.pop("jobs").items()}
    again = [{name: _job(name, job) for name, job in one.items()} for one in known.pop("attempts", [])]
    run = repository.workflow_run(known.pop("workflow", "Gate"), head=head, jobs=jobs, **known)
    for more in again:
        repository.rerun(run, more)


def _job(name: str, given: Any) -> str | Job:  # noqa: ANN401 - any JSON
    if isinstance(given, str):
        return given
    known = dict(checked(f'the job "{name}"', given, _JOB))
    notes = [checked("an annotation", one, _ANNOTATION) for one in known.pop("annotations", [])]
    return Job(**known, annotations=[Annotation(**one) for one in notes])


def _list(where: str, given: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    if not isinstance(given, list):
        message = f"{where} must be a JSON list."
        raise WorldFileError(message)
    return given
