"""Reads the state of a host, a repository and a token. A refusal is a finding, not an error."""

from __future__ import annotations

from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING

from hygiene_github.fragments import TextFile
from hygiene_github.read_health import ReadHealth

from hygiene.github.errors import missing, one_line
from hygiene.github.read import translate
from hygiene.github.read.scope import SETTINGS_FILES
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene_github.read_health import ReadHealthRepository

    from hygiene.github.client import Connection
    from hygiene.github.errors import ApiError
    from hygiene.model.snapshot import RateLimit

_AREAS = {
    "issues": "issues",
    "pullRequests": "pull-requests",
    "checkSuites": "checks",
    "status": "statuses",
    "defaultBranchRef": "contents",
    "settingsInGithub": "contents",
    "settingsInRoot": "contents",
    "settingsInPyproject": "contents",
    "postCi": "contents",
}


@dataclass(frozen=True, slots=True)
class Health:
    """What the host returned. ``refused`` maps a permission to GitHub's message; None is what could not be read.

    ``may_label_issue`` and ``may_label_pull_request`` are as close to a write permission as reading gets.
    ``pull_request`` is the number of the open pull request that was updated last, 0 where there is none.
    """

    login: str
    repository: str
    private: bool
    issues_enabled: bool
    role: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    may_label_issue: bool | None = None
    may_label_pull_request: bool | None = None
    pull_request: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    rate_limit: RateLimit | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def read_health(connection: Connection, repository: str, post_ci_path: str) -> Health:
    """One request, and one more for each area that hides the rest when it is refused."""
    owner, _, name = repository.partition("/")
    refused: dict[str, str] = {}
    while True:
        # A refused connection that may not be null takes the whole repository with it.
        asked = {"issues": "issues" not in refused, "pull_requests": "pull-requests" not in refused}
        response = connection.query(
            partial(connection.client.read_health, owner, name, f"HEAD:{post_ci_path}", **asked), ReadHealth
        )
        news = _refused(response.errors)
        found = response.data.repository
        if found is None and not news.keys() - refused.keys():
            raise missing(f"repository {repository}", connection.url.host)
        refused |= news
        if found is not None:
            break
    issues, pulls = found.issues, found.pull_requests
    return Health(
        login=response.data.viewer.login,
        repository=found.name_with_owner,
        private=found.is_private,
        issues_enabled=found.has_issues_enabled,
        role=found.viewer_permission.value if found.viewer_permission else "",
        refused=refused,
        may_label_issue=_first_label(issues.nodes or [] if issues else []),
        may_label_pull_request=_first_label(pulls.nodes or [] if pulls else []),
        pull_request=next((node.number for node in (pulls.nodes or [] if pulls else []) if node is not None), 0),
        files=_files(found, post_ci_path),
        rate_limit=translate.rate_limit(response.data.rate_limit),
        headers=dict(connection.headers),
    )


def _first_label(nodes: Sequence[object | None]) -> bool | None:
    return next((bool(getattr(node, "viewer_can_label", False)) for node in nodes if node is not None), None)


def _files(found: ReadHealthRepository, post_ci_path: str) -> dict[str, str]:
    blobs = {place: getattr(found, name) for place, name in SETTINGS_FILES.items()}
    blobs[post_ci_path] = found.post_ci
    return {place: blob.text for place, blob in blobs.items() if isinstance(blob, TextFile) and blob.text is not None}


def _refused(failures: Sequence[ApiError]) -> dict[str, str]:
    refused = {}
    for failure in failures:
        area = next((_AREAS[str(part)] for part in reversed(failure.path) if str(part) in _AREAS), "")
        if area:
            refused[area] = one_line(failure.message)
    return refused
