"""The how-to pages: every command is run as it is there, and every file that they show is read by what reads it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from hygiene.audit.init_text import EXAMPLE
from hygiene.audit.post_ci_workflow import read_post_ci
from hygiene.doctor.check import Level
from hygiene.doctor.workflow import workflow_checks
from hygiene.failure_tracker.issues import IGNORE, KEEP_OPEN
from hygiene.settings import parse_policy
from tests.audit.repository import GATE_TEXT, standard, write
from tests.docs.pages import Command, blocks, commands, read
from tests.docs.session import Session
from tests.doctor.facts import GOOD
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.workflow_runner import Runner

pytestmark = pytest.mark.long

FOLDER = "docs/how-to"
PAGES = [
    "add-to-a-repository",
    "forks",
    "merge-queue",
    "several-gates",
    "github-enterprise-server",
    "contribute-a-section",
    "mute-a-tracker",
    "run-the-probe",
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A terminal while the tutorial's sandbox runs."""
    found = Session(tmp_path)
    assert found.run(Command("hygiene sandbox serve", ("The sandbox listens at …",))) == ""
    yield found
    found.close()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_does_what_the_page_shows(page: str, session: Session) -> None:
    """In a checkout with a Gate, as the reader has one; set up already, except where setting up is the subject."""
    if page == "add-to-a-repository":
        write(session.folder, {".github/workflows/gate.yml": GATE_TEXT})
    elif page in ("merge-queue", "several-gates"):
        standard(session.folder)
    found = commands(read(f"{FOLDER}/{page}.md"))
    assert found
    for command in found:
        assert session.run(command) == "", command.text


def workflows() -> list[tuple[str, dict[Any, Any], str]]:
    """Every YAML block of the pages, with its page."""
    return [
        (page, yaml.safe_load(text), text) for page in PAGES for text in blocks(read(f"{FOLDER}/{page}.md"), "yaml")
    ]


def test_workflows_are_read() -> None:
    """Workflows that run hygiene are found, and the doctor has nothing against them."""
    judged = 0
    for page, document, text in workflows():
        assert isinstance(document, dict), page
        found = (
            read_post_ci(text.replace(EXAMPLE, "acme/hygiene"), path=f"{page}.yml") if "workflow_run" in text else None
        )
        if found is None:
            continue
        judged += 1
        rows = workflow_checks(replace(GOOD, post_ci=found))
        assert [row.message for row in rows if row.level is Level.FAIL] == [], page
        assert {row.name for row in rows if row.level is Level.WARN} <= {"concurrency"}, page
    assert judged >= 4


def test_settings_are_read() -> None:
    """Every TOML block is a configuration that hygiene accepts."""
    found = [text for page in PAGES for text in blocks(read(f"{FOLDER}/{page}.md"), "toml")]
    assert found
    for text in found:
        tomllib.loads(text)
        assert parse_policy(text, ".github/hygiene.toml") is not None


def test_labels_are_called_so() -> None:
    """The two labels of the page are those of the code."""
    page = read(f"{FOLDER}/mute-a-tracker.md")
    assert f"`{IGNORE}`" in page
    assert f"`{KEEP_OPEN}`" in page


def test_closed_as_not_planned_stays_closed(runner: Runner) -> None:
    """The page's two ways to close, on a sandbox."""
    number, run = runner.proposal(RED)
    (tracker,) = runner.post_ci("--json", run=run).json["trackers"]
    person = runner.repository.person("octocat")
    person.close(tracker["number"], "NOT_PLANNED")
    _, again = runner.proposal(RED, "other")
    (issues,) = runner.post_ci("--json", run=again).json["trackers"]
    assert (issues["action"], issues["number"]) == ("withheld", tracker["number"])
    assert "not planned" in issues["reason"]
    person.reopen(tracker["number"])
    person.close(tracker["number"], "COMPLETED")
    runner.world.advance(3_600)
    _, later = runner.proposal(RED, "third")
    (reopened,) = runner.post_ci("--json", run=later).json["trackers"]
    assert (reopened["action"], reopened["number"]) == ("reopened", tracker["number"])
    assert number


def test_ignored_by_label(runner: Runner) -> None:
    """With the label, nothing of the issue changes; without it, the next run catches up."""
    _, run = runner.proposal(RED)
    (tracker,) = runner.post_ci("--json", run=run).json["trackers"]
    person = runner.repository.person("octocat")
    person.add_label(tracker["number"], IGNORE)
    before = runner.repository.thread(tracker["number"])
    _, again = runner.proposal(RED, "other")
    assert runner.post_ci("--json", run=again).json["trackers"][0]["action"] == "withheld"
    assert runner.repository.thread(tracker["number"]) == before
    person.remove_label(tracker["number"], IGNORE)
    assert runner.post_ci("--json", run=again).json["trackers"][0]["action"] == "updated"


def test_a_merge_queue_gets_no_comment(runner: Runner) -> None:
    """A run of the queue counts for its tracker and leaves the pull request's comment alone."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (before,) = runner.comments(number)
    event = runner.repository.merge_group_event(number)
    head = runner.repository.push(event["merge_group"]["head_ref"].removeprefix("refs/heads/"), {"x": "y"})
    branch = event["merge_group"]["head_ref"].removeprefix("refs/heads/")
    queued = runner.repository.workflow_run(head=head, jobs=RED, event="merge_group", branch=branch)
    ran = runner.post_ci("--json", run=queued)
    assert ran.json["status_comments"] == []
    assert ran.json["trackers"][0]["occurrences"] == 2
    assert runner.comments(number) == [before]
