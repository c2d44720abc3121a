"""A step printed the token of the run: whatever quotes it, nothing that hygiene writes or prints does."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

import pytest

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from tests.markdown.quoted import quotes

if TYPE_CHECKING:
    from tests.workflow_runner import Ran, Runner

TOKEN = "ghs_" + "Zx9Yw8Vu7" * 4
FORMS = [
    TOKEN,
    f"{TOKEN[:12]}\u200b{TOKEN[12:]}",
    f"{TOKEN[:9]}<wbr>{TOKEN[9:20]} {TOKEN[20:]}",
    f"&quot;{TOKEN.replace('w', '&#119;')}&quot;",
    base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode(),
    TOKEN.encode().hex(" "),
    quote(quote(TOKEN.replace("Z", "%5A"))),
]


@pytest.fixture
def quoting(runner: Runner) -> Runner:
    """A run with a token as GitHub gives it."""
    runner.world.token(TOKEN)
    runner.monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    return runner


def everything(runner: Runner, ran: Ran) -> str:
    """All that a run wrote to GitHub, to files and to its streams."""
    written = [body for _, body in sorted((file.name, file.read_text()) for file in runner.folder.glob("hygiene-*"))]
    issues = list(runner.repository.issues())
    for number in (1, *(issue.number for issue in issues)):
        written += [comment.body for comment in runner.repository.comments(number)]
    written += [f"{issue.title} {issue.body}" for issue in issues]
    return "\n".join([*written, ran.stdout, ran.stderr, ran.summary, *ran.outputs.values()])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", ["message", "path", "step", "job", "workflow", "branch", "commit", "title"])
def test_a_failed_job_quotes_it(quoting: Runner, place: str, form: str) -> None:
    """In the error, its path, and each name that somebody gave; a further run writes nothing."""
    named = dict.fromkeys(["message", "path", "step", "job", "workflow", "branch", "commit", "title"], "Unit")
    named[place] = f"x {form}"
    annotations = [Annotation(named["path"], 3, named["message"])]
    job = Job("failure", steps={named["step"]: "failure"}, annotations=annotations)
    head = quoting.repository.push(named["branch"], {"a": "b"}, message=named["commit"])
    quoting.repository.pull_request(named["branch"], title=named["title"])
    run = quoting.repository.workflow_run(named["workflow"], head=head, jobs={named["job"]: job})
    ran = quoting.post_ci("--json", "--snapshot", "hygiene-snapshot.json", run=run)
    assert ran.code == 0, ran.stderr
    text = everything(quoting, ran)
    assert place in ("branch", "commit", "title") or "***" in text.replace("&#42;", "*")
    assert not quotes(TOKEN, text)
    written = len(quoting.world.history)
    assert quoting.post_ci(run=run).code == 0
    assert len(quoting.world.history) == written


@pytest.mark.parametrize("option", [(), ("--untrusted",)])
def test_a_section_quotes_it(quoting: Runner, option: tuple[str, ...]) -> None:
    """The file of a section is printed by a step of the same job."""
    number, _ = quoting.proposal({"unit": Job()})
    (quoting.folder / "c.md").write_text("\n\n".join(f"env: {form}" for form in FORMS), encoding="utf-8")
    ran = quoting.run("section", "set", "note", "--file", "c.md", "--pr", str(number), *option)
    assert ran.code == 0
    assert not quotes(TOKEN, everything(quoting, ran))
    written = len(quoting.world.history)
    assert quoting.run("section", "set", "note", "--file", "c.md", "--pr", str(number), *option).code == 0
    assert len(quoting.world.history) == written


def test_a_failed_test_quotes_it(quoting: Runner) -> None:
    """So is the message of a test."""
    _, run = quoting.proposal({"unit": Job()})
    cases = [f"<testcase name={quoteattr(form)}><failure message={quoteattr(form)}/></testcase>" for form in FORMS]
    # The message is cut at 200 characters, and the name at 160.
    cases += [
        f"<testcase name='{'n' * at}{TOKEN}'><failure message='{'m ' * at}{TOKEN}'/></testcase>" for at in (84, 130)
    ]
    (quoting.folder / "report.xml").write_text(f"<testsuite>{''.join(cases)}</testsuite>")
    ran = quoting.post_ci("--junit", "*.xml", run=run)
    assert ran.code == 0
    assert not quotes(TOKEN, everything(quoting, ran))
