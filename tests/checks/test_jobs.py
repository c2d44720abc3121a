"""Check runs reduced to jobs: every latest one in exactly one job, and one state for all of a job's check runs."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.checks.jobs import (
    gate_checks,
    gate_job_names,
    group,
    is_gate,
    reduce_state,
    with_allowed_failures,
)
from hygiene.checks.names import top_level, without_matrix
from hygiene.model.checks import CheckRun, Checks, CheckState, LegacyStatus
from hygiene.model.policy import GateFacts, Policy
from tests.snapshots import GATE, TRIGGER, check, head

LINT = replace(GATE, id="CS_2", workflow="Lint", path=".github/workflows/lint.yml", run_id=901)
ANYBODY = replace(TRIGGER, run=None)


def grouped(checks: Checks, *labels: str) -> dict[str, list[str]]:
    """The names of the check runs under each label."""
    return {job.name: [run.name for run in job.checks] for job in group(checks, labels, Policy(), TRIGGER)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("gate", "gate"), ("core / inner", "core"), ("a / b / c", "a"), ("a/b", "a/b"), (" / x", " / x"), ("", "")],
)
def test_label_of_a_check_run(name: str, expected: str) -> None:
    """A job that calls a reusable workflow reports as ``caller / inner``."""
    assert top_level(name) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("python ci (3.11)", "python ci"),
        ("build (ubuntu, x64)", "build"),
        ("gate", "gate"),
        ("(3.11)", "(3.11)"),
        ("f(x)", "f(x)"),
        ("a (b", "a (b"),
    ],
)
def test_matrix_part_is_taken_off(label: str, expected: str) -> None:
    """What is in parentheses at the end is the leg of the matrix."""
    assert without_matrix(label) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("success failure", "failure"),
        ("timed_out failure", "failure"),
        ("cancelled failure", "failure"),
        ("success cancelled", "cancelled"),
        ("success unknown", "unknown"),
        ("pending unknown", "unknown"),
        ("success pending", "pending"),
        ("skipped success", "success"),
        ("skipped neutral", "neutral"),
        ("skipped", "skipped"),
        ("", "absent"),
    ],
)
def test_worst_state_counts(words: str, expected: str) -> None:
    """Red before open before green; a skipped leg does not hide a success, and nothing at all is absent."""
    assert reduce_state(CheckState(word) for word in words.split()) is CheckState(expected)


@given(st.lists(st.sampled_from(list(CheckState)), min_size=1))
def test_green_only_when_everything_is(states: list[CheckState]) -> None:
    """Whatever the mixture, a state that is not green is never hidden."""
    assert reduce_state(states).passed == all(state.passed for state in states)


def test_required_job_is_all_its_check_runs_together() -> None:
    """``X`` and ``X / …`` are one job; ``Xy`` is another."""
    checks = head(check("core"), check("core / a"), check("core / b / c"), check("core tests"))
    assert grouped(checks, "core") == {"core": ["core", "core / a", "core / b / c"], "core tests": ["core tests"]}


def test_longest_label_owns_the_check_run() -> None:
    """With ``core`` and ``core / a`` both required, each has its own."""
    checks = head(check("core / a"), check("core / b"))
    assert grouped(checks, "core", "core / a") == {"core": ["core / b"], "core / a": ["core / a"]}


def test_job_that_never_reported_has_no_check_runs() -> None:
    """It is there, absent."""
    (job,) = group(head(), ("gate",), Policy(), TRIGGER)
    assert (job.checks, job.state, job.in_gate) == ((), CheckState.ABSENT, True)


def test_label_named_twice_is_one_job() -> None:
    """A slip in the configuration makes no second row."""
    assert len(group(head(check("gate")), ("gate", "gate"), Policy(), TRIGGER)) == 1


def test_the_gate_is_used_before_workflows_of_its_name() -> None:
    """Another workflow's job of the same name is among the others."""
    checks = head(check("build", "failure", id_=1, suite=LINT), check("build", id_=2))
    jobs = group(checks, ("build",), Policy(), TRIGGER)
    assert [(job.name, job.state.value, job.in_gate) for job in jobs] == [
        ("build", "success", True),
        ("Lint / build", "failure", False),
    ]


