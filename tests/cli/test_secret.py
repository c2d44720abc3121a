"""A step printed the token of the run: whatever quotes it, nothing that hygiene writes or prints does."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from tests.workflow_runner import Ran, Runner

TOKEN = "ghs_" + "Zx9Yw8Vu7" * 4
BASIC = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()


@pytest.fixture
def quoting(runner: Runner) -> Runner:
    """A run with a token as GitHub gives it."""
    runner.world.token(TOKEN)
    runner.monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    return runner


def everything(runner: Runner, ran: Ran) -> str:
    """All that a run wrote to GitHub, to files and to its streams."""
    written = [body for _, body in sorted((file.name, file.read_text()) for file in runner.folder.glob("hygiene-*.md"))]
    issues = list(runner.repository.issues())
    for number in (1, *(issue.number for issue in issues)):
        written += [comment.body for comment in runner.repository.comments(number)]
    written += [f"{issue.title} {issue.body}" for issue in issues]
    return "\n".join([*written, ran.stdout, ran.stderr, ran.summary, *ran.outputs.values()])


@pytest.mark.parametrize("form", [TOKEN, f"{TOKEN[:12]}\u200b{TOKEN[12:]}", BASIC])
@pytest.mark.parametrize("place", ["message", "path", "step", "job"])
def test_a_failed_job_quotes_it(quoting: Runner, place: str, form: str) -> None:
    """In the error, its path, the step's name and the job's name; a further run writes nothing."""
    named = {"message": "boom", "path": "a.py", "step": "Pytest", "job": "unit"} | {place: f"x {form}"}
    annotations = [Annotation(named["path"], 3, named["message"])]
    job = Job("failure", steps={named["step"]: "failure"}, annotations=annotations)
    _, run = quoting.proposal({named["job"]: job})
    ran = quoting.post_ci("--json", run=run)
    assert ran.code == 0
    text = everything(quoting, ran)
    assert "***" in text.replace("&#42;", "*")
    assert TOKEN not in text
    assert BASIC[24:-4] not in text
    written = len(quoting.world.history)
    assert quoting.post_ci(run=run).code == 0
    assert len(quoting.world.history) == written


@pytest.mark.parametrize("option", [(), ("--untrusted",)])
def test_a_section_quotes_it(quoting: Runner, option: tuple[str, ...]) -> None:
    """The file of a section is printed by a step of the same job."""
    number, _ = quoting.proposal({"unit": Job()})
    (quoting.folder / "c.md").write_text(f"env: {TOKEN}\n\nbasic {BASIC}\n", encoding="utf-8")
    ran = quoting.run("section", "set", "note", "--file", "c.md", "--pr", str(number), *option)
    assert ran.code == 0
    assert TOKEN not in everything(quoting, ran)
    assert BASIC[24:-4] not in everything(quoting, ran)
    written = len(quoting.world.history)
    assert quoting.run("section", "set", "note", "--file", "c.md", "--pr", str(number), *option).code == 0
    assert len(quoting.world.history) == written


def test_a_failed_test_quotes_it(quoting: Runner) -> None:
    """So is the message of a test."""
    _, run = quoting.proposal({"unit": Job()})
    report = f'<testsuite><testcase name="t"><failure message="{TOKEN} != {BASIC}"/></testcase></testsuite>'
    (quoting.folder / "report.xml").write_text(report)
    ran = quoting.post_ci("--junit", "*.xml", run=run)
    assert ran.code == 0
    assert TOKEN not in everything(quoting, ran)
    assert BASIC[24:-4] not in everything(quoting, ran)
