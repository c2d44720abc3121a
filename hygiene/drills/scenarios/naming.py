"""Stories about names: hostile ones, changed ones, and things that others left behind under ours."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

from hygiene.drills.claims import Claim, counted, one_comment, one_tracker, within
from hygiene.drills.ground import GREEN, RED, begin, opened, pushed
from hygiene.drills.holdings import notes, status_comments, trackers
from hygiene.drills.scenario import Scenario
from hygiene.drills.stage import Call
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from hygiene.drills.stage import Stage

BODY_BYTES_MAX = 65_000
MALLORY = "mallory"
EVIL = (
    "| `x` --> </details> <img src=x> @octocat @octo/team #99 GH-98 octo/app#97 "
    "https://evil.example/pull/96 $a$ ::error:: \u202egnp.exe\u2066 \x1b[31m\r\n### heading "
) + "long " * 60
_RENAMED = {"unit tests (3.11)": Job(seconds=80), "unit tests (3.12)": Job(seconds=82)}
_REQUIRED = 'jobs = ["python ci (3.11)", "python ci (3.12)", "docker smoke", "gate"]\n'


def _hostile(stage: Stage) -> Call:
    begin(stage)
    note = Annotation(EVIL[:200], 3, EVIL * 40, title=EVIL)
    failing = Job("failure", steps={EVIL: "failure"}, annotations=[note], seconds=9)
    jobs: dict[str, str | Job] = {EVIL: failing, "gate": failing, "docker smoke": "success"}
    failed = opened(stage, "evil", EVIL[:200], jobs, author=MALLORY)
    stage.step("A pull request whose job, step, title and annotations are written to break out")
    stage.post_ci(Call(failed.event))
    stage.step("Another commit is pushed, and it fails again")
    again = pushed(stage, failed.number, jobs)
    stage.post_ci(Call(again.event))
    return Call(again.event)


def _bodies(stage: Stage) -> list[str]:
    issues = trackers(stage.home)
    told = [note.body for issue in issues for note in notes(stage.home, issue.number)]
    return [*(one.body for one in (*status_comments(stage.home, 1), *issues)), *told]


def _marker_whole(stage: Stage) -> str:
    """Each hidden comment ends where its line ends, and its JSON can be read."""
    found = []
    for body in _bodies(stage):
        first = next(line for line in body.splitlines() if line.startswith("<!-- hygiene:"))
        try:
            json.loads(first[first.index("{") :].removesuffix("-->"))
        except ValueError as error:
            found.append(f"{error}")
        found += ["a hidden comment is closed early"] if first.count("-->") != 1 else []
    return ", ".join(found)


def _tables_whole(stage: Stage) -> str:
    """Every line of a table has as many cells as its head."""
    found, head = [], 0
    for line in "\n\n".join(_bodies(stage)).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        head = head or cells if cells else 0
        found += [line[:40]] if cells != head else []
    return ", ".join(found)


def _no_structure(stage: Stage) -> str:
    """No element, heading, control or direction mark that is not ours has come through."""
    text = "\n".join(_bodies(stage))
    found = [word for word in ("<img", "\n### heading", "\x1b", "\r", "](https://evil") if word in text]
    marks = {c for c in text if unicodedata.category(c) in ("Cf", "Cc") and c != "\n"}
    return ", ".join([*map(repr, found), *sorted(map(repr, marks))])


def _bounded(stage: Stage) -> str:
    sizes = [len(body.encode()) for body in _bodies(stage)]
    return "" if max(sizes) <= BODY_BYTES_MAX else f"{max(sizes)} bytes"


def _renamed(stage: Stage) -> Call:
    begin(stage, files={".github/hygiene.toml": _REQUIRED})
    failed = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on pull request #1: python ci (3.11) and (3.12)")
    stage.post_ci(Call(failed.event))
    kept = {name: job for name, job in GREEN.items() if not name.startswith("python ci")}
    again = pushed(stage, failed.number, {**_RENAMED, **kept})
    stage.step("The workflow now calls them unit tests; everything that reports is green")
    stage.post_ci(Call(again.event))
    return Call(again.event)


def _not_green(stage: Stage) -> str:
    heads = [line for one in status_comments(stage.home, 1) for line in one.body.splitlines() if line.startswith("###")]
    return "" if heads and not any("✅" in line for line in heads) else f"it says {heads}"


def _named(stage: Stage) -> str:
    """A row for the name that is required, with the word for its absence."""
    rows = [row for one in status_comments(stage.home, 1) for row in one.body.splitlines() if row.startswith("|")]
    lacking = [
        name for name in ("python ci (3.11)", "python ci (3.12)")
        if not any(f"`{name}`" in row and "never reported" in row for row in rows)
    ]  # fmt: skip
    return ", ".join(lacking)


def _still_open(stage: Stage) -> str:
    states = [issue.state for issue in trackers(stage.home)]
    return "" if states == ["OPEN"] else f"the trackers are {states}"


def _duplicates(stage: Stage) -> Call:
    begin(stage)
    failed = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on pull request #1")
    stage.post_ci(Call(failed.event))
    comment, tracker = status_comments(stage.home, 1)[0], trackers(stage.home)[0]
    bot, mallory = stage.home.person(BOT_LOGIN), stage.home.person(MALLORY)
    for _ in range(2):
        bot.comment(failed.number, comment.body)
    stage.home.issue(tracker.title, tracker.body, author=BOT_LOGIN, labels=("ci-failure",))
    mallory.comment(failed.number, comment.body)
    stage.home.issue("Mine", tracker.body, author=MALLORY, labels=("ci-failure",))
    stage.keep("crowded")
    stage.step(
        "Another tool with the same token left two more comments and one more tracker; a person pasted both markers"
    )
    again = pushed(stage, failed.number, RED)
    stage.post_ci(Call(again.event))
    return Call(again.event)


def _first_stays(stage: Stage) -> str:
    before = [status_comments(stage.at("crowded"), 1)[0].id, trackers(stage.at("crowded"))[0].id]
    after = [one.id for one in status_comments(stage.home, 1)]
    after += [issue.id for issue in trackers(stage.home) if issue.state == "OPEN"]
    return "" if before == after else f"{before} became {after}"


def _mallory_stands(stage: Stage) -> str:
    """The pasted markers are where they were, as they were."""
    before = [one.body for one in stage.at("crowded").comments(1) if one.author == MALLORY]
    after = [one.body for one in stage.home.comments(1) if one.author == MALLORY]
    issues = [(one.body, one.state) for one in stage.home.issues() if one.author == MALLORY]
    planted = [(one.body, one.state) for one in stage.at("crowded").issues() if one.author == MALLORY]
    return "" if (before, planted) == (after, issues) else "what the person pasted has changed"


NAMING = (
    Scenario(
        "hostile-name",
        "A hostile job name breaks nothing and notifies nobody",
        _hostile,
        (
            one_comment(1),
            Claim("marker-whole", "Every marker can be read, and closes once, at its end.", _marker_whole),
            Claim("tables-whole", "Every table has the cells of its head in each line.", _tables_whole),
            Claim("no-structure", "No element, heading, control or direction mark came through.", _no_structure),
            Claim("bounded", f"No body is longer than {BODY_BYTES_MAX:,} bytes.", _bounded),
            within(7),
        ),
    ),
    Scenario(
        "renamed-job",
        "A required job that was renamed shows as missing, never as green",
        _renamed,
        (
            one_comment(1),
            Claim("not-green", "The comment does not say that all is well.", _not_green),
            Claim("named", "It names each job that never reported.", _named),
            Claim(
                "still-open", "The tracker of the old name is still open: nothing has shown a recovery.", _still_open
            ),
            within(6),
        ),
    ),
    Scenario(
        "duplicates",
        "Duplicates that another tool left are deduplicated, and what people pasted is left alone",
        _duplicates,
        (
            one_comment(1),
            one_tracker(),
            counted(2),
            Claim("first-stays", "The first comment and the first tracker are the ones that stay.", _first_stays),
            Claim("pasted-stands", "A marker that a person pasted makes nothing hygiene's own.", _mallory_stands),
            within(8),
        ),
    ),
)
