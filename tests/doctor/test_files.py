"""Files of a checkout, and those that the host showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.init_text import post_ci_text
from hygiene.audit.post_ci_workflow import POST_CI_PATH
from hygiene.doctor.files import configuration_of, post_ci_of
from tests.audit.repository import CONFIGURATION, GATE_TEXT, RUN, standard, write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_checkout_in_good_order(tmp_path: Path) -> None:
    """Found, valid, audited, and the Gate's name is known."""
    found = configuration_of(standard(tmp_path), "", {})
    assert (found.place, found.audited, found.gate_names) == (CONFIGURATION, (), ("Gate",))
    assert found.trouble is None


def test_drift(tmp_path: Path) -> None:
    """Findings that count become sentences with their place; notices do not."""
    gate = GATE_TEXT.replace("docker smoke", "docker") + "  x: {name: 'a ${{ vars.x }}', " + RUN + "}\n"
    found = configuration_of(standard(tmp_path, gate=gate), "", {})
    assert found.audited is not None
    assert [difference.partition(" ")[0] for difference in found.audited] == [f"{CONFIGURATION}:8"]


@pytest.mark.parametrize(
    ("path", "old", "new", "fixable"),
    [
        ("gate.yml", "docker smoke", "docker", True),
        ("gate.yml", "name: Gate", "name: Renamed", False),
        ("post-ci.yml", "issues: write", "issues: read ", False),
        ("post-ci.yml", "acme/hygiene@v0", "OWNER/hygiene@v0", False),
    ],
)
def test_what_can_be_fixed(tmp_path: Path, path: str, old: str, new: str, *, fixable: bool) -> None:
    """`audit --fix` rewrites names of jobs alone: the doctor offers it for nothing else."""
    files = {".github/workflows/gate.yml": GATE_TEXT, POST_CI_PATH: post_ci_text("Gate", "acme/hygiene@v0")}
    (place,) = (name for name in files if name.endswith(path))
    assert old in files[place]
    write(standard(tmp_path), files | {place: files[place].replace(old, new)})
    found = configuration_of(tmp_path, "", {})
    assert found.audited
    assert found.fixable is fixable


def test_without_a_checkout(tmp_path: Path) -> None:
    """The default branch's file is read instead, and nothing is audited."""
    found = configuration_of(tmp_path, "", {"hygiene.toml": 'jobs = ["a"]'})
    assert (found.place, found.audited) == ("hygiene.toml of the default branch", None)
    assert configuration_of(tmp_path, "", {}).place == ""


@pytest.mark.parametrize(
    ("text", "names"), [('workflow = "Gate"', True), ('key = "docs"', True), ('jobs = ["a"]', False), (None, False)]
)
def test_which_gate_is_meant(tmp_path: Path, text: str | None, *, names: bool) -> None:
    """Either key names the workflow that the comment is about, wherever the configuration was found."""
    remote = {} if text is None else {"hygiene.toml": text}
    assert configuration_of(tmp_path, "", remote).names_gate is names
    write(standard(tmp_path), {CONFIGURATION: text or ""})
    assert configuration_of(tmp_path, "", {}).names_gate is names


def test_the_checkout_comes_first(tmp_path: Path) -> None:
    """The files here are what a run here would use."""
    write(tmp_path, {"hygiene.toml": 'jobs = ["a"]'})
    assert configuration_of(tmp_path, "", {".github/hygiene.toml": "jobs = 1"}).place == "hygiene.toml"


def test_a_named_file(tmp_path: Path) -> None:
    """--config is read alone; a file that is not there is reported."""
    write(tmp_path, {"hygiene.toml": "broken", "other.toml": 'jobs = ["a"]'})
    assert configuration_of(tmp_path, "other.toml", {}).place == "other.toml"
    trouble = configuration_of(tmp_path, "absent.toml", {}).trouble
    assert trouble is not None
    assert trouble.message == "There is no file absent.toml."


@pytest.mark.parametrize("name", ["Gate", "CI"])
def test_no_configured_jobs_are_no_trouble(tmp_path: Path, name: str) -> None:
    """Without a configuration nothing is compared, and the Gate may have any name."""
    write(tmp_path, {".github/workflows/ci.yml": f"name: {name}\n" + GATE_TEXT.partition("\n")[2]})
    found = configuration_of(tmp_path, "", {})
    assert (found.trouble, found.audit_trouble, found.audited, found.compared) == (None, None, (), False)


def test_trouble_is_kept(tmp_path: Path) -> None:
    """A broken file and a missing Gate are facts, not exceptions."""
    broken = configuration_of(standard(tmp_path, configuration="jobs = "), "", {})
    assert broken.trouble is not None
    write(tmp_path, {CONFIGURATION: 'workflow = "nowhere.yml"\njobs = ["a"]\n'})
    lost = configuration_of(tmp_path, "", {})
    assert lost.audit_trouble is not None
    assert lost.place == CONFIGURATION


def test_the_workflow(tmp_path: Path) -> None:
    """The file of the usual name, else the one that the host showed, else the first in the checkout that fits."""
    text = post_ci_text("Gate", "acme/hygiene@v0")
    assert post_ci_of(tmp_path, POST_CI_PATH, {})[0] is None
    remote, _ = post_ci_of(tmp_path, POST_CI_PATH, {POST_CI_PATH: text})
    assert remote is not None
    (standard(tmp_path) / POST_CI_PATH).unlink()
    write(tmp_path, {".github/workflows/after.yml": text, ".github/workflows/aa.yml": "jobs: ["})
    other, trouble = post_ci_of(tmp_path, POST_CI_PATH, {})
    assert other is not None
    assert (other.path, trouble) == (".github/workflows/after.yml", None)
    assert post_ci_of(tmp_path, "named.yml", {})[0] is None


def test_a_broken_workflow(tmp_path: Path) -> None:
    """Its trouble is kept when it is the one that was requested."""
    write(tmp_path, {POST_CI_PATH: "jobs: ["})
    found, trouble = post_ci_of(tmp_path, POST_CI_PATH, {})
    assert found is None
    assert trouble is not None
    assert POST_CI_PATH in trouble.message
