"""Files that the pages show are valid, and fit what they are files of."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
import yaml

from hygiene.audit.init_text import PERMISSIONS
from hygiene.errors import ExitCode
from hygiene.model.report import CommentAction, CommentResult, Outcome, Report, TrackerAction, TrackerResult
from hygiene.model.snapshot import RateLimit
from hygiene.report.text import result_json
from hygiene.settings.tables import read_tables
from result_schemas import FailedShape
from tests.docs.pages import ROOT, blocks, pages, read

YAML = [(path.relative_to(ROOT).as_posix(), text) for path in pages() for text in blocks(path.read_text(), "yaml")]
TOML = [(path.relative_to(ROOT).as_posix(), text) for path in pages() for text in blocks(path.read_text(), "toml")]


def workflow(text: str) -> dict[str, Any]:
    """A workflow as a mapping; YAML 1.1 reads its `on` as a truth."""
    found = yaml.safe_load(text)
    assert isinstance(found, dict)
    return {str(key): value for key, value in found.items()}


@pytest.mark.parametrize(("page", "text"), YAML, ids=[page for page, _ in YAML])
def test_yaml(page: str, text: str) -> None:
    """Every YAML block parses; a whole workflow grants nothing but what its jobs list."""
    known = workflow(text)
    if "jobs" in known and "True" in known:
        assert known["permissions"] == {}, page
        assert all("permissions" in job for job in known["jobs"].values()), page


@pytest.mark.parametrize(("page", "text"), TOML, ids=[page for page, _ in TOML])
def test_toml(page: str, text: str) -> None:
    """Every configuration that a page shows is accepted."""
    assert read_tables(tomllib.loads(text)) is not None, page


def test_readme_permissions() -> None:
    """The step to add to a workflow requests what `hygiene init` requests, and no more."""
    (text,) = blocks(read("README.md"), "yaml")
    (job,) = workflow(text)["jobs"].values()
    assert job["permissions"] == {area: level for area, level, _ in PERMISSIONS}


def test_json_result() -> None:
    """The result in the reference has the keys of a real one, at every level."""
    text, failed = blocks(read("docs/reference/outputs.md"), "json")
    comment = CommentResult(1, CommentAction.CREATED, "failure")
    tracker = TrackerResult("python ci", TrackerAction.OPENED, 1)
    limit = RateLimit(994, 1000)
    real = result_json(
        Report(Outcome.SETTLED, "o/r", status_comments=(comment,), trackers=(tracker,), rate_limit=limit)
    )
    assert _shape(json.loads(text)) == _shape(real)
    assert FailedShape.model_validate_json(failed).error.exit_code == ExitCode.UNAVAILABLE


def _shape(value: object) -> object:
    """The keys of a value, without what they hold."""
    match value:
        case dict():
            return {key: _shape(inner) for key, inner in value.items()}
        case list():
            return [_shape(inner) for inner in value]
        case _:
            return None
