"""What hygiene is made of does not change by itself: packages, actions, permissions, scripts."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
NAMED = pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
_PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def project() -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Every step of a workflow, or of the action."""
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    for job in known.get("jobs", {"": known.get("runs", {})}).values():
        yield from job.get("steps", [])


def canonical(requirement: str) -> str:
    """The normal form of a requirement's name."""
    found = _NAME.match(requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_every_dependency_is_pinned() -> None:
    """Each package that we name, at run time or for development, has one version in our own CI."""
    known = project()
    pinned = [pin for pin in known["tool"]["uv"]["constraint-dependencies"] if "==" in pin]
    groups = [*known["project"]["optional-dependencies"].values(), *known["dependency-groups"].values()]
    wanted = {canonical(one) for group in [known["project"]["dependencies"], *groups] for one in group}
    assert len(pinned) == len(known["tool"]["uv"]["constraint-dependencies"])
    assert wanted - {canonical(pin) for pin in pinned} - {"ci-hygiene"} == set()


def test_three_dependencies_at_run_time() -> None:
    """Everything else is an extra."""
    assert {canonical(one) for one in project()["project"]["dependencies"]} == {"httpx", "pydantic", "typer"}


@NAMED
def test_actions_are_pinned_by_commit(path: Path) -> None:
    """A tag may move; a commit does not. Our own files may name each other."""
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert [one for one in used if not one.startswith(("./", "$/")) and not _PINNED.fullmatch(one)] == []


@NAMED
def test_no_expression_in_a_script(path: Path) -> None:
    """What an expression is replaced by would be part of the script: it goes through the environment instead."""
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_permissions_are_stated_on_jobs(path: Path) -> None:
    """A workflow has none as a whole; each job lists what it needs, and a time after which it ends."""
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert known["permissions"] == {}
    assert [name for name, job in known["jobs"].items() if "permissions" not in job] == []
    assert [name for name, job in known["jobs"].items() if "timeout-minutes" not in job] == []


@NAMED
def test_checkouts_keep_no_token(path: Path) -> None:
    """A token that stays in the checkout can be read by whatever runs there."""
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step for step in checkouts if step.get("with", {}).get("persist-credentials") is not False] == []
