"""Situations that a pull request gets into, each with a golden comment of its own name in ``golden/``."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hygiene.checks.fingerprint import names_of, signature
from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.model import JobFailure, Ledger, Occurrence
from hygiene.model.checks import Annotation, CheckRun, Checks, CheckState, LegacyStatus, Step
from hygiene.model.comment_state import Section
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import Policy, StatusPolicy
from hygiene.model.snapshot import Issue, IssueState, Snapshot
from tests.snapshots import GATE, HEAD, HOST, JOBS, NOON, OLDER_BASE, OLDER_HEAD, POLICY, check, head, on_base
from tests.snapshots import snapshot as seen

DATA = Path(__file__).parents[1] / "data"
STEP = "Pytest (unit tests with coverage)"
ERROR = "AssertionError: expected 3 rows, got 2"
WHERE = "tests/test_rows.py:41"
REAL_JOBS = Policy(jobs=("core tests (3.11)", "core tests (3.12)", "docker smoke", "gate"))
HOSTILE = "| `x` --> </details> @octo #1 GH-2 octo/tool#3 https://x.example ![i](u) $a$ :smile: \u202egnp.exe\n# h"
LINT = replace(GATE, id="CS_2", workflow="Lint", path=".github/workflows/lint.yml", run_id=901, run_number=3)


@dataclass(frozen=True, slots=True)
class Situation:
    """What one read saw, what the repository wants, and what other steps contributed."""

    seen: Snapshot
    policy: Policy = POLICY
    sections: tuple[Section, ...] = ()


def _real(name: str) -> Checks:
    run = json.loads((DATA / f"gate-{name}-run.json").read_text())
    run_id = int(run["url"].rpartition("/")[2])
    suite = replace(GATE, run_id=run_id, run_url=run["url"], state=CheckState(run["conclusion"]))
    runs = [
        CheckRun(
            id=str(job["databaseId"]),
            database_id=job["databaseId"],
            name=job["name"],
            state=CheckState(job["conclusion"]),
            suite=suite,
            url=job["url"],
            started_at=datetime.fromisoformat(job["startedAt"]),
            completed_at=datetime.fromisoformat(job["completedAt"]),
            steps=tuple(
                Step(step["number"], step["name"], CheckState(step["conclusion"]))
                for step in job["steps"]
                if step["conclusion"] == "failure"
            ),
        )
        for job in run["jobs"]
    ]
    return Checks(run["headSha"], (suite,), tuple(runs))


def _jobs(*words: str) -> list[CheckRun]:
    """The four default jobs in these states; what fails states where."""
    return [
        detailed(check(job, word, took_s=60 + 30 * at)) for at, (job, word) in enumerate(zip(JOBS, words, strict=False))
    ]


def detailed(run: CheckRun) -> CheckRun:
    """What fails states where."""
    if not run.state.failed:
        return run
    path, _, line = WHERE.partition(":")
    return replace(
        run,
        steps=(Step(8, STEP, run.state),),
        annotations=(Annotation("FAILURE", path, int(line), "", ERROR),),
    )


def _matrix(count: int, word: str) -> list[CheckRun]:
    return [detailed(check(f"unit ({at})", word, id_=at + 1, took_s=at + 5)) for at in range(count)]


def _labels(count: int) -> tuple[str, ...]:
    return tuple(f"unit ({at})" for at in range(count))


def _tracker(failed: CheckRun) -> Issue:
    fingerprint = names_of(signature("python ci (3.11)", failed))[0]
    occurrence = Occurrence(700, 1, 1, ("pr:7",), (JobFailure(1, 2, fingerprint),))
    marker = encode(Marker("tracker/python-ci", encode_ledger(Ledger("python ci", (occurrence,)))))
    return Issue("I_1", 34, "CI: python ci", f"{HOST}/issues/34", marker, IssueState.OPEN, NOON, own=True)


def _known() -> Snapshot:
    runs = _jobs("failure", "success", "success", "success")
    return replace(seen(head(*runs)), trackers=(_tracker(runs[0]),))


def _all_causes() -> Snapshot:
    runs = _jobs("failure", "failure", "failure", "success")
    passed = check(JOBS[2], "success", id_=1, attempt=1)
    late = replace(runs[2], attempt=2)
    base = on_base(check(JOBS[0]), check(JOBS[1], "failure", step=STEP))
    return seen(head(*runs[:2], passed, late, runs[3]), base=(base,))


def _required(names: tuple[str, ...], snapshot: Snapshot) -> Snapshot:
    assert snapshot.base is not None
    return replace(snapshot, base=replace(snapshot.base, required=names))


def _renamed(run: CheckRun) -> CheckRun:
    return replace(run, name=run.name.replace("python ci", "core tests"))


def _never_started(word: str) -> Snapshot:
    return seen(head(state=word))


GREEN = _jobs("success", "success", "success", "success")
RED = _jobs("failure", "success", "success", "failure")
_TAIL = _jobs("success", "success", "success")[1:]

SITUATIONS: dict[str, Situation] = {
    "green": Situation(seen(head(*GREEN))),
    "green-real-run": Situation(seen(_real("success")), REAL_JOBS),
    "green-with-other-jobs": Situation(seen(head(*GREEN, check("docs", suite=LINT), check("lint", suite=LINT)))),
    "green-but-optional-red": Situation(seen(head(*GREEN, check("lint", "failure", suite=LINT, step="Ruff")))),
    "green-on-second-attempt": Situation(
        seen(head(*GREEN, check(JOBS[0], "failure", id_=5), replace(check(JOBS[0], id_=1999), attempt=2)))
    ),
    "green-with-skipped": Situation(seen(head(*_jobs("success", "success", "skipped", "neutral")))),
    "green-with-section": Situation(
        seen(head(*GREEN)), sections=(Section("coverage", 1, HEAD, "Coverage is **81 %**, one point more."),)
    ),
    "red-real-run": Situation(seen(_real("failure")), REAL_JOBS),
    "red-without-base": Situation(seen(head(*RED))),
    "red-and-new": Situation(seen(head(*RED), base=(on_base(*GREEN),))),
    "red-on-base-too": Situation(
        seen(head(*_jobs("failure", "success", "success")), base=(on_base(*RED), on_base(*GREEN, oid=OLDER_BASE)))
    ),
    "red-on-base-for-long": Situation(
        seen(head(*_jobs("failure", "success", "success")), base=(on_base(*RED), on_base(*RED, oid=OLDER_BASE)))
    ),
    "red-known": Situation(_known()),
    "red-for-different-reasons": Situation(_all_causes()),
    "red-and-blocking": Situation(_required(("gate", "codeql"), seen(head(*RED)))),
    "red-not-blocking": Situation(seen(head(detailed(check(JOBS[0], "failure", required=False)), *GREEN[1:]))),
    "red-many": Situation(
        seen(head(*_matrix(24, "failure"))), Policy(jobs=_labels(24), status=StatusPolicy(failures_max=5))
    ),
    "red-with-sections": Situation(
        seen(head(*RED)),
        sections=(
            Section("failing-tests", 2, HEAD, "- `test_rows.py::test_three` expected 3 rows, got 2"),
            Section("size", 1, OLDER_HEAD, "```\nwheel  98 KB"),
        ),
    ),
    "red-hostile": Situation(
        seen(head(check("gate", "failure", step=HOSTILE, error=HOSTILE, where="a|b.py:3"), check(HOSTILE, "failure")))
    ),
    "timed-out": Situation(seen(head(check(JOBS[0], "timed_out", took_s=21_600, step=STEP), *_TAIL))),
    "startup-failure": Situation(_never_started("startup_failure")),
    "waiting-for-approval": Situation(_never_started("action_required")),
    "waiting-for-deployment": Situation(seen(head(*_jobs("success", "success", "waiting", "success")))),
    "cancelled": Situation(seen(head(*_jobs("cancelled", "success", "cancelled", "cancelled")))),
    "pending": Situation(seen(head(*_jobs("success", "pending")))),
    "pending-and-red": Situation(seen(head(*_jobs("failure", "pending")))),
    "never-reported": Situation(seen(head(*_jobs("success", "success", "success")))),
    "renamed": Situation(seen(head(*map(_renamed, GREEN)))),
    "stale-and-unknown": Situation(seen(head(*_jobs("stale", "unknown", "success", "success")))),
    "nothing-reported": Situation(seen(head())),
    "slower-than-base": Situation(
        seen(head(check(JOBS[0], took_s=300), *_TAIL), base=(on_base(check(JOBS[0], took_s=90), *_TAIL),))
    ),
    "legacy-status": Situation(
        seen(
            replace(
                head(*GREEN),
                statuses=(LegacyStatus("SC_1", "ci/deploy", CheckState.FAILURE, "down", "https://x.example/1", NOON),),
            )
        ),
        Policy(jobs=(*JOBS, "ci/deploy")),
    ),
    "not-everything-read": Situation(replace(seen(head(*GREEN)), incomplete=("12 of 40 check suites",))),
}
