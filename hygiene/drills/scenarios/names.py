"""Scenarios about names and texts: hostile, renamed, and copied by others."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

from hygiene.drills import claims
from hygiene.drills.content import status_comments, tracker_comments, trackers
from hygiene.drills.scenario import claim, scenario
from hygiene.drills.setup import create_repository, open_pull_request, push_commit
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.example import FAILING_JOBS, PASSING_JOBS
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation
    from hygiene.sandbox.threads import Comment, Issue

BODY_BYTES_MAX = 65_000
MALLORY = "mallory"
HOSTILE = (
    "| `x` --> </details> <img src=x> @octocat @octo/team #99 GH-98 octo/app#97 "
    "https://evil.example/pull/96 $a$ ::error:: \u202egnp.exe\u2066 \x1b[31m\r\n### heading "
) + "long " * 60
_OLD_NAMES = ("python ci (3.11)", "python ci (3.12)")
_CONFIGURATION = 'jobs = ["python ci (3.11)", "python ci (3.12)", "docker smoke", "gate"]\n'


def _bodies(simulation: Simulation) -> list[str]:
    repository = simulation.repository
    found: list[Comment | Issue] = [*status_comments(repository, 1), *trackers(repository)]
    for issue in trackers(repository):
        found += tracker_comments(repository, issue.number)
    return [one.body for one in found]


@claim("Every marker can be read, and is closed once, at its end.")
def _markers_intact(simulation: Simulation) -> str:
    """Each hidden comment ends where its line ends, and its JSON can be read."""
    found = []
    for body in _bodies(simulation):
        first = next(line for line in body.splitlines() if line.startswith("<!-- hygiene:"))
        try:
            json.loads(first[first.index("{") :].removesuffix("-->"))
        except ValueError as error:
            found.append(f"{error}")
        found += ["a hidden comment is closed early"] if first.count("-->") != 1 else []
    return ", ".join(found)


@claim("Every line of a table has as many cells as its head.")
def _tables_intact(simulation: Simulation) -> str:
    """Cells counted by the pipes that are not escaped."""
    found, head = [], 0
    for line in "\n\n".join(_bodies(simulation)).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        head = head or cells if cells else 0
        found += [line[:40]] if cells != head else []
    return ", ".join(found)


@claim("No HTML element, heading, control character or direction mark of the name is in a text.")
def _no_injection(simulation: Simulation) -> str:
    """Parts of the hostile name, and characters of the categories Cf and Cc."""
    text = "\n".join(_bodies(simulation))
    found = [part for part in ("<img", "\n### heading", "\x1b", "\r", "](https://evil") if part in text]
    marks = {c for c in text if unicodedata.category(c) in ("Cf", "Cc") and c != "\n"}
    return ", ".join([*map(repr, found), *sorted(map(repr, marks))])


@claim(f"No body is longer than {BODY_BYTES_MAX:,} bytes.")
def _body_limit(simulation: Simulation) -> str:
    longest = max(len(body.encode()) for body in _bodies(simulation))
    return "" if longest <= BODY_BYTES_MAX else f"{longest} bytes"


@scenario(
    "A hostile job name breaks nothing and notifies nobody",
    claims.one_comment(1),
    _markers_intact,
    _tables_intact,
    _no_injection,
    _body_limit,
    claims.request_limit(7),
)
def _hostile_name(simulation: Simulation) -> None:
    """Job, step, title and annotation with everything that Markdown, HTML or a terminal could interpret."""
    create_repository(simulation)
    annotation = Annotation(HOSTILE[:200], 3, HOSTILE * 40, title=HOSTILE)
    failing = Job("failure", steps={HOSTILE: "failure"}, annotations=[annotation], seconds=9)
    jobs: dict[str, str | Job] = {HOSTILE: failing, "gate": failing, "docker smoke": "success"}
    failed = open_pull_request(simulation, HOSTILE[:200], jobs, author=MALLORY)
    simulation.post_ci(failed.event, title="A pull request has a hostile job, step, title and annotation")
    again = push_commit(simulation, failed.number, jobs)
    simulation.post_ci(again.event, title="Another commit is pushed, and it fails again")


@claim("The comment does not show that everything passed.")
def _not_passed(simulation: Simulation) -> str:
    bodies = [one.body for one in status_comments(simulation.repository, 1)]
    heads = [line for body in bodies for line in body.splitlines() if line.startswith("###")]
    return "" if heads and not any("✅" in line for line in heads) else f"the headline is {heads}"


@claim("The comment names each job that never reported.")
def _missing_named(simulation: Simulation) -> str:
    bodies = [one.body for one in status_comments(simulation.repository, 1)]
    rows = [row for body in bodies for row in body.splitlines() if row.startswith("|")]
    named = [name for name in _OLD_NAMES if any(f"`{name}`" in row and "never reported" in row for row in rows)]
    return ", ".join(name for name in _OLD_NAMES if name not in named)


@claim("The tracker of the old name is still open, as nothing has recovered.")
def _still_open(simulation: Simulation) -> str:
    states = [issue.state for issue in trackers(simulation.repository)]
    return "" if states == ["OPEN"] else f"the trackers are {states}"


@scenario(
    "A job of the configuration that was renamed is shown as missing, never as passed",
    claims.one_comment(1),
    _not_passed,
    _missing_named,
    _still_open,
    claims.request_limit(6),
)
def _renamed_job(simulation: Simulation) -> None:
    create_repository(simulation, files={".github/hygiene.toml": _CONFIGURATION})
    failed = open_pull_request(simulation)
    simulation.post_ci(failed.event, title="The Gate fails on pull request #1: python ci (3.11) and (3.12)")
    jobs = {name.replace("python ci", "unit tests"): job for name, job in PASSING_JOBS.items()}
    again = push_commit(simulation, failed.number, jobs)
    simulation.post_ci(again.event, title="The workflow now calls them unit tests; everything that reports has passed")


@claim("The first comment and the first tracker are the ones that were kept.")
def _oldest_kept(simulation: Simulation) -> str:
    first, now = simulation.repository_at("duplicated"), simulation.repository
    before = [status_comments(first, 1)[0].id, trackers(first)[0].id]
    after = [one.id for one in status_comments(now, 1)]
    after += [issue.id for issue in trackers(now) if issue.state == "OPEN"]
    return "" if before == after else f"{before} became {after}"


@claim("Texts of a person with a copied marker are unchanged.")
def _copies_unchanged(simulation: Simulation) -> str:
    before, after = (
        [
            *(one.body for one in repository.comments(1) if one.author == MALLORY),
            *((one.body, one.state) for one in repository.issues() if one.author == MALLORY),
        ]
        for repository in (simulation.repository_at("duplicated"), simulation.repository)
    )
    return "" if before == after else "what the person pasted has changed"


@scenario(
    "Duplicates that another tool left are removed, and what people pasted is not changed",
    claims.one_comment(1),
    claims.one_tracker,
    claims.occurrence_count(2),
    _oldest_kept,
    _copies_unchanged,
    claims.request_limit(8),
)
def _duplicates(simulation: Simulation) -> None:
    repository = create_repository(simulation)
    failed = open_pull_request(simulation)
    simulation.post_ci(failed.event, title="The Gate fails on pull request #1")
    comment, tracker = status_comments(repository, 1)[0], trackers(repository)[0]
    bot, mallory = repository.person(BOT_LOGIN), repository.person(MALLORY)
    for _ in range(2):
        bot.comment(failed.number, comment.body)
    repository.issue(tracker.title, tracker.body, author=BOT_LOGIN, labels=("ci-failure",))
    mallory.comment(failed.number, comment.body)
    repository.issue("Mine", tracker.body, author=MALLORY, labels=("ci-failure",))
    simulation.save("duplicated")
    again = push_commit(simulation, failed.number, FAILING_JOBS)
    simulation.post_ci(
        again.event,
        title="Another tool with the same token left two more comments and one more tracker; a person pasted both",
    )


SCENARIOS = (_hostile_name, _renamed_job, _duplicates)
