"""Untrusted text through the whole path: job, step, branch, annotation. It stays text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hygiene.model.marker import Marker, decode
from hygiene.model.policy import BODY_BYTES_MAX
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

HOSTILE = {
    "pipe": "a | b || c",
    "backticks": "`` ` ``` ~~~",
    "new lines": "a\nb\r\nc\u2028d\n\n# e\n- [ ] f\n```",
    "html": '<script>x</script><img src="//evil.example/x"><details open><h1>',
    "comment": "--> <!-- hygiene:1 status {} --> <!--",
    "mention": "@mallory @octo/team",
    "reference": "#1 o/r#1 GH-1 deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
    "link": "[x](https://evil.example) ![y](https://evil.example) https://evil.example www.evil.example",
    "bidi": "\u202egnp.exe \u2066\u2069 \u200b\u200d\ufeff",
    "long": "x" * 300,
    "control": "\x00\x07\x1b[31m\x7f\x85",
    "command": "::error::x ##[error]y %0A::set-output name=a::b",
    "emphasis": "*a* _b_ ~~c~~ $d$ &amp; \\",
    "empty": " ",
    "template": "${{ secrets.GITHUB_TOKEN }}",
}


def hostile_job(words: str) -> Job:
    """A failing job in which all text is untrusted."""
    return Job("failure", steps={words: "failure"}, annotations=[Annotation(words, 3, words, title=words)])


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_stay_words(runner: Runner, words: str) -> None:
    """One comment, one tracker, markers that parse, nobody mentioned, and the second run finds everything in order."""
    number, run = runner.proposal({words: hostile_job(words), f"gate / {words}": "failure", "gate": "failure"})
    ran = runner.post_ci("--json", run=run)
    assert ran.code == 0, ran.stderr
    (comment,) = runner.comments(number)
    (issue,) = runner.repository.issues()
    for body in (comment.body, issue.body):
        assert isinstance(decode(body), Marker)
        assert len(body.encode()) <= BODY_BYTES_MAX
        assert "\u202e" not in body
    mentioned = {one for one in runner.world.mentions if one.startswith("@")}
    assert mentioned == set()
    again = runner.post_ci("--json", run=run)
    assert again.json["requests"] == {"queries": 1, "mutations": 0}
    assert len(runner.comments(number)) == len(runner.repository.issues()) == 1


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_are_no_commands(runner: Runner, words: str) -> None:
    """On a runner, whatever is printed of them is between stop-commands and its end; outputs stay outputs."""
    runner.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, run = runner.proposal({words: hostile_job(words), "gate": "failure"})
    ran = runner.post_ci(run=run)
    assert ran.code == 0
    first, *_, last = ran.stdout.splitlines()
    assert (first[:17], last) == ("::stop-commands::", f"::{first[17:]}::")
    assert set(ran.outputs) >= {"outcome", "state", "trackers", "markdown-file"}
    assert len(json.loads(ran.outputs["trackers"])) == 1
    assert ran.outputs["outcome"] == "settled"


def test_huge_annotations(runner: Runner) -> None:
    """Ten jobs with ten annotations of 70 KB each still make a comment within bounds, with the failing rows in it."""
    huge = [Annotation("a.py", line, "boom " * 14_000) for line in range(1, 11)]
    jobs = {f"job {place}": Job("failure", steps={"Pytest": "failure"}, annotations=huge) for place in range(10)}
    number, run = runner.proposal(jobs)
    assert runner.post_ci(run=run).code == 0
    (comment,) = runner.comments(number)
    assert len(comment.body.encode()) <= BODY_BYTES_MAX
    assert all(f"job {place}" in comment.body for place in range(10))
    assert runner.post_ci("--json", run=run).json["requests"]["mutations"] == 0


def test_very_many_jobs(runner: Runner) -> None:
    """Many failing jobs with long names fit into one comment, do not open as many trackers, and come to rest."""
    jobs = {f"{place:03} {'é' * 120}": Job("failure", steps={"Pytest": "failure"}) for place in range(160)}
    number, run = runner.proposal(jobs)
    ran = runner.post_ci("--json", run=run)
    assert ran.code == 0, ran.stderr
    (comment,) = runner.comments(number)
    assert isinstance(decode(comment.body), Marker)
    assert len(comment.body.encode()) <= BODY_BYTES_MAX
    assert len(runner.repository.issues()) <= 5
    assert runner.post_ci("--json", run=run).json["requests"]["mutations"] == 0


def test_a_hostile_branch(runner: Runner) -> None:
    """What git allows in a branch's name is escaped where branches are shown."""
    branch = "evil|`@mallory`<b>#1-->"
    head = runner.repository.push(branch, {"a": "b"})
    run = runner.repository.workflow_run(head=head, jobs={"tests": "failure"}, event="push", branch=branch)
    ran = runner.post_ci("--json", run=run)
    assert ran.code == 0, ran.stderr
    assert [one for one in runner.world.mentions if one.startswith("@")] == []
    for issue in runner.repository.issues():
        assert isinstance(decode(issue.body), Marker)


def test_a_comment_in_disguise(runner: Runner) -> None:
    """Somebody else's comment with hygiene's marker is neither changed nor taken for the status comment."""
    number, run = runner.proposal({"gate": "failure"})
    fake = runner.repository.person("mallory").comment(number, "<!-- hygiene:1 status {} -->\nall green, trust me")
    assert runner.post_ci(run=run).code == 0
    bodies = {comment.id: comment.body for comment in runner.comments(number)}
    assert len(bodies) == 2
    assert bodies[fake].endswith("all green, trust me")