@pytest.mark.parametrize(
    ("jobs", "state"), [(("lint",), CheckState.SUCCESS), (None, CheckState.ABSENT)], ids=["configured", "of the file"]
)
def test_a_job_of_another_workflow_when_the_gate_has_nothing(jobs: tuple[str, ...] | None, state: CheckState) -> None:
    """A configured job may be in another workflow; one of the Gate's file is in no other."""
    job = group(head(check("lint", suite=LINT)), ("lint",), Policy(jobs=jobs), TRIGGER)[0]
    assert (job.name, job.state) == ("lint", state)


def test_legacy_status_is_a_check() -> None:
    """A commit status of the old kind answers under its context."""
    checks = replace(head(), statuses=(LegacyStatus("S", "ci/deploy", CheckState.FAILURE, url="https://x.example"),))
    (job,) = group(checks, ("ci/deploy",), Policy(jobs=("ci/deploy",)), TRIGGER)
    assert (job.state, job.checks[0].url) == (CheckState.FAILURE, "https://x.example")


@given(st.lists(st.tuples(st.sampled_from(["a", "a / b", "a / b / c", "d", "d (1)"]), st.booleans()), max_size=12))
def test_every_latest_check_run_is_in_exactly_one_job(runs: list[tuple[str, bool]]) -> None:
    """Nothing is lost and nothing is there twice."""
    checks = head(*(check(name, id_=at + 1, suite=LINT if other else GATE) for at, (name, other) in enumerate(runs)))
    jobs = group(checks, ("a / b", "d"), Policy(), TRIGGER)
    found = sorted(run.id for job in jobs for run in job.checks)
    assert found == sorted(run.id for run in checks.latest())


def test_attempts_of_a_job_are_all_of_them_oldest_first() -> None:
    """Earlier attempts are the evidence of a flake; jobs of the same name elsewhere are not."""
    runs = [replace(check("gate", id_=at), attempt=at) for at in (3, 1, 2)]
    (job, _) = group(head(*runs, check("gate", id_=9, suite=LINT)), ("gate",), Policy(), TRIGGER)
    assert [run.attempt for run in job.attempts] == [1, 2, 3]
    assert [run.attempt for run in job.checks] == [3]


@pytest.mark.parametrize("wanted", ["Gate", ".github/workflows/gate.yml", "gate.yml"])
def test_gate_is_named_by_workflow_path_or_file(wanted: str) -> None:
    """People write what they see: the name, the path, or the file."""
    assert is_gate(GATE, Policy(workflow=wanted), ANYBODY)
    assert not is_gate(LINT, Policy(workflow=wanted), ANYBODY)


def test_gate_is_found_by_its_name_where_files_are_unknown() -> None:
    """An older host names no file of a workflow; the triggering run has a name as well."""
    assert is_gate(replace(GATE, path=""), Policy(), TRIGGER)
    assert not is_gate(replace(LINT, path=""), Policy(), TRIGGER)
    assert not is_gate(replace(GATE, path="", workflow=""), Policy(), TRIGGER)


def test_gate_is_else_the_triggering_workflow_else_anything() -> None:
    """Without configuration the triggering run decides; for a manual run every workflow counts."""
    assert not is_gate(LINT, Policy(), TRIGGER)
    assert is_gate(LINT, Policy(), ANYBODY)
    assert [run.name for run in gate_checks(head(check("a"), check("b", suite=LINT)), Policy(), TRIGGER)] == ["a"]


