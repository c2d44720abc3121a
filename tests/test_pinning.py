"""What hygiene is made of does not change by itself: packages, actions, permissions, scripts."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packaging.requirements import Requirement

from tests.action.bundle import script
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = [ROOT / "action.yml", ROOT / ".github" / "action" / "action.yml"]
NAMED = pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: f"{path.parent.name}/{path.name}")
HASHED = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / ".github" / "action").glob("*.txt")}
# typer requests rich, and rich for the others. They are imported for typer's own help alone, which hygiene replaces.
NOT_NEEDED = {"rich", "pygments", "markdown-it-py", "mdurl"}
_PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def project() -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Every step of a workflow; an action in JavaScript has none."""
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


def constraints() -> dict[str, str]:
    """The pinned version of each package that our own CI installs."""
    pins = (pin.partition(";")[0] for pin in project()["tool"]["uv"]["constraint-dependencies"])
    return {name: version for name, _, version in (pin.strip().partition("==") for pin in pins)}


def pinned_by_hash(name: str) -> dict[str, str]:
    """The version of each package in a file of requirements, which has nothing but versions and hashes."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", HASHED[name], flags=re.MULTILINE).strip())
    shape = re.compile(r"([a-z0-9-]+)==([\w.]+)(?: ; [\w'= ]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)")
    found = [(entry, shape.fullmatch(entry)) for entry in entries]
    assert [entry for entry, match in found if match is None] == []
    return {match[1]: match[2] for _, match in found if match}


def needed(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """Everything that an installed package needs, with any supported version of Python on any platform."""
    machines = [
        {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": platform, "extra": extra}
        | {"platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[platform]}
        for version in script().PYTHONS
        for platform in ("linux", "darwin", "win32")
        for extra in {"", *extras}
    ]
    found = set()
    for requirement in map(Requirement, requires(name) or []):
        below, marker = canonical(requirement.name), requirement.marker
        if below not in NOT_NEEDED and (marker is None or any(map(marker.evaluate, machines))):
            found |= {below} | (needed(below, frozenset(requirement.extras)) if below != "colorama" else set())
    return found


def test_what_the_action_imports_is_pinned_by_hash() -> None:
    """The same versions as in our own CI, everything that hygiene needs on any platform, and nothing else."""
    pins = pinned_by_hash("requirements.txt")
    assert {name: constraints()[name] for name in pins} == pins
    assert set(pins) == needed("ci-hygiene", frozenset({"audit", "junit"}))


def test_uv_is_one_version() -> None:
    """Scripts and workflows install uv by hash from one file, and no other package by name."""
    assert list(pinned_by_hash("uv.txt")) == ["uv"]
    texts = [path.read_text(encoding="utf-8") for path in [*WORKFLOWS, ROOT / ".ci" / "run"]]
    installs = [line for text in texts for line in re.findall(r"pip install.*", text.replace("\\\n", ""))]
    smoke = "pip install --quiet --root-user-action=ignore uv && uv run hygiene demo'"
    assert len(installs) > 3
    assert [line for line in installs if "--require-hashes" not in line and line != smoke] == []
    assert [line for line in installs if "uv.txt" not in line and line != smoke] == []


def test_what_builds_hygiene_is_pinned() -> None:
    """The build backend runs in CI: it has one version, as everything that it needs."""
    pins = {canonical(pin) for pin in project()["tool"]["uv"]["build-constraint-dependencies"] if "==" in pin}
    assert {canonical(one) for one in project()["build-system"]["requires"]} <= pins


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
