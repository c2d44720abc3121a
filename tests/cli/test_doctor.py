"""`hygiene doctor` on the command line."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from hygiene.cli import signals
from hygiene.sandbox.faults import Refused
from tests.audit.repository import standard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.sandbox.faults import Fault, RequestInfo
    from tests.workflow_runner import Runner


@pytest.fixture
def _handlers() -> Iterator[None]:
    """Put the handlers of signals back."""
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    for number, handler in before:
        signal.signal(number, handler)
    sys.unraisablehook = sys.__unraisablehook__


@pytest.fixture
def place(runner: Runner) -> Runner:
    """A checkout whose files agree, without a workflow for hygiene."""
    standard(runner.folder)
    (runner.folder / ".github" / "workflows" / "post-ci.yml").unlink()
    assert runner.repository.head()
    return runner


def test_warnings_end_with_zero(place: Runner) -> None:
    """The table goes to standard output, within eighty columns."""
    ran = place.run("doctor")
    assert (ran.code, ran.stderr) == (0, "")
    assert "warn  workflow          No job in .github/workflows/post-ci.yml runs hygiene" in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80
    assert ran.stdout.splitlines()[-1].endswith(" 0 failed.")


def test_in_a_folder_of_the_checkout(place: Runner) -> None:
    """The root is found, and a relative --config starts from the working folder, as everywhere."""
    below = place.folder / "src"
    below.mkdir()
    (place.folder / ".git").mkdir()
    (below / "own.toml").write_text("jobs = ['docker smoke']\n", encoding="utf-8")
    place.monkeypatch.chdir(below)
    assert "pass  configuration     .github/hygiene.toml is valid" in place.run("doctor").stdout
    assert "pass  configuration     src/own.toml is valid" in place.run("doctor", "--config", "own.toml").stdout


def test_failures_end_with_eight(place: Runner) -> None:
    """A failure is a finding, even without a token: the doctor explains instead of ending early."""
    place.monkeypatch.delenv("GITHUB_TOKEN")
    ran = place.run("doctor")
    assert ran.code == 8
    assert ran.stdout.startswith("fail  token             There is no token")


def test_json(place: Runner) -> None:
    """One object and nothing else."""
    ran = place.run("doctor", "--json")
    assert list(ran.json) == ["checks"]
    assert {check["level"] for check in ran.json["checks"]} == {"pass", "warn"}
    assert ran.stderr == ""


def test_the_token_is_never_shown(place: Runner) -> None:
    """Not in the table, not in JSON, not when it is refused."""
    place.monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    for arguments in ((), ("--json",)):
        ran = place.run("doctor", *arguments)
        assert ran.code == 8
        assert "ghp_secret" not in ran.stdout + ran.stderr


PROBE = ("doctor", "--probe", "--confirm", "o/r")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "nothing was confirmed. Choose a scratch repository. To confirm this one: --confirm o/r"),
        (("--confirm", "r"), "'r' is not o/r"),
        (("--confirm", "o/other"), "'o/other' is not o/r"),
        (("--confirm", "o/r", "--repo", "o/other"), "'o/r' is not o/other"),
        (("--confirm", "o/missing", "--repo", "o/missing"), "has no repository o/missing"),
        (("--confirm", "o/r", "--pr", "9"), "has no pull request #9 in o/r"),
        (("--confirm", "o/r", "--pr", "0"), "--pr"),
        (("--confirm", "o/r", "--out", "README/x"), "README/x cannot be created"),
        (("--confirm", "o/r", "--out", "taken"), "taken/probe.md cannot be written"),
    ],
)
def test_probing_is_refused(place: Runner, arguments: tuple[str, ...], expected: str) -> None:
    """The repository is confirmed by its name; whatever is wrong is reported before anything is written."""
    (place.folder / "README").write_text("text", encoding="utf-8")
    (place.folder / "taken" / "probe.md").mkdir(parents=True)
    before = len(place.world.history)
    ran = place.run("doctor", "--probe", *arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert expected in " ".join(ran.stderr.split())
    assert len(place.world.history) == before
    assert not (place.folder / "hygiene-probe" / "probe.json").exists()


def test_the_result_is_not_written_through_a_link(place: Runner) -> None:
    """In an event whose working folder may contain untrusted files, and nothing is written to GitHub either."""
    elsewhere = place.folder / "elsewhere"
    elsewhere.mkdir()
    (place.folder / "linked").symlink_to(elsewhere)
    place.event({}, "workflow_run")
    before = len(place.world.history)
    ran = place.run(*PROBE, "--out", "linked/result")
    assert (ran.code, "linked/result is a link, or in a linked folder" in ran.stderr) == (2, True), ran.stderr
    assert (len(place.world.history), list(elsewhere.iterdir())) == (before, [])


def test_probing_without_a_token(place: Runner) -> None:
    """There is no token to send a request with."""
    place.monkeypatch.delenv("GITHUB_TOKEN")
    ran = place.run(*PROBE)
    assert (ran.code, "There is no token" in ran.stderr) == (4, True)


def test_probing(place: Runner) -> None:
    """Rows and answers, as text and as JSON; the files have the same, and the step summary has the page."""
    number, _ = place.proposal({"gate": "success"})
    ran = place.run(*PROBE, "--pr", str(number))
    assert ran.code == 0, ran.stderr
    assert "no       Do several labels in `issues(labels:)` mean" in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80
    assert ran.stderr.splitlines()[0] == (
        "Closed, because this token cannot delete it: issue 2 https://github.com/o/r/issues/2"
    )
    page = (place.folder / "hygiene-probe" / "probe.md").read_text(encoding="utf-8")
    assert (ran.summary, "[issue 2](https://github.com/o/r/issues/2)" in page) == (page, True)
    again = place.run("doctor", "--probe", "--repo", "O/R", "--confirm", "o/R", "--json", "--out", "again").json
    assert {answer["key"]: answer["answer"] for answer in again["probe"]["answers"]}["last-field-shows-writes"] == "yes"
    assert again["probe"] == json.loads((place.folder / "again" / "probe.json").read_text(encoding="utf-8"))


def test_what_is_left_is_a_finding(place: Runner) -> None:
    """It is named with an address, and the exit code is 8."""
    refuse = {"ProbeDelete", "ProbeUnlabel"}

    def keep(info: RequestInfo) -> Fault | None:
        closes = "closeIssue6" in info.variables and "updateIssue6" not in info.variables
        return Refused("FORBIDDEN", "Not here.") if info.operation in refuse or closes else None

    ran = place.run(*PROBE, before=keep)
    assert ran.code == 8
    home = "https://github.com/o/r"
    assert sorted(line.partition(": ")[2] for line in ran.stderr.splitlines()) == [
        f"issue 1 {home}/issues/1",
        f"issue 2 {home}/issues/2",
        f"label {home}/labels/hygiene-probe-a",
        f"label {home}/labels/hygiene-probe-b",
    ]


@pytest.mark.usefixtures("_handlers")
def test_a_cancelled_run_tidies_up(place: Runner) -> None:
    """SIGTERM, which a runner sends when a job is cancelled, ends the probe, which cleans up first."""
    signals.hold()

    def terminate(info: RequestInfo) -> None:
        if info.operation == "ProbeEdit":
            os.kill(os.getpid(), signal.SIGTERM)

    ran = place.run(*PROBE, before=terminate)
    assert ran.code == 143
    assert ran.stderr.count("Closed, because this token cannot delete it") == 2
    found = json.loads((place.folder / "hygiene-probe" / "probe.json").read_text(encoding="utf-8"))
    answers = {answer["key"]: answer["answer"] for answer in found["answers"]}
    assert (answers["opens-issues"], answers["original-in-history"]) == ("yes", "unknown")
    assert [issue.state for issue in place.repository.issues()] == ["CLOSED", "CLOSED"]
    assert place.repository.record.labels == ()
    # The signal did its work: it is not sent again, which would end the removal.
    assert not [one for one in threading.enumerate() if isinstance(one, threading.Timer)]