def test_configured_jobs_come_first() -> None:
    """Configuration, then the workflow file, then what else the Gate reported."""
    checks = head(check("gate"))
    assert gate_job_names(checks, Policy(jobs=("x",), workflow_jobs=("y",)), TRIGGER) == ("x",)
    assert gate_job_names(checks, Policy(workflow_jobs=("y",)), TRIGGER) == ("y", "gate")


def test_no_names_are_made_up() -> None:
    """Without configuration and file, the jobs are those that reported."""
    assert gate_job_names(head(), Policy(), TRIGGER) == ()
    assert gate_job_names(head(check("gate"), check("x")), Policy(), TRIGGER) == ("gate", "x")
    assert gate_job_names(head(check("y / z"), check("x")), Policy(), TRIGGER) == ("x", "y")


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((check("test", "skipped"),), ("test", "lint")),
        ((check("test (1)"), check("test (2)")), ("test (1)", "test (2)", "lint")),
        ((check("test", "failure"),), ("test (1)", "test (2)", "lint", "test")),
        ((check("test (1)"), check("test", "skipped")), ("test (1)", "test", "lint")),
    ],
)
def test_a_skipped_matrix_has_one_name(runs: tuple[CheckRun, ...], expected: tuple[str, ...]) -> None:
    """GitHub reports it under the name before its legs are known."""
    facts = GateFacts(skipped_as={"test (1)": ("test",), "test (2)": ("test",), "lint": ("lint",)})
    policy = Policy(workflow_jobs=("test (1)", "test (2)", "lint"), gate=facts)
    assert gate_job_names(head(*runs), policy, TRIGGER) == expected


@pytest.mark.parametrize(
    ("listed", "reported", "expected"),
    [
        ("unit (1), unit (2), lint", "unit", "unit, lint"),
        ("unit (1), unit (2)", "unit (1), unit", "unit (1), unit"),
        ("tests / a, tests / b", "tests", "tests"),
        ("tests / a (1), tests / a (2)", "tests / a", "tests / a"),
        ("tests / a / b", "tests / a", "tests / a"),
        ("tests (x) / a, tests (x) / b, tests (y) / a", "tests", "tests, tests (y) / a"),
        ("tests (x) / a (1), tests (x) / b", "tests (x) / a, tests (x) / b", "tests (x) / a, tests (x) / b"),
        ("Run x (1)", "Run ${{ matrix.v }}", "Run ${{ matrix.v }}"),
        ("v (1), v (2)", "v", "v"),
        ("gone (1), gone", "unit", "gone (1), gone"),
        ("unit (9)", "unit", "unit (9)"),
        ("lint (1)", "lint", "lint (1)"),
        ("tests", "tests / a", "tests"),
    ],
)
def test_configured_jobs_that_are_skipped_as_a_whole(listed: str, reported: str, expected: str) -> None:
    """Legs and called jobs have the name under which their job was skipped; one that the file lacks is missing."""
    facts = GateFacts(
        skipped_as={
            "unit (1)": ("unit",),
            "unit (2)": ("unit",),
            "tests": ("tests",),
            "tests (x)": ("tests",),
            "lint": ("lint",),
            "Run x (1)": ("Run ${{ matrix.v }}",),
        }
    )
    policy = Policy(jobs=tuple(listed.split(", ")), workflow_jobs=tuple(facts.skipped_as), gate=facts)
    runs = head(*(check(name, "skipped", id_=at) for at, name in enumerate(reported.split(", "))))
    assert gate_job_names(runs, policy, TRIGGER) == tuple(expected.split(", "))


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((check("unit", "skipped"),), ("unit", "lint")),
        ((check("unit", "skipped", suite=LINT),), ("unit", "lint")),
        ((check("unit", "success"),), ("unit (1)", "unit (2)", "lint")),
        ((check("unit", "skipped"), check("unit", "failure", suite=LINT, id_=2)), ("unit", "lint")),
        ((check("unit", "success"), check("unit", "skipped", suite=LINT, id_=2)), ("unit (1)", "unit (2)", "lint")),
        ((check("unit (1)", suite=LINT), check("unit", "skipped", suite=LINT, id_=2)), ("unit (1)", "unit", "lint")),
        ((), ("unit (1)", "unit (2)", "lint")),
    ],
)
def test_configured_jobs_that_are_skipped_without_a_file(runs: tuple[CheckRun, ...], expected: tuple[str, ...]) -> None:
    """The name without its matrix part is enough, if that is what was skipped in the Gate, else in any workflow."""
    policy = Policy(jobs=("unit (1)", "unit (2)", "lint"))
    assert gate_job_names(head(*runs), policy, TRIGGER) == expected


