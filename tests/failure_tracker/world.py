"""A repository in a few lines: enough to follow a tracker through its life."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.failure_tracker.decide import decide_trackers
from hygiene.model.checks import Annotation, CheckRun, Checks, CheckState, Step, Suite
from hygiene.model.policy import Policy, TrackerPolicy
from hygiene.model.snapshot import PullRequest, PullRequestState, Repository, Snapshot, SubjectStates
from hygiene.model.trigger import Run, Trigger
from tests.failure_tracker.host import Host

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.model.decision import Decision

GATE = ".github/workflows/gate.yml"
FAIL, PASS = CheckState.FAILURE, CheckState.SUCCESS
PASSES_MAX = 8
JOBS = {"python ci (3.11)": PASS, "python ci (3.12)": PASS, "docker smoke": PASS, "gate": PASS}
BROKEN = JOBS | {"python ci (3.12)": FAIL, "gate": FAIL}


@dataclass
class World(Host):
    """A repository with its runs, and writers that handle its events. Every run takes a minute.

    ``details`` is whether the answer to a write still shows failing steps and annotations.
    """

    policy: Policy = field(default_factory=lambda: Policy(jobs=()))
    heads: dict[str, list[CheckRun]] = field(default_factory=dict)
    checks: int = 0
    details: bool = True
    has_issues: bool = True
    requests: int = 0

    def tracker(self, **changes: object) -> World:
        """The same world under another tracker policy."""
        policy = replace(self.policy.tracker, **changes)  # type: ignore[arg-type]
        self.policy = replace(self.policy, tracker=policy)
        return self

    def pull(self, number: int, head: str = "") -> PullRequest:
        """A pull request, opened or pushed to; an empty head leaves it where it is."""
        known = self.pulls.get(number)
        fresh = known or PullRequest(
            f"PR_{number}", number, f"Change {number}", "", PullRequestState.OPEN, "", f"topic-{number}", "o/r", "main"
        )
        self.pulls[number] = replace(fresh, head_oid=head or fresh.head_oid or f"head-{number}")
        return self.pulls[number]

    def run(  # noqa: PLR0913 - a run has as many sides
        self,
        oid: str,
        run_id: int,
        jobs: Mapping[str, CheckState],
        *,
        event: str = "pull_request",
        error: str = "",
        step: str = "Pytest",
        path: str = GATE,
    ) -> None:
        """A run of the Gate on a commit, or another attempt of it: each job gets one more check run."""
        self.now += timedelta(minutes=1)
        suite = Suite(f"S_{run_id}", "github-actions", "Gate", path, event, run_id, run_id, created_at=self.now)
        runs = self.heads.setdefault(oid, [])
        for name, state in jobs.items():
            self.checks += 1
            attempt = 1 + sum(1 for one in runs if one.name == name and one.suite.run_id == run_id)
            failed = state.failed
            annotation = Annotation("failure", "tests/test_a.py", 7, "", error)
            runs.append(
                CheckRun(
                    id=f"C_{self.checks}",
                    database_id=1000 + self.checks,
                    name=name,
                    state=state,
                    suite=suite,
                    url=f"https://github.com/o/r/actions/runs/{run_id}/job/{1000 + self.checks}",
                    attempt=attempt,
                    started_at=self.now,
                    completed_at=None if state.unfinished else self.now,
                    steps=(Step(3, step, FAIL),) if failed else (),
                    annotations=(annotation,) if failed and error else (),
                )
            )

    def failed(self, number: int = 7, run_id: int = 500, jobs: Mapping[str, CheckState] = BROKEN) -> Decision:
        """A push to a pull request that fails, and its event handled."""
        pull = self.pull(number, f"head-{number}-{run_id}")
        self.run(pull.head_oid, run_id, jobs)
        return self.handle(number)

    def passed(self, number: int = 7, run_id: int = 600, jobs: Mapping[str, CheckState] = JOBS) -> Decision:
        """A push to a pull request that passes, and its event handled."""
        return self.failed(number, run_id, jobs)

    def snapshot(self, oid: str, pulls: tuple[int, ...] = (), *, details: bool = True) -> Snapshot:
        """One read. Without ``details`` the failing steps and annotations are left out, as in a write's answer."""
        runs = tuple(self.heads.get(oid, ()))
        if not details:
            runs = tuple(replace(run, steps=(), annotations=()) for run in runs)
        return Snapshot(
            repository=Repository(
                "R_1",
                "o/r",
                "https://github.com/o/r",
                has_issues=self.has_issues,
                default_branch="main",
                tracker_label=self.labels.get(self.policy.tracker.label),
                flaky_label=self.labels.get(self.policy.tracker.flaky_label),
            ),
            read_at=self.now,
            pull_requests=tuple(self.pulls[number] for number in pulls),
            head=Checks(oid, runs=runs) if runs else None,
            trackers=tuple(self.issues[number] for number in sorted(self.issues, reverse=True)),
            other_heads=(),
        )

    def handle(self, number: int = 0, *, branch: str = "", event: str = "", **trigger: object) -> Decision:
        """An event of a pull request or a branch, handled until nothing is left to do; the last decision."""
        return self.serve(self.reader(number, branch=branch), trigger_for(number, branch, event, **trigger))

    def reader(self, number: int = 0, *, branch: str = "") -> Callable[[bool], Snapshot]:
        """How to read a pull request's head, or the newest commit of a branch."""
        oid = self.pulls[number].head_oid if number else f"tip-{branch}"
        pulls = tuple(n for n, pull in sorted(self.pulls.items()) if pull.head_oid == oid)
        return lambda details: self.snapshot(oid, pulls, details=details)

    def serve(self, look: Callable[[bool], Snapshot], trigger: Trigger) -> Decision:
        """The loop: read, decide, write, until the plan is empty."""
        snapshot, passes, self.requests = look(True), 0, 1  # noqa: FBT003 - the first read has details
        decision = decide_trackers(snapshot, self.policy, trigger)
        while decision.plan or decision.needs_history or decision.needs_subjects:
            passes += 1
            assert passes <= PASSES_MAX, decision.plan
            self.requests += 1
            snapshot = self.answer(decision, snapshot, look)
            decision = decide_trackers(snapshot, self.policy, trigger)
        return decision

    def answer(self, decision: Decision, snapshot: Snapshot, look: Callable[[bool], Snapshot]) -> Snapshot:
        """The next snapshot: with what the decision needs, else as it is after the plan."""
        if decision.needs_history:
            overwritten = {one: tuple(reversed(self.texts.get(one, ()))) for one in decision.needs_history}
            others = {one: tuple(reversed(self.others.get(one, ()))) for one in decision.needs_history}
            return replace(look(self.details), overwritten=overwritten, by_others=others, subjects=snapshot.subjects)
        if decision.needs_subjects:
            states = {pull.id: pull.state for pull in self.pulls.values()}
            subjects = SubjectStates({one: states.get(one) for one in decision.needs_subjects.ids})
            return replace(snapshot, subjects=subjects)
        self.apply(decision.plan)
        return replace(look(self.details), subjects=snapshot.subjects)

    def decision(self, snapshot: Snapshot, number: int) -> Decision:
        """The decision on a read of one's own making."""
        return decide_trackers(snapshot, self.policy, trigger_for(number))

    def decide(self, number: int = 0, *, branch: str = "", event: str = "", **trigger: object) -> Decision:
        """One read and its decision; nothing is written."""
        snapshot = self.reader(number, branch=branch)(True)  # noqa: FBT003 - as a first read
        return decide_trackers(snapshot, self.policy, trigger_for(number, branch, event, **trigger))


def trigger_for(number: int = 0, branch: str = "", event: str = "", **trigger: object) -> Trigger:
    """The event of a pull request's run, or a branch's."""
    pulls = (number,) if number else ()
    kind = event or ("push" if branch else "pull_request")
    return replace(
        Trigger("o/r", kind, pull_requests=pulls, branch=branch, run=Run(0, 0, 1, "Gate", GATE)),
        **trigger,  # type: ignore[arg-type]
    )


def tracker_policy(**changes: object) -> TrackerPolicy:
    """A policy with some changes."""
    return replace(TrackerPolicy(), **changes)  # type: ignore[arg-type]
