"""Untrusted text in what commands print in a step: the runner carries out no command in it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from tests.workflow_runner import GREEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

WORDS = [
    "::error::x",
    " ::add-mask::github",
    "::stop-commands::abc",
    "##[error]y",
    "a ##[add-mask]b",
    "\t::save-state name=a::b",
    "a\n::error::b\r::warning::c\u2028::error::d",
    "a\x00\x07\x1b[2J\x7f\x85\x9b31m\u202e\u2066b",
]
# The workflow commands that hygiene gives itself: annotations.
_OURS = re.compile(r"::(?:error|warning|notice|debug) (?:title|file)=")
_COMMAND = re.compile(r"::[a-z-]+[ :]")


def carried_out(log: str) -> list[str]:
    """The lines that a runner takes for commands and that are not hygiene's, and those with invisible characters.

    https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
    """
    found, fence = [], ""
    for line in re.split(r"\r\n|\r|\n", log):
        words = line.lstrip()
        if any(unicodedata.category(one) in ("Cc", "Cf") and one not in "\t\u200b" for one in line):
            found.append(line)
        if fence:
            fence = "" if words.startswith(f"::{fence}::") else fence
        elif words.startswith("::stop-commands::"):
            fence = words.removeprefix("::stop-commands::").strip()
        elif (_COMMAND.match(words) and not _OURS.match(words)) or "##[" in line:
            found.append(line)
    return [*found, *([f"no end of {fence}"] if fence else [])]


@pytest.mark.parametrize("words", WORDS)
def test_every_command(runner: Runner, words: str) -> None:
    """Of the names of jobs, steps and files, in each command that prints some."""
    runner.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    job = Job("failure", steps={words: "failure"}, annotations=[Annotation(words, 3, words, title=words)])
    number, run = runner.proposal(GREEN | {words: job, f"x {words}": job})
    runner.event(runner.repository.run_event(run))
    quoted = "".join(f"\\u{ord(one):04x}" for one in words)
    gate = f'on: pull_request\njobs:\n  a:\n    name: "{quoted}"\n    runs-on: x\n    steps: [{{run: "{quoted}"}}]\n'
    path = runner.folder / ".github" / "workflows" / "gate.yml"
    path.parent.mkdir(parents=True)
    path.write_text(f'name: "{quoted}"\n{gate}', encoding="utf-8")
    (runner.folder / "hygiene.toml").write_text(f'jobs = ["{quoted}", "y {quoted}"]\n', encoding="utf-8")
    (runner.folder / "c.md").write_text(words, encoding="utf-8")
    commands = [
        ["post-ci", "--dry-run"],
        ["post-ci"],
        ["section", "set", "note", "--file", "c.md", "--pr", str(number)],
        ["section", "list", "--pr", str(number)],
        ["trackers"],
        ["snapshot"],
        ["sweep", "--dry-run"],
        ["doctor", "--root", "."],
        ["audit", "--root", ".", "--workflow", ".github/workflows/gate.yml"],
        ["init", "--root", ".", "--workflow", ".github/workflows/gate.yml", "--dry-run"],
        ["uninstall"],
    ]
    found = {}
    for command in commands:
        ran = runner.run(*command)
        assert ran.code != 3, ran.stderr
        found[command[0]] = carried_out(ran.stdout) + carried_out(ran.stderr)
    assert {name: lines for name, lines in found.items() if lines} == {}
