"""The main job end to end: command line, environment and files on one side, a sandbox on the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.workflow_runner import GREEN, RED, REPOSITORY

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


def test_a_failure_then_silence(runner: Runner) -> None:
    """A failing Gate gets one comment, one tracker and a label in two requests; the same again is one query."""
    number, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run)
    assert ran.json["outcome"] == "settled"
    (comment,) = ran.json["status_comments"]
    assert (comment["pull_request"], comment["action"], comment["state"]) == (number, "created", "failure")
    (tracker,) = ran.json["trackers"]
    assert (tracker["category"], tracker["action"], tracker["occurrences"]) == ("python ci", "opened", 1)
    before = runner.world.digest()
    again = runner.post_ci("--json", run=run)
    assert again.json["requests"] == {"queries": 1, "mutations": 0}
    assert [one["action"] for one in again.json["status_comments"]] == ["unchanged"]
    assert [one["action"] for one in again.json["trackers"]] == ["unchanged"]
    assert runner.world.digest() == before


def test_two_pull_requests_then_recovery(runner: Runner) -> None:
    """Failures of two pull requests are one tracker; when both are green it is resolved with one comment."""
    one, first = runner.proposal(RED)
    two, second = runner.proposal(RED, "other")
    for run in (first, second):
        runner.post_ci(run=run)
    (tracker,) = runner.repository.issues()
    assert f"Tracked PR: #{one}, #{two}" in tracker.body
    later = []
    for branch, number in (("feature", one), ("other", two)):
        runner.repository.person("octocat").push(number)
        later.append(runner.repository.workflow_run(head=runner.repository.head(branch), jobs=GREEN))
    actions = [runner.post_ci("--json", run=run).json["trackers"][0]["action"] for run in later]
    assert actions == ["updated", "resolved"]
    (tracker,) = runner.repository.issues()
    assert (tracker.state, tracker.state_reason) == ("CLOSED", "COMPLETED")
    (note,) = runner.comments(tracker.number)
    assert f"/actions/runs/{later[1]}" in note.body


def test_json_document(runner: Runner) -> None:
    """--json: standard output is one document with the documented fields, everything else goes to standard error."""
    number, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run)
    found = ran.json
    documented = {"outcome", "repository", "state", "status_comments", "trackers", "requests", "passes", "conflicts"}
    assert documented | {"rate_limit", "notices"} <= set(found)
    assert set(found["status_comments"][0]) == {"pull_request", "action", "state", "id", "url"}
    assert {"category", "number", "action", "occurrences", "url"} <= set(found["trackers"][0])
    assert found["repository"] == REPOSITORY
    assert found["status_comments"][0]["url"].startswith(f"https://github.com/o/r/pull/{number}#issuecomment-")
    assert found["rate_limit"]["remaining"] < found["rate_limit"]["limit"]
    assert "Settled" in ran.stderr


def test_json_in_a_workflow(runner: Runner) -> None:
    """On a runner the document stays one document, and no text of a fork in it is a command of the old kind."""
    runner.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, run = runner.proposal({"##[error]job": "failure"})
    ran = runner.post_ci("--json", run=run)
    assert ran.json["trackers"][0]["category"].startswith("##[error]")
    assert "##[" not in ran.stdout


def test_outputs_and_summary(runner: Runner) -> None:
    """The same facts go to the step's outputs and to its summary; the comment's text to a file."""
    _, run = runner.proposal(RED)
    ran = runner.post_ci(run=run)
    names = {"outcome", "state", "comment-id", "comment-url", "comment-action", "trackers", "markdown-file"}
    assert names <= set(ran.outputs)
    assert (ran.outputs["outcome"], ran.outputs["state"], ran.outputs["comment-action"]) == (
        "settled",
        "failure",
        "created",
    )
    assert json.loads(ran.outputs["trackers"])[0]["action"] == "opened"
    text = Path(ran.outputs["markdown-file"]).read_text(encoding="utf-8")
    assert text.rstrip() == runner.comments(1)[0].body.rstrip()
    assert "python ci (3.11)" in ran.summary
    assert "Settled: comments and trackers are up to date." in ran.summary


def test_markdown_file(runner: Runner) -> None:
    """--markdown names the file; one that cannot be written is a usage error."""
    _, run = runner.proposal(RED)
    ran = runner.post_ci("--markdown", "comment.md", run=run)
    assert ran.outputs["markdown-file"] == "comment.md"
    assert (runner.folder / "comment.md").read_text(encoding="utf-8").startswith("<!-- hygiene:1 status ")
    assert runner.post_ci("--markdown", "missing/comment.md", run=run).code == 2


def test_without_the_runners_files(runner: Runner) -> None:
    """A manual run has no outputs and no summary, and reports everything."""
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP"):
        runner.monkeypatch.delenv(name)
    number, _ = runner.proposal(RED)
    ran = runner.post_ci("--repo", "o/r", "--pr", str(number))
    assert (ran.code, ran.stderr) == (0, "")
    assert f"status comment on #{number}: created, failure" in ran.stdout


def test_dry_run(runner: Runner) -> None:
    """--dry-run prints the plan as a diff and writes nothing to GitHub; a file that --markdown names is a preview."""
    runner.repository.label("ci-failure")
    _, run = runner.proposal(RED)
    before = runner.world.digest()
    ran = runner.post_ci("--dry-run", "--markdown", "comment.md", run=run)
    assert (ran.code, runner.world.digest()) == (0, before)
    assert "open tracker python ci" in ran.stdout
    assert "+### " in ran.stdout
    assert "Dry run: nothing was written." in ran.stdout
    assert "tracker python ci: would be opened, 1 occurrence" in ran.stdout
    assert (runner.folder / "comment.md").read_text(encoding="utf-8").startswith("<!-- hygiene:1 status ")
    ran = runner.post_ci("--dry-run", "--json", run=run)
    assert ran.json["requests"] == {"queries": 1, "mutations": 0}
    assert ran.json["dry_run"] is True
    assert [row["action"] for row in ran.json["trackers"]] == ["would_be_opened"]
    assert ran.outputs["comment-action"] == "would_be_created"
    assert "+### " in ran.stderr


def test_a_dry_run_where_the_label_is_still_to_be_made(runner: Runner) -> None:
    """The first plan only makes the label; that a tracker opens after it is reported all the same."""
    _, run = runner.proposal(RED)
    ran = runner.post_ci("--dry-run", "--json", run=run)
    assert [row["action"] for row in ran.json["trackers"]] == ["would_be_opened"]
    assert [row["action"] for row in runner.post_ci("--json", run=run).json["trackers"]] == ["opened"]


def test_dry_run_of_nothing(runner: Runner) -> None:
    """When everything is already so, the plan is a sentence."""
    _, run = runner.proposal(RED)
    runner.post_ci(run=run)
    assert runner.post_ci("--dry-run", run=run).stdout.startswith("Nothing to change.\n")


def test_dry_run_in_a_workflow(runner: Runner) -> None:
    """A plan holds words of a fork: on a runner no command in them is carried out."""
    runner.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, run = runner.proposal({"::error::x": "failure", "##[error]y": "failure"})
    lines = runner.post_ci("--dry-run", run=run).stdout.splitlines()
    stop = lines[0].removeprefix("::stop-commands::")
    assert lines[0].startswith("::stop-commands::")
    assert f"::{stop}::" in lines[1:]


@pytest.mark.parametrize(("part", "comments", "issues"), [("status-comment", 1, 0), ("failure-tracker", 0, 1)])
def test_only(runner: Runner, part: str, comments: int, issues: int) -> None:
    """--only does one of the two features and does not touch the other."""
    number, run = runner.proposal(RED)
    assert runner.post_ci("--only", part, run=run).code == 0
    assert (len(runner.comments(number)), len(runner.repository.issues())) == (comments, issues)


def test_no_checkout_and_remote_settings(runner: Runner) -> None:
    """Without a checkout the configuration is that of the default branch, read in the same one query."""
    runner.repository.push("main", {".github/hygiene.toml": 'jobs = ["only this"]\n[tracker]\nenabled = false\n'})
    number, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run)
    assert ran.json["requests"] == {"queries": 1, "mutations": 1}
    assert "only this" in runner.comments(number)[0].body
    assert runner.repository.issues() == []


def test_local_settings_win(runner: Runner) -> None:
    """A checkout's own file is what counts; the default branch is not read."""
    runner.repository.push("main", {"hygiene.toml": "jobs = 7\n"})
    runner.settings('jobs = ["from here"]\n')
    number, run = runner.proposal(RED)
    assert runner.post_ci(run=run).code == 0
    assert "from here" in runner.comments(number)[0].body


def test_bad_remote_settings(runner: Runner) -> None:
    """An error in the default branch's file is reported like one in a local file, and nothing is written."""
    runner.repository.push("main", {"hygiene.toml": "[tracker]\nlable = 'x'\n"})
    _, run = runner.proposal(RED)
    before = runner.world.digest()
    ran = runner.post_ci(run=run)
    assert (ran.code, runner.world.digest()) == (2, before)
    assert "hygiene.toml:2:1 unknown key `tracker.lable`; did you mean `label`?" in ran.stderr


def test_duplicates_are_deduplicated(runner: Runner) -> None:
    """Two status comments become one, the older one, with the present state."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (first,) = runner.comments(number)
    runner.repository.person("github-actions[bot]").comment(number, first.body)
    ran = runner.post_ci("--json", run=run)
    assert [found["action"] for found in ran.json["status_comments"]] == ["deduplicated"]
    assert [comment.id for comment in runner.comments(number)] == [first.id]