def test_a_configured_commit_status_has_reported() -> None:
    """A job that is skipped under the name without its part is another one."""
    status = LegacyStatus("S", "unit (1)", CheckState.FAILURE)
    checks = replace(head(check("unit", "skipped")), statuses=(status,))
    assert gate_job_names(checks, Policy(jobs=("unit (1)", "unit (2)")), TRIGGER) == ("unit (1)", "unit")


@pytest.mark.parametrize(
    ("facts", "globs", "name", "allowed"),
    [
        (GateFacts(may_fail=("nightly",)), (), "nightly", True),
        (GateFacts(may_fail=("test (*)",), must_pass=frozenset({"test (1)"})), (), "test (1)", False),
        (GateFacts(may_fail=("test (*)",)), (), "test (2)", True),
        (GateFacts(may_fail=("test [a]",)), (), "test a", False),
        (GateFacts(), ("night*",), "nightly", True),
        (GateFacts(), ("test [3]",), "test [3]", True),
        (GateFacts(), ("night*",), "lint", False),
    ],
)
def test_which_failures_are_allowed(facts: GateFacts, globs: tuple[str, ...], name: str, allowed: bool) -> None:  # noqa: FBT001 - a table
    """By the workflow file or by the configuration."""
    policy = Policy(gate=facts, allowed_failures=globs)
    (run,) = with_allowed_failures(head(check(name, "failure"), state="failure"), policy, TRIGGER).runs
    assert run.state is (CheckState.ALLOWED_FAILURE if allowed else CheckState.FAILURE)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("docs", "lint"), ["Docs / build", "Lint / build"]),
        (("docs", "docs"), ["build"]),
        (("docs",), ["build"]),
    ],
)
def test_jobs_of_one_name_in_two_workflows_are_distinguished(paths: tuple[str, ...], expected: list[str]) -> None:
    """Each has a row of its own, named as GitHub names it."""
    suites = [
        replace(GATE, id=f"CS_{at}", path=f"{path}.yml", workflow=path.title()) for at, path in enumerate(paths, 5)
    ]
    runs = [check("build", id_=at, suite=suite) for at, suite in enumerate(suites, 1)]
    assert [name for name in grouped(head(*runs), "unit") if name != "unit"] == expected


def test_a_job_with_the_name_of_a_job_of_the_gate() -> None:
    """It is not shown under the same name."""
    found = grouped(head(check("lint"), check("lint", "failure", id_=7, suite=LINT)), "lint")
    assert found == {"lint": ["lint"], "Lint / lint": ["lint"]}


@pytest.mark.parametrize("pattern", ["a*b*c", "*a*a*a*a*a*a*a*a*a*", "*"])
def test_untrusted_patterns_take_no_time(pattern: str) -> None:
    """Names and patterns that a backtracking search would compare for hours."""
    facts = GateFacts(may_fail=tuple(f"{pattern}{number}" for number in range(100)))
    runs = tuple(check(f"{'ab' * 100}{'a' * 50}{number}z", "failure") for number in range(200))
    before = time.process_time()
    found = with_allowed_failures(head(*runs, state="failure"), Policy(gate=facts), TRIGGER)
    assert time.process_time() - before < 5
    assert {run.state for run in found.runs} == {CheckState.FAILURE}
