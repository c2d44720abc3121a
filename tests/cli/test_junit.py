"""``post-ci --junit`` from files to the comment, for good and bad files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.workflow_runner import RED

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

REPORT = """<testsuite name="unit"><testcase classname="tests.sum" name="test_small"/>
<testcase classname="tests.sum" name="test_large"><failure message="assert 3 == 4"/></testcase></testsuite>"""


def section(runner: Runner, number: int) -> str:
    """What the comment shows below the heading of the section."""
    (comment,) = runner.comments(number)
    return comment.body.partition("#### tests\n\n")[2].partition("\n\n<sub>")[0]


def test_failed_tests_are_a_section(runner: Runner) -> None:
    """Numbers, names and reasons."""
    number, run = runner.proposal(RED)
    (runner.folder / "report.xml").write_text(REPORT)
    assert runner.post_ci("--junit", "*.xml", run=run).code == 0
    assert section(runner, number) == "1 of 2 tests failed:\n\n- `tests.sum.test_large`: assert 3 == 4"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html/>",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="rot13"?><testsuite',
        b"<testsuite>" * 20_000,
        b'<!DOCTYPE a [<!ENTITY b "c">]><testsuite/>',
        b"<testsuite><testcase name='a'>\x00&#1;",
    ],
)
def test_a_file_that_cannot_be_read_is_a_notice(runner: Runner, content: bytes) -> None:
    """In the section and in the report; the exit code is 0."""
    number, run = runner.proposal(RED)
    (runner.folder / "bad.xml").write_bytes(content)
    (runner.folder / "good.xml").write_text(REPORT)
    ran = runner.post_ci("--junit", "*.xml", "--json", run=run)
    assert ran.code == 0
    assert [notice for notice in ran.json["notices"] if notice.startswith("JUnit: bad.xml: not read")]
    assert section(runner, number).startswith(
        "1 of 2 tests failed. **Not everything could be read:**\n\n- bad.xml: not read"
    )


def test_names_and_reasons_of_others_are_no_commands(runner: Runner) -> None:
    """A file's name reaches the log on one line, between the marks that stop workflow commands."""
    _, run = runner.proposal(RED)
    (runner.folder / "a\n::error::b.xml").write_text("x")
    ran = runner.post_ci("--junit", "*.xml", run=run)
    assert ran.code == 0
    assert not [line for line in (ran.stdout + ran.stderr).splitlines() if line.startswith("::error::")]


def test_an_untrusted_artifact(runner: Runner) -> None:
    """A link to a file outside, a FIFO that nobody writes to: the run ends, and nothing of them is shown."""
    number, run = runner.proposal(RED)
    folder = runner.folder / "artifact"
    folder.mkdir()
    (runner.folder / "secret.xml").write_text(REPORT)
    (folder / "link.xml").symlink_to("../secret.xml")
    os.mkfifo(folder / "fifo.xml")
    assert runner.post_ci("--junit", "artifact/*.xml", run=run).code == 0
    text = section(runner, number)
    assert text.startswith("No test results were read. **Not everything could be read:**")
    assert "test_large" not in text
