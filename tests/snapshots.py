"""Small snapshots, built with as few arguments as a test needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hygiene.model.checks import Annotation, CheckRun, Checks, CheckState, Step, Suite
from hygiene.model.policy import Policy
from hygiene.model.snapshot import Base, Comment, EditCount, PullRequest, PullRequestState, Repository, Snapshot
from hygiene.model.trigger import Run, Trigger

NOON = datetime(2025, 10, 13, 12, 0, tzinfo=UTC)
HEAD = "ddb796265ddb385303acb3613dbe9e49f5c1cd13"
OLDER_HEAD = "1f0c3a8be9d24c5f8a7b6c5d4e3f2a1b0c9d8e7f"
BASE = "24bdd7ad19a85ea7e22143b92457486bcda7dcef"
OLDER_BASE = "9a8b7c6d5e4f30211f2e3d4c5b6a798877665544"
HOST = "https://github.com/octo/tool"
JOBS = ("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate")
REPOSITORY = Repository("R_1", "octo/tool", HOST, default_branch="main")
GATE = Suite(
    "CS_1", "github-actions", "Gate", ".github/workflows/gate.yml", "pull_request", 900, 7, f"{HOST}/actions/runs/900"
)
TRIGGER = Trigger("octo/tool", "pull_request", (12,), HEAD, run=Run(900, 7, 1, "Gate", ".github/workflows/gate.yml"))
POLICY = Policy(jobs=JOBS)

_WORDS = {word.value: word for word in CheckState}


def check(  # noqa: PLR0913 - a check run has this many facts, each with a default
    name: str,
    word: str = "success",
    *,
    id_: int = 0,
    suite: Suite = GATE,
    took_s: int = 60,
    at_s: int = 0,
    attempt: int = 1,
    step: str = "",
    error: str = "",
    where: str = "",
    required: bool | None = None,
) -> CheckRun:
    """A check run; ``where`` is ``path:line``."""
    number = id_ or 1000 + sum(map(ord, name)) % 900
    state = _WORDS[word]
    path, _, line = where.partition(":")
    unfinished = state.unfinished
    return CheckRun(
        id=f"CR_{number}_{attempt}",
        database_id=number,
        name=name,
        state=state,
        suite=suite,
        url=f"{HOST}/actions/runs/{suite.run_id}/job/{number}",
        attempt=attempt,
        started_at=None if unfinished else NOON + timedelta(seconds=at_s),
        completed_at=None if unfinished else NOON + timedelta(seconds=at_s + took_s),
        required=required,
        steps=(Step(8, step, state),) if step else (),
        annotations=(Annotation("FAILURE", path, int(line) if line else None, "", error),) if error else (),
    )


def head(*runs: CheckRun, state: str = "", oid: str = HEAD) -> Checks:
    """A commit with these check runs; ``state`` is that of their suites, else what the runs make of it."""
    suites = {run.suite.id: run.suite for run in runs} or {GATE.id: GATE}
    open_ones = {run.suite.id for run in runs if run.state.unfinished}
    states = {
        id_: _WORDS[state] if state else CheckState.PENDING if id_ in open_ones else CheckState.SUCCESS
        for id_ in suites
    }
    changed = {id_: replace(suite, state=states[id_]) for id_, suite in suites.items()}
    return Checks(oid, tuple(changed.values()), tuple(replace(run, suite=changed[run.suite.id]) for run in runs))


def on_base(*runs: CheckRun, oid: str = BASE) -> Checks:
    """The same workflow on the base branch, where a push started it."""
    suite = replace(GATE, id=f"CS_{oid[:4]}", event="push", run_id=800, run_number=6)
    return replace(head(*(replace(run, suite=suite) for run in runs), oid=oid), url=f"{HOST}/commit/{oid}")


def pull_request(*comments: Comment, oid: str = HEAD, number: int = 12, state: str = "open") -> PullRequest:
    """A pull request with the comments that were read."""
    return PullRequest(
        id=f"PR_{number}",
        number=number,
        title="Make it work",
        url=f"{HOST}/pull/{number}",
        state=PullRequestState(state),
        head_oid=oid,
        head_ref="topic",
        head_repository="octo/tool",
        base_ref="main",
        comments=comments,
        comments_total=len(comments),
    )


def snapshot(checks: Checks | None, *pull_requests: PullRequest, base: tuple[Checks, ...] = ()) -> Snapshot:
    """What one read saw; without pull requests named, the one that has no comment yet."""
    return Snapshot(
        REPOSITORY,
        NOON,
        pull_requests=pull_requests or (pull_request(oid=checks.oid if checks is not None else HEAD),),
        head=checks,
        base=Base("main", base),
    )


def comment(body: str, number: int = 1, *, own: bool = True, minimized: bool = False, edits: int = 0) -> Comment:
    """A comment; GitHub counts its edits."""
    return Comment(
        f"C_{number}",
        number,
        f"{HOST}/pull/12#issuecomment-{number}",
        body,
        NOON,
        own=own,
        minimized=minimized,
        edits=EditCount(edits),
    )
